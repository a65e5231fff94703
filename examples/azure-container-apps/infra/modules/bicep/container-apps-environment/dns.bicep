@description('Domain of the environment.')
param zoneName string

@description('Name of the link to the virtual network.')
param linkName string

@description('Tags of all resources of the module.')
param tags { *: string }

@description('Virtual network that resolves the domain.')
param virtualNetworkId string

@description('Private address of the environment\'s load balancer.')
param staticIpAddress string

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: zoneName
  location: 'global'
  tags: tags
}

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone
  name: linkName
  location: 'global'
  tags: tags
  properties: {
    virtualNetwork: {
      id: virtualNetworkId
    }
    registrationEnabled: false
  }
}

resource record 'Microsoft.Network/privateDnsZones/A@2024-06-01' = {
  parent: zone
  name: '*'
  properties: {
    ttl: 300
    metadata: tags
    aRecords: [
      {
        ipv4Address: staticIpAddress
      }
    ]
  }
}
