. "$SOURCE/tests/golden/steps.sh"
outside=$HOME/outside
mkdir "$outside"; echo theirs > "$outside/prod.yaml"
shown() { "$@" 2>&1 | sed "s#$HOME#HOME#g"; printf '[%s]\n' "${PIPESTATUS[0]}"; }
untouched() { (cd "$outside" && find . -type f -exec grep -H . {} +); find . -name '*.tmp'; }
echo '{"services__api__identity__client_id": {"value": "1b0c"}}' > "$HOME/outputs.json"
bind() { shown formwork bind prod --from "$HOME/outputs.json"; }
eject() { shown formwork templates eject kubernetes/pdb.yaml; }
note bindings that are a link out, a file that is one, one that dangles, one inside
ln -s "$outside" bindings; bind; rm bindings
mkdir bindings; ln -s "$outside/prod.yaml" bindings/prod.yaml; bind
ln -sf "$outside/none.yaml" bindings/prod.yaml; bind
ln -sf ../environments/prod.yaml bindings/prod.yaml; bind
rm -r bindings; echo mine > bindings; bind; rm bindings
mkfifo bindings; bind; rm bindings
note overlays that are a link out, a pack that is one, a file
ln -s "$outside" overlays; eject; rm overlays
mkdir overlays; ln -s "$outside" overlays/kubernetes; eject; rm -r overlays
echo mine > overlays; eject; rm overlays
note releases that are a link out, for a new environment
mv releases "$HOME/releases"; ln -s "$outside" releases
shown formwork new stage --from dev; ls environments; rm releases; mv "$HOME/releases" .
note a workspace that is begun
start() { shown formwork init new --name shop -q; ls -A new; rm -rf new; }
mkdir new; ln -s "$outside" new/environments; start
mkdir new; ln -s "$outside/attributes" new/.gitattributes; start
mkdir new; mkfifo new/.gitattributes; start
mkdir new; ln -s "$outside" new/.formwork; start
mkdir -p new/.formwork; ln -s "$outside/schema" new/.formwork/environment.schema.json; start
untouched
note what stands there is replaced whole, and keeps its mode
mkdir bindings; bind; chmod 600 bindings/prod.yaml
sed -i s/1b0c/2c1d/ "$HOME/outputs.json"; bind
stat -c '%a %n' bindings/*; cat bindings/prod.yaml
