@description('Name of the vault.')
param name string

@description('Which identity may read which secret, by a name of its own for each grant.')
param readers { *: readerType } = {}

type readerType = {
  @description('Object id of the identity.')
  principalId: string

  @description('Name of the secret.')
  secretName: string
}

var secretsUserRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '4633458b-17de-408a-b874-0445c86b69e6'
)

// The vault is somebody else's; it must ask roles, not access policies, and be reached from the network. The module is
// deployed to its resource group.
resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: name
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' existing = [
  for item in items(readers): {
    parent: vault
    name: item.value.secretName
  }
]

// A service reads the secrets it names, not the vault.
resource secretReader 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, index) in items(readers): {
    name: guid(vault.id, item.value.secretName, item.value.principalId, secretsUserRoleId)
    scope: secret[index]
    properties: {
      roleDefinitionId: secretsUserRoleId
      principalId: item.value.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

@description('Resource id of the vault.')
output id string = vault.id

@description('Name of the vault.')
output name string = vault.name

@description('Address of the vault, with a slash at the end; a secret\'s id is URI + `secrets/NAME`.')
output uri string = vault.properties.vaultUri
