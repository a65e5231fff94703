. "$SOURCE/tests/golden/steps.sh"
mkdir -p overlays/notes
cat > overlays/notes/pack.yaml <<'PACK'
pack: notes
description: What is set where.
target: kubernetes
owns: ["infra/<%= metadata.name %>/notes"]
artifacts:
  - {output: "infra/<%= metadata.name %>/notes/<%= name %>.yaml", template: note.yaml, language: yaml, dialect: kubernetes, each: services, as: [name, service]}
rules: [rules.yaml]
PACK
cat > overlays/notes/note.yaml <<'TEMPLATE'
apiVersion: notes.example/v1
kind: Note
metadata:
  name: <%= name %>
  namespace: notes
spec:
  settings:
<% for setting, value in service.config %>
    <%= setting %>: <%= value %>
<% end %>
---
apiVersion: notes.example/v1
kind: <%= lookup(service.config, "KIND") ?? "Note" %>
metadata:
  name: <%= name ~ "-2" %>
  namespace: notes
TEMPLATE
cat > overlays/notes/rules.yaml <<'RULES'
rules:
  - id: NOTES-001
    title: nothing is debugged
    on: kubernetes/Note
    assert: object.spec.settings.DEBUG == null
    message: DEBUG is set
    help: take it out
  - id: NOTES-002
    title: nothing speaks of spells
    on: kubernetes/Note
    assert: not contains(json(object.spec), "SPELL")
    message: a setting is called SPELL
    help: call it something else
  - id: NOTES-003
    title: no setting ends with _X
    on: kubernetes/Note
    assert: all(key, value in object.spec.settings, not ends_with(key, "_X"))
    message: a setting ends with _X
    help: call it something else
  - id: NOTES-004
    title: there are no scrolls
    on: kubernetes/Scroll
    assert: "false"
    message: this is a scroll
    help: make a note of it
RULES
run formwork validate --env '*' --format concise
note in one environment alone, whose file has the shape of the other
cp environments/prod.yaml kept
setting() {
  note "$1"
  sed "s|min: 4}|&\n    config: {$1}|" kept > environments/prod.yaml
  run formwork validate 2>&1 | grep -A 4 NOTES
}
sed -i 's|^edge:|services: {api: {config: {OTHER: "1"}}}\n&|' environments/dev.yaml
setting 'DEBUG: "1"'
setting 'SPELL: abra'
setting 'MAP_X: here'
setting 'KIND: Scroll'
setting 'KIND: Note'
rm environments/dev.yaml
setting 'DEBUG: "1", SPELL: abra'
