. "$SOURCE/tests/golden/steps.sh"
# Put together here, so that no scanner takes this file for a leak.
token="ghp_$(printf 'aB3%.0s' 1 2 3 4 5 6 7 8 9 10 11 12)"
password="w0rd-of-the-pass"
key="-----BEGIN PRIVATE KEY----- MC4CAQAwBQYDK2VwBCIEIJ -----END PRIVATE KEY-----"
# Every format, and a report in each, of a command that must fail: nothing of a secret may be there.
never_shown() {
  for format in text concise json sarif github markdown; do
    formwork "$@" --format $format --report json=all.json --report sarif=all.sarif > out 2>&1
    cat out all.json all.sarif | grep -e "${token:4:12}" -e w0rd -e MC4C
  done
  rm -f out all.json all.sarif
  note none of it is in any format
}
cp -r . ../clean
fresh() { rm -rf ./* && cp -r ../clean/* .; }

note a token where a number, a boolean, a choice, a list, a map and a pattern are due
cat > add <<YAML
    port: $token
    public: $token
    language: $token
    needs: $token
    probes: $token
    user: "$token"
    $token: true
YAML
sed -i '/^  api:/r add' environments/base.yaml
rm add
run formwork validate
never_shown validate

fresh
note a token that escapes hide, one in a comment, one that a layer replaces
cat >> environments/prod.yaml <<YAML
    port: "\\x67hp_${token:4}" # was $token
    config: {CURRENCY: $token}
YAML
sed -i 's/^    scale/    replicas: 1\n    scale/' environments/prod.yaml
run formwork validate
never_shown validate

fresh
note a password and a key where a number is due
cat >> environments/prod.yaml <<YAML
    port: "postgres://a-user-with-a-long-name:$password@db/with/a/path/that/is/long"
    user: "$key"
YAML
run formwork validate
never_shown validate

fresh
note text that no reader accepts, around a token
cat >> environments/prod.yaml <<YAML
    config: {A: $token, A: $token, $token
YAML
run formwork validate
never_shown validate

fresh
note formwork.yaml, its presentation and a key of it
printf 'specs: %s\npresentation: {format: %s}\n%s: 1\n' "https://a:$password@b" "$token" "$token" >> formwork.yaml
run formwork validate
never_shown validate

fresh
note '--set, a flag and a binding'
run formwork plan --set "services.api.port=$token" 2>&1 | sed "s/$token/TOKEN/" | sed '1d'
run formwork check --format "$token" 2>&1 | sed '1d'
mkdir bindings && printf 'platform: {cluster: %s}\n' "$token" > bindings/prod.yaml
run formwork validate
never_shown validate

fresh
note an output, edited by hand
formwork compile -q
sed -i "s/EUR/$token/" infra/prod/kubernetes/services/api/configmap.yaml
run formwork check --env prod
never_shown check
run formwork plan --diff --env prod
never_shown plan --diff
