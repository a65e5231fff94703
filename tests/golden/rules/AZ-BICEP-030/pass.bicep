resource it 'Microsoft.ContainerService/managedClusters@2026-05-01' = {
  name: 'it'
  properties: {
    networkProfile: {
      networkPlugin: 'azure'
      networkPolicy: 'calico'
      loadBalancerSku: 'standard'
    }
  }
}
