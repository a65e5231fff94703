@description('Name of the Log Analytics workspace.')
@minLength(4)
@maxLength(63)
param workspaceName string

@description('Name of the Application Insights component.')
param applicationInsightsName string

@description('Azure region of the workspace.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Days that logs can be searched.')
@minValue(30)
@maxValue(730)
param retentionInDays int = 90

@description('Gigabytes a day after which logs are dropped until the next day; -1 for no limit.')
@minValue(-1)
param dailyQuotaGb int = -1

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

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionInDays
    workspaceCapping: {
      dailyQuotaGb: dailyQuotaGb
    }
    features: {
      // No shared keys: platform logs come by diagnostic settings, telemetry with a Microsoft Entra token.
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
    publicNetworkAccessForIngestion: internetIngestionEnabled ? 'Enabled' : 'Disabled'
    publicNetworkAccessForQuery: internetQueryEnabled ? 'Enabled' : 'Disabled'
  }
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: applicationInsightsName
  location: location
  kind: 'web'
  tags: tags
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
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

// Who asked what of the logs is itself logged.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log-analytics'
  scope: workspace
  properties: {
    workspaceId: workspace.id
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('Resource id of the Log Analytics workspace, for diagnostic settings.')
output workspaceId string = workspace.id

@description('Id that queries name the workspace by.')
output workspaceCustomerId string = workspace.properties.customerId

@description('Resource id of the Application Insights component.')
output applicationInsightsId string = applicationInsights.id

@description('Where applications send telemetry. Grants nothing by itself, since local authentication is off.')
output connectionString string = applicationInsights.properties.ConnectionString
