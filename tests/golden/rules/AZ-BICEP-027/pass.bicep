resource it 'Microsoft.ContainerService/managedClusters@2026-05-01' = {
  name: 'it'
  properties: {
    disableLocalAccounts: true
    enableRBAC: true
    aadProfile: {
      enableAzureRBAC: true
    }
  }
}
