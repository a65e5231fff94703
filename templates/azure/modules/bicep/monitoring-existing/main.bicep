@description('Resource id of the Log Analytics workspace, which may lie in another subscription.')
param workspaceId string

@description('Name of the Application Insights component.')
param applicationInsightsName string

@description('Azure region of the component.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Whether telemetry is accepted from outside a private link scope. Without such a scope, false stops all telemetry of the applications; diagnostic settings are not affected.')
param internetIngestionEnabled bool = true

@description('Whether logs can be queried from outside a private link scope.')
param internetQueryEnabled bool = true

@description('Object ids of the identities that send telemetry, by a name of their own.')
param metricsPublisherPrincipalIds { *: string } = {}

var metricsPublisherRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '3913510d-42f4-4e42-8a64-420c390055eb'
)

// The workspace is somebody else's, who says how long logs are kept; only what the environment sends of itself is made here.
resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: applicationInsightsName
  location: location
  kind: 'web'
  tags: tags
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspaceId
    DisableLocalAuth: true
    DisableIpMasking: false
    publicNetworkAccessForIngestion: internetIngestionEnabled ? 'Enabled' : 'Disabled'
    publicNetworkAccessForQuery: internetQueryEnabled ? 'Enabled' : 'Disabled'
  }
}

resource metricsPublisher 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in items(metricsPublisherPrincipalIds): {
    name: guid(applicationInsights.id, item.value, metricsPublisherRoleId)
    scope: applicationInsights
    properties: {
      roleDefinitionId: metricsPublisherRoleId
      principalId: item.value
      principalType: 'ServicePrincipal'
    }
  }
]

@description('Resource id of the Log Analytics workspace, for diagnostic settings.')
output workspaceId string = workspaceId

@description('Resource id of the Application Insights component.')
output applicationInsightsId string = applicationInsights.id

@description('Where applications send telemetry. Grants nothing by itself, since local authentication is off.')
output connectionString string = applicationInsights.properties.ConnectionString
