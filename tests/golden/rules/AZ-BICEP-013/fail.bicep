resource it 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: 'it'
  properties: {
    vnetConfiguration: {
      internal: false
    }
  }
}
