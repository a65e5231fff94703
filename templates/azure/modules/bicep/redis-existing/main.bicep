@description('Name of the cache.')
param name string

@description('Object ids of the identities that use the cache, by a name of their own.')
param accessPrincipalIds { *: string } = {}

// The cache is somebody else's; it must be reached from the network. The module is deployed to its resource group.
resource cache 'Microsoft.Cache/redisEnterprise@2025-07-01' existing = {
  name: name
}

resource database 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' existing = {
  parent: cache
  name: 'default'
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

@description('Resource id of the cache.')
output id string = cache.id

@description('Host name of the cache; its port is 10000.')
output hostName string = cache.properties.hostName
