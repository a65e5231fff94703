resource it 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: 'it'
}
