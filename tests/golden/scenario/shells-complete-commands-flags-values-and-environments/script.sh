. "$SOURCE/tests/golden/steps.sh"
run formwork complete -- che
run formwork complete -- check --re
run formwork complete -- check --format s
run formwork complete -- check --format=s
run formwork complete -- templates ''
run formwork complete -- templates eject kubernetes/dep
run formwork complete -- --target k
run formwork complete -- explain FW700
run formwork complete -- explain pr
run formwork complete -- -C . diff dev ''
run formwork complete -- new staging --from ''
note a file is for the shell to complete, and so is what cannot be known
run formwork complete -- bind dev --from ''
run formwork complete -- new ''
note a name that a shell could read is not offered
mkdir -p evil/environments
cp formwork.yaml evil
printf 'metadata: {name: "$(id)"}\n' > evil/environments/x.yaml
run formwork complete -- -C evil check --env ''
note in bash, which cuts words at the equals sign
. <(formwork completion bash)
complete -p formwork
# types WORD…: what bash offers for the last one
types() {
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
  _formwork formwork
  printf '%s -> %s\n' "$*" "${COMPREPLY[*]}"
}
types formwork co
types formwork check --env ''
types formwork check --format = s
types formwork check --fail-on =
types formwork check --report ''
note help names commands, explain the fields of a spec
run formwork complete -- help che
run formwork complete -- help templates ''
run formwork complete -- explain prod metadata.t
run formwork complete -- -C
run formwork complete -- list --format j
note each shell reads its script, where there is such a shell
for shell in bash zsh fish; do
  command -v "$shell" >/dev/null || continue
  formwork completion "$shell" | "$shell" -n || echo "$shell: $?"
done
note the man page tells of each command how it is called, and of each option once
formwork completion man >page
grep -c '^\.SS formwork ' page
grep -A 7 '^\.SS formwork new' page
grep -A 3 'format\\fR' page | tail -4
