@description('Name of the account.')
param name string

@description('What stands after its name in the host that it serves the site at: `z6`.')
param webZone string

@description('Object ids of the identities that publish the site, by a name of their own.')
param publisherPrincipalIds { *: string } = {}

var contributorRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// The account is somebody else's, and serves the site. The module is deployed to its resource group.
resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: name
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

@description('Resource id of the account; also the target of Front Door\'s private link, kind `web`.')
output id string = account.id

@description('Name of the account.')
output name string = account.name

@description('Host name of the site, which Front Door uses as origin.')
output webHost string = '${name}.${webZone}.web.${environment().suffixes.storage}'
