. "$SOURCE/tests/golden/steps.sh"
# No file may be larger than 1 KiB: the system refuses to write on, as a full disk would.
limited() { (trap '' XFSZ; ulimit -f 1; "$@") 2>&1 | sed 's/`[^`]*formwork[^`]*`/FILE/; s/process [0-9]*/process PID/'; echo "[${PIPESTATUS[0]}]"; }
note nothing was there
limited formwork compile -q --format concise
find infra .github formwork.lock -type f 2>/dev/null
note a tree was there
compiled
cp -r infra ../before
sed -i 's/team-shop/team-market/' environments/base.yaml
limited formwork compile -q --format concise
diff -r infra ../before && echo the old tree
note with room again
run formwork compile
run formwork check
