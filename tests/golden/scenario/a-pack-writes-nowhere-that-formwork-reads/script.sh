. "$SOURCE/tests/golden/steps.sh"
mkdir -p overlays/notes
echo 'note: 1' > overlays/notes/note.yaml
# pack LINES [TOP]: a pack of these rows
pack() { printf 'pack: notes\ndescription: Notes.\ntarget: kubernetes\n%bartifacts:\n%s\n' "$2" "$1" > overlays/notes/pack.yaml; }
row() { printf '  - {output: "%s", template: note.yaml, language: yaml%s}' "$1" "$2"; }
cp -a . ../before
note each on its own
for path in environments/dev.yaml Environments/dev.yaml environments/more/x.yaml 'environments/<%= metadata.name %>.yaml' \
  releases/prod.yaml bindings/prod.yaml overlays/notes/note.yaml formwork.yaml pins.yaml .formwork/guard .formwork; do
  pack "$(row "$path")"
  formwork compile --format concise --adopt "$path" --env dev
  printf '[%s]\n' $?
done
note all at once, at the lines of the manifest
pack "$(row environments/dev.yaml)
$(row 'releases/<%= metadata.name %>.yaml')"
run formwork templates lint
note a path that is known only when it is filled in
mv environments api
printf 'apiVersion: formwork.dev/v1alpha1\nkind: Workspace\nspecs: api\n' > formwork.yaml
pack "$(row '<%= name %>/dev.yaml' ', each: services, as: [name, service]')"
run formwork compile --env dev --adopt api/dev.yaml
mv api environments; cp ../before/formwork.yaml .
note a spec that is extended from elsewhere
mkdir teams; echo 'metadata: {owner: team-x}' > teams/x.yaml
sed -i 's#extends: .*#extends: [base.yaml, ../teams/x.yaml]#' environments/dev.yaml
pack "$(row teams/x.yaml)"
run formwork compile --env dev --adopt teams/x.yaml
cp ../before/environments/dev.yaml environments/dev.yaml; rm -r teams
note folders that are owned whole
pack "$(row infra/note.yaml)" 'owns: [environments, ".", "overlays/notes"]\n'
run formwork validate --env dev
note specs in the folder of outputs
mv environments infra
printf 'apiVersion: formwork.dev/v1alpha1\nkind: Workspace\nspecs: infra\n' > formwork.yaml
pack "$(row infra/dev.yaml)"
run formwork validate --env dev
pack "$(row infra/dev/note.yaml)"
run formwork validate --env dev
note nothing was written
mv infra environments; cp ../before/formwork.yaml .; cp ../before/overlays/notes/* overlays/notes; rm -f overlays/notes/pack.yaml
diff -r . ../before && echo as before
