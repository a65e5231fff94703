. "$SOURCE/tests/golden/steps.sh"
run formwork validate
rm environments/test.yaml environments/staging.yml
note "overlays: one in another folder, one misspelt, one of no pack, one that another takes in, one of a pack of one's own, and what explains them"
mkdir -p overlays/kubernetes/partials overlays/kubernets overlays/own/parts
cp "$SOURCE/templates/kubernetes/edge/route.yaml" overlays/kubernetes/route.yaml
cp "$SOURCE/templates/kubernetes/deployment.yaml" overlays/kubernetes/deployments.yaml
cp "$SOURCE/templates/kubernetes/pdb.yaml" overlays/kubernets/pdb.yaml
cp "$SOURCE/templates/kubernetes/hpa.yaml" overlays/hpa.yaml
echo 'of one sort' > overlays/kubernetes/README.md
echo '# taken in' > overlays/kubernetes/partials/mine.yaml
{ echo '<% include "partials/mine.yaml" %>'; cat "$SOURCE/templates/kubernetes/default-deny.yaml"; } > overlays/kubernetes/default-deny.yaml
cat > overlays/own/pack.yaml <<'PACK'
pack: own
description: Files of our own, for a target that nobody asks for here.
target: github-actions
artifacts:
  - {output: "own/<%= metadata.name %>.md", template: own.md, language: markdown}
PACK
echo '<% include "parts/own.md" %>' > overlays/own/own.md
echo 'own' > overlays/own/parts/own.md
echo 'forgotten' > overlays/own/parts/forgotten.md
run formwork validate
run formwork check --format concise
