@description('Name of the environment.')
param name string

// The environment is somebody else's, who says where it lies and what it logs. The module is deployed to its resource group.
resource environment 'Microsoft.App/managedEnvironments@2025-07-01' existing = {
  name: name
}

@description('Resource id of the environment; also the target of Front Door\'s private link.')
output id string = environment.id

@description('Domain that the applications\' host names end in.')
output defaultDomain string = environment.properties.defaultDomain

@description('Private address of the environment\'s load balancer.')
output staticIpAddress string = environment.properties.staticIp
