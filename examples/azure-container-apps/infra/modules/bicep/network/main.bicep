@description('Name of the virtual network.')
@minLength(2)
@maxLength(64)
param name string

@description('Azure region of the network.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Address ranges of the network, in CIDR notation.')
@minLength(1)
param addressSpace string[]

@description('Subnet of the Container Apps environment, /27 or larger, and its network security group; null where a cluster runs the containers.')
param containerAppsSubnet subnetType?

@description('Subnet of the nodes of a cluster, and its network security group; null where Container Apps run the containers.')
param nodesSubnet subnetType?

@description('Whether a private link service of the cluster has its addresses in the subnet of the nodes.')
param privateLinkServicesEnabled bool = false

@description('From where requests reach the gateway of a cluster: `Internet`, another service tag such as `AzureFrontDoor.Backend`, or a range. From nowhere, if null.')
param ingressSource string?

@description('Subnet of the private endpoints, and its network security group.')
param privateEndpointsSubnet subnetType

@description('Subnet of the PostgreSQL server, /28 or larger, and its network security group; null where there is no server.')
param databaseSubnet subnetType?

@description('Whether Container Apps may open connections to the internet. What the platform itself needs is always open. Pods have network policies.')
param internetEgressEnabled bool = false

@description('Whether containers may reach Service Bus at its public address, for a namespace without a private endpoint.')
param serviceBusEgressEnabled bool = false

@description('Ports beside 443 that containers reach private endpoints on: 10000 for Redis, 5671 for Service Bus.')
param privateEndpointsPorts string[] = []

@description('Private DNS zones, by a name that the caller finds their ids under: `{registry: \'privatelink.azurecr.io\'}`.')
param privateDnsZones { *: string } = {}

@description('Log Analytics workspace that receives logs and metrics.')
param logAnalyticsWorkspaceId string

type subnetType = {
  @description('Name of the subnet.')
  name: string

  @description('Its address range, in CIDR notation.')
  addressPrefix: string

  @description('Name of its network security group.')
  networkSecurityGroupName: string
}

// Whoever runs the containers: the Container Apps environment, or the nodes of a cluster, which their pods look like from
// outside.
var workloadPrefix = containerAppsSubnet.?addressPrefix ?? nodesSubnet.?addressPrefix ?? ''

var containerAppsRules = [
  {
    name: 'DenyRemoteAdministrationOutBound'
    properties: {
      description: 'No container logs in to another machine.'
      priority: 100
      direction: 'Outbound'
      access: 'Deny'
      protocol: 'Tcp'
      sourceAddressPrefix: workloadPrefix
      sourcePortRange: '*'
      destinationAddressPrefix: 'VirtualNetwork'
      destinationPortRanges: [
        '22'
        '3389'
      ]
    }
  }
  {
    name: 'AllowMicrosoftContainerRegistryOutBound'
    properties: {
      description: 'System images of the platform.'
      priority: 200
      direction: 'Outbound'
      access: 'Allow'
      protocol: 'Tcp'
      sourceAddressPrefix: workloadPrefix
      sourcePortRange: '*'
      destinationAddressPrefix: 'MicrosoftContainerRegistry'
      destinationPortRange: '443'
    }
  }
  {
    name: 'AllowFrontDoorFirstPartyOutBound'
    properties: {
      description: 'What the Microsoft container registry is served through.'
      priority: 210
      direction: 'Outbound'
      access: 'Allow'
      protocol: 'Tcp'
      sourceAddressPrefix: workloadPrefix
      sourcePortRange: '*'
      destinationAddressPrefix: 'AzureFrontDoor.FirstParty'
      destinationPortRange: '443'
    }
  }
  {
    name: 'AllowEntraIdOutBound'
    properties: {
      description: 'Tokens of the managed identities.'
      priority: 220
      direction: 'Outbound'
      access: 'Allow'
      protocol: 'Tcp'
      sourceAddressPrefix: workloadPrefix
      sourcePortRange: '*'
      destinationAddressPrefix: 'AzureActiveDirectory'
      destinationPortRange: '443'
    }
  }
  {
    name: 'AllowAzureMonitorOutBound'
    properties: {
      description: 'Logs, metrics and traces.'
      priority: 230
      direction: 'Outbound'
      access: 'Allow'
      protocol: 'Tcp'
      sourceAddressPrefix: workloadPrefix
      sourcePortRange: '*'
      destinationAddressPrefix: 'AzureMonitor'
      destinationPortRange: '443'
    }
  }
]

var serviceBusRules = [
  {
    name: 'AllowServiceBusOutBound'
    properties: {
      description: 'Queues of a namespace that has no private endpoint.'
      priority: 240
      direction: 'Outbound'
      access: 'Allow'
      protocol: 'Tcp'
      sourceAddressPrefix: workloadPrefix
      sourcePortRange: '*'
      destinationAddressPrefix: 'ServiceBus'
      destinationPortRanges: [
        '443'
        '5671'
      ]
    }
  }
]

var denyInternetRules = [
  {
    name: 'DenyInternetOutBound'
    properties: {
      description: 'Nothing else outside the virtual network.'
      priority: 4000
      direction: 'Outbound'
      access: 'Deny'
      protocol: '*'
      sourceAddressPrefix: '*'
      sourcePortRange: '*'
      destinationAddressPrefix: 'Internet'
      destinationPortRange: '*'
    }
  }
]

var nodesRules = [
  {
    name: 'DenyRemoteAdministrationOutBound'
    properties: {
      description: 'No node logs in to another machine.'
      priority: 100
      direction: 'Outbound'
      access: 'Deny'
      protocol: 'Tcp'
      sourceAddressPrefix: workloadPrefix
      sourcePortRange: '*'
      destinationAddressPrefix: 'VirtualNetwork'
      destinationPortRanges: [
        '22'
        '3389'
      ]
    }
  }
]

var ingressRules = [
  {
    name: 'AllowHttpInBound'
    properties: {
      description: 'Requests to the gateway, by the load balancer, which leaves their addresses as they are.'
      priority: 100
      direction: 'Inbound'
      access: 'Allow'
      protocol: 'Tcp'
      sourceAddressPrefix: ingressSource
      sourcePortRange: '*'
      destinationAddressPrefix: '*'
      destinationPortRanges: [
        '80'
        '443'
      ]
    }
  }
]

// In the network's own body: a deployment of the network without them would take them away.
var containerAppsSubnets = containerAppsSubnet == null
  ? []
  : [
      {
        name: containerAppsSubnet!.name
        properties: {
          addressPrefixes: [
            containerAppsSubnet!.addressPrefix
          ]
          networkSecurityGroup: {
            id: containerAppsSecurityGroup.id
          }
          delegations: [
            {
              name: 'container-apps'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
    ]

var nodesSubnets = nodesSubnet == null
  ? []
  : [
      {
        name: nodesSubnet!.name
        properties: {
          addressPrefixes: [
            nodesSubnet!.addressPrefix
          ]
          networkSecurityGroup: {
            id: nodesSecurityGroup.id
          }
          defaultOutboundAccess: false
          // A private link service has its addresses here, and none can where policies are on.
          privateLinkServiceNetworkPolicies: privateLinkServicesEnabled ? 'Disabled' : 'Enabled'
        }
      }
    ]

var databaseSubnets = databaseSubnet == null
  ? []
  : [
      {
        name: databaseSubnet!.name
        properties: {
          addressPrefixes: [
            databaseSubnet!.addressPrefix
          ]
          networkSecurityGroup: {
            id: databaseSecurityGroup.id
          }
          // The server archives its write-ahead log to storage; the service would add the endpoint itself.
          serviceEndpoints: [
            {
              service: 'Microsoft.Storage'
            }
          ]
          delegations: [
            {
              name: 'postgresql'
              properties: {
                serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers'
              }
            }
          ]
        }
      }
    ]

var privateEndpointsRules = [
  {
    name: 'AllowHttpsInBound'
    properties: {
      description: 'Registry, vault and storage are reached by HTTPS from this network.'
      priority: 100
      direction: 'Inbound'
      access: 'Allow'
      protocol: 'Tcp'
      sourceAddressPrefix: 'VirtualNetwork'
      sourcePortRange: '*'
      destinationAddressPrefix: privateEndpointsSubnet.addressPrefix
      destinationPortRange: '443'
    }
  }
  {
    name: 'DenyVirtualNetworkInBound'
    properties: {
      description: 'And by nothing else, which the platform\'s default rule would allow.'
      priority: 4000
      direction: 'Inbound'
      access: 'Deny'
      protocol: '*'
      sourceAddressPrefix: 'VirtualNetwork'
      sourcePortRange: '*'
      destinationAddressPrefix: '*'
      destinationPortRange: '*'
    }
  }
  {
    name: 'DenyRemoteAdministrationOutBound'
    properties: {
      description: 'A private endpoint opens no connections.'
      priority: 100
      direction: 'Outbound'
      access: 'Deny'
      protocol: 'Tcp'
      sourceAddressPrefix: privateEndpointsSubnet.addressPrefix
      sourcePortRange: '*'
      destinationAddressPrefix: 'VirtualNetwork'
      destinationPortRanges: [
        '22'
        '3389'
      ]
    }
  }
]

var privateEndpointsPortRules = [
  {
    name: 'AllowWorkloadInBound'
    properties: {
      description: 'Cache and queues speak protocols of their own, with the containers alone.'
      priority: 110
      direction: 'Inbound'
      access: 'Allow'
      protocol: 'Tcp'
      sourceAddressPrefix: workloadPrefix
      sourcePortRange: '*'
      destinationAddressPrefix: privateEndpointsSubnet.addressPrefix
      destinationPortRanges: privateEndpointsPorts
    }
  }
]

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2024-10-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: addressSpace
    }
    subnets: concat(
      containerAppsSubnets,
      nodesSubnets,
      [
        {
          name: privateEndpointsSubnet.name
          properties: {
            addressPrefixes: [
              privateEndpointsSubnet.addressPrefix
            ]
            networkSecurityGroup: {
              id: privateEndpointsSecurityGroup.id
            }
            defaultOutboundAccess: false
            // Without it the network security group is not applied to private endpoints.
            privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'
          }
        }
      ],
      databaseSubnets
    )
  }
}

resource containerAppsSecurityGroup 'Microsoft.Network/networkSecurityGroups@2024-10-01' = if (containerAppsSubnet != null) {
  name: containerAppsSubnet.?networkSecurityGroupName ?? 'none'
  location: location
  tags: tags
  properties: {
    securityRules: concat(
      containerAppsRules,
      serviceBusEgressEnabled ? serviceBusRules : [],
      internetEgressEnabled ? [] : denyInternetRules
    )
  }
}

// What pods may reach is said by network policies, which know them; a node pulls images, patches and tokens from the internet.
resource nodesSecurityGroup 'Microsoft.Network/networkSecurityGroups@2024-10-01' = if (nodesSubnet != null) {
  name: nodesSubnet.?networkSecurityGroupName ?? 'none'
  location: location
  tags: tags
  properties: {
    securityRules: concat(nodesRules, ingressSource == null ? [] : ingressRules)
  }
}

resource privateEndpointsSecurityGroup 'Microsoft.Network/networkSecurityGroups@2024-10-01' = {
  name: privateEndpointsSubnet.networkSecurityGroupName
  location: location
  tags: tags
  properties: {
    securityRules: empty(privateEndpointsPorts)
      ? privateEndpointsRules
      : concat(privateEndpointsRules, privateEndpointsPortRules)
  }
}

resource databaseSecurityGroup 'Microsoft.Network/networkSecurityGroups@2024-10-01' = if (databaseSubnet != null) {
  name: databaseSubnet.?networkSecurityGroupName ?? 'none'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'AllowWorkloadInBound'
        properties: {
          description: 'The workload: the server and its pooler.'
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: workloadPrefix
          sourcePortRange: '*'
          destinationAddressPrefix: databaseSubnet.?addressPrefix
          destinationPortRanges: [
            '5432'
            '6432'
          ]
        }
      }
      {
        name: 'AllowReplicationInBound'
        properties: {
          description: 'Primary and standby.'
          priority: 110
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: databaseSubnet.?addressPrefix
          sourcePortRange: '*'
          destinationAddressPrefix: databaseSubnet.?addressPrefix
          destinationPortRanges: [
            '5432'
            '6432'
          ]
        }
      }
      {
        name: 'DenyVirtualNetworkInBound'
        properties: {
          description: 'Nobody else in the network, whom the platform\'s default rule would allow.'
          priority: 4000
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
      {
        name: 'DenyRemoteAdministrationOutBound'
        properties: {
          description: 'The server logs in to no machine.'
          priority: 100
          direction: 'Outbound'
          access: 'Deny'
          protocol: 'Tcp'
          sourceAddressPrefix: databaseSubnet.?addressPrefix
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRanges: [
            '22'
            '3389'
          ]
        }
      }
    ]
  }
}

resource privateDnsZone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in items(privateDnsZones): {
    name: zone.value
    location: 'global'
    tags: tags
  }
]

resource privateDnsZoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, index) in items(privateDnsZones): {
    parent: privateDnsZone[index]
    name: name
    location: 'global'
    tags: tags
    properties: {
      virtualNetwork: {
        id: virtualNetwork.id
      }
      registrationEnabled: false
    }
  }
]

resource networkDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log-analytics'
  scope: virtualNetwork
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

resource containerAppsDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (containerAppsSubnet != null) {
  name: 'log-analytics'
  scope: containerAppsSecurityGroup
  properties: {
    workspaceId: logAnalyticsWorkspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

resource nodesDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (nodesSubnet != null) {
  name: 'log-analytics'
  scope: nodesSecurityGroup
  properties: {
    workspaceId: logAnalyticsWorkspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

resource privateEndpointsDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log-analytics'
  scope: privateEndpointsSecurityGroup
  properties: {
    workspaceId: logAnalyticsWorkspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

resource databaseDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (databaseSubnet != null) {
  name: 'log-analytics'
  scope: databaseSecurityGroup
  properties: {
    workspaceId: logAnalyticsWorkspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

@description('Resource id of the virtual network.')
output id string = virtualNetwork.id

@description('Subnet of the Container Apps environment; null where there is none.')
output containerAppsSubnetId string? = containerAppsSubnet == null
  ? null
  : '${virtualNetwork.id}/subnets/${containerAppsSubnet!.name}'

@description('Subnet of the nodes of a cluster; null where there is none.')
output nodesSubnetId string? = nodesSubnet == null ? null : '${virtualNetwork.id}/subnets/${nodesSubnet!.name}'

@description('Subnet of the private endpoints.')
output privateEndpointsSubnetId string = '${virtualNetwork.id}/subnets/${privateEndpointsSubnet.name}'

@description('Subnet of the PostgreSQL server; null where there is none.')
output databaseSubnetId string? = databaseSubnet == null
  ? null
  : '${virtualNetwork.id}/subnets/${databaseSubnet!.name}'

@description('Resource ids of the private DNS zones, by the names of `privateDnsZones`.')
output privateDnsZoneIds { *: string } = toObject(
  items(privateDnsZones),
  zone => zone.key,
  zone => resourceId('Microsoft.Network/privateDnsZones', zone.value)
)
