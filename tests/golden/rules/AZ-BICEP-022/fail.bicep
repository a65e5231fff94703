resource it 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: 'it'
  properties: {
    minimumTlsVersion: '1.0'
  }
}
