@description('Name of the cache; part of its host name, so it is unique in the region.')
@minLength(1)
@maxLength(60)
param name string

@description('Azure region of the cache.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Family and size, such as `Balanced_B3`.')
param skuName string = 'Balanced_B3'

@description('Whether every shard has a replica on another node, in another zone where the region has them. Fixed once the cache is made.')
param highAvailabilityEnabled bool = true

@description('How often what is in memory is written to disk: `1s` appends every command to a file, `1h`, `6h` and `12h` take snapshots. Null for never.')
param persistenceFrequency ('1s' | '1h' | '6h' | '12h')?

@description('What goes when the memory is full.')
@allowed([
  'AllKeysLFU'
  'AllKeysLRU'
  'AllKeysRandom'
  'VolatileLRU'
  'VolatileLFU'
  'VolatileTTL'
  'VolatileRandom'
  'NoEviction'
])
param evictionPolicy string = 'VolatileLRU'

@description('Name of the private endpoint.')
param privateEndpointName string

@description('Subnet the private endpoint lies in.')
param privateEndpointSubnetId string

@description('Private DNS zone `privatelink.redis.azure.net`.')
param privateDnsZoneId string

@description('Object ids of the identities that use the cache, by a name of their own.')
param accessPrincipalIds { *: string } = {}

@description('Log Analytics workspace that receives logs and metrics.')
param logAnalyticsWorkspaceId string

resource cache 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: skuName
  }
  properties: {
    // Reached by its private endpoint, never from the internet.
    publicNetworkAccess: 'Disabled'
    highAvailability: highAvailabilityEnabled ? 'Enabled' : 'Disabled'
    minimumTlsVersion: '1.2'
  }
}

resource database 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' = {
  parent: cache
  name: 'default'
  properties: {
    // No keys, and nothing in clear text: services log in with the tokens of their identities.
    accessKeysAuthentication: 'Disabled'
    clientProtocol: 'Encrypted'
    port: 10000
    // One address for all shards, so that clients need not know of them. Fixed once the database is made.
    clusteringPolicy: 'EnterpriseCluster'
    evictionPolicy: evictionPolicy
    persistence: persistenceFrequency == null
      ? null
      : {
          aofEnabled: persistenceFrequency == '1s'
          aofFrequency: persistenceFrequency == '1s' ? '1s' : null
          rdbEnabled: persistenceFrequency != '1s'
          rdbFrequency: persistenceFrequency == '1s' ? null : persistenceFrequency
        }
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
          privateLinkServiceId: cache.id
          groupIds: [
            'redisEnterprise'
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
        name: 'cache'
        properties: {
          privateDnsZoneId: privateDnsZoneId
        }
      }
    ]
  }
}

// Who may use the cache: there is one policy, which allows all commands on the data. The service takes one change at a time.
@batchSize(1)
resource access 'Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments@2025-07-01' = [
  for item in items(accessPrincipalIds): {
    parent: database
    name: replace(item.value, '-', '')
    properties: {
      accessPolicyName: 'default'
      user: {
        objectId: item.value
      }
    }
  }
]

resource cacheDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log-analytics'
  scope: cache
  properties: {
    workspaceId: logAnalyticsWorkspaceId
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// Who connected, and who was refused.
resource databaseDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log-analytics'
  scope: database
  properties: {
    workspaceId: logAnalyticsWorkspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

@description('Resource id of the cache.')
output id string = cache.id

@description('Host name of the cache; its port is 10000.')
output hostName string = cache.properties.hostName
