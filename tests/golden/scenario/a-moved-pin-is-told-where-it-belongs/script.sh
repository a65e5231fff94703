. "$SOURCE/tests/golden/steps.sh"
formwork init -q --name payments
compiled
note a bot moves a pin in the output
old=$(grep -o 'actions/checkout@[0-9a-f]*' .github/workflows/ci.yaml | head -1)
new=0123456789abcdef0123456789abcdef01234567
sed -i "s~$old\(\W*\) # .*~actions/checkout@$new\1 # v99.0.0~" .github/workflows/ci.yaml
formwork check | grep -e 'DR0' -e 'help'
note where it belongs
formwork compile -q --discard .github/workflows/ci.yaml
printf 'actions:\n  checkout: {commit: %s, version: v99.0.0}\n' $new > pins.yaml
run formwork check -q --format concise
run formwork plan
run formwork compile
run grep -m1 actions/checkout .github/workflows/ci.yaml
run formwork check
note two pins at once: each file names those that it reads
sed -i 's/v99.0.0/v99.0.1/' pins.yaml
printf 'toolchains:\n  rust: docker.io/library/rust:1.99.0-slim-trixie@sha256:%s\n' "$(printf '1%.0s' {1..64})" >> pins.yaml
run formwork plan
compiled
note a pin that nothing reads moves no file, and no lock
printf 'images:\n  postgres-18: docker.io/library/postgres:18.9@sha256:%s\n' "$(printf '2%.0s' {1..64})" >> pins.yaml
run formwork plan
run formwork check
