resource it 'Microsoft.ContainerService/managedClusters@2026-05-01' = {
  name: 'it'
  properties: {
    addonProfiles: {
      azurepolicy: {
        enabled: false
      }
      azureKeyvaultSecretsProvider: {
        enabled: true
        config: {
          enableSecretRotation: 'true'
        }
      }
      omsagent: {
        enabled: true
      }
    }
  }
}
