. "$SOURCE/tests/golden/steps.sh"
run formwork version
formwork --help | head -2
formwork completion bash | bash -n && note bash reads it
formwork completion man | head -1 | cut -c1-12
formwork schema | python3 -c 'import json, sys; print(json.load(sys.stdin)["title"])'
note colour only where asked for
echo 'x: 1' >> environments/base.yaml
formwork check -q --color always | grep -c $'\x1b'
formwork check -q | grep -c $'\x1b'
FORCE_COLOR=1 formwork check -q | grep -c $'\x1b'
FORCE_COLOR=1 NO_COLOR=1 formwork check -q | grep -c $'\x1b'
note flags from the environment
FORMWORK_FORMAT=concise FORMWORK_QUIET=1 run formwork check
