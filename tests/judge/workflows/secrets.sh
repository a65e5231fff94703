#!/usr/bin/env bash
# .github/scripts/secrets.sh against an `az` and a `kubectl` that keep values in files: first values, new ones when due, those
# that others give, and that no value is ever printed or an argument.
set -euo pipefail
# shellcheck source=../setup.sh
. "$(dirname "$0")/../setup.sh"
script=$root/templates/github-actions/scripts/secrets.sh
need jq
stub az <<'AZ'
[[ "$(argument --vault-name "$@")" == kv-shop ]]
[[ ! -e "$WORK/down" ]] || { echo 'Forbidden' >&2; exit 1; }
case "$*" in
  'keyvault secret list '*)
    [[ ! -e "$WORK/blind" ]] || { echo 'Throttled' >&2; exit 1; }
    name="$(sed -E "s/.*name=='([^']*)'.*/\1/" <<<"$*")"
    if [[ -e "$WORK/store/$name" ]]; then date -u -r "$WORK/store/$name" +%Y-%m-%dT%H:%M:%S+00:00; else echo None; fi ;;
  'keyvault secret show '*'--query value --output tsv') cat "$WORK/store/$(argument --name "$@")"; echo ;;
  'keyvault secret set '*'--output none')
    name="$(argument --name "$@")"
    cat "$(argument --file "$@")" >"$WORK/store/$name"
    argument --expires "$@" >"$WORK/expires/$name"
    argument --tags "$@" >"$WORK/tags/$name" ;;
  *) echo "az does not know: $*" >&2; exit 2 ;;
esac
AZ
# The operator at work: a PushSecret takes the value of the Secret into the store, once it is applied.
stub kubectl <<'KUBECTL'
[[ "$*" == *'--namespace shop'* ]]
case "$*" in
  apply*)
    object="$(cat)"
    path="$WORK/objects/$(jq -r '"\(.kind)-\(.metadata.name)"' <<<"$object")"
    if [[ "$path" == */ConfigMap-* && -e "$path" ]]; then exit; fi
    echo "$object" >"$path"
    if [[ "$path" == */PushSecret-* && -z "${BROKEN:-}" ]]; then
      jq -e '.apiVersion == "external-secrets.io/v1alpha1" and .spec.deletionPolicy == "None" and .spec.secretStoreRefs == [{name: "vault", kind: "ClusterSecretStore"}]' <<<"$object" >/dev/null
      target="$WORK/store/$(jq -r '.spec.data[0].match.remoteRef | .remoteKey + (if .property then "#" + .property else "" end) | gsub("/"; "_")' <<<"$object")"
      if [[ "$(jq -r .spec.updatePolicy <<<"$object")" == Replace || ! -e "$target" ]]; then
        jq -j '.data.value | @base64d' "$WORK/objects/Secret-$(jq -r .spec.selector.secret.name <<<"$object")" >"$target"
      fi
    fi ;;
  'get pushsecret '*) if [[ -z "${BROKEN:-}" ]]; then echo True; else echo False; fi ;;
  'delete pushsecret,secret '*) rm -f "$WORK/objects/"{PushSecret,Secret}-"$3" ;;
  'get configmap '*) cat "$WORK/objects/ConfigMap-secret-rotations" 2>/dev/null || true ;;
  'create configmap '*'--dry-run=client'*) jq -n '{kind: "ConfigMap", metadata: {name: "secret-rotations"}}' ;;
  'patch configmap '*)
    all="$*"
    jq --argjson patch "${all##*--patch }" '. * $patch' "$WORK/objects/ConfigMap-secret-rotations" >"$WORK/patched"
    mv "$WORK/patched" "$WORK/objects/ConfigMap-secret-rotations" ;;
  *) echo "kubectl does not know: $*" >&2; exit 2 ;;
esac
KUBECTL
export POLL_SECONDS=0
export NAMESPACE=shop STORE_KIND=ClusterSecretStore STORE_NAME=vault

fresh() { rm -rf "$work"/{store,expires,tags,objects,down}; mkdir "$work"/{store,expires,tags,objects}; : >"$work/log"; : >"$work/told"; }
# Whatever was ever stored stands in no output and no argument.
silent() {
  local file
  for file in "$work"/store/*; do
    [ -s "$file" ] || continue
    ! grep -qF -- "$(cat "$file")" "$work/told" "$work/log" || fail "a value was shown: that of ${file##*/}"
    ! grep -qF -- "$(base64 -w0 "$file")" "$work/told" "$work/log" || fail "a value was shown: that of ${file##*/}"
  done
  [ -z "$(find "$work/objects" -name '*Secret-*')" ] || fail 'a value was left in the cluster'
}
passes() { "$script" "$@" >"$work/told" 2>&1 || fail "$* failed"; silent; }
fails() { local words=$1; shift; if "$script" "$@" >"$work/told" 2>&1; then fail "$* passed"; fi; grep -qF -- "$words" "$work/told" || fail "not told: $words"; silent; }
same() { cmp -s "$work/store/$1" "$work/kept-$1" || fail "$1 has changed"; }
other() { ! cmp -s "$work/store/$1" "$work/kept-$1" || fail "$1 is the same"; }
keep() { for name in "$@"; do cp "$work/store/$name" "$work/kept-$name"; done; }

export VAULT=kv-shop
vault='{"jwt-signing":{"class":"signing","days":90},"jwt-signing-previous":{"class":"signing","days":90},"reset-signing":{"class":"app","days":90},"payment-provider":{"class":"external","days":null},"data-key":{"class":"encryption","days":365}}'
fresh
# First values: made where they are missing; those of others are named. Again: nothing moves.
fails 'these have no value yet: data-key jwt-signing jwt-signing-previous payment-provider reset-signing' check "$(jq -S . <<<"$vault")"
fails 'these have no value yet: payment-provider' bootstrap "$vault"
for name in jwt-signing reset-signing data-key; do
  [ "$(wc -c <"$work/store/$name")" = 43 ] || fail "$name has $(wc -c <"$work/store/$name") bytes"
done
[ "$(cat "$work"/store/* | fold -w 43 | sort -u | wc -l)" = 4 ] || fail 'two have the same value'
[ "$(cat "$work/tags/data-key")" = class=encryption ] || fail 'no class'
[ "$(date --date "$(cat "$work/expires/jwt-signing")" +%F)" = "$(date -u --date '+97 days' +%F)" ] || fail "expires $(cat "$work/expires/jwt-signing")"
keep jwt-signing reset-signing data-key
printf '  two\nlines  \n' | "$script" set "$vault" payment-provider >"$work/told" 2>&1 || fail 'a value was not taken'
[ "$(cat "$work/store/payment-provider"; echo .)" = $'  two\nlines  .' ] || fail "another value: $(cat "$work/store/payment-provider")"
[ -z "$(cat "$work/expires/payment-provider")" ] || fail 'a value of others expires'
passes bootstrap "$vault"
passes check "$vault"
for name in jwt-signing reset-signing data-key; do same $name; done
fails 'the value of payment-provider is empty' set "$vault" payment-provider </dev/null
fails 'nobody is no entry' set "$vault" nobody <<<x

# Nothing is due; then two are, and one of them leaves its value behind.
passes rotate "$vault"
for name in jwt-signing reset-signing data-key; do same $name; done
touch -d '91 days ago' "$work"/store/{jwt-signing,jwt-signing-previous,data-key,payment-provider}
touch -d '89 days ago' "$work/store/reset-signing"
keep jwt-signing jwt-signing-previous
passes rotate "$vault"
other jwt-signing
cmp -s "$work/store/jwt-signing-previous" "$work/kept-jwt-signing" || fail 'the value in force was lost'
same reset-signing
same data-key
# By name, whether or not it is due.
keep jwt-signing reset-signing
passes rotate "$vault" reset-signing
other reset-signing
same jwt-signing
fails 'payment-provider is not made here' rotate "$vault" payment-provider
fails 'nobody is not made here' rotate "$vault" nobody
# What others give and is too old is told; the rest is done all the same.
late=$(jq '.["payment-provider"].days = 30' <<<"$vault")
touch -d '91 days ago' "$work/store/reset-signing"
keep reset-signing payment-provider
fails 'payment-provider is older than 30 days' rotate "$late"
other reset-signing
same payment-provider
# The vault refuses: nothing is taken for missing or old, and what is there stays.
keep jwt-signing jwt-signing-previous
touch "$work/down"
for command in bootstrap rotate check; do fails Forbidden $command "$vault"; done
fails Forbidden rotate "$vault" jwt-signing
rm "$work/down"
touch "$work/blind" "$work/before"
for command in bootstrap rotate check; do fails Throttled $command "$vault"; done
rm "$work/blind"
[ -z "$(find "$work/store" -newer "$work/before")" ] || fail 'what could not be seen was replaced'
same jwt-signing
same jwt-signing-previous

unset VAULT
cluster='{"jwt":{"class":"signing","days":90,"key":"shop/prod/jwt"},"salt":{"class":"app","days":90,"key":"shop/prod/app","property":"salt"},"mail":{"class":"external","days":null,"key":"shop/prod/mail"}}'
fresh
echo given >"$work/store/shop_prod_app#salt"
passes bootstrap "$cluster"
[ "$(wc -c <"$work/store/shop_prod_jwt")" = 43 ] || fail 'no first value'
[ "$(cat "$work/store/shop_prod_app#salt")" = given ] || fail 'what the store had was replaced'
[ ! -e "$work/store/shop_prod_mail" ] || fail 'a value of others was made up'
keep shop_prod_jwt
passes bootstrap "$cluster"
passes rotate "$cluster"
same shop_prod_jwt
jq '.data.jwt = "1700000000"' "$work/objects/ConfigMap-secret-rotations" >"$work/aged" && mv "$work/aged" "$work/objects/ConfigMap-secret-rotations"
passes rotate "$cluster"
other shop_prod_jwt
[ "$(jq '(.data.jwt | tonumber) > 1700000000 and (.data.salt != null)' "$work/objects/ConfigMap-secret-rotations")" = true ] || fail 'not remembered'
# The operator does not do it: it is told, nothing is left in the cluster and nothing remembered.
keep shop_prod_jwt
cp "$work/objects/ConfigMap-secret-rotations" "$work/remembered"
BROKEN=1 fails 'jwt did not reach the store' rotate "$cluster" jwt
same shop_prod_jwt
cmp -s "$work/remembered" "$work/objects/ConfigMap-secret-rotations" || fail 'remembered what was not'
fails 'jwt-previous cannot be kept' rotate "$(jq '.["jwt-previous"] = {class: "signing", key: "p"}' <<<"$cluster")" jwt

for arguments in '' 'bootstrap' 'rotate' 'set {} ' 'burn {}' 'check {'; do
  # shellcheck disable=SC2086 # several words
  if "$script" $arguments >/dev/null 2>&1; then fail "'$arguments' passed"; fi
done
echo 'secrets: all as they should be'
