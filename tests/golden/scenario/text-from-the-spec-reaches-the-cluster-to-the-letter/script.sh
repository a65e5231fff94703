. "$SOURCE/tests/golden/steps.sh"
# The hostile texts are made here, written into the spec as JSON strings (which are YAML), and read back from the
# ConfigMap, the workflow and the annotation by PyYAML.
python3 - <<'PYTHON'
import json
texts = {
    'QUOTES': '"double" \'single\' `back`',
    'SHELL': '$(id) ${HOME} $HOME `id` ; rm -rf / && true',
    'WORKFLOW': '${{ github.token }} {{ .Values.x }} %{ if true }',
    'BACKSLASH': 'C:\\new\\table\\u0041 \\',
    'LINES': 'first\n  second: indented\n\n# no comment\n',
    'ENDS': '\n\n starts and ends with blanks \n\n',
    'COLON': 'a: b # c',
    'HASH': '# all of it',
    'ANCHOR': '*a &b !c @d %e',
    'DASH': '- item',
    'DOCUMENT': '---\n...\nkind: Secret',
    'NORWAY': 'no',
    'OCTAL': '0o17',
    'EXPONENT': '1e3',
    'NULL': '~',
    'EMPTY': '',
    'UNICODE': 'žluť 日本語 😀 \u00a0|',
    'HEREDOC': 'EOF\nEOT\n',
    'LONG': 'x' * 10000,
}
with open('environments/base.yaml', encoding='utf-8') as spec:
    text = spec.read()
rows = ''.join(f'      {key}: {json.dumps(value, ensure_ascii=False)}\n' for key, value in texts.items())
with open('environments/base.yaml', 'w', encoding='utf-8') as spec:
    spec.write(text.replace('      CURRENCY: EUR\n', '      CURRENCY: EUR\n' + rows))
with open('texts.json', 'w', encoding='utf-8') as out:
    json.dump(texts, out)
PYTHON
run formwork compile
python3 - <<'PYTHON'
import json, yaml
texts = json.load(open('texts.json', encoding='utf-8'))
for env in ('dev', 'prod'):
    with open(f'infra/{env}/kubernetes/services/api/configmap.yaml', encoding='utf-8') as file:
        data = yaml.safe_load(file)['data']
    wrong = [key for key, value in texts.items() if data.get(key) != value]
    print(env, len(texts), 'texts,', 'wrong:', wrong or 'none')
PYTHON
run formwork check
