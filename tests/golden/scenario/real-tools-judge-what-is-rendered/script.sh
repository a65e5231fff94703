. "$SOURCE/tests/golden/steps.sh"
# A root with a module, and tools that say what the case is about.
mkdir -p overlays/site/module bin
cat > overlays/site/pack.yaml <<'PACK'
pack: site
description: A site.
target: kubernetes
artifacts:
  - {output: 'infra/<%= metadata.name %>/terraform/main.tf', template: main.tf, language: hcl}
  - {output: 'infra/<%= metadata.name %>/bicep/main.bicep', template: main.bicep, language: bicep}
  - {output: infra/modules/terraform/label/main.tf, static: module/main.tf, unit: shared, language: hcl}
PACK
cat > overlays/site/main.tf <<'TEMPLATE'
module "label" {
  source = "../../modules/terraform/label"
  name   = <%= naming.workload %>
}

resource "null_resource" "site" {
  triggers = { owner = <%= metadata.owner %> }
}
TEMPLATE
printf 'param owner string = <%%= metadata.owner %%>\noutput owner string = owner\n' > overlays/site/main.bicep
printf 'variable "name" {\n  type = string\n}\n' > overlays/site/module/main.tf
PATH="$PWD/bin:$PATH"
# fake TOOL SCRIPT: a program of that name.
fake() { printf '#!/bin/sh\n%s\n' "$2" > "bin/$1"; chmod +x "bin/$1"; }
says() { fake terraform "case \$1 in init) exit 0;; esac; cat <<'JSON'
$1
JSON
exit 1"; }

note what a tool finds is told where the line was made
says '{"diagnostics": [
  {"severity": "error", "summary": "Unsupported argument", "detail": "An argument named \"triggers\" is not expected here.", "range": {"filename": "main.tf", "start": {"line": 7}}},
  {"severity": "warning", "summary": "Deprecated variable", "detail": "Use another.", "range": {"filename": "../../modules/terraform/label/main.tf", "start": {"line": 1}}},
  {"severity": "warning", "summary": "Nowhere", "detail": "in no file"}]}'
run formwork validate --env prod --with terraform
note bicep says it in lines of its own
fake bicep 'echo "$PWD/main.bicep(1,7) : Warning no-unused-params: Parameter \"owner\" is declared. [https://aka.ms/bicep]" >&2; echo "{}"'
run formwork validate --env prod --with bicep
run formwork validate --env prod --with bicep --fail-on warning --format concise
note kubectl builds the kustomization
fake kubectl 'cat kustomization.yaml | head -1; test -f namespace.yaml'
run formwork validate --env prod --with kubectl
fake kubectl 'echo "error: accumulating resources: missing.yaml: no such file" >&2; exit 1'
run formwork validate --env prod --with kubectl

note nothing is wrong, in every environment at once
says '{"valid": true, "diagnostics": []}'
run formwork validate --with terraform
note nothing was written here
ls -A infra 2>/dev/null; find . -newer bin/terraform -type f | sort

note a tool that is not there, a folder that is not initialised
PATH="$PWD/bin:$(dirname "$(command -v formwork)")" run formwork validate --env prod --with tofu
fake terraform 'case $1 in init) printf "\nError: Failed to query available provider packages\n\nCould not retrieve null.\n" >&2; exit 1;; esac
echo "{\"diagnostics\": [{\"severity\": \"error\", \"summary\": \"Missing required provider\", \"detail\": \"null\"}]}"; exit 1'
run formwork validate --env prod --with terraform
mkdir -p infra/prod/terraform/.terraform/providers
run formwork validate --env prod --with terraform

note a tool that gives no verdict
fake terraform 'case $1 in init) exit 0;; esac; echo "panic: nil map"; exit 2'
run formwork validate --env prod --with terraform
fake terraform 'kill -SEGV $$'
run formwork validate --env prod --with terraform
fake terraform 'sleep 60'
run formwork validate --env prod --with terraform --tool-timeout 1
fake bicep 'echo "Unhandled exception" >&2; exit 134'
run formwork validate --env prod --with bicep
fake kubectl 'exit 1'
run formwork validate --env prod --with kubectl
note what is wrong is not given to tools
says '{"diagnostics": [{"severity": "error", "summary": "never asked"}]}'
sed -i 's/metadata.owner/metadata.nope/' overlays/site/main.tf
run formwork validate --env prod --with terraform
note a tool that formwork does not know
run formwork validate --with terrafrom
