@description('Name of the registry; its host name is NAME.azurecr.io, so it is unique in all of Azure.')
@minLength(5)
@maxLength(50)
param name string

@description('Azure region of the registry.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Whether the registry is spread over the region\'s availability zones. Fixed once it is made.')
param zoneRedundancyEnabled bool = true

@description('Days after which a manifest that no tag names is deleted.')
@minValue(0)
@maxValue(365)
param untaggedRetentionDays int = 30

@description('Further regions that hold a copy of every image.')
param replicas replicaType[] = []

@description('Whether a lock keeps the registry from being deleted by hand.')
param lockEnabled bool = true

@description('Name of the private endpoint.')
param privateEndpointName string

@description('Subnet the private endpoint lies in.')
param privateEndpointSubnetId string

@description('Private DNS zone `privatelink.azurecr.io`.')
param privateDnsZoneId string

@description('Object ids of the identities that pull images, by a name of their own.')
param pullPrincipalIds { *: string } = {}

@description('Log Analytics workspace that receives logs and metrics.')
param logAnalyticsWorkspaceId string

type replicaType = {
  @description('Azure region of the copy.')
  location: string

  @description('Whether the copy is spread over that region\'s availability zones; true where it is left out.')
  zoneRedundancyEnabled: bool?
}

var acrPullRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '7f951dda-4ed3-4680-a7ca-43fe172d538d'
)

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: 'Premium'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
    publicNetworkAccess: 'Disabled'
    // Defender for Cloud scans images as a trusted service; nothing else gets past the private endpoint.
    networkRuleBypassOptions: 'AzureServices'
    // Layers come from this registry's own host name, so that a firewall can allow it alone.
    dataEndpointEnabled: true
    zoneRedundancy: zoneRedundancyEnabled ? 'Enabled' : 'Disabled'
    policies: {
      exportPolicy: {
        status: 'disabled'
      }
      retentionPolicy: {
        status: 'enabled'
        days: untaggedRetentionDays
      }
    }
  }
}

resource replica 'Microsoft.ContainerRegistry/registries/replications@2025-11-01' = [
  for item in replicas: {
    parent: registry
    name: toLower(replace(item.location, ' ', ''))
    location: item.location
    tags: tags
    properties: {
      regionEndpointEnabled: true
      zoneRedundancy: (item.?zoneRedundancyEnabled ?? true) ? 'Enabled' : 'Disabled'
    }
  }
]

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (lockEnabled) {
  name: 'do-not-delete'
  scope: registry
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds every image that an environment runs or may roll back to.'
  }
}

resource privateEndpoint 'Microsoft.Network/privateEndpoints@2024-10-01' = {
  name: privateEndpointName
  location: location
  tags: tags
  properties: {
    subnet: {
      id: privateEndpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: privateEndpointName
        properties: {
          privateLinkServiceId: registry.id
          groupIds: [
            'registry'
          ]
        }
      }
    ]
  }
}

resource privateDnsZoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-10-01' = {
  parent: privateEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'registry'
        properties: {
          privateDnsZoneId: privateDnsZoneId
        }
      }
    ]
  }
}

// Pull only: what pushes is granted AcrPush on the resource group (KICS 77deea6a).
resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in items(pullPrincipalIds): {
    name: guid(registry.id, item.value, acrPullRoleId)
    scope: registry
    properties: {
      roleDefinitionId: acrPullRoleId
      principalId: item.value
      principalType: 'ServicePrincipal'
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log-analytics'
  scope: registry
  properties: {
    workspaceId: logAnalyticsWorkspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
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

@description('Resource id of the registry.')
output id string = registry.id

@description('Name of the registry.')
output name string = registry.name

@description('Host name images are pulled from.')
output loginServer string = registry.properties.loginServer
