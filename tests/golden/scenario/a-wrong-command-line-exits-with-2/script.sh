. "$SOURCE/tests/golden/steps.sh"
# What the reader of command lines throws has numbers of its own (100 to 127); none of them gets out.
wrong() {
  formwork "$@" >out 2>&1
  local status=$?
  [ $status -eq 2 ] && [ "$(grep -c 'error\[' out)" -eq 1 ] || { echo "formwork $*: $status"; cat out; }
}
wrong
wrong nothing
wrong --nothing
wrong check extra words
wrong check --env
wrong check --jobs
wrong check --jobs many
wrong check --jobs -1
wrong check --jobs 1.5
wrong check --format
wrong check --format yaml
wrong check --color sometimes
wrong check --fail-on note
wrong check --verify most
wrong check --report json
wrong check --report =x
wrong check --report yaml=x
wrong check --rev
wrong check --rev ''
wrong check --base ''
wrong check --base-env ''
wrong check --env ''
wrong check --only ''
wrong check --only NONE
wrong check --as-of 1.1.2027
wrong check --expiry never
wrong check --staged=maybe
wrong check --staged --staged --rev HEAD
wrong check -C
wrong check -C nowhere
wrong -C nowhere version
wrong init --cloud moon
wrong init a b c
wrong new
wrong new x
wrong plan --exit-style mine
wrong plan --set
wrong plan --set a
wrong compile --shard x
wrong compile --target kubernetes
wrong compile --set a=b
wrong diff
wrong diff one
wrong diff one two three
wrong explain
wrong explain nothing
wrong bind
wrong bind prod
wrong templates
wrong templates nothing
wrong templates eject
wrong templates eject nothing
wrong list --format csv
wrong completion
wrong completion csh
wrong merge-driver
wrong merge-driver one two
for name in FORMAT COLOR JOBS FAIL_ON; do
  env "FORMWORK_$name=wrong" formwork check >out 2>&1
  [ $? -eq 2 ] || echo "FORMWORK_$name=wrong: not 2"
done
note help and version are no errors
for command in --help --version 'check --help' 'templates --help' 'templates eject --help'; do
  formwork $command >out 2>&1 || echo "formwork $command: $?"
done
note help of what there is not is one
wrong chekc --help
wrong help chekc
wrong help templates nothing
wrong --env prod chekc
wrong --env dev prod check
wrong explain ''
wrong explain prod ''
wrong diff prod nope
wrong list --format yaml
for name in QUIET NO_PROGRESS DIR ENV; do
  env "FORMWORK_$name=wrong" formwork check >out 2>&1
  [ $? -eq 2 ] && grep -q "FORMWORK_$name" out || { echo "FORMWORK_$name=wrong"; cat out; }
done
