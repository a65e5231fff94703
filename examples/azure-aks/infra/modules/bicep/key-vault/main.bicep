@description('Name of the vault; part of its host name, so it is unique in all of Azure.')
@minLength(3)
@maxLength(24)
param name string

@description('Azure region of the vault.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Microsoft Entra tenant whose tokens the vault accepts.')
param tenantId string

@description('Whether a deleted vault or secret can not be purged before its retention is over. Cannot be taken back, and blocks the name for that long; so there is no default: true for production, false for what is thrown away.')
param purgeProtectionEnabled bool

@description('Days that a deleted vault or secret can be recovered. Fixed once the vault is made.')
@minValue(7)
@maxValue(90)
param softDeleteRetentionDays int = 90

@description('`standard`, or `premium`, which can keep keys in hardware.')
param skuName 'standard' | 'premium' = 'standard'

@description('Whether a lock keeps the vault from being deleted by hand.')
param lockEnabled bool = true

@description('Name of the private endpoint.')
param privateEndpointName string

@description('Subnet the private endpoint lies in.')
param privateEndpointSubnetId string

@description('Private DNS zone `privatelink.vaultcore.azure.net`.')
param privateDnsZoneId string

@description('Which identity may read which secret, by a name of its own for each grant. Without a secret, it may read them all.')
param readers { *: readerType } = {}

@description('Object ids of the identities that write secrets, by a name of their own.')
param officerPrincipalIds { *: string } = {}

@description('Log Analytics workspace that receives logs and metrics.')
param logAnalyticsWorkspaceId string

type readerType = {
  @description('Object id of the identity.')
  principalId: string

  @description('Name of the secret.')
  secretName: string?
}

var secretReaders = map(filter(items(readers), reader => reader.value.?secretName != null), reader => {
  principalId: reader.value.principalId
  secretName: reader.value.?secretName ?? 'none'
})
var secretsUserRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '4633458b-17de-408a-b874-0445c86b69e6'
)
var secretsOfficerRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
)

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenantId
    sku: {
      family: 'A'
      name: skuName
    }
    // Who may do what is said by role assignments alone; access policies are off.
    enableRbacAuthorization: true
    publicNetworkAccess: 'Disabled'
    enableSoftDelete: true
    softDeleteRetentionInDays: softDeleteRetentionDays
    // The service accepts true or nothing.
    enablePurgeProtection: purgeProtectionEnabled ? true : null
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
    }
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (lockEnabled) {
  name: 'do-not-delete'
  scope: vault
  properties: {
    level: 'CanNotDelete'
    notes: 'Nothing starts without its secrets.'
  }
}

resource privateEndpoint 'Microsoft.Network/privateEndpoints@2024-10-01' = {
  name: privateEndpointName
  location: location
  tags: tags
  properties: {
    subnet: {
      id: privateEndpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: privateEndpointName
        properties: {
          privateLinkServiceId: vault.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
  }
}

resource privateDnsZoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-10-01' = {
  parent: privateEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'vault'
        properties: {
          privateDnsZoneId: privateDnsZoneId
        }
      }
    ]
  }
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' existing = [
  for item in secretReaders: {
    parent: vault
    name: item.secretName
  }
]

// A service reads the secrets it names, not the vault.
resource secretReader 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, index) in secretReaders: {
    name: guid(vault.id, item.secretName, item.principalId, secretsUserRoleId)
    scope: secret[index]
    properties: {
      roleDefinitionId: secretsUserRoleId
      principalId: item.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource vaultReader 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in filter(items(readers), reader => reader.value.?secretName == null): {
    name: guid(vault.id, item.value.principalId, secretsUserRoleId)
    scope: vault
    properties: {
      roleDefinitionId: secretsUserRoleId
      principalId: item.value.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

// Writes first values and new ones; they never pass through this deployment.
resource officer 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in items(officerPrincipalIds): {
    name: guid(vault.id, item.value, secretsOfficerRoleId)
    scope: vault
    properties: {
      roleDefinitionId: secretsOfficerRoleId
      principalId: item.value
      principalType: 'ServicePrincipal'
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log-analytics'
  scope: vault
  properties: {
    workspaceId: logAnalyticsWorkspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('Resource id of the vault.')
output id string = vault.id

@description('Name of the vault.')
output name string = vault.name

@description('Address of the vault, with a slash at the end; a secret\'s id is URI + `secrets/NAME`.')
output uri string = vault.properties.vaultUri
