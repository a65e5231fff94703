resource it 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'it'
  properties: {
    adminUserEnabled: false
  }
}
