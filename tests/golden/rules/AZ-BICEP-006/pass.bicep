resource it 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: 'it'
  properties: {
    minimumTlsVersion: 'TLS1_2'
  }
}
