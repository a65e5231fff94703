@description('Name of the identity.')
@minLength(3)
@maxLength(128)
param name string

@description('Azure region of the identity.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Who issues the tokens of GitHub\'s workflows; GitHub Enterprise Server has an address of its own.')
param githubIssuer string = 'https://token.actions.githubusercontent.com'

@description('Workflows that may act as the identity, by the name of the credential: `repo:OWNER/NAME:environment:ENVIRONMENT`.')
param githubSubjects { *: string } = {}

@description('Who issues the tokens of the service accounts: the cluster\'s OpenID Connect issuer; null where there is no cluster.')
param kubernetesIssuer string?

@description('Service accounts that act as the identity, by the name of the credential: `system:serviceaccount:NAMESPACE:NAME`. Azure takes 20.')
param kubernetesSubjects { *: string } = {}

@description('Built-in roles of the identity on the resource group, by a name of their own.')
param roleAssignments { *: roleType } = {}

@description('Name of a built-in role.')
type roleType =
  | 'AcrPush'
  | 'Azure Kubernetes Service Cluster User Role'
  | 'Azure Kubernetes Service RBAC Cluster Admin'
  | 'Container Apps Contributor'
  | 'Container Apps Jobs Contributor'
  | 'Monitoring Reader'
  | 'Reader'

var roleIds = {
  AcrPush: '8311e382-0749-4cb8-b61a-304f252e45ec'
  'Azure Kubernetes Service Cluster User Role': '4abbcc35-e782-43d8-92c5-2d3f1bd2253f'
  'Azure Kubernetes Service RBAC Cluster Admin': 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b'
  'Container Apps Contributor': '358470bc-b998-42bd-ab17-a7e34c199c0f'
  'Container Apps Jobs Contributor': '4e3d2b60-56ae-4dc6-a233-09c8e5a82e68'
  'Monitoring Reader': '43d0d8ad-25c7-4714-9337-8ba259a9fe05'
  Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

// GitHub's token for exactly this subject is exchanged for one of the identity; there is no secret to keep.
// One by one: the service refuses two at a time.
@batchSize(1)
resource github 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = [
  for item in items(githubSubjects): {
    parent: identity
    name: item.key
    properties: {
      issuer: githubIssuer
      subject: item.value
      audiences: [
        'api://AzureADTokenExchange'
      ]
    }
  }
]

// The token of a service account of the cluster, likewise.
@batchSize(1)
resource kubernetes 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = [
  for item in items(kubernetesSubjects): {
    parent: identity
    name: item.key
    properties: {
      issuer: kubernetesIssuer ?? 'none'
      subject: item.value
      audiences: [
        'api://AzureADTokenExchange'
      ]
    }
    dependsOn: [
      github
    ]
  }
]

resource roleAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in items(roleAssignments): {
    name: guid(resourceGroup().id, identity.id, item.value)
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[item.value])
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

@description('Resource id of the identity, which a container app or job runs as.')
output id string = identity.id

@description('Name of the identity; also its name in PostgreSQL.')
output name string = identity.name

@description('Id a workflow logs in with.')
output clientId string = identity.properties.clientId

@description('Object id, which roles are assigned to.')
output principalId string = identity.properties.principalId
