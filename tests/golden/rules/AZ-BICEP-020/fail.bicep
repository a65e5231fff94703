resource it 'Microsoft.Cache/redis@2024-11-01' = {
  name: 'it'
}
