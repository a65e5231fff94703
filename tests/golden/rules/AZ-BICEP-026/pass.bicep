resource it 'Microsoft.ContainerService/managedClusters@2026-05-01' = {
  name: 'it'
  properties: {
    apiServerAccessProfile: {
      enablePrivateCluster: true
      enablePrivateClusterPublicFQDN: false
      disableRunCommand: true
    }
  }
}
