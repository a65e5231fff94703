resource it 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-01-01' = {
  name: 'it'
  properties: {
    httpsRedirect: 'Disabled'
    forwardingProtocol: 'HttpsOnly'
  }
}
