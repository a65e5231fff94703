resource it 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = {
  name: 'it'
  properties: {
    deadLetteringOnMessageExpiration: true
  }
}
