resource it 'Microsoft.ContainerService/managedClusters/agentPools@2026-05-01' = {
  name: 'it'
  properties: {
    enableAutoScaling: true
    enableEncryptionAtHost: true
    enableNodePublicIP: true
    osDiskType: 'Ephemeral'
  }
}
