. "$SOURCE/tests/golden/steps.sh"
compiled; repository
sed -i 's/minReplicas: 4/minReplicas: 9/' infra/prod/kubernetes/services/api/hpa.yaml
rm infra/dev/kubernetes/namespace.yaml
echo 'kind: Pod' > infra/dev/kubernetes/pod.yaml
chmod +x infra/dev/kubernetes/kustomization.yaml
ln -sf kustomization.yaml infra/dev/kubernetes/default-deny.yaml
commit drift
run formwork check --rev HEAD --format concise
run formwork check --staged --format concise
formwork check --format concise > of-the-tree
formwork check --rev HEAD --format concise | diff of-the-tree - && note all three the same
run formwork check --rev HEAD~1 2>&1 | sed 's/revision [0-9a-f]*/revision REV/'
note from a bare clone, from a shallow one, from a worktree
git clone -q --bare . "$HOME/bare.git"
git clone -q --depth 1 "file://$PWD" "$HOME/shallow"
git worktree add -q "$HOME/tree" HEAD~1
for clone in bare.git shallow; do
  run formwork -C "$HOME/$clone" check --rev HEAD --only DR007 2>&1 | sed "s#$HOME#HOME#"
done
run formwork -C "$HOME/shallow" check --rev HEAD~1 2>&1 | sed "s#$HOME#HOME#"
run formwork -C "$HOME/tree" check --rev HEAD 2>&1 | sed "s#$HOME#HOME#; s/revision [0-9a-f]*/revision REV/"
