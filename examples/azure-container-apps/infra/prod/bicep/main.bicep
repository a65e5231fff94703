// crewdesk, prod. Values are in main.bicepparam.
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
  containerAppsSubnet: subnetType
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

@description('Key that services wrap theirs with: when its first version ends, when the vault makes the next one, and who uses it.')
param keyEncryptionSettings {
  name: string
  keyType: 'RSA' | 'RSA-HSM'
  expirationDate: string
  rotateAfter: string
  expireAfter: string
  users: string[]
}

@description('Container Apps environment. Zone redundancy is fixed once it is made.')
param containerAppsEnvironmentSettings {
  name: string
  infrastructureResourceGroupName: string
  zoneRedundancyEnabled: bool
  mutualTlsEnabled: bool
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

@description('Job that copies the database, with an identity of its own.')
param postgresBackupSettings {
  name: string
  identityName: string
  dumpImage: string
  uploadImage: string
  schedule: string
  replicaTimeoutInSeconds: int
  databaseName: string
}

@description('Static site `web`.')
param siteSettingsWeb siteType

@description('Static site `docs`, with a host of its own.')
param staticWebAppSettingsDocs staticWebAppType

@description('Service `api`.')
param appSettingsApi appType

@description('Service `worker`.')
param appSettingsWorker appType

@description('Weights of the revisions as the last roll-out left them, by the name of the container app; all goes to the newest one where there are none.')
param traffic { *: trafficType[] } = {}

@description('The migration of the database, which a workflow starts.')
param jobSettingsMigrate jobType

@description('Job `audit-export`.')
param jobSettingsAuditExport jobType

@description('Job `subscription-audit`.')
param jobSettingsSubscriptionAudit jobType

@description('Job `trial-sweeper`.')
param jobSettingsTrialSweeper jobType

@description('Who is told of what; alerts on metrics (of the resource `target`) and on logs; addresses that are asked from outside.')
param alertsSettings {
  actionGroups: {
    urgency: 'page' | 'ticket'
    name: string
    emails: { name: string, address: string }[]
    webhooks: { name: string, serviceUri: string, objectId: string, identifierUri: string? }[]
  }[]
  metricAlerts: {
    name: string
    target: string
    description: string
    metricNamespace: string
    metricName: string
    aggregation: 'Average' | 'Count' | 'Maximum' | 'Minimum' | 'Total'
    operator: 'Equals' | 'GreaterThan' | 'GreaterThanOrEqual' | 'LessThan' | 'LessThanOrEqual'
    threshold: int
    dimensionName: string
    dimensionValues: string[]
    frequency: string
    window: string
    severity: int
    actionGroup: 'page' | 'ticket'
  }[]
  logAlerts: {
    name: string
    description: string
    query: string
    threshold: int
    frequency: string
    window: string
    severity: int
    actionGroup: 'page' | 'ticket'
  }[]
  webTests: {
    name: string
    description: string
    url: string
    frequency: 300 | 600 | 900
    locations: string[]
  }[]
}

@description('Workbook: its name, a GUID, and what people read. What is on it is in ../workbook.json.')
param workbookSettings {
  name: string
  displayName: string
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

@description('Object id of the identity that applies this deployment: it sets up the static sites, which is done through their data plane.')
param infrastructurePrincipalId string

@description('Public DNS zone that is there already, and the names in it, by domain.')
param dnsZoneSettings {
  id: string
  name: string
  resourceGroupName: string
  records: { domain: string, name: string }[]
}

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

type staticWebAppType = {
  name: string
  location: 'centralus' | 'eastasia' | 'eastus2' | 'westeurope' | 'westus2'
  lockEnabled: bool
  customDomains: string[]
}

type trafficType = {
  latestRevision: bool?
  revisionName: string?
  label: string?
  weight: int
}

type queueType = {
  lockDuration: string
  defaultMessageTtl: string
  maxDeliveryCount: int
  maxSizeInMegabytes: int
  duplicateDetectionWindow: string?
}

type resourcesType = {
  @description('CPU cores as text: Bicep has no fractions.')
  cpu: string
  memory: string
}

type secretType = {
  as: 'file' | 'env'
  env: string
}

type probeType = {
  path: string
  intervalSeconds: int
  timeout: int
  failureCountThreshold: int
}

type appType = {
  name: string
  identityName: string

  @description('The image of the release.')
  image: string
  command: string[]?
  args: string[]?
  resources: resourcesType
  revisionMode: 'Single' | 'Multiple'

  @description('Services whose addresses it is given.')
  needs: string[]

  @description('Queues it receives from.')
  queues: { name: string, messagesPerReplica: int }[]
  ingress: {
    targetPort: int
    externalEnabled: bool
    allowedIpRanges: { *: string }
  }?
  config: { *: string }
  secrets: { *: secretType }
  probes: {
    port: int
    startup: probeType
    readiness: probeType
    liveness: probeType
  }
  scale: {
    minReplicas: int
    maxReplicas: int
    concurrentRequests: int?
    cpuUtilization: int
  }
  terminationGracePeriodSeconds: int
}

type jobType = {
  name: string
  identityName: string

  @description('The image of the release.')
  image: string
  command: string[]
  resources: resourcesType

  @description('When it runs; without one a workflow starts it.')
  schedule: string?
  replicaTimeoutInSeconds: int
  replicaRetryLimit: int
  needs: string[]
  config: { *: string }
  secrets: { *: secretType }
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
    metricsPublisherPrincipalIds: {
      api: identityApi.outputs.principalId
      worker: identityWorker.outputs.principalId
      'audit-export': identityAuditExport.outputs.principalId
      'subscription-audit': identitySubscriptionAudit.outputs.principalId
      'trial-sweeper': identityTrialSweeper.outputs.principalId
      migrate: identityMigrate.outputs.principalId
    }
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
    containerAppsSubnet: networkSettings.containerAppsSubnet
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
      queues: 'privatelink.servicebus.windows.net'
      database: 'crewdesk.private.postgres.database.azure.com'
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
      api: identityApi.outputs.principalId
      worker: identityWorker.outputs.principalId
      'audit-export': identityAuditExport.outputs.principalId
      'subscription-audit': identitySubscriptionAudit.outputs.principalId
      'trial-sweeper': identityTrialSweeper.outputs.principalId
      migrate: identityMigrate.outputs.principalId
      backup: identityBackup.outputs.principalId
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
      'api-jwt-signing': {
        principalId: identityApi.outputs.principalId
        secretName: 'jwt-signing'
      }
      'api-jwt-signing-previous': {
        principalId: identityApi.outputs.principalId
        secretName: 'jwt-signing-previous'
      }
      'api-payment-provider': {
        principalId: identityApi.outputs.principalId
        secretName: 'payment-provider'
      }
      'api-reset-signing': {
        principalId: identityApi.outputs.principalId
        secretName: 'reset-signing'
      }
      'worker-mail-provider': {
        principalId: identityWorker.outputs.principalId
        secretName: 'mail-provider'
      }
      'worker-payment-provider': {
        principalId: identityWorker.outputs.principalId
        secretName: 'payment-provider'
      }
      'audit-export-mail-provider': {
        principalId: identityAuditExport.outputs.principalId
        secretName: 'mail-provider'
      }
      'audit-export-payment-provider': {
        principalId: identityAuditExport.outputs.principalId
        secretName: 'payment-provider'
      }
      'subscription-audit-mail-provider': {
        principalId: identitySubscriptionAudit.outputs.principalId
        secretName: 'mail-provider'
      }
      'subscription-audit-payment-provider': {
        principalId: identitySubscriptionAudit.outputs.principalId
        secretName: 'payment-provider'
      }
      'trial-sweeper-mail-provider': {
        principalId: identityTrialSweeper.outputs.principalId
        secretName: 'mail-provider'
      }
      'trial-sweeper-payment-provider': {
        principalId: identityTrialSweeper.outputs.principalId
        secretName: 'payment-provider'
      }
      'migrate-jwt-signing': {
        principalId: identityMigrate.outputs.principalId
        secretName: 'jwt-signing'
      }
      'migrate-jwt-signing-previous': {
        principalId: identityMigrate.outputs.principalId
        secretName: 'jwt-signing-previous'
      }
      'migrate-payment-provider': {
        principalId: identityMigrate.outputs.principalId
        secretName: 'payment-provider'
      }
      'migrate-reset-signing': {
        principalId: identityMigrate.outputs.principalId
        secretName: 'reset-signing'
      }
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

// What services wrap the keys of their data with.
module keyEncryption '../../modules/bicep/vault-key/main.bicep' = {
  name: 'key-encryption'
  scope: resourceGroup
  params: {
    name: keyEncryptionSettings.name
    keyVaultName: keyVault.outputs.name
    tags: tags
    keyType: keyEncryptionSettings.keyType
    expirationDate: keyEncryptionSettings.expirationDate
    rotateAfter: keyEncryptionSettings.rotateAfter
    expireAfter: keyEncryptionSettings.expireAfter
    userPrincipalIds: {
      api: identityApi.outputs.principalId
      worker: identityWorker.outputs.principalId
      'audit-export': identityAuditExport.outputs.principalId
      'subscription-audit': identitySubscriptionAudit.outputs.principalId
      'trial-sweeper': identityTrialSweeper.outputs.principalId
      migrate: identityMigrate.outputs.principalId
    }
    officerPrincipalIds: {
      infrastructure: infrastructurePrincipalId
    }
  }
}

module containerAppsEnvironment '../../modules/bicep/container-apps-environment/main.bicep' = {
  name: 'container-apps-environment'
  scope: resourceGroup
  params: {
    name: containerAppsEnvironmentSettings.name
    location: location
    tags: tags
    infrastructureResourceGroupName: containerAppsEnvironmentSettings.infrastructureResourceGroupName
    infrastructureSubnetId: network.outputs.containerAppsSubnetId ?? ''
    virtualNetworkId: network.outputs.id
    zoneRedundancyEnabled: containerAppsEnvironmentSettings.zoneRedundancyEnabled
    mutualTlsEnabled: containerAppsEnvironmentSettings.mutualTlsEnabled
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
      worker: identityWorker.outputs.principalId
      'audit-export': identityAuditExport.outputs.principalId
      'subscription-audit': identitySubscriptionAudit.outputs.principalId
      'trial-sweeper': identityTrialSweeper.outputs.principalId
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
    privateDnsZoneId: network.outputs.privateDnsZoneIds.queues
    senders: {
      'api-webhooks': {
        principalId: identityApi.outputs.principalId
        queue: 'webhooks'
      }
      'api-billing-retries': {
        principalId: identityApi.outputs.principalId
        queue: 'billing-retries'
      }
      'api-mail': {
        principalId: identityApi.outputs.principalId
        queue: 'mail'
      }
      'worker-mail': {
        principalId: identityWorker.outputs.principalId
        queue: 'mail'
      }
      'audit-export-mail': {
        principalId: identityAuditExport.outputs.principalId
        queue: 'mail'
      }
      'subscription-audit-mail': {
        principalId: identitySubscriptionAudit.outputs.principalId
        queue: 'mail'
      }
      'trial-sweeper-mail': {
        principalId: identityTrialSweeper.outputs.principalId
        queue: 'mail'
      }
      'migrate-webhooks': {
        principalId: identityMigrate.outputs.principalId
        queue: 'webhooks'
      }
      'migrate-billing-retries': {
        principalId: identityMigrate.outputs.principalId
        queue: 'billing-retries'
      }
      'migrate-mail': {
        principalId: identityMigrate.outputs.principalId
        queue: 'mail'
      }
    }
    workers: {
      'worker-billing-retries': {
        principalId: identityWorker.outputs.principalId
        queue: 'billing-retries'
      }
      'worker-mail': {
        principalId: identityWorker.outputs.principalId
        queue: 'mail'
      }
      'worker-webhooks': {
        principalId: identityWorker.outputs.principalId
        queue: 'webhooks'
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
      'audit-export-audit': {
        principalId: identityAuditExport.outputs.principalId
        container: 'audit'
      }
      'backup-dumps': {
        principalId: identityBackup.outputs.principalId
        container: 'dumps'
      }
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

// A copy of the database outside its server, by an identity of its own.
module identityBackup '../../modules/bicep/identity/main.bicep' = {
  name: 'backup-identity'
  scope: resourceGroup
  params: {
    name: postgresBackupSettings.identityName
    location: location
    tags: tags
  }
  dependsOn: [
    group
  ]
}

module postgresBackup '../../modules/bicep/postgres-backup/main.bicep' = {
  name: 'postgres-backup'
  scope: resourceGroup
  params: {
    name: postgresBackupSettings.name
    location: location
    tags: tags
    containerAppEnvironmentId: containerAppsEnvironment.outputs.id
    identityId: identityBackup.outputs.id
    identityClientId: identityBackup.outputs.clientId
    registryServer: registry.outputs.loginServer
    dumpImage: postgresBackupSettings.dumpImage
    uploadImage: postgresBackupSettings.uploadImage
    schedule: postgresBackupSettings.schedule
    replicaTimeoutInSeconds: postgresBackupSettings.replicaTimeoutInSeconds
    database: {
      host: postgres.outputs.fqdn
      name: postgresBackupSettings.databaseName
      user: identityBackup.outputs.name
    }
    storageAccountName: storageArchive.outputs.name
    containerName: 'dumps'
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
      infrastructure: infrastructurePrincipalId
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

// A site with a host of its own, past Front Door; its headers are in ../sites.
module staticWebAppDocs '../../modules/bicep/static-web-app/main.bicep' = {
  name: 'docs-static-web-app'
  scope: resourceGroup
  params: {
    name: staticWebAppSettingsDocs.name
    location: staticWebAppSettingsDocs.location
    tags: tags
    lockEnabled: staticWebAppSettingsDocs.lockEnabled
    customDomains: staticWebAppSettingsDocs.customDomains
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

// Services and jobs, each with an identity of its own. The images are those of the release.

module identityApi '../../modules/bicep/identity/main.bicep' = {
  name: 'api-identity'
  scope: resourceGroup
  params: {
    name: appSettingsApi.identityName
    location: location
    tags: tags
  }
  dependsOn: [
    group
  ]
}

module appApi '../../modules/bicep/container-app/main.bicep' = {
  name: 'api-app'
  scope: resourceGroup
  params: {
    name: appSettingsApi.name
    location: location
    tags: tags
    containerAppEnvironmentId: containerAppsEnvironment.outputs.id
    identityId: identityApi.outputs.id
    registryServer: registry.outputs.loginServer
    containerName: 'api'
    image: appSettingsApi.image
    resources: appSettingsApi.resources
    revisionMode: appSettingsApi.revisionMode
    ingress: appSettingsApi.ingress
    config: union(
      {
        CACHE_HOST: redis.outputs.hostName
        CACHE_USER: identityApi.outputs.principalId
      },
      {
        KEY_ENCRYPTION_KEY_URL: keyEncryption.outputs.id
      },
      {
        QUEUES_HOST: serviceBus.outputs.hostName
      },
      appSettingsApi.config,
      {
        APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
        AZURE_CLIENT_ID: identityApi.outputs.clientId
      }
    )
    keyVaultReferences: {
      'jwt-signing': '${keyVault.outputs.uri}secrets/jwt-signing'
      'jwt-signing-previous': '${keyVault.outputs.uri}secrets/jwt-signing-previous'
      'payment-provider': '${keyVault.outputs.uri}secrets/payment-provider'
      'reset-signing': '${keyVault.outputs.uri}secrets/reset-signing'
    }
    referencesMountPath: '/run/secrets/app'
    probes: appSettingsApi.probes
    scale: appSettingsApi.scale
    // A roll-out moves the weights; a deployment must not move them back.
    traffic: traffic[?appSettingsApi.name] ?? [
      {
        latestRevision: true
        weight: 100
      }
    ]
    terminationGracePeriodSeconds: appSettingsApi.terminationGracePeriodSeconds
  }
}

module identityWorker '../../modules/bicep/identity/main.bicep' = {
  name: 'worker-identity'
  scope: resourceGroup
  params: {
    name: appSettingsWorker.identityName
    location: location
    tags: tags
  }
  dependsOn: [
    group
  ]
}

module appWorker '../../modules/bicep/container-app/main.bicep' = {
  name: 'worker-app'
  scope: resourceGroup
  params: {
    name: appSettingsWorker.name
    location: location
    tags: tags
    containerAppEnvironmentId: containerAppsEnvironment.outputs.id
    identityId: identityWorker.outputs.id
    registryServer: registry.outputs.loginServer
    containerName: 'worker'
    image: appSettingsWorker.image
    resources: appSettingsWorker.resources
    revisionMode: appSettingsWorker.revisionMode
    config: union(
      {
        CACHE_HOST: redis.outputs.hostName
        CACHE_USER: identityWorker.outputs.principalId
      },
      {
        KEY_ENCRYPTION_KEY_URL: keyEncryption.outputs.id
      },
      {
        QUEUES_HOST: serviceBus.outputs.hostName
      },
      appSettingsWorker.config,
      {
        APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
        AZURE_CLIENT_ID: identityWorker.outputs.clientId
      }
    )
    keyVaultReferences: {
      'mail-provider': '${keyVault.outputs.uri}secrets/mail-provider'
      'payment-provider': '${keyVault.outputs.uri}secrets/payment-provider'
    }
    referencesMountPath: '/run/secrets/app'
    probes: appSettingsWorker.probes
    // More replicas while messages wait; the scaler counts them as the worker.
    scale: union(appSettingsWorker.scale, {
      customRules: toObject(appSettingsWorker.queues, queue => queue.name, queue => {
        type: 'azure-servicebus'
        metadata: {
          namespace: serviceBus.outputs.name
          queueName: queue.name
          messageCount: string(queue.messagesPerReplica)
        }
        identityId: identityWorker.outputs.id
      })
    })
    terminationGracePeriodSeconds: appSettingsWorker.terminationGracePeriodSeconds
  }
}

module identityMigrate '../../modules/bicep/identity/main.bicep' = {
  name: 'migrate-identity'
  scope: resourceGroup
  params: {
    name: jobSettingsMigrate.identityName
    location: location
    tags: tags
  }
  dependsOn: [
    group
  ]
}

module jobMigrate '../../modules/bicep/container-app-job/main.bicep' = {
  name: 'migrate-job'
  scope: resourceGroup
  params: {
    name: jobSettingsMigrate.name
    location: location
    tags: tags
    containerAppEnvironmentId: containerAppsEnvironment.outputs.id
    identityId: identityMigrate.outputs.id
    registryServer: registry.outputs.loginServer
    containerName: 'migrate'
    image: jobSettingsMigrate.image
    command: jobSettingsMigrate.command
    resources: jobSettingsMigrate.resources
    replicaTimeoutInSeconds: jobSettingsMigrate.replicaTimeoutInSeconds
    replicaRetryLimit: jobSettingsMigrate.replicaRetryLimit
    config: union(
      {
        CACHE_HOST: redis.outputs.hostName
        CACHE_USER: identityMigrate.outputs.principalId
      },
      {
        KEY_ENCRYPTION_KEY_URL: keyEncryption.outputs.id
      },
      {
        QUEUES_HOST: serviceBus.outputs.hostName
      },
      jobSettingsMigrate.config,
      {
        APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
        AZURE_CLIENT_ID: identityMigrate.outputs.clientId
      }
    )
    keyVaultReferences: {
      'jwt-signing': '${keyVault.outputs.uri}secrets/jwt-signing'
      'jwt-signing-previous': '${keyVault.outputs.uri}secrets/jwt-signing-previous'
      'payment-provider': '${keyVault.outputs.uri}secrets/payment-provider'
      'reset-signing': '${keyVault.outputs.uri}secrets/reset-signing'
    }
    referencesMountPath: '/run/secrets/app'
  }
}

module identityAuditExport '../../modules/bicep/identity/main.bicep' = {
  name: 'audit-export-identity'
  scope: resourceGroup
  params: {
    name: jobSettingsAuditExport.identityName
    location: location
    tags: tags
  }
  dependsOn: [
    group
  ]
}

module jobAuditExport '../../modules/bicep/container-app-job/main.bicep' = {
  name: 'audit-export-job'
  scope: resourceGroup
  params: {
    name: jobSettingsAuditExport.name
    location: location
    tags: tags
    containerAppEnvironmentId: containerAppsEnvironment.outputs.id
    identityId: identityAuditExport.outputs.id
    registryServer: registry.outputs.loginServer
    containerName: 'audit-export'
    image: jobSettingsAuditExport.image
    command: jobSettingsAuditExport.command
    resources: jobSettingsAuditExport.resources
    schedule: jobSettingsAuditExport.schedule
    replicaTimeoutInSeconds: jobSettingsAuditExport.replicaTimeoutInSeconds
    replicaRetryLimit: jobSettingsAuditExport.replicaRetryLimit
    config: union(
      {
        CACHE_HOST: redis.outputs.hostName
        CACHE_USER: identityAuditExport.outputs.principalId
      },
      {
        AUDIT_CONTAINER_URL: '${storageArchive.outputs.blobEndpoint}audit'
      },
      {
        KEY_ENCRYPTION_KEY_URL: keyEncryption.outputs.id
      },
      {
        QUEUES_HOST: serviceBus.outputs.hostName
      },
      jobSettingsAuditExport.config,
      {
        APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
        AZURE_CLIENT_ID: identityAuditExport.outputs.clientId
      }
    )
    keyVaultReferences: {
      'mail-provider': '${keyVault.outputs.uri}secrets/mail-provider'
      'payment-provider': '${keyVault.outputs.uri}secrets/payment-provider'
    }
    referencesMountPath: '/run/secrets/app'
  }
}

module identitySubscriptionAudit '../../modules/bicep/identity/main.bicep' = {
  name: 'subscription-audit-identity'
  scope: resourceGroup
  params: {
    name: jobSettingsSubscriptionAudit.identityName
    location: location
    tags: tags
  }
  dependsOn: [
    group
  ]
}

module jobSubscriptionAudit '../../modules/bicep/container-app-job/main.bicep' = {
  name: 'subscription-audit-job'
  scope: resourceGroup
  params: {
    name: jobSettingsSubscriptionAudit.name
    location: location
    tags: tags
    containerAppEnvironmentId: containerAppsEnvironment.outputs.id
    identityId: identitySubscriptionAudit.outputs.id
    registryServer: registry.outputs.loginServer
    containerName: 'subscription-audit'
    image: jobSettingsSubscriptionAudit.image
    command: jobSettingsSubscriptionAudit.command
    resources: jobSettingsSubscriptionAudit.resources
    schedule: jobSettingsSubscriptionAudit.schedule
    replicaTimeoutInSeconds: jobSettingsSubscriptionAudit.replicaTimeoutInSeconds
    replicaRetryLimit: jobSettingsSubscriptionAudit.replicaRetryLimit
    config: union(
      {
        CACHE_HOST: redis.outputs.hostName
        CACHE_USER: identitySubscriptionAudit.outputs.principalId
      },
      {
        KEY_ENCRYPTION_KEY_URL: keyEncryption.outputs.id
      },
      {
        QUEUES_HOST: serviceBus.outputs.hostName
      },
      jobSettingsSubscriptionAudit.config,
      {
        APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
        AZURE_CLIENT_ID: identitySubscriptionAudit.outputs.clientId
      }
    )
    keyVaultReferences: {
      'mail-provider': '${keyVault.outputs.uri}secrets/mail-provider'
      'payment-provider': '${keyVault.outputs.uri}secrets/payment-provider'
    }
    referencesMountPath: '/run/secrets/app'
  }
}

module identityTrialSweeper '../../modules/bicep/identity/main.bicep' = {
  name: 'trial-sweeper-identity'
  scope: resourceGroup
  params: {
    name: jobSettingsTrialSweeper.identityName
    location: location
    tags: tags
  }
  dependsOn: [
    group
  ]
}

module jobTrialSweeper '../../modules/bicep/container-app-job/main.bicep' = {
  name: 'trial-sweeper-job'
  scope: resourceGroup
  params: {
    name: jobSettingsTrialSweeper.name
    location: location
    tags: tags
    containerAppEnvironmentId: containerAppsEnvironment.outputs.id
    identityId: identityTrialSweeper.outputs.id
    registryServer: registry.outputs.loginServer
    containerName: 'trial-sweeper'
    image: jobSettingsTrialSweeper.image
    command: jobSettingsTrialSweeper.command
    resources: jobSettingsTrialSweeper.resources
    schedule: jobSettingsTrialSweeper.schedule
    replicaTimeoutInSeconds: jobSettingsTrialSweeper.replicaTimeoutInSeconds
    replicaRetryLimit: jobSettingsTrialSweeper.replicaRetryLimit
    config: union(
      {
        CACHE_HOST: redis.outputs.hostName
        CACHE_USER: identityTrialSweeper.outputs.principalId
      },
      {
        KEY_ENCRYPTION_KEY_URL: keyEncryption.outputs.id
      },
      {
        QUEUES_HOST: serviceBus.outputs.hostName
      },
      jobSettingsTrialSweeper.config,
      {
        APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
        AZURE_CLIENT_ID: identityTrialSweeper.outputs.clientId
      }
    )
    keyVaultReferences: {
      'mail-provider': '${keyVault.outputs.uri}secrets/mail-provider'
      'payment-provider': '${keyVault.outputs.uri}secrets/payment-provider'
    }
    referencesMountPath: '/run/secrets/app'
  }
}

// What the deployment workflows act as: they push images, set them, start jobs and publish sites.
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
      apps: 'Container Apps Contributor'
      jobs: 'Container Apps Jobs Contributor'
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
          hostName: appApi.outputs.fqdn ?? ''
          probePath: routeSettingsAppApi.probePath
          privateLink: {
            targetId: containerAppsEnvironment.outputs.id
            targetType: 'managedEnvironments'
            location: location
          }
        }
      }
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

// Where the names of the domains are kept.
module dnsRecords '../../modules/bicep/dns-records/main.bicep' = {
  name: 'prod-dns-records'
  scope: az.resourceGroup(dnsZoneSettings.resourceGroupName)
  params: {
    zoneName: dnsZoneSettings.name
    tags: tags
    target: frontDoor.outputs.endpointHostName
    names: toObject(dnsZoneSettings.records, record => record.domain, record => record.name)
    validationTokens: frontDoor.outputs.domainValidationTokens
  }
}

// What is watched, and who is told.
var alertTargets = {
  'key-vault': keyVault.outputs.id
  'front-door': frontDoor.outputs.id
  postgres: postgres.outputs.id
  redis: redis.outputs.id
  'service-bus': serviceBus.outputs.id
  'app-api': appApi.outputs.id
  'app-worker': appWorker.outputs.id
}

module alerts '../../modules/bicep/alerts/main.bicep' = {
  name: 'alerts'
  scope: resourceGroup
  params: {
    location: location
    tags: tags
    actionGroups: toObject(alertsSettings.actionGroups, group => group.urgency, group => {
      name: group.name
      shortName: group.urgency
      emails: toObject(group.emails, email => email.name, email => email.address)
      webhooks: toObject(group.webhooks, webhook => webhook.name, webhook => {
        serviceUri: webhook.serviceUri
        objectId: webhook.objectId
        identifierUri: webhook.?identifierUri
      })
    })
    metricAlerts: toObject(alertsSettings.metricAlerts, alert => alert.name, alert => {
      description: alert.description
      scope: alertTargets[alert.target]
      metricNamespace: alert.metricNamespace
      metricName: alert.metricName
      aggregation: alert.aggregation
      operator: alert.operator
      threshold: alert.threshold
      dimension: alert.dimensionName == ''
        ? null
        : {
            name: alert.dimensionName
            values: alert.dimensionValues
          }
      frequency: alert.frequency
      window: alert.window
      severity: alert.severity
      actionGroup: alert.actionGroup
    })
    logAlerts: toObject(alertsSettings.logAlerts, alert => alert.name, alert => {
      description: alert.description
      query: alert.query
      threshold: alert.threshold
      frequency: alert.frequency
      window: alert.window
      severity: alert.severity
      actionGroup: alert.actionGroup
    })
    webTests: toObject(alertsSettings.webTests, test => test.name, test => {
      description: test.description
      url: test.url
      frequency: test.frequency
      locations: test.locations
    })
    applicationInsightsId: monitoring.outputs.applicationInsightsId
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

// The figures on one page.
module workbook '../../modules/bicep/workbook/main.bicep' = {
  name: 'workbook'
  scope: resourceGroup
  params: {
    name: workbookSettings.name
    displayName: workbookSettings.displayName
    location: location
    tags: tags
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
    content: loadTextContent('../workbook.json')
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
    contactGroups: map(
      filter(items(alerts.outputs.actionGroupIds), group => group.key == 'ticket'),
      group => group.value
    )
  }
}

@description('Resource group of the environment.')
output resourceGroupName string = group.outputs.name

@description('Host name of the registry that images are pushed to.')
output registryServer string = registry.outputs.loginServer

@description('Vault that secrets are written to.')
output keyVaultName string = keyVault.outputs.name

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

@description('Static web apps, which releases publish to, and the names that the CNAME records of their domains point to.')
output staticWebApps { name: string, hostName: string }[] = [
  {
    name: staticWebAppDocs.outputs.name
    hostName: staticWebAppDocs.outputs.defaultHostName
  }
]

@description('Client id that the deployment workflows log in with.')
output deployClientId string = identityDeploy.outputs.clientId

@description('Name that the CNAME records of the domains point to.')
output frontDoorHostName string = frontDoor.outputs.endpointHostName

@description('Values of the TXT records `_dnsauth.<domain>`, in the order of the names of the domains.')
output domainValidationTokens string[] = frontDoor.outputs.domainValidationTokens
