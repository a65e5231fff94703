# Sourced by the scenarios.
# run COMMAND…   shows the command, runs it, and shows its exit status where it is not 0
# note TEXT      says what the script did to the files
run() {
  printf '$ %s\n' "$*"
  "$@"
  local status=$?
  [ "$status" -eq 0 ] || printf '[%s]\n' "$status"
}
note() { printf '# %s\n' "$*"; }
# A repository that holds the workspace as it stands.
commit() { git add -A && git commit -qm "$1"; }
repository() { git init -q -b main . && commit start; }
# Compiles in silence, so that a scenario begins where its story does.
compiled() { formwork compile -q || exit; }
