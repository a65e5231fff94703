@description('Name of the storage account, unique in all of Azure.')
@minLength(3)
@maxLength(24)
param name string

@description('Azure region of the account.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Copies of the data: over zones and readable in a second region (RAGZRS), over zones (ZRS), in one place (LRS).')
@allowed([
  'LRS'
  'ZRS'
  'GRS'
  'RAGRS'
  'GZRS'
  'RAGZRS'
])
param replicationType string = 'RAGZRS'

@description('Days that deleted blobs and containers can be recovered.')
@minValue(7)
@maxValue(365)
param deleteRetentionDays int = 30

@description('Days that replaced versions of a blob, and the record of changes, are kept.')
@minValue(1)
@maxValue(3650)
param versionRetentionDays int = 90

@description('Whether a lock keeps the account from being deleted by hand.')
param lockEnabled bool = true

@description('Containers of state, one for each environment.')
@minLength(1)
param containers string[]

@description('Whether state can be reached from the internet, with a Microsoft Entra token. Only for runners outside the network: those of GitHub have no fixed addresses that could be let in alone.')
param publicNetworkAccessEnabled bool = false

@description('Private endpoint that runners inside the network use, and the private DNS zone of blobs; null for none.')
param privateEndpoint privateEndpointType?

@description('Which identity reads and writes which container, by a name of its own for each grant.')
param writers { *: writerType } = {}

@description('Log Analytics workspace that receives logs and metrics.')
param logAnalyticsWorkspaceId string

type privateEndpointType = {
  @description('Name of the private endpoint.')
  name: string

  @description('Subnet it lies in.')
  subnetId: string

  @description('Private DNS zone.')
  privateDnsZoneId: string
}

type writerType = {
  @description('Object id of the identity.')
  principalId: string

  @description('Name of the container.')
  container: string
}

var contributorRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  tags: tags
  sku: {
    name: 'Standard_${replicationType}'
  }
  properties: {
    accessTier: 'Hot'
    supportsHttpsTrafficOnly: true
    minimumTlsVersion: 'TLS1_2'
    allowBlobPublicAccess: false
    publicNetworkAccess: publicNetworkAccessEnabled ? 'Enabled' : 'Disabled'
    // Microsoft Entra tokens only: no account keys, no shared access signatures, no local users.
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    isLocalUserEnabled: false
    allowCrossTenantReplication: false
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
    }
    networkAcls: {
      defaultAction: publicNetworkAccessEnabled ? 'Allow' : 'Deny'
      bypass: 'AzureServices'
    }
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    changeFeed: {
      enabled: true
      retentionInDays: versionRetentionDays
    }
    deleteRetentionPolicy: {
      enabled: true
      days: deleteRetentionDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: deleteRetentionDays
    }
  }
}

// No file shares are made; scanners read the defaults of one that might be (KICS 233ab26d).
resource fileService 'Microsoft.Storage/storageAccounts/fileServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    shareDeleteRetentionPolicy: {
      enabled: true
      days: deleteRetentionDays
    }
    protocolSettings: {
      smb: {
        versions: 'SMB3.1.1'
        channelEncryption: 'AES-256-GCM'
      }
    }
  }
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (lockEnabled) {
  name: 'do-not-delete'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'Without the state nobody knows what is whose.'
  }
}

resource managementPolicy 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'expire-old-versions'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
            }
            actions: {
              version: {
                delete: {
                  daysAfterCreationGreaterThan: versionRetentionDays
                }
              }
            }
          }
        }
      ]
    }
  }
  // Rules for versions are refused until versions are kept.
  dependsOn: [
    blobService
  ]
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for item in containers: {
    parent: blobService
    name: item
    properties: {
      publicAccess: 'None'
    }
  }
]

resource blobPrivateEndpoint 'Microsoft.Network/privateEndpoints@2024-10-01' = if (privateEndpoint != null) {
  name: privateEndpoint.?name ?? 'none'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: privateEndpoint.?subnetId
    }
    privateLinkServiceConnections: [
      {
        name: privateEndpoint.?name ?? 'none'
        properties: {
          privateLinkServiceId: account.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
  }
}

resource blobPrivateDnsZoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-10-01' = if (privateEndpoint != null) {
  parent: blobPrivateEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'blob'
        properties: {
          privateDnsZoneId: privateEndpoint.?privateDnsZoneId
        }
      }
    ]
  }
}

resource writerContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = [
  for item in items(writers): {
    parent: blobService
    name: item.value.container
  }
]

// Each writer has its own environment's container, not its neighbours'.
resource writer 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, index) in items(writers): {
    name: guid(account.id, item.value.container, item.value.principalId, contributorRoleId)
    scope: writerContainer[index]
    properties: {
      roleDefinitionId: contributorRoleId
      principalId: item.value.principalId
      principalType: 'ServicePrincipal'
    }
    dependsOn: [
      container
    ]
  }
]

resource accountDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log-analytics'
  scope: account
  properties: {
    workspaceId: logAnalyticsWorkspaceId
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

resource blobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log-analytics'
  scope: blobService
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
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

resource queueDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log-analytics'
  scope: queueService
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
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

@description('Resource id of the account.')
output id string = account.id

@description('Name of the account: `storage_account_name` of the backend.')
output name string = account.name
