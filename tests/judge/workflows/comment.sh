#!/usr/bin/env bash
# What infra.yaml tells a pull request, as its steps are emitted, with a `gh` that keeps comments in files: one comment, written
# anew each time, none that says nothing; no text of a plan is markup; what does not fit is cut.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
for tool in jq python3; do command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }; done
python3 -c 'import yaml' 2>/dev/null || { echo "skipped: no PyYAML"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 - "$root/examples/azure-container-apps/.github/workflows" "$work" <<'PYTHON'
import sys
import yaml
def steps(name, job):
    with open(f"{sys.argv[1]}/{name}", encoding="utf-8") as text:
        return {step.get("name"): step for step in yaml.safe_load(text)["jobs"][job]["steps"]}
comment = steps("infra.yaml", "comment")
for file, run in (("compose.sh", comment["Compose"]["run"]), ("write.sh", comment["Write it"]["run"]),
                  ("tell.sh", steps("infra-environment.yaml", "plan")["Tell"]["run"])):
    with open(f"{sys.argv[2]}/{file}", "w", encoding="utf-8") as out:
        out.write(run)
with open(f"{sys.argv[2]}/mark", "w", encoding="utf-8") as out:
    out.write(comment["Write it"]["env"]["MARK"])
PYTHON
mkdir "$work/bin"
cat >"$work/bin/gh" <<'GH'
#!/usr/bin/env bash
set -euo pipefail
# Two pages, as `--paginate` prints them.
case "$*" in
  'api --paginate repos/acme/shop/issues/7/comments')
    [[ ! -e "$WORK/down" ]] || { echo 'HTTP 502' >&2; exit 1; }
    echo '[{"id": 1, "user": {"login": "someone"}, "body": "<!-- formwork: infrastructure -->"}, {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "<!-- formwork -->"}]'
    if [[ -e "$WORK/comment" ]]; then jq --null-input --rawfile body "$WORK/comment" '[{id: 3, user: {login: "github-actions[bot]"}, body: $body}]'; else echo '[]'; fi ;;
  'api --silent --method POST repos/acme/shop/issues/7/comments --raw-field body='*) echo POST >>"$WORK/log"; all="$*"; printf '%s' "${all#*body=}" >"$WORK/comment" ;;
  'api --silent --method PATCH repos/acme/shop/issues/comments/3 --raw-field body='*) echo PATCH >>"$WORK/log"; all="$*"; printf '%s' "${all#*body=}" >"$WORK/comment" ;;
  *) echo "gh does not know: $*" >&2; exit 2 ;;
esac
GH
chmod +x "$work/bin/gh"
export PATH="$work/bin:$PATH" WORK=$work GITHUB_OUTPUT=$work/output GITHUB_REPOSITORY=acme/shop GITHUB_STEP_SUMMARY=$work/summary PULL=7 RUNNER_TEMP=$work
MARK=$(cat "$work/mark")
export MARK

fail() { echo "$1"; cat "$work/output" "$work/comment" 2>/dev/null; exit 1; }
output() { awk -v name="$1" 'index($0, name "=") == 1 {print substr($0, length(name) + 2)} end == $0 {end = ""} end {print} index($0, name "<<") == 1 {end = substr($0, length(name) + 3)}' "$work/output"; }
# tells NEEDS: the two steps, one after the other.
tells() {
  : >"$work/log"
  : >"$work/output"
  PLANS=$1 bash "$work/compose.sh"
  BODY=$(output body) SILENT=$(output silent) bash "$work/write.sh"
}
did() { [ "$(paste -sd ' ' "$work/log")" = "$1" ] || fail "gh was asked for '$(paste -sd ' ' "$work/log")', not '$1'"; }
has() { grep -qxF -- "$1" "$work/comment" || fail "not in the comment: $1"; }

quiet='{"changes":{"result":"success","outputs":{"plan":"true"}},"dev":{"result":"success","outputs":{"changes":"","changed":"false"}},"prod":{"result":"skipped","outputs":{}}}'
some='{"changes":{"result":"success","outputs":{"plan":"true"}},"dev":{"result":"success","outputs":{"changes":"create module.site[\"# x\"].a\n"}},"prod":{"result":"failure","outputs":{}}}'
none='{"changes":{"result":"success","outputs":{"plan":"false"}},"dev":{"result":"skipped","outputs":{}},"prod":{"result":"skipped","outputs":{}}}'
tells "$quiet"; did ''
tells "$none"; did ''
tells "$some"; did POST
has '### dev'
has '    create module.site["# x"].a'
has '    no plan: see the run'
tells "$quiet"; did PATCH
has '    nothing'
! grep -q '^### prod' "$work/comment" || fail 'an environment that was not planned is told of'
tells "$none"; did PATCH
has '    nothing'
long=$(jq --null-input --compact-output '{changes: {result: "success"}, dev: {result: "success", outputs: {changes: ([range(2500) | "create a line that is long enough"] | join("\n"))}}}')
tells "$long"; did PATCH
[ "$(wc -c <"$work/comment")" -lt 65536 ] || fail 'longer than a comment may be'
# Where comments cannot be read, none is written beside the one that may be there.
touch "$work/down"
: >"$work/log"
if BODY=x SILENT=false bash "$work/write.sh" 2>/dev/null; then fail 'it passed without having looked'; fi
did ''

# What one environment tells: a hundred lines, and that there are more.
: >"$work/output"
seq -f 'create r%.0f' 102 >"$work/changes"
echo plan >"$work/plan.txt"
bash "$work/tell.sh"
[ "$(output changes | wc -l)" = 101 ] || fail 'not a hundred lines'
[ "$(output changes | tail -n 1)" = 'and 2 more: see the summary of the run' ] || fail 'not told that there is more'
echo 'comment: one, and true'
