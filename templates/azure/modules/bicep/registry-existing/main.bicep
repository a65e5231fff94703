@description('Name of the registry.')
param name string

@description('Object ids of the identities that pull images, by a name of their own.')
param pullPrincipalIds { *: string } = {}

var pullRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '7f951dda-4ed3-4680-a7ca-43fe172d538d'
)

// The registry is somebody else's; it must be reached from the network. The module is deployed to its resource group.
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: name
}

resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in items(pullPrincipalIds): {
    name: guid(registry.id, item.value, pullRoleId)
    scope: registry
    properties: {
      roleDefinitionId: pullRoleId
      principalId: item.value
      principalType: 'ServicePrincipal'
    }
  }
]

@description('Resource id of the registry.')
output id string = registry.id

@description('Name of the registry.')
output name string = registry.name

@description('Host name images are pulled from.')
output loginServer string = registry.properties.loginServer
