resource it 'Microsoft.ContainerService/managedClusters@2026-05-01' = {
  name: 'it'
  properties: {
    oidcIssuerProfile: {
      enabled: true
    }
    securityProfile: {
      workloadIdentity: {
        enabled: true
      }
    }
  }
}
