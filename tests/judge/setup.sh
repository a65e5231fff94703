# shellcheck shell=bash
# What judges that run emitted scripts have in common. Sourced after `set -euo pipefail`; it gives them
#   root, work   the repository, and a folder of their own that goes at the end
#   skip         ends as skipped, by name
#   need         skips where a tool is not there
#   at_end       a command for the end, the last one first
#   stub         a command line of theirs in front of the PATH, out of standard input
#   server       PostgreSQL, to be reached at $PGHOST
#   fail         shows what was told, and ends
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
export root work
ends=("rm -rf '$work'")
at_end() { ends=("$1" "${ends[@]}"); }
end() { local each; for each in "${ends[@]}"; do eval "$each"; done; }
trap end EXIT

skip() { echo "skipped: $1"; exit 77; }
need() { local each; for each in "$@"; do command -v "$each" >/dev/null || skip "no $each"; done; }
fail() {
  echo "$1"
  cat "$work/told" "$work/log" 2>/dev/null || true
  exit 1
}

mkdir "$work/bin"
export PATH="$work/bin:$PATH" WORK=$work
# stub NAME: what it is called with is noted in $WORK/log; `argument --name "$@"` is the word after --name.
stub() {
  {
    cat <<'HEAD'
#!/usr/bin/env bash
set -euo pipefail
printf '%s\n' "$*" >>"$WORK/log"
argument() {
  local want="$1"
  shift
  while (($#)); do
    if [[ "$1" == "$want" ]]; then echo "$2"; return; fi
    shift
  done
}
HEAD
    cat
  } >"$work/bin/$1"
  chmod +x "$work/bin/$1"
}

# server [HBA] [OPTION...]: a server of its own, as another user where the judge is root; HBA are the lines of pg_hba.conf.
server() {
  local hba=${1:-local all all trust} bin as=() options="-c listen_addresses='' -c unix_socket_directories='$work/server'"
  shift || true
  bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
  [ -x "${bin:-/none}/initdb" ] || skip 'no server of PostgreSQL'
  if [ "$(id -u)" = 0 ]; then
    getent passwd postgres >/dev/null || skip 'no user postgres'
    as=(runuser -u postgres --)
    chmod 755 "$work"
    install -d -o postgres "$work/server"
  else
    mkdir "$work/server"
  fi
  at_end "${as[*]} '$bin/pg_ctl' -D '$work/server/data' -m immediate stop >/dev/null 2>&1 || true"
  "${as[@]}" "$bin/initdb" -D "$work/server/data" -U postgres -A trust >/dev/null
  printf '%s\n' "$hba" >"$work/pg_hba.conf"
  "${as[@]}" cp "$work/pg_hba.conf" "$work/server/data/pg_hba.conf"
  "${as[@]}" "$bin/pg_ctl" -D "$work/server/data" -w -l "$work/server/log" -o "$options $*" start >/dev/null
  export PGHOST=$work/server
}
