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
