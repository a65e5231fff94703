. "$SOURCE/tests/golden/steps.sh"
compiled
cp -r infra kept
# A file of 3 GiB that takes no room on the disk.
large() { truncate -s 3221225472 "$1"; }
# The most memory that a command had.
peak() {
  python3 -c 'import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(f"exit status {status}, " + ("less than 1 GiB" if peak < 1 << 20 else f"{peak} KiB"))' "$@"
}
back() { rm -r infra && cp -r kept infra; }
note an output
large infra/dev/kubernetes/namespace.yaml
run formwork check --env dev
run peak formwork check --env dev
run peak formwork check
run formwork compile
run peak formwork compile
run formwork plan --diff
run peak formwork plan --diff
run formwork compile -q --discard infra/dev/kubernetes/namespace.yaml
run formwork check
note "an output whose record is gone, and one whose record says nothing"
large infra/dev/kubernetes/namespace.yaml
sed -i '/"infra\/dev\/kubernetes\/namespace.yaml"/d' infra/dev/formwork.lock
run formwork check --env dev --only DR010
run formwork compile
back
large infra/dev/kubernetes/namespace.yaml
sed -i 's|\("p":"infra/dev/kubernetes/namespace.yaml","d":\)"[0-9a-f]*"|\1null|' infra/dev/formwork.lock
run formwork check --env dev
run formwork compile
back
note "what is no output any more"
sed -i '2i {"k":"out","p":"infra/dev/kubernetes/old.yaml","d":"'"$(printf '0%.0s' $(seq 64))"'"}' infra/dev/formwork.lock
large infra/dev/kubernetes/old.yaml
run formwork check --env dev --only DR009
back
note a lock
large infra/dev/formwork.lock
run formwork check --env dev
run peak formwork check --env dev
run peak formwork compile
run formwork check
note what git has
back
git init -q .
truncate -s 100000000 infra/dev/kubernetes/namespace.yaml
git add -A
run formwork check --staged --env dev
