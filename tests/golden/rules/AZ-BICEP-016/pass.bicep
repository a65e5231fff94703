resource it 'Microsoft.Insights/components@2025-01-01' = {
  name: 'it'
  properties: {
    DisableLocalAuth: true
  }
}
