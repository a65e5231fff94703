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

@description('Name of the private endpoint that files are published through.')
param blobPrivateEndpointName string

@description('Name of the private endpoint that the network reads the site through.')
param webPrivateEndpointName string

@description('Subnet the private endpoints lie in.')
param privateEndpointSubnetId string

@description('Private DNS zone of blobs, `privatelink.blob.` and the suffix of the cloud\'s storage.')
param blobPrivateDnsZoneId string

@description('Private DNS zone of static sites, `privatelink.web.` and the suffix of the cloud\'s storage.')
param webPrivateDnsZoneId string

@description('Object ids of the identities that publish files, and of the one that switches the site on, by a name of their own.')
param publisherPrincipalIds { *: string } = {}

@description('Log Analytics workspace that receives logs and metrics.')
param logAnalyticsWorkspaceId string

var contributorRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// The switch that makes the account serve a site is a setting of the blob service itself and not to be had here;
// enable-static-website.sh sets it after the deployment.
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
    publicNetworkAccess: 'Disabled'
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
      defaultAction: 'Deny'
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
    notes: 'Holds the site that is served.'
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

resource blobPrivateEndpoint 'Microsoft.Network/privateEndpoints@2024-10-01' = {
  name: blobPrivateEndpointName
  location: location
  tags: tags
  properties: {
    subnet: {
      id: privateEndpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: blobPrivateEndpointName
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

resource blobPrivateDnsZoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-10-01' = {
  parent: blobPrivateEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'blob'
        properties: {
          privateDnsZoneId: blobPrivateDnsZoneId
        }
      }
    ]
  }
}

resource webPrivateEndpoint 'Microsoft.Network/privateEndpoints@2024-10-01' = {
  name: webPrivateEndpointName
  location: location
  tags: tags
  properties: {
    subnet: {
      id: privateEndpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: webPrivateEndpointName
        properties: {
          privateLinkServiceId: account.id
          groupIds: [
            'web'
          ]
        }
      }
    ]
  }
}

resource webPrivateDnsZoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-10-01' = {
  parent: webPrivateEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'web'
        properties: {
          privateDnsZoneId: webPrivateDnsZoneId
        }
      }
    ]
  }
}

resource publisher 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in items(publisherPrincipalIds): {
    name: guid(account.id, item.value, contributorRoleId)
    scope: account
    properties: {
      roleDefinitionId: contributorRoleId
      principalId: item.value
      principalType: 'ServicePrincipal'
    }
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

@description('Resource id of the account; also the target of Front Door\'s private link, kind `web`.')
output id string = account.id

@description('Name of the account.')
output name string = account.name

@description('Host name of the site, which Front Door uses as origin.')
output webHost string = split(account.properties.primaryEndpoints.web, '/')[2]
