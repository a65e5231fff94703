resource it 'Microsoft.KeyVault/vaults@2025-01-01' = {
  name: 'it'
  properties: {
    enableRbacAuthorization: true
  }
}
