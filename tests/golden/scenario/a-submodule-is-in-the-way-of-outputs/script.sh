. "$SOURCE/tests/golden/steps.sh"
compiled; repository
head=$(git rev-parse HEAD)
submodule() { git update-index --add --cacheinfo "160000,$head,$1" && mkdir -p "$1"; }
both() { run formwork check --env dev --format concise; run formwork check --env dev --staged --format concise; }
back() { rm -rf infra && git read-tree HEAD && git checkout -q -- .; }
note in a folder that is owned whole, empty as it is after a clone
submodule infra/dev/kubernetes/charts; both; back
note at the path of an output
git rm -q infra/dev/kubernetes/namespace.yaml
submodule infra/dev/kubernetes/namespace.yaml; both; back
note on the way to outputs
git rm -rq infra/dev/kubernetes/edge
submodule infra/dev/kubernetes/edge; both
note "what is compiled into it is right, and git would have none of it"
compiled
run formwork check --env dev --format concise
back
note "elsewhere it is nobody's business"
submodule vendor; both
