. "$SOURCE/tests/golden/steps.sh"
note one at the root, one below it, one in a folder that the first owns
mkdir -p teams/market && cp -r environments releases formwork.yaml teams/market
sed -i 's/workload: shop/workload: market/' teams/market/environments/base.yaml
compiled; formwork -C teams/market compile -q; repository
both() { run formwork check "$@" --format concise; run formwork -C teams/market check "$@" --format concise; }
both
both --rev HEAD
both --staged
note an edit in one is drift of that one alone
sed -i 's/enforce: restricted/enforce: privileged/' teams/market/infra/dev/kubernetes/namespace.yaml
both
git add -A
both --staged
both --rev HEAD
note both compile at once: each has its own guard
formwork compile -q & (cd teams/market && formwork compile -q --discard '**'); wait
both
note what one has of the other is a stranger in a folder owned whole
mkdir -p infra/dev/kubernetes/nested && cp formwork.yaml infra/dev/kubernetes/nested
run formwork check --format concise
rm -r infra/dev/kubernetes/nested
note their locks merge each for itself
printf 'formwork.lock merge=formwork\n' > .gitattributes
git config merge.formwork.driver 'formwork merge-driver %O %A %B'
git add -A && git commit -qm driver && git checkout -qb other
sed -i 's/min: 4/min: 5/' environments/prod.yaml && formwork compile -q && commit five
git checkout -q main
sed -i 's/min: 4/min: 6/' teams/market/environments/prod.yaml && formwork -C teams/market compile -q && commit six
run git merge -q other -m merged
both
