resource it 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  name: 'kv/it'
  properties: {
    rotationPolicy: {
      attributes: {
        expiryTime: 'P455D'
      }
      lifetimeActions: [
        {
          trigger: {
            timeBeforeExpiry: 'P30D'
          }
          action: {
            type: 'notify'
          }
        }
      ]
    }
  }
}
