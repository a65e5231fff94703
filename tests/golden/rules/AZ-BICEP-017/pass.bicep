resource it 'Microsoft.Web/staticSites@2025-03-01' = {
  name: 'it'
  properties: {
    stagingEnvironmentPolicy: 'Disabled'
  }
}
