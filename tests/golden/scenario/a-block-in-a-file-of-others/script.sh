. "$SOURCE/tests/golden/steps.sh"
mkdir -p overlays/owners
cat > overlays/owners/pack.yaml <<'PACK'
pack: owners
description: Who answers for what.
target: kubernetes
artifacts:
  - {output: .github/CODEOWNERS, template: owners.txt, language: text, unit: shared, block: true}
  - {output: README.md, template: readme.md, language: markdown, unit: shared, block: true, when: "any(name, service in reference.services, service.scale.min > 3)"}
PACK
cat > overlays/owners/owners.txt <<'TEMPLATE'
<% for name, env in environments %>
/infra/<%= name %>/ @acme/<%= env.metadata.owner %>
<% end %>
TEMPLATE
cat > overlays/owners/readme.md <<'TEMPLATE'
| environment | owner |
|---|---|
<% for name, env in environments %>
| <%= name %> | <%= env.metadata.owner %> |
<% end %>
TEMPLATE
mkdir -p .github
printf '/src/ @acme/somebody\n' > .github/CODEOWNERS; chmod 600 .github/CODEOWNERS
printf '# Shop\n\nOurs.\n' > README.md
run formwork compile
run cat .github/CODEOWNERS README.md
grep README formwork.lock | sed 's/[0-9a-f]\{64\}/…/'
repository
run formwork check
note what others write around it is theirs
sed -i '1i /docs/ @acme/writers' .github/CODEOWNERS; echo 'More of ours.' >> README.md; git add -A
run formwork check
run formwork compile
run git diff --stat
note an edit within is drift, with the line of the file
sed -i 's/team-shop/team-other/' README.md
run formwork check --format concise
run formwork check -q
run formwork explain README.md:9
run formwork compile -q --format concise
run formwork compile -q --discard README.md
run git diff --exit-code README.md
note so is a block that is gone, and one whose marks are
sed -i '/begin/,/end/d' .github/CODEOWNERS; sed -i '/formwork: end/d' README.md
run formwork check --format concise
run formwork compile -q --format concise
git checkout -q README.md
run formwork compile
run formwork check -q
note the spec moves it, and plan says why
sed -i 's/team-shop/team-market/' environments/base.yaml
run formwork plan
run formwork compile
run formwork explain .github/CODEOWNERS:4
run formwork explain .github/CODEOWNERS:1
note the output goes, the file stays
sed -i 's/min: 4/min: 2/' environments/prod.yaml
run formwork compile
run cat README.md
run formwork check -q --only DR009
note what cannot have one says so
sed -i 's/README.md, template/package.json, template/' overlays/owners/pack.yaml
run formwork validate -q
