resource it 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  name: 'kv/it'
  properties: {
    attributes: {
      exp: 1859241600
    }
    rotationPolicy: {
      attributes: {
        expiryTime: 'P455D'
      }
    }
  }
}
