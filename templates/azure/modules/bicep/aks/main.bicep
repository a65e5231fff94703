@description('Name of the cluster; also the first part of its host name.')
@minLength(1)
@maxLength(54)
param name string

@description('Name of the identity of the control plane.')
param identityName string

@description('Name of the data collection rule for the logs of containers.')
param logsRuleName string

@description('Name of the resource group that the platform makes for the nodes. It must not exist beforehand.')
param nodeResourceGroupName string

@description('Azure region of the cluster.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Microsoft Entra tenant whose identities are let in.')
param tenantId string

@description('Object ids of groups that administer the cluster, past its role assignments.')
param adminGroupObjectIds string[] = []

@description('`Standard` has a service level for the API, `Free` none.')
param skuTier 'Free' | 'Standard' = 'Standard'

@description('How far Kubernetes is upgraded by itself.')
param upgradeChannel 'patch' | 'stable' | 'rapid' | 'node-image' = 'stable'

@description('How the nodes\' system is upgraded by itself: `NodeImage` replaces nodes each week, `SecurityPatch` patches them meanwhile.')
param nodeOsUpgradeChannel 'NodeImage' | 'SecurityPatch' = 'NodeImage'

@description('When upgrades begin, in UTC; they have four hours.')
param maintenanceWindow windowType = {
  dayOfWeek: 'Sunday'
  startTime: '02:00'
}

@description('Availability zones the nodes are spread over; none, if empty. Fixed once a pool is made.')
param zones string[] = [
  '1'
  '2'
  '3'
]

@description('Subnet of the nodes.')
param nodesSubnetId string

@description('What enforces network policies: `calico`, or `cilium`, which also knows hosts by name.')
param networkPolicy 'calico' | 'cilium' = 'calico'

@description('Addresses of the pods, which only the cluster knows. Fixed once the cluster is made.')
param podCidr string = '10.244.0.0/16'

@description('Addresses of Services, which only the cluster knows. Fixed once the cluster is made.')
param serviceCidr string = '172.20.0.0/16'

@description('Address in `serviceCidr` that answers questions for names. Fixed once the cluster is made.')
param dnsServiceIp string = '172.20.0.10'

@description('Machines of the cluster\'s own pods: size, how many, and the disk, which must fit the machine\'s local one.')
param systemPool systemPoolType

@description('Machines of the workload, by the name of the pool. Azure may take those of a `spot` pool back at any time.')
param nodePools { *: nodePoolType }

@description('Whether Microsoft Defender watches the cluster.')
param defenderEnabled bool = true

@description('Whether metrics are collected for managed Prometheus.')
param prometheusEnabled bool = false

@description('Whether KEDA scales workloads by what they measure.')
param kedaEnabled bool = false

@description('Log Analytics workspace that receives logs and metrics.')
param logAnalyticsWorkspaceId string

type windowType = {
  dayOfWeek: 'Sunday' | 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday'

  @description('Such as `02:00`.')
  startTime: string
}

type systemPoolType = {
  vmSize: string

  @minValue(1)
  minCount: int
  maxCount: int
  osDiskSizeGb: int
}

type nodePoolType = {
  vmSize: string
  minCount: int

  @minValue(1)
  maxCount: int
  osDiskSizeGb: int
  spot: bool
}

var containerInsights = 'ContainerInsights'
var containerInsightsStream = 'Microsoft-${containerInsights}-Group-Default'
var networkContributorRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '4d97b98b-1d4f-4787-a291-c67834d212e7'
)

// What the control plane acts as: it joins nodes to their subnet, and nothing else.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: identityName
  location: location
  tags: tags
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-10-01' existing = {
  name: '${split(nodesSubnetId, '/')[8]}/${last(split(nodesSubnetId, '/'))}'
}

resource network 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(nodesSubnetId, identity.id, networkContributorRoleId)
  scope: subnet
  properties: {
    roleDefinitionId: networkContributorRoleId
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource cluster 'Microsoft.ContainerService/managedClusters@2026-05-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: 'Base'
    tier: skuTier
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    nodeResourceGroup: nodeResourceGroupName
    dnsPrefix: name
    // The API answers within the network alone, and nobody runs commands past it.
    apiServerAccessProfile: {
      enablePrivateCluster: true
      enablePrivateClusterPublicFQDN: false
      privateDNSZone: 'system'
      disableRunCommand: true
    }
    // Who may do what is said by role assignments; there is no account that names nobody.
    disableLocalAccounts: true
    enableRBAC: true
    aadProfile: {
      managed: true
      enableAzureRBAC: true
      tenantID: tenantId
      adminGroupObjectIDs: adminGroupObjectIds
    }
    // Pods prove who they are by the tokens of their service accounts.
    oidcIssuerProfile: {
      enabled: true
    }
    securityProfile: {
      workloadIdentity: {
        enabled: true
      }
      imageCleaner: {
        enabled: true
        intervalHours: 168
      }
      defender: defenderEnabled
        ? {
            logAnalyticsWorkspaceResourceId: logAnalyticsWorkspaceId
            securityMonitoring: {
              enabled: true
            }
          }
        : null
    }
    autoUpgradeProfile: {
      upgradeChannel: upgradeChannel
      nodeOSUpgradeChannel: nodeOsUpgradeChannel
    }
    addonProfiles: {
      azurepolicy: {
        enabled: true
      }
      azureKeyvaultSecretsProvider: {
        enabled: true
        config: {
          enableSecretRotation: 'true'
          rotationPollInterval: '2m'
        }
      }
      omsagent: {
        enabled: true
        config: {
          logAnalyticsWorkspaceResourceID: logAnalyticsWorkspaceId
          useAADAuth: 'true'
        }
      }
    }
    agentPoolProfiles: [
      {
        name: 'system'
        mode: 'System'
        osType: 'Linux'
        vmSize: systemPool.vmSize
        type: 'VirtualMachineScaleSets'
        vnetSubnetID: nodesSubnetId
        availabilityZones: zones
        // The cluster's own pods alone; the workload has pools of its own.
        nodeTaints: [
          'CriticalAddonsOnly=true:NoSchedule'
        ]
        enableAutoScaling: true
        count: systemPool.minCount
        minCount: systemPool.minCount
        maxCount: systemPool.maxCount
        maxPods: 110
        osSKU: 'Ubuntu'
        osDiskType: 'Ephemeral'
        osDiskSizeGB: systemPool.osDiskSizeGb
        enableEncryptionAtHost: true
        enableNodePublicIP: false
        upgradeSettings: {
          maxSurge: '33%'
        }
      }
    ]
    networkProfile: {
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
      networkDataplane: networkPolicy == 'cilium' ? 'cilium' : 'azure'
      networkPolicy: networkPolicy
      loadBalancerSku: 'standard'
      outboundType: 'loadBalancer'
      podCidr: podCidr
      serviceCidr: serviceCidr
      dnsServiceIP: dnsServiceIp
      // Policies that know hosts by name, and flows that can be seen.
      advancedNetworking: networkPolicy == 'cilium'
        ? {
            enabled: true
            observability: {
              enabled: true
            }
            security: {
              enabled: true
            }
          }
        : null
    }
    azureMonitorProfile: prometheusEnabled
      ? {
          metrics: {
            enabled: true
          }
        }
      : null
    workloadAutoScalerProfile: kedaEnabled
      ? {
          keda: {
            enabled: true
          }
        }
      : null
  }
  dependsOn: [
    network
  ]
}

resource upgradeWindow 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations@2026-05-01' = {
  parent: cluster
  name: 'aksManagedAutoUpgradeSchedule'
  properties: {
    maintenanceWindow: {
      schedule: {
        weekly: {
          intervalWeeks: 1
          dayOfWeek: maintenanceWindow.dayOfWeek
        }
      }
      startTime: maintenanceWindow.startTime
      utcOffset: '+00:00'
      durationHours: 4
    }
  }
}

resource nodeOsWindow 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations@2026-05-01' = {
  parent: cluster
  name: 'aksManagedNodeOSUpgradeSchedule'
  properties: {
    maintenanceWindow: {
      schedule: {
        weekly: {
          intervalWeeks: 1
          dayOfWeek: maintenanceWindow.dayOfWeek
        }
      }
      startTime: maintenanceWindow.startTime
      utcOffset: '+00:00'
      durationHours: 4
    }
  }
}

// One by one: the service refuses two changes at a time.
@batchSize(1)
resource nodePool 'Microsoft.ContainerService/managedClusters/agentPools@2026-05-01' = [
  for pool in items(nodePools): {
    parent: cluster
    name: pool.key
    properties: {
      tags: tags
      mode: 'User'
      osType: 'Linux'
      vmSize: pool.value.vmSize
      type: 'VirtualMachineScaleSets'
      vnetSubnetID: nodesSubnetId
      availabilityZones: zones
      enableAutoScaling: true
      count: pool.value.minCount
      minCount: pool.value.minCount
      maxCount: pool.value.maxCount
      maxPods: 110
      osSKU: 'Ubuntu'
      osDiskType: 'Ephemeral'
      osDiskSizeGB: pool.value.osDiskSizeGb
      enableEncryptionAtHost: true
      enableNodePublicIP: false
      // Machines that Azure may take back at any time, for whoever tolerates it.
      scaleSetPriority: pool.value.spot ? 'Spot' : 'Regular'
      scaleSetEvictionPolicy: pool.value.spot ? 'Delete' : null
      spotMaxPrice: pool.value.spot ? -1 : null
      nodeLabels: pool.value.spot
        ? {
            'kubernetes.azure.com/scalesetpriority': 'spot'
          }
        : null
      nodeTaints: pool.value.spot
        ? [
            'kubernetes.azure.com/scalesetpriority=spot:NoSchedule'
          ]
        : null
      upgradeSettings: pool.value.spot
        ? null
        : {
            maxSurge: '33%'
          }
    }
  }
]

// Logs of the containers, by the agent of the cluster.
resource logs 'Microsoft.Insights/dataCollectionRules@2024-03-11' = {
  name: logsRuleName
  location: location
  tags: tags
  kind: 'Linux'
  properties: {
    dataSources: {
      extensions: [
        {
          name: 'ContainerInsightsExtension'
          extensionName: containerInsights
          streams: [
            containerInsightsStream
          ]
          extensionSettings: {
            dataCollectionSettings: {
              enableContainerLogV2: true
              interval: '1m'
              namespaceFilteringMode: 'Off'
            }
          }
        }
      ]
    }
    destinations: {
      logAnalytics: [
        {
          name: 'workspace'
          workspaceResourceId: logAnalyticsWorkspaceId
        }
      ]
    }
    dataFlows: [
      {
        streams: [
          containerInsightsStream
        ]
        destinations: [
          'workspace'
        ]
      }
    ]
  }
}

resource logsAssociation 'Microsoft.Insights/dataCollectionRuleAssociations@2024-03-11' = {
  name: 'ContainerInsightsExtension'
  scope: cluster
  properties: {
    dataCollectionRuleId: logs.id
  }
}

// Who changed what through the API; kube-audit would say the same of every read, at many times the cost.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log-analytics'
  scope: cluster
  properties: {
    workspaceId: logAnalyticsWorkspaceId
    logs: [
      {
        category: 'cluster-autoscaler'
        enabled: true
      }
      {
        category: 'guard'
        enabled: true
      }
      {
        category: 'kube-apiserver'
        enabled: true
      }
      {
        category: 'kube-audit-admin'
        enabled: true
      }
      {
        category: 'kube-controller-manager'
        enabled: true
      }
      {
        category: 'kube-scheduler'
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

@description('Resource id of the cluster.')
output id string = cluster.id

@description('Name of the cluster.')
output name string = cluster.name

@description('Who issues the tokens of the service accounts.')
output oidcIssuerUrl string = cluster.properties.oidcIssuerProfile.issuerURL

@description('Object id of the identity that nodes pull images as.')
output kubeletPrincipalId string = cluster.properties.identityProfile.kubeletidentity.objectId
