@description('Name of the key.')
param name string

@description('Name of the vault, which must ask roles.')
param keyVaultName string

@description('`RSA`, which the service keeps by software, or `RSA-HSM`, which hardware keeps, in a vault that is premium.')
param keyType 'RSA' | 'RSA-HSM' = 'RSA'

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('When the first version ends, in ISO 8601; later ones end as `expireAfter` says.')
param expirationDate string

@description('Age at which the vault makes a new version, as an ISO 8601 duration.')
param rotateAfter string

@description('Age at which a version ends, as an ISO 8601 duration: nothing can be wrapped with it any more, but unwrapped.')
param expireAfter string

@description('How long before its end the vault reports a version, as an ISO 8601 duration.')
param notifyBeforeExpiry string = 'P30D'

@description('Object ids of the identities that wrap and unwrap, by a name of their own.')
param userPrincipalIds { *: string } = {}

@description('Object ids of the identities that make and change the key, by a name of their own.')
param officerPrincipalIds { *: string } = {}

var userRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'e147488a-f6f5-4113-8e2d-b22465e65bf6'
)
var officerRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '14b46e9e-c2b7-41b4-b07b-48a6ebf60603'
)

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: keyVaultName
}

// Data has keys of its own, which services wrap with this one: it never leaves the vault.
resource key 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: name
  tags: tags
  properties: {
    kty: keyType
    keySize: 3072
    keyOps: [
      'unwrapKey'
      'wrapKey'
    ]
    attributes: {
      enabled: true
      exp: dateTimeToEpoch(expirationDate)
    }
    rotationPolicy: {
      attributes: {
        expiryTime: expireAfter
      }
      lifetimeActions: [
        {
          trigger: {
            timeAfterCreate: rotateAfter
          }
          action: {
            type: 'rotate'
          }
        }
        {
          trigger: {
            timeBeforeExpiry: notifyBeforeExpiry
          }
          action: {
            type: 'notify'
          }
        }
      ]
    }
  }
}

resource officer 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in items(officerPrincipalIds): {
    name: guid(vault.id, item.value, officerRoleId)
    scope: vault
    properties: {
      roleDefinitionId: officerRoleId
      principalId: item.value
      principalType: 'ServicePrincipal'
    }
  }
]

resource user 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in items(userPrincipalIds): {
    name: guid(key.id, item.value, userRoleId)
    scope: key
    properties: {
      roleDefinitionId: userRoleId
      principalId: item.value
      principalType: 'ServicePrincipal'
    }
  }
]

@description('Address of the key without a version: the newest one wraps, and what is wrapped names its own.')
output id string = key.properties.keyUri
