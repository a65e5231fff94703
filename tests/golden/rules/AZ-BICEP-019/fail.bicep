resource it 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' = {
  name: 'it'
  properties: {
    accessKeysAuthentication: 'Enabled'
    clientProtocol: 'Encrypted'
  }
}
