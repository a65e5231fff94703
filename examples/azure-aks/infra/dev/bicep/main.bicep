// ledger, dev. Values are in main.bicepparam.
targetScope = 'subscription'

@description('Microsoft Entra tenant whose identities are let in.')
param tenantId string

@description('Azure region of all resources.')
param location string

@description('Tags of all resources.')
param tags { *: string }

@description('Resource group of the environment.')
param resourceGroupSettings {
  name: string
}

@description('Log Analytics workspace and Application Insights: names, days that logs can be searched, and gigabytes a day (-1 for no limit).')
param monitoringSettings {
  workspaceName: string
  applicationInsightsName: string
  retentionInDays: int
  dailyQuotaGb: int
}

@description('Virtual network: its range, its subnets with their security groups, and whether containers may reach the internet.')
param networkSettings {
  name: string
  addressSpace: string
  nodesSubnet: subnetType
  privateEndpointsSubnet: subnetType
  databaseSubnet: subnetType
  internetEgressEnabled: bool
  privateEndpointsPorts: string[]
  serviceBusEgressEnabled: bool
}

@description('Container registry: its name, which is unique in all of Azure, and its copies in other regions.')
param registrySettings {
  name: string
  zoneRedundancyEnabled: bool
  untaggedRetentionDays: int
  replicas: { location: string }[]
  lockEnabled: bool
  privateEndpointName: string
}

@description('Key Vault of the environment. Purge protection cannot be taken back.')
param keyVaultSettings {
  name: string
  skuName: 'standard' | 'premium'
  purgeProtectionEnabled: bool
  softDeleteRetentionDays: int
  lockEnabled: bool
  privateEndpointName: string
}

@description('Cluster: who administers it, how it is upgraded, its addresses, which nobody outside of it knows, and its machines. Zones and addresses are fixed once it is made.')
param aksSettings {
  name: string
  identityName: string
  logsRuleName: string
  nodeResourceGroupName: string
  adminGroupObjectIds: string[]
  skuTier: 'Free' | 'Standard'
  upgradeChannel: 'patch' | 'stable' | 'rapid' | 'node-image'
  nodeOsUpgradeChannel: 'NodeImage' | 'SecurityPatch'
  maintenanceWindow: {
    dayOfWeek: 'Sunday' | 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday'
    startTime: string
  }
  zones: string[]
  networkPolicy: 'calico' | 'cilium'
  podCidr: string
  serviceCidr: string
  dnsServiceIp: string
  systemPool: { vmSize: string, minCount: int, maxCount: int, osDiskSizeGb: int }
  nodePools: { name: string, vmSize: string, minCount: int, maxCount: int, osDiskSizeGb: int, spot: bool }[]
  defenderEnabled: bool
  prometheusEnabled: bool
  kedaEnabled: bool
}

@description('PostgreSQL flexible server: size, backups, standby, and who administers it beside the migration. Geo-redundant backup is fixed once it is made.')
param postgresSettings {
  name: string
  postgresVersion: '16' | '17' | '18'
  skuName: string
  storageMb: 32768 | 65536 | 131072 | 262144 | 524288 | 1048576 | 2097152 | 4194304 | 8388608 | 16777216
  databases: string[]
  backupRetentionDays: int
  geoRedundantBackupEnabled: bool
  highAvailabilityMode: 'ZoneRedundant' | 'SameZone' | 'Disabled'
  lockEnabled: bool
  administrators: { *: principalType }
  maintenanceWindow: { dayOfWeek: int, startHour: int }
  replicas: { key: string, name: string, skuName: string }[]
  parameters: { name: string, value: string }[]
}

@description('Redis cache: size, replicas, how often it is written to disk (never, if null), and what goes when it is full.')
param redisSettings {
  name: string
  skuName: string
  highAvailabilityEnabled: bool
  persistenceFrequency: ('1s' | '1h' | '6h' | '12h')?
  evictionPolicy:
    | 'AllKeysLFU'
    | 'AllKeysLRU'
    | 'AllKeysRandom'
    | 'VolatileLRU'
    | 'VolatileLFU'
    | 'VolatileTTL'
    | 'VolatileRandom'
    | 'NoEviction'
  privateEndpointName: string
}

@description('Service Bus namespace: whether it has machines and a private endpoint of its own (`Premium`) or is shared (`Standard`).')
param serviceBusSettings {
  name: string
  sku: 'Standard' | 'Premium'
  messagingUnits: 1 | 2 | 4 | 8 | 16
  publicNetworkAccessEnabled: bool
  lockEnabled: bool
  privateEndpointName: string
}

@description('Queues, by name. Times are ISO 8601 durations; after `maxDeliveryCount` tries a message is a dead letter.')
param queuesSettings { *: queueType }

@description('Storage account of backups and audit logs: copies of its data, and its containers with the days after which what is in them gets cold, goes, and can be changed. What is locked is locked by infra/scripts/lock-immutability.sh.')
param archiveSettings {
  name: string
  replicationType: 'LRS' | 'ZRS' | 'RAGZRS'
  lockEnabled: bool
  privateEndpointName: string
  containers: {
    name: string
    coldAfterDays: int
    deleteAfterDays: int
    immutableDays: int
    immutabilityLocked: bool
  }[]
}

@description('Static site `web`.')
param siteSettingsWeb siteType

@description('Identity of the job that copies the database.')
param workloadSettingsBackup workloadType

@description('Identity of the migration.')
param workloadSettingsMigrate workloadType

@description('Identity of the service `api`.')
param workloadSettingsApi workloadType

@description('Identity of the service `postings`.')
param workloadSettingsPostings workloadType

type workloadType = {
  identityName: string

  @description('Service accounts that act as it.')
  subjects: { name: string, subject: string }[]

  @description('Secrets of the vault that it may read.')
  secrets: string[]
}

@description('What a month may cost, in the currency of the subscription, and the month that counting begins with.')
param budgetSettings {
  name: string
  amount: int
  startDate: string
  contactEmails: string[]
}

@description('Identity of the deployment workflows, and the GitHub environment that may act as it.')
param deployIdentitySettings {
  name: string
  githubSubject: string
}

@description('Private link service that the cluster has made for its Gateway, which Front Door reaches it by.')
param privateLinkServiceId string

@description('Front Door and its firewall: names, limits, and the headers of every answer. A policy longer than 640 bytes goes on in `contentSecurityPolicyRest`.')
param frontDoorSettings {
  name: string
  endpointName: string
  firewallPolicyName: string
  securityPolicyName: string
  responseTimeoutSeconds: int
  firewallMode: 'Prevention' | 'Detection'
  rateLimitPerMinute: int
  maxRequestBytes: int
  allowedCountries: string[]
  contentSecurityPolicy: string?
  contentSecurityPolicyRest: string[]
  contentSecurityPolicyReportOnly: bool
  responseHeaders: { *: string }
}

@description('Domains of the environment, by the name of the resource.')
param customDomains { *: { hostName: string } }

@description('What `app` serves.')
param routeSettingsApp routeType

@description('What `app` serves under `api`.')
param routeSettingsAppApi routeType

type routeType = {
  domains: string[]
  patterns: string[]
  service: string?
  site: string?
  probePath: string
  ruleSetName: string
}

type subnetType = {
  name: string
  addressPrefix: string
  networkSecurityGroupName: string
}

type principalType = {
  objectId: string
  principalName: string
  principalType: 'User' | 'Group' | 'ServicePrincipal'
}

type siteType = {
  name: string
  replicationType: 'LRS' | 'ZRS' | 'RAGZRS'
  lockEnabled: bool

  @description('Argument of infra/scripts/enable-static-website.sh: the static website is not part of Azure Resource Manager.')
  indexDocument: string

  @description('The same.')
  error404Document: string
  blobPrivateEndpointName: string
  webPrivateEndpointName: string
}

type queueType = {
  lockDuration: string
  defaultMessageTtl: string
  maxDeliveryCount: int
  maxSizeInMegabytes: int
  duplicateDetectionWindow: string?
}

module group '../../modules/bicep/resource-group/main.bicep' = {
  name: 'resource-group'
  params: {
    name: resourceGroupSettings.name
    location: location
    tags: tags
  }
}

resource resourceGroup 'Microsoft.Resources/resourceGroups@2025-04-01' existing = {
  name: resourceGroupSettings.name
}

module monitoring '../../modules/bicep/monitoring/main.bicep' = {
  name: 'monitoring'
  scope: resourceGroup
  params: {
    workspaceName: monitoringSettings.workspaceName
    applicationInsightsName: monitoringSettings.applicationInsightsName
    location: location
    tags: tags
    retentionInDays: monitoringSettings.retentionInDays
    dailyQuotaGb: monitoringSettings.dailyQuotaGb
  }
}

module network '../../modules/bicep/network/main.bicep' = {
  name: 'network'
  scope: resourceGroup
  params: {
    name: networkSettings.name
    location: location
    tags: tags
    addressSpace: [
      networkSettings.addressSpace
    ]
    nodesSubnet: networkSettings.nodesSubnet
    privateLinkServicesEnabled: true
    privateEndpointsSubnet: networkSettings.privateEndpointsSubnet
    databaseSubnet: networkSettings.databaseSubnet
    internetEgressEnabled: networkSettings.internetEgressEnabled
    privateEndpointsPorts: networkSettings.privateEndpointsPorts
    serviceBusEgressEnabled: networkSettings.serviceBusEgressEnabled
    privateDnsZones: {
      registry: 'privatelink.azurecr.io'
      vault: 'privatelink.vaultcore.azure.net'
      blob: 'privatelink.blob.${environment().suffixes.storage}'
      web: 'privatelink.web.${environment().suffixes.storage}'
      cache: 'privatelink.redis.azure.net'
      database: 'ledger.private.postgres.database.azure.com'
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module registry '../../modules/bicep/registry/main.bicep' = {
  name: 'registry'
  scope: resourceGroup
  params: {
    name: registrySettings.name
    location: location
    tags: tags
    zoneRedundancyEnabled: registrySettings.zoneRedundancyEnabled
    untaggedRetentionDays: registrySettings.untaggedRetentionDays
    replicas: registrySettings.replicas
    lockEnabled: registrySettings.lockEnabled
    privateEndpointName: registrySettings.privateEndpointName
    privateEndpointSubnetId: network.outputs.privateEndpointsSubnetId
    privateDnsZoneId: network.outputs.privateDnsZoneIds.registry
    pullPrincipalIds: {
      // Nodes pull for all their pods.
      nodes: aks.outputs.kubeletPrincipalId
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module keyVault '../../modules/bicep/key-vault/main.bicep' = {
  name: 'key-vault'
  scope: resourceGroup
  params: {
    name: keyVaultSettings.name
    location: location
    tags: tags
    tenantId: tenantId
    skuName: keyVaultSettings.skuName
    purgeProtectionEnabled: keyVaultSettings.purgeProtectionEnabled
    softDeleteRetentionDays: keyVaultSettings.softDeleteRetentionDays
    lockEnabled: keyVaultSettings.lockEnabled
    privateEndpointName: keyVaultSettings.privateEndpointName
    privateEndpointSubnetId: network.outputs.privateEndpointsSubnetId
    privateDnsZoneId: network.outputs.privateDnsZoneIds.vault
    // Each workload reads its own secrets and no others.
    readers: {
      'api-signing-key': {
        principalId: identityApi.outputs.principalId
        secretName: 'signing-key'
      }
      'postings-bank-api': {
        principalId: identityPostings.outputs.principalId
        secretName: 'bank-api'
      }
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module aks '../../modules/bicep/aks/main.bicep' = {
  name: 'aks'
  scope: resourceGroup
  params: {
    name: aksSettings.name
    identityName: aksSettings.identityName
    logsRuleName: aksSettings.logsRuleName
    nodeResourceGroupName: aksSettings.nodeResourceGroupName
    location: location
    tags: tags
    tenantId: tenantId
    adminGroupObjectIds: aksSettings.adminGroupObjectIds
    skuTier: aksSettings.skuTier
    upgradeChannel: aksSettings.upgradeChannel
    nodeOsUpgradeChannel: aksSettings.nodeOsUpgradeChannel
    maintenanceWindow: aksSettings.maintenanceWindow
    zones: aksSettings.zones
    nodesSubnetId: network.outputs.nodesSubnetId ?? ''
    networkPolicy: aksSettings.networkPolicy
    podCidr: aksSettings.podCidr
    serviceCidr: aksSettings.serviceCidr
    dnsServiceIp: aksSettings.dnsServiceIp
    systemPool: aksSettings.systemPool
    nodePools: toObject(aksSettings.nodePools, pool => pool.name, pool => {
      vmSize: pool.vmSize
      minCount: pool.minCount
      maxCount: pool.maxCount
      osDiskSizeGb: pool.osDiskSizeGb
      spot: pool.spot
    })
    defenderEnabled: aksSettings.defenderEnabled
    prometheusEnabled: aksSettings.prometheusEnabled
    kedaEnabled: aksSettings.kedaEnabled
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module postgres '../../modules/bicep/postgres/main.bicep' = {
  name: 'postgres'
  scope: resourceGroup
  params: {
    name: postgresSettings.name
    location: location
    tags: tags
    postgresVersion: postgresSettings.postgresVersion
    skuName: postgresSettings.skuName
    storageMb: postgresSettings.storageMb
    delegatedSubnetId: network.outputs.databaseSubnetId ?? ''
    privateDnsZoneId: network.outputs.privateDnsZoneIds.database
    tenantId: tenantId
    // The migration owns the schema, and makes the roles that the services log in with.
    administrators: union(postgresSettings.administrators, {
      migrate: {
        objectId: identityMigrate.outputs.principalId
        principalName: identityMigrate.outputs.name
        principalType: 'ServicePrincipal'
      }
    })
    databases: postgresSettings.databases
    backupRetentionDays: postgresSettings.backupRetentionDays
    geoRedundantBackupEnabled: postgresSettings.geoRedundantBackupEnabled
    highAvailabilityMode: postgresSettings.highAvailabilityMode
    lockEnabled: postgresSettings.lockEnabled
    maintenanceWindow: postgresSettings.maintenanceWindow
    replicas: toObject(postgresSettings.replicas, replica => replica.key, replica => {
      name: replica.name
      skuName: replica.skuName
    })
    parameters: toObject(postgresSettings.parameters, parameter => parameter.name, parameter => parameter.value)
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module redis '../../modules/bicep/redis/main.bicep' = {
  name: 'redis'
  scope: resourceGroup
  params: {
    name: redisSettings.name
    location: location
    tags: tags
    skuName: redisSettings.skuName
    highAvailabilityEnabled: redisSettings.highAvailabilityEnabled
    persistenceFrequency: redisSettings.?persistenceFrequency
    evictionPolicy: redisSettings.evictionPolicy
    privateEndpointName: redisSettings.privateEndpointName
    privateEndpointSubnetId: network.outputs.privateEndpointsSubnetId
    privateDnsZoneId: network.outputs.privateDnsZoneIds.cache
    accessPrincipalIds: {
      api: identityApi.outputs.principalId
      migrate: identityMigrate.outputs.principalId
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module serviceBus '../../modules/bicep/service-bus/main.bicep' = {
  name: 'service-bus'
  scope: resourceGroup
  params: {
    name: serviceBusSettings.name
    location: location
    tags: tags
    sku: serviceBusSettings.sku
    messagingUnits: serviceBusSettings.messagingUnits
    publicNetworkAccessEnabled: serviceBusSettings.publicNetworkAccessEnabled
    lockEnabled: serviceBusSettings.lockEnabled
    queues: queuesSettings
    privateEndpointName: serviceBusSettings.privateEndpointName
    privateEndpointSubnetId: network.outputs.privateEndpointsSubnetId
    senders: {
      'api-transfers': {
        principalId: identityApi.outputs.principalId
        queue: 'transfers'
      }
    }
    workers: {
      'postings-transfers': {
        principalId: identityPostings.outputs.principalId
        queue: 'transfers'
      }
      'postings-imports': {
        principalId: identityPostings.outputs.principalId
        queue: 'imports'
      }
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

// Where backups and audit logs are kept.
module storageArchive '../../modules/bicep/storage-archive/main.bicep' = {
  name: 'storage-archive'
  scope: resourceGroup
  params: {
    name: archiveSettings.name
    location: location
    tags: tags
    replicationType: archiveSettings.replicationType
    lockEnabled: archiveSettings.lockEnabled
    containers: toObject(archiveSettings.containers, container => container.name, container => {
      coldAfterDays: container.coldAfterDays
      deleteAfterDays: container.deleteAfterDays
      immutableDays: container.immutableDays == 0 ? null : container.immutableDays
    })
    privateEndpointName: archiveSettings.privateEndpointName
    privateEndpointSubnetId: network.outputs.privateEndpointsSubnetId
    privateDnsZoneId: network.outputs.privateDnsZoneIds.blob
    writers: {
      'backup-dumps': {
        principalId: identityBackup.outputs.principalId
        container: 'dumps'
      }
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module siteWeb '../../modules/bicep/storage-site/main.bicep' = {
  name: 'web-site'
  scope: resourceGroup
  params: {
    name: siteSettingsWeb.name
    location: location
    tags: tags
    replicationType: siteSettingsWeb.replicationType
    lockEnabled: siteSettingsWeb.lockEnabled
    blobPrivateEndpointName: siteSettingsWeb.blobPrivateEndpointName
    webPrivateEndpointName: siteSettingsWeb.webPrivateEndpointName
    privateEndpointSubnetId: network.outputs.privateEndpointsSubnetId
    blobPrivateDnsZoneId: network.outputs.privateDnsZoneIds.blob
    webPrivateDnsZoneId: network.outputs.privateDnsZoneIds.web
    publisherPrincipalIds: {
      deploy: identityDeploy.outputs.principalId
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

// What runs in the cluster is in ../kubernetes; here is who it is. Each service has an identity, which its pods and those of
// its jobs act as.

module identityBackup '../../modules/bicep/identity/main.bicep' = {
  name: 'backup-identity'
  scope: resourceGroup
  params: {
    name: workloadSettingsBackup.identityName
    location: location
    tags: tags
    kubernetesIssuer: aks.outputs.oidcIssuerUrl
    kubernetesSubjects: toObject(workloadSettingsBackup.subjects, account => account.name, account => account.subject)
  }
}

module identityMigrate '../../modules/bicep/identity/main.bicep' = {
  name: 'migrate-identity'
  scope: resourceGroup
  params: {
    name: workloadSettingsMigrate.identityName
    location: location
    tags: tags
    kubernetesIssuer: aks.outputs.oidcIssuerUrl
    kubernetesSubjects: toObject(workloadSettingsMigrate.subjects, account => account.name, account => account.subject)
  }
}

module identityApi '../../modules/bicep/identity/main.bicep' = {
  name: 'api-identity'
  scope: resourceGroup
  params: {
    name: workloadSettingsApi.identityName
    location: location
    tags: tags
    kubernetesIssuer: aks.outputs.oidcIssuerUrl
    kubernetesSubjects: toObject(workloadSettingsApi.subjects, account => account.name, account => account.subject)
  }
}

module identityPostings '../../modules/bicep/identity/main.bicep' = {
  name: 'postings-identity'
  scope: resourceGroup
  params: {
    name: workloadSettingsPostings.identityName
    location: location
    tags: tags
    kubernetesIssuer: aks.outputs.oidcIssuerUrl
    kubernetesSubjects: toObject(workloadSettingsPostings.subjects, account => account.name, account => account.subject)
  }
}

// What the deployment workflows act as: they push images, and apply manifests of every kind, custom ones included.
module identityDeploy '../../modules/bicep/identity/main.bicep' = {
  name: 'deploy-identity'
  scope: resourceGroup
  params: {
    name: deployIdentitySettings.name
    location: location
    tags: tags
    githubSubjects: {
      environment: deployIdentitySettings.githubSubject
    }
    roleAssignments: {
      push: 'AcrPush'
      kubeconfig: 'Azure Kubernetes Service Cluster User Role'
      manifests: 'Azure Kubernetes Service RBAC Cluster Admin'
    }
  }
  dependsOn: [
    group
  ]
}

// The way in. Origins are reached by private links, which wait for approval: infra/scripts/approve-private-link.sh.
module frontDoor '../../modules/bicep/front-door/main.bicep' = {
  name: 'front-door'
  scope: resourceGroup
  params: {
    name: frontDoorSettings.name
    tags: tags
    endpointName: frontDoorSettings.endpointName
    firewallPolicyName: frontDoorSettings.firewallPolicyName
    securityPolicyName: frontDoorSettings.securityPolicyName
    responseTimeoutSeconds: frontDoorSettings.responseTimeoutSeconds
    firewallMode: frontDoorSettings.firewallMode
    rateLimitPerMinute: frontDoorSettings.rateLimitPerMinute
    maxRequestBytes: frontDoorSettings.maxRequestBytes
    allowedCountries: frontDoorSettings.allowedCountries
    customDomains: customDomains
    routes: {
      app: {
        patterns: routeSettingsApp.patterns
        domains: routeSettingsApp.domains
        cacheEnabled: true
        ruleSetName: routeSettingsApp.ruleSetName
        contentSecurityPolicy: frontDoorSettings.contentSecurityPolicy
        contentSecurityPolicyRest: frontDoorSettings.contentSecurityPolicyRest
        contentSecurityPolicyReportOnly: frontDoorSettings.contentSecurityPolicyReportOnly
        responseHeaders: frontDoorSettings.responseHeaders
        origin: {
          hostName: siteWeb.outputs.webHost
          probePath: routeSettingsApp.probePath
          privateLink: {
            targetId: siteWeb.outputs.id
            targetType: 'web'
            location: location
          }
        }
      }
      'app-api': {
        patterns: routeSettingsAppApi.patterns
        domains: routeSettingsAppApi.domains
        ruleSetName: routeSettingsAppApi.ruleSetName
        contentSecurityPolicy: frontDoorSettings.contentSecurityPolicy
        contentSecurityPolicyRest: frontDoorSettings.contentSecurityPolicyRest
        contentSecurityPolicyReportOnly: frontDoorSettings.contentSecurityPolicyReportOnly
        responseHeaders: frontDoorSettings.responseHeaders
        origin: {
          // The Gateway of the cluster answers by the names of its hosts, with their certificates.
          hostName: customDomains[routeSettingsAppApi.domains[0]].hostName
          probePath: routeSettingsAppApi.probePath
          privateLink: {
            targetId: privateLinkServiceId
            location: location
          }
        }
      }
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

// What a month may cost.
module budget '../../modules/bicep/budget/main.bicep' = {
  name: 'budget'
  scope: resourceGroup
  params: {
    name: budgetSettings.name
    amount: budgetSettings.amount
    startDate: budgetSettings.startDate
    contactEmails: budgetSettings.contactEmails
  }
  dependsOn: [
    group
  ]
}

@description('Resource group of the environment.')
output resourceGroupName string = group.outputs.name

@description('Host name of the registry that images are pushed to.')
output registryServer string = registry.outputs.loginServer

@description('Vault that secrets are written to.')
output keyVaultName string = keyVault.outputs.name

@description('Cluster that workflows deploy to.')
output clusterName string = aks.outputs.name

@description('Ids that the manifests need: `formwork bind` takes them from here.')
output bindings object = {
  database: {
    backup: {
      identity: {
        client_id: identityBackup.outputs.clientId
      }
    }
    migrations: {
      identity: {
        client_id: identityMigrate.outputs.clientId
      }
    }
  }
  services: {
    api: {
      identity: {
        client_id: identityApi.outputs.clientId
        principal_id: identityApi.outputs.principalId
      }
    }
    postings: {
      identity: {
        client_id: identityPostings.outputs.clientId
        principal_id: identityPostings.outputs.principalId
      }
    }
  }
  platform: {
    aks: {
      private_link_service: '/subscriptions/0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b11/resourceGroups/rg-ledger-dev-nodes/providers/Microsoft.Network/privateLinkServices/pls-ledger-dev'
    }
  }
}

@description('Host name of the database server.')
output databaseHost string = postgres.outputs.fqdn

@description('Host name of the cache.')
output cacheHost string = redis.outputs.hostName

@description('Host name of the namespace of the queues.')
output queuesHost string = serviceBus.outputs.hostName

@description('Arguments of infra/scripts/enable-static-website.sh, by site.')
output storageSites { account: string, index: string, notFound: string }[] = [
  {
    account: siteWeb.outputs.name
    index: siteSettingsWeb.indexDocument
    notFound: siteSettingsWeb.error404Document
  }
]

@description('Client id that the deployment workflows log in with.')
output deployClientId string = identityDeploy.outputs.clientId

@description('Name that the CNAME records of the domains point to.')
output frontDoorHostName string = frontDoor.outputs.endpointHostName

@description('Values of the TXT records `_dnsauth.<domain>`, in the order of the names of the domains.')
output domainValidationTokens string[] = frontDoor.outputs.domainValidationTokens
