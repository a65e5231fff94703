. "$SOURCE/tests/golden/steps.sh"
mkdir -p overlays/storage
cat > overlays/storage/pack.yaml <<'PACK'
pack: storage
description: A storage account for reports.
target: kubernetes
owns: ["infra/<%= metadata.name %>/bicep"]
artifacts:
  - {output: "infra/<%= metadata.name %>/bicep/main.bicep", template: main.bicep, language: bicep}
  - {output: "infra/<%= metadata.name %>/bicep/main.bicepparam", template: main.bicepparam, language: bicep}
rules: [rules.yaml]
PACK
cat > overlays/storage/main.bicep <<'TEMPLATE'
<% let production = metadata.tier == "production" %>
targetScope='resourceGroup'
@description('Who pays, and what for.')
param tags object=<%= {owner: metadata.owner, environment: metadata.name} %>
<% for name, service in services %>
param port_<%= name %> int = <%= service.port %>   // of <%= name %>
<% end %>


resource reports 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name:'reports<%= metadata.name %>'
  location: 'westeurope'
<% if production %>
  sku: { name: 'Standard_ZRS' }
<% else %>
  sku: { name: 'Standard_LRS'
  }
<% end %>
  kind: 'StorageV2'
  tags: union(tags, { about: '${reports_about}' })
  properties: {
    supportsHttpsTrafficOnly: <%= production %>
    minimumTlsVersion: 'TLS1_2'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    networkAcls: { bypass: 'AzureServices', defaultAction: 'Deny' }
  }
}
var reports_about='reports'
TEMPLATE
cat > overlays/storage/main.bicepparam <<'TEMPLATE'
using 'main.bicep'
param tags = <%= {owner: metadata.owner, environment: metadata.name, about: "what is sold, when and where; kept for ${years} years"} %>
TEMPLATE
cat > overlays/storage/rules.yaml <<'RULES'
rules:
  - id: STORAGE-001
    title: storage speaks TLS only
    on: bicep/Microsoft.Storage/storageAccounts
    assert: object.properties.supportsHttpsTrafficOnly == true
    message: plain HTTP is answered
    help: set supportsHttpsTrafficOnly
    severity: error
  - id: STORAGE-002
    title: the network is closed
    on: bicep/Microsoft.Storage/storageAccounts
    assert: object.properties.networkAcls.defaultAction == "Deny"
    message: everybody may connect
    help: set defaultAction to Deny
    severity: error
RULES
run formwork templates lint
run formwork compile
sed -i 's/<%= production %>/true/' overlays/storage/main.bicep
run formwork compile --verify=full
run cat infra/prod/bicep/main.bicep
run cat infra/prod/bicep/main.bicepparam
run formwork explain infra/prod/bicep/main.bicep:4
run formwork explain infra/prod/bicep/main.bicep:12
run formwork check
sed -i "s/  kind: 'StorageV2'/  kind: 'StorageV2', location: 'northeurope'/" overlays/storage/main.bicep
run formwork compile
