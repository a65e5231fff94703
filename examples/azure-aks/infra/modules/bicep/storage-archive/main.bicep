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

@description('Containers, by name.')
param containers { *: containerType } = {}

@description('Which identity writes to which container, by a name of its own for each grant.')
param writers { *: grantType } = {}

@description('Name of the private endpoint.')
param privateEndpointName string

@description('Subnet the private endpoint lies in.')
param privateEndpointSubnetId string

@description('Private DNS zone of blobs, `privatelink.blob.` and the suffix of the cloud\'s storage.')
param privateDnsZoneId string

@description('Log Analytics workspace that receives logs and metrics.')
param logAnalyticsWorkspaceId string

type containerType = {
  @description('Days after which what is in it goes to a colder tier; never where it is left out.')
  @minValue(0)
  coldAfterDays: int?

  @description('Days after which it goes away; never where it is left out.')
  @minValue(1)
  deleteAfterDays: int?

  @description('Days in which nothing can be changed or deleted; none where it is left out.')
  @minValue(1)
  @maxValue(146000)
  immutableDays: int?
}

type grantType = {
  @description('Object id of the identity.')
  principalId: string

  @description('Name of the container.')
  container: string
}

var containerNames = map(items(containers), item => item.key)
var agingContainers = filter(items(containers), item => item.value.?deleteAfterDays != null)
var immutableContainers = filter(items(containers), item => item.value.?immutableDays != null)
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
    accessTier: 'Cool'
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
    notes: 'Holds what everything else is restored from.'
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for item in items(containers): {
    parent: blobService
    name: item.key
    properties: {
      publicAccess: 'None'
    }
  }
]

// What is written can be read and added to, and neither changed nor deleted before its time. Locking a policy is a call of
// its own, which infra/scripts/lock-immutability.sh makes.
resource immutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-06-01' = [
  for item in immutableContainers: {
    parent: container[indexOf(containerNames, item.key)]
    name: 'default'
    properties: {
      immutabilityPeriodSinceCreationInDays: item.value.immutableDays!
      allowProtectedAppendWritesAll: true
    }
  }
]

resource managementPolicy 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: concat(
        [
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
        ],
        map(agingContainers, item => {
          name: 'age-${item.key}'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                '${item.key}/'
              ]
            }
            actions: {
              baseBlob: {
                tierToCold: item.value.?coldAfterDays == null
                  ? null
                  : {
                      daysAfterCreationGreaterThan: item.value.coldAfterDays!
                    }
                delete: {
                  daysAfterCreationGreaterThan: item.value.deleteAfterDays!
                }
              }
            }
          }
        })
      )
    }
  }
  // Rules for versions are refused until versions are kept.
  dependsOn: [
    blobService
  ]
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
          privateLinkServiceId: account.id
          groupIds: [
            'blob'
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
        name: 'blob'
        properties: {
          privateDnsZoneId: privateDnsZoneId
        }
      }
    ]
  }
}

// Each writes to its own containers.
resource writer 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in items(writers): {
    name: guid(account.id, item.value.container, item.value.principalId, contributorRoleId)
    scope: container[indexOf(containerNames, item.value.container)]
    properties: {
      roleDefinitionId: contributorRoleId
      principalId: item.value.principalId
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

@description('Resource id of the account.')
output id string = account.id

@description('Name of the account.')
output name string = account.name

@description('Address of the account, with a slash at the end.')
output blobEndpoint string = account.properties.primaryEndpoints.blob
