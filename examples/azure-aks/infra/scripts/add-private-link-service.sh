#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# Adds the private link service that a cluster has made for its Gateway to the outputs of the infrastructure, which it reads
# and prints, so that `formwork bind` takes both. Run once the manifests were applied; the resource group is that of the
# cluster's nodes, the name stands in kubernetes/edge/gateway.yaml.
#   terraform output -json | add-private-link-service.sh RESOURCE_GROUP NAME | formwork bind ENVIRONMENT --from -
set -euo pipefail

if [ $# -ne 2 ]; then
  echo 'usage: add-private-link-service.sh RESOURCE_GROUP NAME <OUTPUTS' >&2
  exit 2
fi

id=$(az network private-link-service list --resource-group "$1" --query "[?name=='$2'].id" --only-show-errors --output tsv)
if [ -z "$id" ]; then
  echo "add-private-link-service.sh: the cluster has not made $2 in $1 yet: kubectl describe its Service in envoy-gateway-system" >&2
  exit 1
fi
jq --arg id "$id" '. + {platform__aks__private_link_service: {value: $id}}'
