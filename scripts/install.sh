#!/usr/bin/env bash
# Installs what is missing to build and test formwork on Debian 12, as root or with sudo.
#   scripts/install.sh build    compiler, CMake and libraries
#   scripts/install.sh test     those, and what the tests use besides
set -euo pipefail

build=(g++ cmake ninja-build ccache pkg-config git ca-certificates
  libyaml-cpp-dev nlohmann-json3-dev libcli11-dev libgit2-dev libfmt-dev libre2-dev libexpected-dev libssl-dev libmimalloc-dev)
test=(libgtest-dev libgmock-dev libbenchmark-dev clang-format-16 cmark-gfm python3 python3-yaml shellcheck
  # Emitted files run in the real ones.
  libnginx-mod-http-modsecurity luajit modsecurity-crs nginx-light postgresql redis-server busybox)

packages=("${build[@]}")
case ${1:-build} in
  build) ;;
  test) packages+=("${test[@]}")
    # node reads the official suites and judges the reports; any version from 18 on will do.
    command -v npm >/dev/null || packages+=(nodejs npm) ;;
  *) echo "usage: $0 build|test" >&2; exit 2 ;;
esac

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

sudo=()
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || { echo "$0: root or sudo is needed to install: ${missing[*]}" >&2; exit 3; }
  sudo=(sudo)
fi
export DEBIAN_FRONTEND=noninteractive
"${sudo[@]}" apt-get update -qq
"${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"
