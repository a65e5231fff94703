. "$SOURCE/tests/golden/steps.sh"
mkdir -p overlays/notes
# with ARTIFACTS TEMPLATE: a pack of what the lines say, and of one template
with() {
  printf 'pack: notes\ndescription: Notes.\ntarget: kubernetes\nartifacts:\n%s\n' "$1" > overlays/notes/pack.yaml
  printf '%s\n' "${2:-note: 1}" > overlays/notes/note.yaml
  run formwork validate --env prod
}
row() { printf '  - {output: "%s", template: note.yaml, language: %s}' "$1" "${2:-yaml}"; }
note a path that depends on what a user typed
with "$(row 'infra/<%= metadata.owner %>/note.yaml')"
note a statement in a path
with "$(row '<% if true %>infra/note.yaml')"
note a name that Windows keeps for itself
with "$(row 'infra/<%= metadata.name %>/con.yaml')"
note out of the root
with "$(row '../<%= metadata.name %>/note.yaml')"
note one path twice but for case
with "$(row infra/note.yaml)
$(row infra/Note.yaml)"
note a file that the pack does not have
with '  - {output: infra/note.yaml, template: nope.yaml}'
note a file of another pack
with '  - {output: infra/note.yaml, template: ../kubernetes/pdb.yaml}'
note no file at all, and two
with '  - {output: infra/note.yaml}'
with '  - {output: infra/note.yaml, template: note.yaml, static: note.yaml}'
note a folder that the pack does not have, one of another pack, and a folder beside a file
with '  - {output: infra/notes, folder: nope}'
with '  - {output: infra/notes, folder: ../kubernetes}'
with '  - {output: infra/notes, folder: ., template: note.yaml}'
note a target that is not the packs own
with '  - {output: infra/note.yaml, template: note.yaml, target: kubernets}'
note repeated over what is no collection, and without names
with '  - {output: infra/note.yaml, template: note.yaml, each: metadata.name, as: [x]}'
with '  - {output: infra/note.yaml, template: note.yaml, each: services}'
note a key twice in an output
with "$(row 'infra/<%= metadata.name %>/note.yaml')" '<% for name, service in services %>
<%= name %>: 1
<% end %>
<% for name, service in services %>
<%= name %>: 2
<% end %>'
note two documents in a JSON file
with "$(row 'infra/<%= metadata.name %>/note.json' json)" 'a: 1
---
b: 2'
note a Dockerfile that is none
with "$(row 'infra/<%= metadata.name %>/Dockerfile' dockerfile)" 'FROM scratch
HELLO world'
note a pack under another name, and one without target
with "$(row infra/note.yaml)" > /dev/null 2>&1
sed -i 's/^pack: .*/pack: note/' overlays/notes/pack.yaml
run formwork templates lint
sed -i 's/^pack: .*/pack: notes/; /^target/d' overlays/notes/pack.yaml
run formwork templates lint
note a link in the overlay
rm overlays/notes/*
ln -s /etc/hostname overlays/notes/pack.yaml
run formwork templates lint
