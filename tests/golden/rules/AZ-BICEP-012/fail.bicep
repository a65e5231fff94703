resource it 'Microsoft.DBforPostgreSQL/flexibleServers@2025-01-01' = {
  name: 'it'
  properties: {
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Enabled'
    }
  }
}
