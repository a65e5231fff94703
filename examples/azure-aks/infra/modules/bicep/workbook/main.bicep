@description('Name of the workbook, a GUID.')
param name string

@description('What people read.')
param displayName string

@description('Azure region of the workbook.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Log Analytics workspace that the queries look into.')
param logAnalyticsWorkspaceId string

@description('What is on it, as the JSON of the service.')
param content string

// Its content is compiled: what is changed in the portal is put back.
resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: displayName
    category: 'workbook'
    // The service keeps ids in lower case.
    sourceId: toLower(logAnalyticsWorkspaceId)
    serializedData: content
    version: 'Notebook/1.0'
  }
}

@description('Resource id of the workbook.')
output id string = workbook.id
