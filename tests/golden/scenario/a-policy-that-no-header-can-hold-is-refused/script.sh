. "$SOURCE/tests/golden/steps.sh"
# try SOURCE: one source of script-src, as JSON, which is YAML
try() {
  sed -i '/^  csp:/d' environments/base.yaml
  printf '  csp: {policy: {script-src: ["'"'self'"'", %s]}}\n' "$1" >> environments/base.yaml
  run formwork validate -q --format concise --env prod
}
note 'what would end the directive, the policy or the line'
try '"https://a.example;"'
try '"https://a.example,https://b.example"'
try '"https://a.example\r\nX-Injected: 1"'
try '"https://a.example\n"'
note 'what no header holds'
try '"https://bücher.example"'
note 'a nonce that is the same for everybody'
try '"'"'nonce-c3RhdGlj'"'"'
note 'what is a source'
try '"https://a.example"'
