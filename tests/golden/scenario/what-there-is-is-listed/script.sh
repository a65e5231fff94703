. "$SOURCE/tests/golden/steps.sh"
run formwork list
run formwork list --as gha-matrix
run formwork list --env 'd*' --target docker
run formwork list --files --env dev
note the packs, without their counts
formwork templates list | grep '^[a-z]' | sed 's/[0-9][0-9]* \([ar]\)/N \1/g'
note as programs read it
run formwork list --format json
formwork list --format json --files --env dev | head -12
run formwork list --format gha-matrix --env prod
note what is listed does not mix with what is found
echo 'x: 1' > environments/stray.yaml
formwork templates list --format json 2>found | tail -1 | grep -c '^  templates/'
python3 -c 'import json, sys; print(json.load(sys.stdin)["findings"][0]["id"])' < found
