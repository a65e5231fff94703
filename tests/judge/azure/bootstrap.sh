#!/usr/bin/env bash
# infra/scripts/bootstrap.sh against an `az` that writes down what it is asked: the store is hardened and locked, the identity
# that plans reads alone, a second run makes nothing that is there, and what is wrong is refused before anything is asked.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
script=$root/templates/azure/scripts/bootstrap.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
cat >"$work/bin/az" <<'AZ'
#!/usr/bin/env bash
# One call a line. What exists after a first run is there if AZ_AGAIN is set.
printf '%s\n' "${*//$'\n'/ }" >>"$AZ_LOG"
case "$*" in
  'storage account show'*'--query id'*) echo /subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st ;;
  'storage account show'*) [ -n "${AZ_AGAIN:-}" ] ;;
  'storage container-rm exists'*) [ -n "${AZ_AGAIN:-}" ] && echo true || echo false ;;
  'role definition list'*) [ -z "${AZ_AGAIN:-}" ] || echo 11111111-1111-1111-1111-111111111111 ;;
  'identity show --name id-plan'*principalId*) echo plan-principal ;;
  'identity show --name id-plan'*) echo plan-client ;;
  'identity show'*principalId*) echo apply-principal ;;
  'identity show'*) echo apply-client ;;
esac
AZ
chmod +x "$work/bin/az"
export PATH="$work/bin:$PATH" AZ_LOG=$work/log
arguments=(--subscription 0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13 --location westeurope --resource-group rg-shop-state
  --account stshopstate --container prod --identity id-apply --subject environment-prod=repo:acme/shop:environment:prod)
plan=(--plan-identity id-plan --plan-subject plan-prod=repo:acme/shop:environment:prod-plan)

fail() { echo "$1"; cat "$AZ_LOG"; exit 1; }
asked() { grep -qF -- "$1" "$AZ_LOG" || fail "not asked: $1"; }
never() { ! grep -qF -- "$1" "$AZ_LOG" || fail "asked: $1"; }
refused() {
  : >"$AZ_LOG"
  if "$script" "$@" >/dev/null 2>&1; then fail "taken: $*"; fi
  [ ! -s "$AZ_LOG" ] || fail "asked before it was refused: $*"
}

: >"$AZ_LOG"
printed=$("$script" "${arguments[@]}" "${plan[@]}" --endpoint-subnet /subnet --endpoint-zone /zone --workspace /log 2>/dev/null)
for line in 'client               apply-client' 'plan_client          plan-client' 'principal            apply-principal' \
  'storage_account_name stshopstate'; do
  grep -qF "$line" <<<"$printed" || fail "not printed: $line"
done
for setting in '--allow-shared-key-access false' '--allow-blob-public-access false' '--min-tls-version TLS1_2' \
  '--https-only true' '--require-infrastructure-encryption true' '--allow-cross-tenant-replication false' \
  '--enable-local-user false' '--public-network-access Disabled' '--default-action Deny' '--enable-versioning true' \
  '--enable-delete-retention true' '--enable-container-delete-retention true' '--public-access off' \
  'lock create --name do-not-delete --lock-type CanNotDelete' 'expire-old-versions' \
  'network private-endpoint create --name pep-stshopstate' '--private-dns-zone /zone' '--workspace /log' \
  '--issuer https://token.actions.githubusercontent.com'; do
  asked "$setting"
done
never '--public-network-access Enabled'
# Every call names the subscription, whatever `az` has as its default.
[ "$(grep -c -- '--subscription 0d3f6a52' "$AZ_LOG")" = "$(wc -l <"$AZ_LOG")" ] || fail 'a call without subscription'
# Rights: the one that applies may not make itself an owner, the one that plans changes nothing.
asked 'role assignment create --assignee-object-id apply-principal --assignee-principal-type ServicePrincipal --role Contributor'
grep -- '--role User Access Administrator' "$AZ_LOG" | grep -qF 'ForAnyOfAnyValues:GuidEquals' || fail 'no condition'
# Every role that a module assigns may be assigned, or an apply fails half-way; those of a cluster only where there is one.
cluster='4abbcc35-e782-43d8-92c5-2d3f1bd2253f|b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b|4d97b98b-1d4f-4787-a291-c67834d212e7'
mv "$AZ_LOG" "$work/first"
"$script" "${arguments[@]}" "${plan[@]}" --kubernetes >/dev/null 2>&1
mv "$AZ_LOG" "$work/kubernetes"
mv "$work/first" "$AZ_LOG"
while read -r role; do
  grep -qF -- "$role" "$work/kubernetes" || fail "not asked with --kubernetes: $role"
  if [[ $role =~ $cluster ]]; then never "$role"; else asked "$role"; fi
done < <(sed -n '/terraform: azurerm_role_assignment$/,/terraform: principal_id/p' "$root/templates/azure/parity.yaml" |
  grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')
never '8e3af657-a8ff-443c-a75c-2fe8c4bcb635' # Owner
grants=$(grep -- '--assignee-object-id plan-principal' "$AZ_LOG" | sed 's/.*--role \(.*\) --scope.*/\1/' | sort)
[ "$grants" = "Plan of id-plan (0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13)
Storage Blob Data Reader" ] || fail "rights of the plan: $grants"
actions=$(grep '^role definition create' "$AZ_LOG" | grep -o '"[^" ]*/[^" ]*"' | grep -v subscriptions | tr -d '"')
[ -n "$actions" ] || fail 'the role has no actions'
! grep -Ev '^(\*/read|Microsoft\.App/(containerApps|jobs)/listSecrets/action|Microsoft\.Resources/deployments/(whatIf|validate)/action)$' \
  <<<"$actions" || fail 'the role of the plan can do more'
never staticSites

# Again: what can be set at creation only is not asked for, and the role is brought up to date.
: >"$AZ_LOG"
AZ_AGAIN=1 "$script" "${arguments[@]}" "${plan[@]}" --plan-static-web-apps >/dev/null 2>&1
never 'storage account create'
never 'container-rm create'
never 'role definition create'
asked 'storage account update'
asked 'Microsoft.Web/staticSites/listSecrets/action'

# Without an identity of its own, plans are made as the one that applies.
: >"$AZ_LOG"
"$script" "${arguments[@]}" 2>/dev/null | grep -qF 'plan_client          apply-client' || fail 'no client to plan as'
never 'role definition'

refused
refused "${arguments[@]}" --plan-subject plan-prod=repo:acme/shop:environment:prod-plan
refused "${arguments[@]}" --plan-identity id-plan
refused "${arguments[@]}" --plan-identity id-apply --plan-subject plan-prod=repo:acme/shop:environment:prod-plan
refused "${arguments[@]}" --subject 'any=repo:acme/*:environment:prod'
refused "${arguments[@]}" --plan-identity id-plan --plan-subject 'any=repo:acme/shop:*'
refused "${arguments[@]}" --endpoint-zone /zone
refused "${arguments[@]}" --unknown value
echo "the store is hardened, the plan reads alone"
