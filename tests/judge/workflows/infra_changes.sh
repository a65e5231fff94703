#!/usr/bin/env bash
# The step of infra.yaml that tells whether a pull request changes the infrastructure, as it is emitted, in a real repository:
# its gate is required, so the workflow runs always and plans only where there is something to plan.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
for tool in git python3; do command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }; done
python3 -c 'import yaml' 2>/dev/null || { echo "skipped: no PyYAML"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 - "$root/examples/azure-container-apps/.github/workflows/infra.yaml" >"$work/compare.sh" <<'PYTHON'
import sys
import yaml
with open(sys.argv[1], encoding="utf-8") as text:
    workflow = yaml.safe_load(text)
if workflow[True]["pull_request"] is not None:
    raise SystemExit("pull requests are filtered, and the gate would be waited for in vain")
print(next(step["run"] for step in workflow["jobs"]["changes"]["steps"] if step.get("id") == "compare"))
PYTHON
export HOME=$work GIT_CONFIG_NOSYSTEM=1 GITHUB_OUTPUT=$work/output
git config --global user.name Test && git config --global user.email test@acme.example && git config --global init.defaultBranch main
git init -q "$work/repository"
cd "$work/repository"
mkdir -p infra/prod .github/workflows src
touch infra/prod/main.tf .github/workflows/{infra,ci}.yaml src/main.rs
git add --all && git commit -qm base

# says PLAN EVENT PATH: what is told of a merge of a branch that changes PATH.
says() {
  git checkout -q -B change main~0 && echo "$3" >>"$3" && git add --all && git commit -qm "$3"
  git checkout -q --detach main && git merge -q --no-ff --no-edit change >/dev/null
  : >"$GITHUB_OUTPUT"
  EVENT=$2 bash "$work/compare.sh"
  [ "$(cat "$GITHUB_OUTPUT")" = "plan=$1" ] || { echo "$2 of $3: $(cat "$GITHUB_OUTPUT"), not plan=$1"; exit 1; }
}
says true pull_request infra/prod/main.tf
says true pull_request infra/prod/new.tf
says true pull_request .github/workflows/infra.yaml
says false pull_request .github/workflows/ci.yaml
says false pull_request src/main.rs
says false merge_group infra/prod/main.tf
says true push src/main.rs
says true workflow_dispatch src/main.rs
# Without the commit it goes to nothing is taken for granted.
git checkout -q --orphan alone && git commit -qm alone
: >"$GITHUB_OUTPUT"
EVENT=pull_request bash "$work/compare.sh" 2>/dev/null
[ "$(cat "$GITHUB_OUTPUT")" = plan=true ] || { echo 'a comparison that failed was taken for no change'; exit 1; }
echo 'what changes the infrastructure is planned'
