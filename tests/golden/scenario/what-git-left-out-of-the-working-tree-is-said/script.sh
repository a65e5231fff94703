. "$SOURCE/tests/golden/steps.sh"
compiled; repository
one=$PWD
git() { command git -c protocol.file.allow=always "$@"; }
note a sparse checkout without outputs, without an environment, and without one folder
git clone -q "$one" ../sparse && cd ../sparse
git sparse-checkout set environments releases && run formwork check --format concise
git sparse-checkout set environments releases infra/dev && run formwork check
git sparse-checkout set --no-cone '/*' '!infra/dev/kubernetes/edge' && run formwork check --format concise
git sparse-checkout disable && run formwork check
note specs that are a submodule, not checked out and checked out
cd "$one" && git init -q -b main ../specs && cp environments/* ../specs && (cd ../specs && commit specs)
git rm -rq environments && git submodule --quiet add ../specs environments && git commit -qm 'specs apart'
git clone -q "$one" ../cloned && cd ../cloned && run formwork check
git submodule --quiet update --init environments && run formwork check
note a workspace that is one
git init -q -b main ../super && cd ../super && git submodule --quiet add "$one" shop && git submodule deinit -q -f shop
run formwork -C shop check
