#!/usr/bin/env bash
# The private link from Front Door into a cluster, with an `az` that keeps connections in a file: its id reaches the spec by
# `formwork bind`, and of the requests that wait only those of the named profile are approved.
#   private_link.sh FORMWORK
set -euo pipefail
# shellcheck source=../setup.sh
. "$(dirname "$0")/../setup.sh"
need jq
formwork=$1
scripts=$root/templates/azure/scripts
link=/subscriptions/0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13/resourceGroups/rg-ledger-prod-nodes/providers/Microsoft.Network/privateLinkServices/pls-ledger-prod
apps=/subscriptions/0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13/resourceGroups/rg/providers/Microsoft.App/managedEnvironments/cae
export LINK=$link
# A connection is a line of the file: id, description, status.
stub az <<'AZ'
of() { awk -F '\t' -v on="$1" -v want="$2" 'index($1, on) == 1 && $2 == want {print $1 "\t" $3}' "$WORK/connections"; }
approve() { awk -F '\t' -v OFS='\t' -v id="$1" '$1 == id {$3 = "Approved"} {print}' "$WORK/connections" >"$WORK/next" && mv "$WORK/next" "$WORK/connections"; }
# The description that the query asks for, between quotes.
asked() { sed -E "s/.*description=='([^']*)'.*/\1/" <<<"$(argument --query "$@")"; }
case "$*" in
  'network private-link-service list --resource-group rg-ledger-prod-nodes '*"name=='pls-ledger-prod'"*) [[ ! -e "$WORK/made" ]] || echo "$LINK" ;;
  'network private-link-service list '*) ;;
  'network private-link-service show --ids '*) of "$(argument --ids "$@")" "$(asked "$@")" ;;
  'network private-link-service connection update --ids '*'--connection-status Approved'*) approve "$(argument --ids "$@")" ;;
  'network private-endpoint-connection list --id '*/privateLinkServices/*) echo 'no such type' >&2; exit 1 ;;
  'network private-endpoint-connection list --id '*) of "$(argument --id "$@")" "$(asked "$@")" ;;
  'network private-endpoint-connection approve --id '*) approve "$(argument --id "$@")" ;;
  *) echo "az does not know: $*" >&2; exit 2 ;;
esac
AZ

# The outputs pass through, with the id beside them; formwork binds both.
cp -r "$root/examples/azure-aks" "$work/workspace"
outputs='{"bindings": {"value": {"services": {"api": {"identity": {"client_id": "7a2f0c11-3b6d-4f0e-9c8a-5d4e3f2a1b77"}}}}}}'
add() { "$scripts/add-private-link-service.sh" "$@" <<<"$outputs"; }
if add rg-ledger-prod-nodes pls-ledger-prod >"$work/told" 2>&1; then fail 'a service that is not there was found'; fi
grep -qF 'has not made pls-ledger-prod' "$work/told" || fail 'not told that it is not there'
touch "$work/made"
if add rg-other pls-ledger-prod >"$work/told" 2>&1; then fail 'it was found in another group'; fi
add rg-ledger-prod-nodes pls-ledger-prod >"$work/outputs" 2>"$work/told" || fail 'it was not found'
"$formwork" -C "$work/workspace" bind prod --from "$work/outputs" >"$work/told" 2>&1 || fail 'formwork does not bind it'
grep -qF "private_link_service: \"$link\"" "$work/workspace/bindings/prod.yaml" || fail 'the id is not bound'
grep -qF 7a2f0c11-3b6d-4f0e-9c8a-5d4e3f2a1b77 "$work/workspace/bindings/prod.yaml" || fail 'the outputs were lost'

requests() {
  printf '%s\t%s\t%s\n' "$link/privateEndpointConnections/a" 'Front Door afd-ledger-prod' Pending \
    "$link/privateEndpointConnections/b" 'Front Door afd-other' Pending \
    "$apps/privateEndpointConnections/c" 'Front Door afd-ledger-prod' Pending >"$work/connections"
  : >"$work/log"
}
status() { awk -F '\t' -v id="$1" '$1 == id {print $3}' "$work/connections"; }
for resource in "$link" "$apps"; do
  requests
  "$scripts/approve-private-link.sh" "$resource" afd-ledger-prod >"$work/told" 2>&1 || fail 'not approved'
  if [ "$resource" = "$link" ]; then own=$link/privateEndpointConnections/a; else own=$apps/privateEndpointConnections/c; fi
  [ "$(status "$own")" = Approved ] || fail "$own still waits"
  [ "$(grep -c Approved "$work/connections")" = 1 ] || fail 'a request of others was approved'
  "$scripts/approve-private-link.sh" "$resource" afd-ledger-prod >"$work/told" 2>&1 || fail 'a second run failed'
  grep -qF 'approved already' "$work/told" || fail 'approved twice'
done
sed -i 's/Approved/Rejected/' "$work/connections"
if "$scripts/approve-private-link.sh" "$apps" afd-ledger-prod >"$work/told" 2>&1; then fail 'a request that was refused passed'; fi
if "$scripts/approve-private-link.sh" "$link" afd-nobody >"$work/told" 2>&1; then fail 'no request at all passed'; fi
grep -qF 'no request of afd-nobody' "$work/told" || fail 'not told that nobody asks'
for script in add-private-link-service approve-private-link; do
  result=0
  "$scripts/$script.sh" one >/dev/null 2>&1 </dev/null || result=$?
  [ "$result" = 2 ] || fail "$script ends with $result for too few arguments"
done
echo 'private links: found, bound and approved as they should be'
