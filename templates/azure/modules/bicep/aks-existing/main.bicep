@description('Name of the cluster.')
param name string

// The cluster is somebody else's; its OIDC issuer and workload identity must be on. The module is deployed to its resource
// group.
resource cluster 'Microsoft.ContainerService/managedClusters@2026-05-01' existing = {
  name: name
}

@description('Resource id of the cluster.')
output id string = cluster.id

@description('Name of the cluster.')
output name string = cluster.name

@description('Who issues the tokens of the service accounts.')
output oidcIssuerUrl string = cluster.properties.oidcIssuerProfile.issuerURL

@description('Object id of the identity that nodes pull images as.')
output kubeletPrincipalId string = cluster.properties.identityProfile.kubeletidentity.objectId
