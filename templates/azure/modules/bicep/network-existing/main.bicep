@description('Name of the virtual network.')
param name string

@description('Resource group the network lies in, in this subscription.')
param virtualNetworkResourceGroupName string

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Subnet of the Container Apps environment, delegated to `Microsoft.App/environments`; null where there is none.')
param containerAppsSubnetName string?

@description('Subnet of the nodes of a cluster; null where there is none.')
param nodesSubnetName string?

@description('Subnet of the private endpoints.')
param privateEndpointsSubnetName string

@description('Subnet of the PostgreSQL server, delegated to `Microsoft.DBforPostgreSQL/flexibleServers`; null where there is none.')
param databaseSubnetName string?

@description('Names of private DNS zones to make, by a short name of their own.')
param privateDnsZones { *: string } = {}

@description('Names of private DNS zones that are there already, linked to the network, by a short name of their own.')
param existingPrivateDnsZones { *: string } = {}

@description('Resource id of the resource group that zones lie in that are there already; null where there are none.')
param privateDnsZonesGroupId string?

// The network is somebody else's, with its security groups and its ways out.
resource virtualNetwork 'Microsoft.Network/virtualNetworks@2024-10-01' existing = {
  name: name
  scope: resourceGroup(virtualNetworkResourceGroupName)
}

resource privateEndpointsSubnet 'Microsoft.Network/virtualNetworks/subnets@2024-10-01' existing = {
  parent: virtualNetwork
  name: privateEndpointsSubnetName
}

resource privateDnsZone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for item in items(privateDnsZones): {
    name: item.value
    location: 'global'
    tags: tags
  }
]

resource privateDnsZoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (item, index) in items(privateDnsZones): {
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

@description('Resource id of the virtual network.')
output id string = virtualNetwork.id

@description('Subnet of the Container Apps environment; null where there is none.')
output containerAppsSubnetId string? = containerAppsSubnetName == null ? null : '${virtualNetwork.id}/subnets/${containerAppsSubnetName}'

@description('Subnet of the nodes of a cluster; null where there is none.')
output nodesSubnetId string? = nodesSubnetName == null ? null : '${virtualNetwork.id}/subnets/${nodesSubnetName}'

@description('Subnet of the private endpoints.')
output privateEndpointsSubnetId string = privateEndpointsSubnet.id

@description('Subnet of the PostgreSQL server; null where there is none.')
output databaseSubnetId string? = databaseSubnetName == null ? null : '${virtualNetwork.id}/subnets/${databaseSubnetName}'

@description('Resource ids of the private DNS zones, by their short names.')
output privateDnsZoneIds object = union(
  toObject(items(privateDnsZones), item => item.key, item => resourceId('Microsoft.Network/privateDnsZones', item.value)),
  toObject(
    items(existingPrivateDnsZones),
    item => item.key,
    item => '${privateDnsZonesGroupId}/providers/Microsoft.Network/privateDnsZones/${item.value}'
  )
)
