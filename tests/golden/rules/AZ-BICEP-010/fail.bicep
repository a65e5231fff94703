resource it 'Microsoft.KeyVault/vaults@2025-01-01' = {
  name: 'it'
  properties: {
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
  }
}
