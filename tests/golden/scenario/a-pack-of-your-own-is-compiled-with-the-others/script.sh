. "$SOURCE/tests/golden/steps.sh"
mkdir -p overlays/notes
cat > overlays/notes/pack.yaml <<'PACK'
pack: notes
description: What is where.
target: kubernetes
owns: ["infra/<%= metadata.name %>/notes"]
artifacts:
  - {output: "infra/<%= metadata.name %>/notes/hosts.json", template: hosts.yaml, language: json}
  - {output: "infra/<%= metadata.name %>/notes/<%= name %>.sh", template: hello.sh, language: shell, each: services, as: [name, service], executable: true}
  - {output: NOTES.md, template: notes.md, language: markdown, unit: shared}
rules: [rules.yaml]
PACK
cat > overlays/notes/hosts.yaml <<'TEMPLATE'
<% for name, host in edge.hosts %>
<%= name %>: <%= host.domain %>
<% end %>
TEMPLATE
cat > overlays/notes/hello.sh <<'TEMPLATE'
#!/bin/sh
echo <%= name %> <%= service.config | json %>
TEMPLATE
cat > overlays/notes/notes.md <<'TEMPLATE'
# Environments

<% for name, env in environments %>
- <%= name %>: <%= env.metadata.owner %>
<% end %>
TEMPLATE
cat > overlays/notes/rules.yaml <<'RULES'
rules:
  - id: NOTES-001
    title: production has copies to spare
    on: spec
    when: object.metadata.tier == "production"
    assert: all(name, service in object.services, service.scale.min >= 5)
    message: a service of production has fewer than five copies
    help: set scale.min to 5 or more
    severity: error
RULES
run formwork templates lint
run formwork compile
sed -i 's/min: 4/min: 5/' environments/prod.yaml
run formwork compile
run cat infra/prod/notes/hosts.json infra/prod/notes/api.sh NOTES.md
run sh infra/dev/notes/api.sh
run stat -c %a infra/dev/notes/api.sh
run formwork check
run formwork explain NOTES-001
