. "$SOURCE/tests/golden/steps.sh"
compiled; repository
one=$PWD
sed -i 's/min: 4/min: 5/' environments/prod.yaml && commit 'not compiled'
cd ..
git() { command git -c protocol.file.allow=always "$@"; }
both() { (cd "$1" && run formwork check --rev HEAD~1 --format concise && run formwork check --rev HEAD --format concise && run formwork check --staged --format concise); }
note a worktree
git -C "$one" worktree add -q ../tree && both tree
note a submodule
git init -q -b main super && git -C super submodule --quiet add "$one" sub && both super/sub
note a sparse checkout
git clone -q "$one" sparse && git -C sparse sparse-checkout set environments && both sparse
note a bare repository
git clone -q --bare "$one" bare.git && both bare.git
note a shallow clone
git clone -q --depth 1 "file://$one" shallow && both shallow
note a partial clone
git -C "$one" config uploadpack.allowFilter true
git clone -q --no-checkout --filter=blob:none "file://$one" partial && git -C partial read-tree HEAD && both partial
note objects that libgit2 cannot read
mkdir sha256 && cp -r "$one"/[!.]* sha256 && (cd sha256 && git init -q -b main --object-format=sha256 && commit x) && both sha256
note the working tree needs none of it
(cd sha256 && run formwork check --format concise)
note a commit of some files alone
cd "$one" && git checkout -q . && compiled && git add -A
printf '#!/bin/sh\nformwork check --staged --format concise\n' > .git/hooks/pre-commit && chmod +x .git/hooks/pre-commit
sed -i 's/enforce: restricted/enforce: privileged/' infra/dev/kubernetes/namespace.yaml
git commit -qm 'all that is staged' && echo committed
git commit -qam 'and the edit' || echo refused
