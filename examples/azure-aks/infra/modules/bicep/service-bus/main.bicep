@description('Name of the namespace; part of its host name, so it is unique in all of Azure.')
@minLength(6)
@maxLength(50)
param name string

@description('Azure region of the namespace.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('`Premium` has machines of its own and private endpoints, `Standard` neither. Another one makes another namespace.')
@allowed([
  'Standard'
  'Premium'
])
param sku string = 'Premium'

@description('Machines of a Premium namespace.')
@allowed([
  1
  2
  4
  8
  16
])
param messagingUnits int = 1

@description('Whether the namespace answers the internet, with a token all the same. A Standard one must: it has no private endpoints.')
param publicNetworkAccessEnabled bool = false

@description('Whether a lock keeps the namespace from being deleted by hand.')
param lockEnabled bool = true

@description('Queues, by name.')
param queues { *: queueType } = {}

@description('Which identity may send to which queue, by a name of its own for each grant.')
param senders { *: grantType } = {}

@description('Which identity receives from which queue, by a name of its own for each grant.')
param workers { *: grantType } = {}

@description('Name of the private endpoint.')
param privateEndpointName string

@description('Subnet the private endpoint lies in.')
param privateEndpointSubnetId string

@description('Private DNS zone `privatelink.servicebus.windows.net`; null where the namespace answers the internet.')
param privateDnsZoneId string?

@description('Log Analytics workspace that receives logs and metrics.')
param logAnalyticsWorkspaceId string

type queueType = {
  @description('How long one worker has a message to itself, as an ISO 8601 duration of PT5M at most; PT1M where it is left out.')
  lockDuration: string?

  @description('How long a message waits for a worker, as an ISO 8601 duration; P14D where it is left out.')
  defaultMessageTtl: string?

  @description('Tries after which a message is a dead letter; 5 where it is left out.')
  @minValue(1)
  @maxValue(2000)
  maxDeliveryCount: int?

  @description('Megabytes the queue holds; 1024 where it is left out.')
  maxSizeInMegabytes: int?

  @description('For how long a second message with the same id is dropped, as an ISO 8601 duration; duplicates are delivered where it is left out. Fixed once the queue is made.')
  duplicateDetectionWindow: string?
}

type grantType = {
  @description('Object id of the identity.')
  principalId: string

  @description('Name of the queue.')
  queue: string
}

var queueNames = map(items(queues), item => item.key)
var senderRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
)
var ownerRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '090c5cfd-751d-490a-894a-3ce6f1109419'
)

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: sku
    tier: sku
    capacity: sku == 'Premium' ? messagingUnits : 0
  }
  properties: {
    premiumMessagingPartitions: sku == 'Premium' ? 1 : 0
    // No keys: services send and receive with the tokens of their identities.
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: publicNetworkAccessEnabled ? 'Enabled' : 'Disabled'
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (lockEnabled) {
  name: 'do-not-delete'
  scope: namespace
  properties: {
    level: 'CanNotDelete'
    notes: 'With the namespace go the messages that nobody has seen yet.'
  }
}

resource queue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [
  for item in items(queues): {
    parent: namespace
    name: item.key
    properties: {
      lockDuration: item.value.?lockDuration ?? 'PT1M'
      defaultMessageTimeToLive: item.value.?defaultMessageTtl ?? 'P14D'
      maxDeliveryCount: item.value.?maxDeliveryCount ?? 5
      maxSizeInMegabytes: item.value.?maxSizeInMegabytes ?? 1024
      // What is too old or was tried too often is kept for somebody to look at, not dropped.
      deadLetteringOnMessageExpiration: true
      requiresDuplicateDetection: item.value.?duplicateDetectionWindow != null
      duplicateDetectionHistoryTimeWindow: item.value.?duplicateDetectionWindow
    }
  }
]

// Only Premium has private endpoints.
resource privateEndpoint 'Microsoft.Network/privateEndpoints@2024-10-01' = if (!publicNetworkAccessEnabled) {
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
          privateLinkServiceId: namespace.id
          groupIds: [
            'namespace'
          ]
        }
      }
    ]
  }
}

resource privateDnsZoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-10-01' = if (!publicNetworkAccessEnabled) {
  parent: privateEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'queues'
        properties: {
          privateDnsZoneId: privateDnsZoneId ?? ''
        }
      }
    ]
  }
}

// Each on the queues it has to do with. Whoever receives also owns its queue: the scaler counts the messages as the worker,
// and to count is an owner's right.
resource sender 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in items(senders): {
    name: guid(namespace.id, item.value.queue, item.value.principalId, senderRoleId)
    scope: queue[indexOf(queueNames, item.value.queue)]
    properties: {
      roleDefinitionId: senderRoleId
      principalId: item.value.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource worker 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in items(workers): {
    name: guid(namespace.id, item.value.queue, item.value.principalId, ownerRoleId)
    scope: queue[indexOf(queueNames, item.value.queue)]
    properties: {
      roleDefinitionId: ownerRoleId
      principalId: item.value.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log-analytics'
  scope: namespace
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

@description('Resource id of the namespace.')
output id string = namespace.id

@description('Name of the namespace.')
output name string = namespace.name

@description('Host name of the namespace.')
output hostName string = '${namespace.name}.servicebus.windows.net'
