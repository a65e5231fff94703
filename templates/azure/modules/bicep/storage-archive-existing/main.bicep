@description('Name of the account.')
param name string

@description('Containers, by name.')
param containers { *: containerType } = {}

@description('Which identity writes to which container, by a name of its own for each grant.')
param writers { *: grantType } = {}

type containerType = {
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
var immutableContainers = filter(items(containers), item => item.value.?immutableDays != null)
var contributorRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// The account is somebody else's; it must be reached from the network. The module is deployed to its resource group.
resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: name
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: account
  name: 'default'
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

@description('Resource id of the account.')
output id string = account.id

@description('Name of the account.')
output name string = account.name

@description('Address of the account, with a slash at the end.')
output blobEndpoint string = account.properties.primaryEndpoints.blob
