. "$SOURCE/tests/golden/steps.sh"
mkdir -p overlays/notes
cat > overlays/notes/pack.yaml <<'PACK'
pack: notes
description: Notes.
target: kubernetes
artifacts:
  - {output: docs/notes/readme.md, template: note.md, language: markdown, unit: shared}
PACK
echo '# Notes' > overlays/notes/note.md
compiled; repository
note in a folder that nobody owns whole
git mv docs/notes/readme.md docs/notes/README.md
run formwork check
run formwork check --staged --format concise
git mv docs/notes/README.md docs/notes/readme.md
note the folder itself
git mv docs/notes docs/Notes
run formwork check --format concise
git mv docs/Notes docs/notes
note in one that is
git mv infra/dev/kubernetes/namespace.yaml infra/dev/kubernetes/Namespace.yaml
run formwork check --format concise
note a file that is gone is missing
git mv infra/dev/kubernetes/Namespace.yaml infra/dev/kubernetes/namespace.yaml
rm docs/notes/readme.md; mkdir docs/notes/README.md
run formwork check --format concise
