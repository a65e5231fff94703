@description('Name of the server.')
param name string

@description('Microsoft Entra tenant whose identities are let in.')
param tenantId string

@description('Who administers the server, by a name of their own.')
param administrators { *: principalType } = {}

@description('Names of the databases to make.')
param databases string[] = []

type principalType = {
  @description('Object id.')
  objectId: string

  @description('Name to log in with.')
  principalName: string

  @description('What it is.')
  principalType: 'User' | 'Group' | 'ServicePrincipal'
}

// The server is somebody else's; log-ins by Microsoft Entra must be on. The module is deployed to its resource group.
resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' existing = {
  name: name
}

// The server takes one change at a time.
@batchSize(1)
resource administrator 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2025-08-01' = [
  for item in items(administrators): {
    parent: server
    name: item.value.objectId
    properties: {
      principalName: item.value.principalName
      principalType: item.value.principalType
      tenantId: tenantId
    }
  }
]

@batchSize(1)
resource database 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01' = [
  for item in databases: {
    parent: server
    name: item
    properties: {
      charset: 'UTF8'
      collation: 'en_US.utf8'
    }
    dependsOn: [
      administrator
    ]
  }
]

@description('Resource id of the server.')
output id string = server.id

@description('Name of the server.')
output name string = server.name

@description('Host name of the server.')
output fqdn string = server.properties.fullyQualifiedDomainName
