resource it 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  name: 'kv/it'
  properties: {
    attributes: {
      enabled: true
    }
  }
}
