#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# Approves what Front Door asked for: its private links to origins wait on the origin's side until its owner agrees. Run
# after a deployment that adds an origin, once for each resource. Only requests of the named profile are approved; running
# it again changes nothing.
#   approve-private-link.sh RESOURCE_ID PROFILE_NAME
set -euo pipefail

if [ $# -ne 2 ]; then
  echo 'usage: approve-private-link.sh RESOURCE_ID PROFILE_NAME' >&2
  exit 2
fi
resource=$1
# The text of the request, as the front-door module writes it.
message="Front Door $2"

# A private link service of a cluster has commands of its own; all other origins share one.
case $resource in
  */privateLinkServices/*)
    connections=$(az network private-link-service show --ids "$resource" --only-show-errors --output tsv --query \
      "privateEndpointConnections[?privateLinkServiceConnectionState.description=='$message'].[id, privateLinkServiceConnectionState.status]")
    ;;
  *)
    connections=$(az network private-endpoint-connection list --id "$resource" --only-show-errors --output tsv --query \
      "[?properties.privateLinkServiceConnectionState.description=='$message'].[id, properties.privateLinkServiceConnectionState.status]")
    ;;
esac
if [ -z "$connections" ]; then
  echo "approve-private-link.sh: no request of $2 on $resource yet" >&2
  exit 1
fi

while IFS=$'\t' read -r id status; do
  case $status in
    Approved) printf 'approved already: %s\n' "$id" ;;
    Pending)
      case $id in
        */privateLinkServices/*)
          az network private-link-service connection update --ids "$id" --connection-status Approved --description "$message" \
            --only-show-errors --output none
          ;;
        *) az network private-endpoint-connection approve --id "$id" --description "$message" --only-show-errors --output none ;;
      esac
      printf 'approved: %s\n' "$id"
      ;;
    *)
      printf 'approve-private-link.sh: %s is %s\n' "$id" "$status" >&2
      exit 1
      ;;
  esac
done <<<"$connections"
