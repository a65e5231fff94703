@description('Name of the Container Apps environment.')
@minLength(2)
@maxLength(60)
param name string

@description('Azure region of the environment.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Name of the resource group that the platform makes for its own machinery. It must not exist beforehand.')
param infrastructureResourceGroupName string

@description('Subnet of the environment, delegated to Microsoft.App/environments.')
param infrastructureSubnetId string

@description('Virtual network that resolves the environment\'s domain.')
param virtualNetworkId string

@description('Whether replicas are spread over the region\'s availability zones. Fixed once the environment is made.')
param zoneRedundancyEnabled bool = true

@description('Whether traffic between applications is encrypted and both sides are authenticated. Costs some latency.')
param mutualTlsEnabled bool = true

@description('Dedicated workload profiles beside `Consumption`, by name.')
param workloadProfiles { *: workloadProfileType } = {}

@description('Log Analytics workspace that receives the logs of the platform and of all containers.')
param logAnalyticsWorkspaceId string

type workloadProfileType = {
  @description('Kind of machine, such as `D4` or `E8`.')
  type: string

  @description('Machines at least.')
  @minValue(0)
  minimumCount: int

  @description('Machines at most.')
  @minValue(1)
  maximumCount: int
}

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    // No address on the internet: the edge comes in by private link.
    vnetConfiguration: {
      infrastructureSubnetId: infrastructureSubnetId
      internal: true
    }
    infrastructureResourceGroup: infrastructureResourceGroupName
    publicNetworkAccess: 'Disabled'
    zoneRedundant: zoneRedundancyEnabled
    peerAuthentication: {
      mtls: {
        enabled: mutualTlsEnabled
      }
    }
    peerTrafficConfiguration: {
      encryption: {
        enabled: mutualTlsEnabled
      }
    }
    // By diagnostic setting: the other destination needs the workspace's shared key, which is switched off.
    appLogsConfiguration: {
      destination: 'azure-monitor'
    }
    workloadProfiles: concat(
      [
        {
          name: 'Consumption'
          workloadProfileType: 'Consumption'
        }
      ],
      map(items(workloadProfiles), profile => {
        name: profile.key
        workloadProfileType: profile.value.type
        minimumCount: profile.value.minimumCount
        maximumCount: profile.value.maximumCount
      })
    )
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log-analytics'
  scope: environment
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

// What runs in the network (smoke tests, runners) finds the applications by the environment's own domain.
// A module of its own, because a resource's name has to be known before the deployment begins.
module dns 'dns.bicep' = {
  name: '${name}-dns'
  params: {
    zoneName: environment.properties.defaultDomain
    linkName: name
    tags: tags
    virtualNetworkId: virtualNetworkId
    staticIpAddress: environment.properties.staticIp
  }
}

@description('Resource id of the environment; also the target of Front Door\'s private link.')
output id string = environment.id

@description('Domain that the applications\' host names end in.')
output defaultDomain string = environment.properties.defaultDomain

@description('Private address of the environment\'s load balancer.')
output staticIpAddress string = environment.properties.staticIp
