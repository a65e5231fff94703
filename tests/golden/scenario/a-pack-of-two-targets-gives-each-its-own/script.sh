. "$SOURCE/tests/golden/steps.sh"
mkdir -p overlays/notes/plain/deeper
cat > overlays/notes/pack.yaml <<'PACK'
pack: notes
description: Notes for whoever compiles.
targets: [kubernetes, docker]
owns_by_target:
  kubernetes: ["infra/<%= metadata.name %>/notes"]
artifacts:
  - {output: "infra/<%= metadata.name %>/notes/cluster.yaml", template: note.yaml, target: kubernetes}
  - {output: "infra/<%= metadata.name %>/notes/images.yaml", template: note.yaml, target: docker}
  - {output: infra/plain, folder: plain, unit: shared}
PACK
echo 'name: <%= metadata.name %>' > overlays/notes/note.yaml
echo '# Read me' > overlays/notes/plain/README.md
printf '#!/bin/sh\necho hello\n' > overlays/notes/plain/deeper/hello.sh
sed -i 's/^targets:.*/targets: [kubernetes]/' environments/base.yaml
run formwork compile
find infra -type f -printf '%m %p\n' | grep -E 'notes|plain' | sort -k 2
note 'a stranger in the folder of the target, and none where the environment lacks it'
touch infra/prod/notes/stranger.yaml
run formwork check --env prod
rm infra/prod/notes/stranger.yaml
note 'the other target, too; a script of the folder says something else'
sed -i 's/^targets:.*/targets: [kubernetes, docker]/' environments/base.yaml
sed -i 's/hello$/good day/' overlays/notes/plain/deeper/hello.sh
run formwork plan
run formwork compile -q
run formwork check --target docker
run formwork explain infra/plain/deeper/hello.sh:2
