#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# Makes what has to be there before the first `terraform init` or deployment: the store of the state, and the identities
# that GitHub's infrastructure workflow acts as. Run by hand, once, by an owner of the subscription who is logged in with
# `az login`. Running it again changes nothing, and mends what is missing. See README.md beside it.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: bootstrap.sh --subscription ID --location REGION --resource-group NAME --account NAME
                    --container NAME [--container NAME ...]
                    --identity NAME --subject CREDENTIAL=SUBJECT [--subject ...]
                    [--plan-identity NAME --plan-subject CREDENTIAL=SUBJECT [--plan-subject ...]]
                    [--plan-static-web-apps] [--kubernetes]
                    [--endpoint-subnet ID [--endpoint-zone ID]] [--workspace ID]
                    [--issuer URL] [--scope ID] [--public-network-access]

  --subscription           subscription that everything is made in
  --location               Azure region of the store
  --resource-group         resource group of the store and the identity
  --account                storage account of the state, unique in all of Azure
  --container              container of an environment's state
  --identity               identity of the infrastructure workflow
  --subject                what may act as it: environment-prod=repo:OWNER/NAME:environment:prod
  --plan-identity          identity that plans are made as, which reads and changes nothing
  --plan-subject           what may act as it: plan-prod=repo:OWNER/NAME:environment:prod-plan
  --plan-static-web-apps   lets it read the deployment tokens of static web apps, as Terraform does to plan them
  --kubernetes             for platform.runtime aks: the roles and resource providers of a cluster, too
  --endpoint-subnet        subnet of the runners' network in which the store gets a private endpoint
  --endpoint-zone          private DNS zone privatelink.blob.core.windows.net of that network
  --workspace              Log Analytics workspace that is told who reads and writes the state
  --issuer                 who issues GitHub's tokens; GitHub Enterprise Server has an address of its own
  --scope                  what the identity may change; the subscription, unless named
  --public-network-access  lets runners outside the network reach the store, with a token
TEXT
}

fail() {
  printf 'bootstrap.sh: %s\n' "$1" >&2
  exit 2
}

subscription='' location='' resource_group='' account='' identity='' scope=''
plan_identity='' plan_tokens=no kubernetes=no subnet='' zone='' workspace=''
issuer=https://token.actions.githubusercontent.com
public=Disabled default_action=Deny
containers=() subjects=() plan_subjects=()

while [ $# -gt 0 ]; do
  case $1 in
    --public-network-access) public=Enabled default_action=Allow; shift; continue ;;
    --plan-static-web-apps) plan_tokens=yes; shift; continue ;;
    --kubernetes) kubernetes=yes; shift; continue ;;
    -h | --help) usage; exit 0 ;;
    --*) [ $# -ge 2 ] || fail "$1 needs a value" ;;
    *) fail "unexpected $1" ;;
  esac
  case $1 in
    --subscription) subscription=$2 ;;
    --location) location=$2 ;;
    --resource-group) resource_group=$2 ;;
    --account) account=$2 ;;
    --container) containers+=("$2") ;;
    --identity) identity=$2 ;;
    --subject) subjects+=("$2") ;;
    --plan-identity) plan_identity=$2 ;;
    --plan-subject) plan_subjects+=("$2") ;;
    --endpoint-subnet) subnet=$2 ;;
    --endpoint-zone) zone=$2 ;;
    --workspace) workspace=$2 ;;
    --issuer) issuer=$2 ;;
    --scope) scope=$2 ;;
    *) fail "unknown option $1" ;;
  esac
  shift 2
done

[ -n "$subscription" ] || fail '--subscription is missing'
[ -n "$location" ] || fail '--location is missing'
[ -n "$resource_group" ] || fail '--resource-group is missing'
[ -n "$account" ] || fail '--account is missing'
[ -n "$identity" ] || fail '--identity is missing'
[ ${#containers[@]} -gt 0 ] || fail '--container is missing'
[ ${#subjects[@]} -gt 0 ] || fail '--subject is missing'
if [ -n "$plan_identity" ]; then
  [ ${#plan_subjects[@]} -gt 0 ] || fail '--plan-subject is missing'
  [ "$plan_identity" != "$identity" ] || fail 'the identity that plans is the one that applies'
else
  [ ${#plan_subjects[@]} -eq 0 ] || fail '--plan-identity is missing'
fi
[ -z "$zone" ] || [ -n "$subnet" ] || fail '--endpoint-subnet is missing'
for subject in "${subjects[@]}" ${plan_subjects[@]+"${plan_subjects[@]}"}; do
  [[ $subject =~ ^[A-Za-z0-9][A-Za-z0-9_-]{2,119}=repo:[^:*/]+/[^:*]+:[^*]+$ ]] ||
    fail "$subject is not CREDENTIAL=repo:OWNER/NAME:…, without wildcards"
done
scope=${scope:-/subscriptions/$subscription}

# Every call names the subscription: the one that `az` has as its default is left alone.
azure() {
  az "$@" --subscription "$subscription" --only-show-errors
}

step() {
  printf '%s\n' "$1" >&2
}

step "resource providers"
namespaces=(
  Microsoft.App Microsoft.Cache Microsoft.Cdn Microsoft.Consumption Microsoft.ContainerRegistry
  Microsoft.DBforPostgreSQL Microsoft.Insights Microsoft.KeyVault Microsoft.ManagedIdentity Microsoft.Network
  Microsoft.OperationalInsights Microsoft.ServiceBus Microsoft.Storage Microsoft.Web
)
if [ "$kubernetes" = yes ]; then
  namespaces+=(Microsoft.AlertsManagement Microsoft.ContainerService Microsoft.Monitor)
fi
for namespace in "${namespaces[@]}"; do
  azure provider register --namespace "$namespace" --output none
done

step "resource group $resource_group"
azure group create --name "$resource_group" --location "$location" --output none

step "storage account $account"
# What can be set at creation only is set there; the rest each time, so that a second run mends it.
if ! azure storage account show --name "$account" --resource-group "$resource_group" --output none 2>/dev/null; then
  azure storage account create --name "$account" --resource-group "$resource_group" --location "$location" \
    --kind StorageV2 --sku Standard_RAGZRS --access-tier Hot --require-infrastructure-encryption true \
    --https-only true --min-tls-version TLS1_2 --allow-blob-public-access false --allow-shared-key-access false \
    --public-network-access "$public" --default-action "$default_action" --bypass AzureServices --output none
fi
azure storage account update --name "$account" --resource-group "$resource_group" \
  --https-only true --min-tls-version TLS1_2 --allow-blob-public-access false --allow-shared-key-access false \
  --allow-cross-tenant-replication false --enable-local-user false \
  --public-network-access "$public" --default-action "$default_action" --bypass AzureServices --output none
azure storage account blob-service-properties update --account-name "$account" --resource-group "$resource_group" \
  --enable-versioning true --enable-change-feed true --change-feed-retention-days 90 \
  --enable-delete-retention true --delete-retention-days 30 \
  --enable-container-delete-retention true --container-delete-retention-days 30 --output none
account_id=$(azure storage account show --name "$account" --resource-group "$resource_group" --query id --output tsv)
# Versions that nobody went back to for 90 days go, as the record of changes does.
azure storage account management-policy create --account-name "$account" --resource-group "$resource_group" --output none \
  --policy '{"rules": [{"enabled": true, "name": "expire-old-versions", "type": "Lifecycle", "definition": {
    "actions": {"version": {"delete": {"daysAfterCreationGreaterThan": 90}}}, "filters": {"blobTypes": ["blockBlob"]}}}]}'
azure lock create --name do-not-delete --lock-type CanNotDelete --resource "$account_id" \
  --notes 'Without the state nobody knows what is whose.' --output none
if [ -n "$workspace" ]; then
  azure monitor diagnostic-settings create --name log-analytics --resource "$account_id/blobServices/default" \
    --workspace "$workspace" --logs '[{"categoryGroup": "allLogs", "enabled": true}]' \
    --metrics '[{"category": "Transaction", "enabled": true}]' --output none
fi

if [ -n "$subnet" ]; then
  step "private endpoint"
  azure network private-endpoint create --name "pep-$account" --resource-group "$resource_group" --location "$location" \
    --subnet "$subnet" --private-connection-resource-id "$account_id" --group-id blob --connection-name "pep-$account" \
    --output none
  if [ -n "$zone" ]; then
    azure network private-endpoint dns-zone-group create --name default --endpoint-name "pep-$account" \
      --resource-group "$resource_group" --private-dns-zone "$zone" --zone-name blob --output none
  fi
fi

# make_identity NAME SUBJECT…: makes an identity that these subjects may act as; leaves its ids in `principal_id` and
# `client_id`.
make_identity() {
  local name=$1 subject
  shift
  step "identity $name"
  azure identity create --name "$name" --resource-group "$resource_group" --location "$location" --output none
  principal_id=$(azure identity show --name "$name" --resource-group "$resource_group" --query principalId --output tsv)
  client_id=$(azure identity show --name "$name" --resource-group "$resource_group" --query clientId --output tsv)
  for subject in "$@"; do
    azure identity federated-credential create --name "${subject%%=*}" --identity-name "$name" \
      --resource-group "$resource_group" --issuer "$issuer" --subject "${subject#*=}" \
      --audiences api://AzureADTokenExchange --output none
  done
}

# grant PRINCIPAL ROLE SCOPE [OPTION…]
grant() {
  local principal=$1 role=$2 where=$3
  shift 3
  azure role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal \
    --role "$role" --scope "$where" --output none "$@"
}

make_identity "$identity" "${subjects[@]}"
apply_principal=$principal_id apply_client=$client_id
if [ -n "$plan_identity" ]; then
  make_identity "$plan_identity" "${plan_subjects[@]}"
fi
plan_principal=$principal_id plan_client=$client_id

step "containers"
for container in "${containers[@]}"; do
  if [ "$(azure storage container-rm exists --name "$container" --storage-account "$account_id" --query exists --output tsv)" != true ]; then
    azure storage container-rm create --name "$container" --storage-account "$account_id" --public-access off --output none
  fi
  grant "$apply_principal" 'Storage Blob Data Contributor' "$account_id/blobServices/default/containers/$container"
  if [ -n "$plan_identity" ]; then
    grant "$plan_principal" 'Storage Blob Data Reader' "$account_id/blobServices/default/containers/$container"
  fi
done

step "roles on $scope"
# It makes everything, and assigns the roles that the modules assign to identities: these and no others, above all not its
# own. Locks are why it is this role and not the narrower one for role assignments.
roles=(
  7f951dda-4ed3-4680-a7ca-43fe172d538d # AcrPull
  8311e382-0749-4cb8-b61a-304f252e45ec # AcrPush
  090c5cfd-751d-490a-894a-3ce6f1109419 # Azure Service Bus Data Owner
  69a216fc-b8fb-44d8-bc22-1f3c2cd27a39 # Azure Service Bus Data Sender
  358470bc-b998-42bd-ab17-a7e34c199c0f # Container Apps Contributor
  4e3d2b60-56ae-4dc6-a233-09c8e5a82e68 # Container Apps Jobs Contributor
  14b46e9e-c2b7-41b4-b07b-48a6ebf60603 # Key Vault Crypto Officer
  e147488a-f6f5-4113-8e2d-b22465e65bf6 # Key Vault Crypto Service Encryption User
  4633458b-17de-408a-b874-0445c86b69e6 # Key Vault Secrets User
  b86a8fe4-44ce-4948-aee5-eccb2c155cd7 # Key Vault Secrets Officer
  3913510d-42f4-4e42-8a64-420c390055eb # Monitoring Metrics Publisher
  43d0d8ad-25c7-4714-9337-8ba259a9fe05 # Monitoring Reader
  acdd72a7-3385-48ef-bd42-f606fba81ae7 # Reader
  ba92f5b4-2d11-453d-a403-e96b0029c9fe # Storage Blob Data Contributor
)
# Who assigns these can make a service the cluster's administrator: only where there is a cluster.
if [ "$kubernetes" = yes ]; then
  roles+=(
    4abbcc35-e782-43d8-92c5-2d3f1bd2253f # Azure Kubernetes Service Cluster User Role
    b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b # Azure Kubernetes Service RBAC Cluster Admin
    4d97b98b-1d4f-4787-a291-c67834d212e7 # Network Contributor
  )
fi
allowed=$(printf ', %s' "${roles[@]}")
allowed="{${allowed#, }}"
assignments=Microsoft.Authorization/roleAssignments
grant "$apply_principal" Contributor "$scope"
grant "$apply_principal" 'User Access Administrator' "$scope" --condition-version 2.0 --condition "
((!(ActionMatches{'$assignments/write'})) OR
 (@Request[$assignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals $allowed AND
  @Request[$assignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}))
AND
((!(ActionMatches{'$assignments/delete'})) OR
 (@Resource[$assignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals $allowed AND
  @Resource[$assignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}))"

if [ -n "$plan_identity" ]; then
  step "role of $plan_identity"
  # It reads. The other actions change nothing either: what a plan asks of Azure by POST. The secrets of apps and jobs are
  # references to Key Vault, never values.
  actions='"*/read", "Microsoft.App/containerApps/listSecrets/action", "Microsoft.App/jobs/listSecrets/action",
    "Microsoft.Resources/deployments/validate/action", "Microsoft.Resources/deployments/whatIf/action"'
  if [ "$plan_tokens" = yes ]; then
    actions+=', "Microsoft.Web/staticSites/listSecrets/action", "Microsoft.Web/staticSites/listAppSettings/action"'
  fi
  role="Plan of $plan_identity ($subscription)"
  definition="{\"Name\": \"$role\", \"IsCustom\": true, \"Description\": \"Reads what a plan of the infrastructure needs.\",
    \"Actions\": [$actions], \"AssignableScopes\": [\"/subscriptions/$subscription\"]}"
  if [ -z "$(azure role definition list --custom-role-only true --name "$role" --query '[].name' --output tsv)" ]; then
    azure role definition create --role-definition "$definition" --output none
  else
    azure role definition update --role-definition "$definition" --output none
  fi
  grant "$plan_principal" "$role" "$scope"
fi

cat <<TEXT
subscription         $subscription
client               $apply_client
plan_client          $plan_client
principal            $apply_principal
resource_group_name  $resource_group
storage_account_name $account
TEXT
