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
            timeAfterCreate: 'P365D'
          }
          action: {
            type: 'rotate'
          }
        }
      ]
    }
  }
}
