// <%= naming.workload %>, <%= metadata.name %>. Values are in main.bicepparam.
targetScope = 'subscription'

<% include "bicep/parameters.bicep" %>

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

<% if azure.existing_workspace %>
module monitoring '../../modules/bicep/monitoring-existing/main.bicep' = {
  name: 'monitoring'
  scope: resourceGroup
  params: {
    workspaceId: existingWorkspaceSettings.workspaceId
    applicationInsightsName: existingWorkspaceSettings.applicationInsightsName
    location: location
    tags: tags
<% if azure.container_apps_environment %>
    metricsPublisherPrincipalIds: {
      <% include "bicep/principals.bicep" %>
    }
<% end %>
  }
}
<% else %>
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
<% if azure.container_apps_environment %>
    metricsPublisherPrincipalIds: {
      <% include "bicep/principals.bicep" %>
    }
<% end %>
  }
}
<% end %>

<% if azure.existing_network %>
module network '../../modules/bicep/network-existing/main.bicep' = {
  name: 'network'
  scope: resourceGroup
  params: {
    name: existingNetworkSettings.name
    virtualNetworkResourceGroupName: existingNetworkSettings.resourceGroupName
    tags: tags
<% if azure.aks %>
    nodesSubnetName: existingNetworkSettings.workloadSubnetName
<% else %>
    containerAppsSubnetName: existingNetworkSettings.workloadSubnetName
<% end %>
    privateEndpointsSubnetName: existingNetworkSettings.privateEndpointsSubnetName
<% if azure.postgres != null and azure.existing_postgres == null %>
    databaseSubnetName: existingNetworkSettings.databaseSubnetName
<% end %>
    privateDnsZonesGroupId: existingNetworkSettings.?privateDnsZonesGroupId
<% if azure.existing_network.private_dns_zones_group_id %>
    existingPrivateDnsZones: {
<% else %>
    privateDnsZones: {
<% end %>
<% if azure.registry != null or length(services) == 0 %>
      registry: 'privatelink.azurecr.io'
<% end %>
<% if azure.key_vault != null or length(services) == 0 %>
      vault: 'privatelink.vaultcore.azure.net'
<% end %>
<% if azure.archive != null and azure.existing_archive == null or any(name, site in sites, site.storage_site != null) or length(services) == 0 %>
      blob: 'privatelink.blob.${environment().suffixes.storage}'
<% end %>
<% if any(name, site in sites, site.storage_site != null) or length(services) == 0 %>
      web: 'privatelink.web.${environment().suffixes.storage}'
<% end %>
<% if azure.redis != null and azure.existing_redis == null or length(services) == 0 %>
      cache: 'privatelink.redis.azure.net'
<% end %>
<% if azure.service_bus != null and azure.existing_service_bus == null and not (azure.service_bus.public_network_access_enabled ?? false) or length(services) == 0 %>
      queues: 'privatelink.servicebus.windows.net'
<% end %>
<% if azure.existing_network.private_dns_zones_group_id %>
    }
    privateDnsZones: {
<% end %>
<% if azure.postgres != null and azure.existing_postgres == null %>
      database: '<%= naming.workload ~ "-" ~ metadata.name %>.private.postgres.database.azure.com'
<% end %>
    }
  }
  dependsOn: [
    group
  ]
}
<% else %>
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
<% if azure.aks %>
    nodesSubnet: networkSettings.nodesSubnet
<% if azure.private_link_service %>
    privateLinkServicesEnabled: true
<% end %>
<% if azure.network.ingress_source %>
    ingressSource: networkSettings.ingressSource
<% end %>
<% else %>
    containerAppsSubnet: networkSettings.containerAppsSubnet
<% end %>
    privateEndpointsSubnet: networkSettings.privateEndpointsSubnet
<% if azure.postgres != null and azure.existing_postgres == null %>
    databaseSubnet: networkSettings.databaseSubnet
<% end %>
    internetEgressEnabled: networkSettings.internetEgressEnabled
    privateEndpointsPorts: networkSettings.privateEndpointsPorts
    serviceBusEgressEnabled: networkSettings.serviceBusEgressEnabled
    privateDnsZones: {
<% if azure.registry != null or length(services) == 0 %>
      registry: 'privatelink.azurecr.io'
<% end %>
<% if azure.key_vault != null or length(services) == 0 %>
      vault: 'privatelink.vaultcore.azure.net'
<% end %>
<% if azure.archive != null and azure.existing_archive == null or any(name, site in sites, site.storage_site != null) or length(services) == 0 %>
      blob: 'privatelink.blob.${environment().suffixes.storage}'
<% end %>
<% if any(name, site in sites, site.storage_site != null) or length(services) == 0 %>
      web: 'privatelink.web.${environment().suffixes.storage}'
<% end %>
<% if azure.redis != null and azure.existing_redis == null or length(services) == 0 %>
      cache: 'privatelink.redis.azure.net'
<% end %>
<% if azure.service_bus != null and azure.existing_service_bus == null and not (azure.service_bus.public_network_access_enabled ?? false) or length(services) == 0 %>
      queues: 'privatelink.servicebus.windows.net'
<% end %>
<% if azure.postgres != null and azure.existing_postgres == null %>
      database: '<%= naming.workload %>.private.postgres.database.azure.com'
<% end %>
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}
<% end %>

<% if azure.existing_registry %>
module registry '../../modules/bicep/registry-existing/main.bicep' = {
  name: '<%= metadata.name %>-registry'
  scope: az.resourceGroup(existingRegistrySettings.resourceGroupName)
  params: {
    name: existingRegistrySettings.name
    pullPrincipalIds: {
<% if azure.aks %>
      // Nodes pull for all their pods.
      nodes: aks.outputs.kubeletPrincipalId
<% else %>
      <% include "bicep/principals.bicep" %>
<% end %>
<% if azure.postgres_backup != null and azure.aks == null %>
      backup: identityBackup.outputs.principalId
<% end %>
    }
  }
}
<% elif azure.registry %>
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
<% if azure.aks %>
      // Nodes pull for all their pods.
      nodes: aks.outputs.kubeletPrincipalId
<% else %>
      <% include "bicep/principals.bicep" %>
<% end %>
<% if azure.postgres_backup != null and azure.aks == null %>
      backup: identityBackup.outputs.principalId
<% end %>
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}
<% end %>

<% if azure.existing_vault %>
module keyVault '../../modules/bicep/key-vault-existing/main.bicep' = {
  name: '<%= metadata.name %>-key-vault-readers'
  scope: az.resourceGroup(existingVaultSettings.resourceGroupName)
  params: {
    name: existingVaultSettings.name
    // Each workload reads its own secrets and no others.
    readers: {
      <% include "bicep/readers.bicep" %>
    }
  }
}
<% else %>
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
      <% include "bicep/readers.bicep" %>
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}
<% end %>

<% if azure.key_encryption %>
// What services wrap the keys of their data with.
module keyEncryption '../../modules/bicep/vault-key/main.bicep' = {
<% if azure.existing_vault %>
  name: '<%= metadata.name %>-key-encryption'
  scope: az.resourceGroup(existingVaultSettings.resourceGroupName)
<% else %>
  name: 'key-encryption'
  scope: resourceGroup
<% end %>
  params: {
    name: keyEncryptionSettings.name
    keyVaultName: keyVault.outputs.name
    tags: tags
    keyType: keyEncryptionSettings.keyType
    expirationDate: keyEncryptionSettings.expirationDate
    rotateAfter: keyEncryptionSettings.rotateAfter
    expireAfter: keyEncryptionSettings.expireAfter
    userPrincipalIds: {
<% for user in azure.key_encryption.users %>
      <%= user %>: identity<%= pascal(user) %>.outputs.principalId
<% end %>
    }
<% if delivery.infrastructure %>
    officerPrincipalIds: {
      infrastructure: infrastructurePrincipalId
    }
<% end %>
  }
}
<% end %>

<% if azure.existing_container_apps_environment %>
module containerAppsEnvironment '../../modules/bicep/container-apps-environment-existing/main.bicep' = {
  name: '<%= metadata.name %>-container-apps-environment'
  scope: az.resourceGroup(existingContainerAppsEnvironmentSettings.resourceGroupName)
  params: {
    name: existingContainerAppsEnvironmentSettings.name
  }
}
<% elif azure.container_apps_environment %>
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
<% if length(platform.azure.workload_profiles ?? {}) > 0 %>
    workloadProfiles: toObject(containerAppsEnvironmentSettings.workloadProfiles, profile => profile.name, profile => {
      type: profile.type
      minimumCount: profile.minimumCount
      maximumCount: profile.maximumCount
    })
<% end %>
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}
<% end %>

<% if azure.existing_aks %>
module aks '../../modules/bicep/aks-existing/main.bicep' = {
  name: '<%= metadata.name %>-aks'
  scope: az.resourceGroup(existingAksSettings.resourceGroupName)
  params: {
    name: existingAksSettings.name
  }
}
<% elif azure.aks %>
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
<% end %>

<% if azure.prometheus %>
module prometheus '../../modules/bicep/managed-prometheus/main.bicep' = {
  name: 'prometheus'
  scope: resourceGroup
  params: {
    name: prometheusSettings.name
    endpointName: prometheusSettings.endpointName
    ruleName: prometheusSettings.ruleName
    ruleGroupName: prometheusSettings.ruleGroupName
    location: location
    tags: tags
    clusterName: aks.outputs.name
    alerts: prometheusSettings.alerts
<% if length(azure.alerts.action_groups ?? []) > 0 %>
    actionGroupIds: {
<% for urgency in ["page", "ticket"] %>
<% if any(group in (azure.alerts.action_groups ?? []), group.urgency == urgency) %>
      <%= urgency %>: alerts.outputs.actionGroupIds.<%= urgency %>
<% end %>
<% end %>
    }
<% end %>
  }
}
<% end %>

<% if azure.existing_postgres %>
module postgres '../../modules/bicep/postgres-existing/main.bicep' = {
  name: '<%= metadata.name %>-postgres'
  scope: az.resourceGroup(existingPostgresSettings.resourceGroupName)
  params: {
    name: existingPostgresSettings.name
    tenantId: tenantId
    databases: existingPostgresSettings.databases
<% if database.migrations %>
    // The migration owns the schema, and makes the roles that the services log in with.
    administrators: union(existingPostgresSettings.administrators, {
      migrate: {
        objectId: identityMigrate.outputs.principalId
        principalName: identityMigrate.outputs.name
        principalType: 'ServicePrincipal'
      }
    })
<% else %>
    administrators: existingPostgresSettings.administrators
<% end %>
  }
}
<% elif azure.postgres %>
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
<% if database.migrations %>
    // The migration owns the schema, and makes the roles that the services log in with.
    administrators: union(postgresSettings.administrators, {
      migrate: {
        objectId: identityMigrate.outputs.principalId
        principalName: identityMigrate.outputs.name
        principalType: 'ServicePrincipal'
      }
    })
<% else %>
    administrators: postgresSettings.administrators
<% end %>
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
<% end %>

<% if azure.existing_redis %>
module redis '../../modules/bicep/redis-existing/main.bicep' = {
  name: '<%= metadata.name %>-redis'
  scope: az.resourceGroup(existingRedisSettings.resourceGroupName)
  params: {
    name: existingRedisSettings.name
    accessPrincipalIds: {
<% for user in azure.users.cache %>
      <%= user %>: identity<%= pascal(user) %>.outputs.principalId
<% end %>
    }
  }
}
<% elif azure.redis %>
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
<% for user in azure.users.cache %>
      <%= user %>: identity<%= pascal(user) %>.outputs.principalId
<% end %>
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}
<% end %>

<% if azure.existing_service_bus %>
module serviceBus '../../modules/bicep/service-bus-existing/main.bicep' = {
  name: '<%= metadata.name %>-service-bus'
  scope: az.resourceGroup(existingServiceBusSettings.resourceGroupName)
  params: {
    name: existingServiceBusSettings.name
    queues: queuesSettings
    senders: {
<% for use in azure.users.senders %>
      <%= use.workload ~ "-" ~ use.queue %>: {
        principalId: identity<%= pascal(use.workload) %>.outputs.principalId
        queue: '<%= use.queue %>'
      }
<% end %>
    }
    workers: {
<% for use in azure.users.workers %>
      <%= use.workload ~ "-" ~ use.queue %>: {
        principalId: identity<%= pascal(use.workload) %>.outputs.principalId
        queue: '<%= use.queue %>'
      }
<% end %>
    }
  }
}
<% elif azure.service_bus %>
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
<% if not azure.service_bus.public_network_access_enabled %>
    privateDnsZoneId: network.outputs.privateDnsZoneIds.queues
<% end %>
    senders: {
<% for use in azure.users.senders %>
      <%= use.workload ~ "-" ~ use.queue %>: {
        principalId: identity<%= pascal(use.workload) %>.outputs.principalId
        queue: '<%= use.queue %>'
      }
<% end %>
    }
    workers: {
<% for use in azure.users.workers %>
      <%= use.workload ~ "-" ~ use.queue %>: {
        principalId: identity<%= pascal(use.workload) %>.outputs.principalId
        queue: '<%= use.queue %>'
      }
<% end %>
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}
<% end %>

<% if azure.existing_archive %>
// Where backups and audit logs are kept.
module storageArchive '../../modules/bicep/storage-archive-existing/main.bicep' = {
  name: '<%= metadata.name %>-storage-archive'
  scope: az.resourceGroup(existingArchiveSettings.resourceGroupName)
  params: {
    name: existingArchiveSettings.name
    containers: toObject(existingArchiveSettings.containers, container => container.name, container => {
      immutableDays: container.immutableDays == 0 ? null : container.immutableDays
    })
    writers: {
<% for user in azure.users.auditors %>
      <%= user ~ "-audit" %>: {
        principalId: identity<%= pascal(user) %>.outputs.principalId
        container: 'audit'
      }
<% end %>
<% if azure.postgres_backup %>
      'backup-dumps': {
        principalId: identityBackup.outputs.principalId
        container: 'dumps'
      }
<% end %>
    }
  }
}
<% elif azure.archive %>
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
<% for user in azure.users.auditors %>
      <%= user ~ "-audit" %>: {
        principalId: identity<%= pascal(user) %>.outputs.principalId
        container: 'audit'
      }
<% end %>
<% if azure.postgres_backup %>
      'backup-dumps': {
        principalId: identityBackup.outputs.principalId
        container: 'dumps'
      }
<% end %>
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}
<% end %>

<% if azure.postgres_backup != null and azure.aks == null %>
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
    registryServer: <% if azure.registry != null or azure.existing_registry != null %>registry.outputs.loginServer<% else %>registryServer<% end %>
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
<% end %>

<% for name, site in filter(s, site in sites, site.storage_site != null) %>
module site<%= pascal(name) %> '../../modules/bicep/storage-site/main.bicep' = {
  name: '<%= name %>-site'
  scope: resourceGroup
  params: {
    name: siteSettings<%= pascal(name) %>.name
    location: location
    tags: tags
    replicationType: siteSettings<%= pascal(name) %>.replicationType
    lockEnabled: siteSettings<%= pascal(name) %>.lockEnabled
    blobPrivateEndpointName: siteSettings<%= pascal(name) %>.blobPrivateEndpointName
    webPrivateEndpointName: siteSettings<%= pascal(name) %>.webPrivateEndpointName
    privateEndpointSubnetId: network.outputs.privateEndpointsSubnetId
    blobPrivateDnsZoneId: network.outputs.privateDnsZoneIds.blob
    webPrivateDnsZoneId: network.outputs.privateDnsZoneIds.web
<% if azure.deploy_identity != null or delivery.infrastructure != null %>
    publisherPrincipalIds: {
<% if azure.deploy_identity %>
      deploy: identityDeploy.outputs.principalId
<% end %>
<% if delivery.infrastructure %>
      infrastructure: infrastructurePrincipalId
<% end %>
    }
<% end %>
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

<% end %>
<% for name, site in filter(s, site in sites, site.existing_site != null) %>
// A site in an account that is there already.
module site<%= pascal(name) %> '../../modules/bicep/storage-site-existing/main.bicep' = {
  name: '<%= metadata.name ~ "-" ~ name %>-site'
  scope: az.resourceGroup(existingSiteSettings<%= pascal(name) %>.resourceGroupName)
  params: {
    name: existingSiteSettings<%= pascal(name) %>.name
    webZone: existingSiteSettings<%= pascal(name) %>.zone
<% if azure.deploy_identity %>
    publisherPrincipalIds: {
      deploy: identityDeploy.outputs.principalId
    }
<% end %>
  }
}

<% end %>
<% for name, site in filter(s, site in sites, site.hosting == "static-web-app") %>
// A site with a host of its own, past Front Door; its headers are in ../sites.
module staticWebApp<%= pascal(name) %> '../../modules/bicep/static-web-app/main.bicep' = {
  name: '<%= name %>-static-web-app'
  scope: resourceGroup
  params: {
    name: staticWebAppSettings<%= pascal(name) %>.name
    location: staticWebAppSettings<%= pascal(name) %>.location
    tags: tags
    lockEnabled: staticWebAppSettings<%= pascal(name) %>.lockEnabled
    customDomains: staticWebAppSettings<%= pascal(name) %>.customDomains
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

<% end %>
<% if azure.aks %>
// What runs in the cluster is in ../kubernetes; here is who it is. Each service has an identity, which its pods and those of
// its jobs act as.

<% if database.backup.workload_identity %>
<% let workload = "backup" %>
<% include "bicep/workload.bicep" %>

<% end %>
<% if database.migrations %>
<% let workload = "migrate" %>
<% include "bicep/workload.bicep" %>

<% end %>
<% for workload, service in services %>
<% include "bicep/workload.bicep" %>

<% end %>
<% else %>
// Services and jobs, each with an identity of its own. The images are those of the release.

<% if any(name, service in services, any(n in service.needs, has(services, n))) %>
// Where services are called from within the environment, below its domain.
var hosts = {
<% for name, service in filter(s, service in services, service.kind == "http") %>
  <%= name %>: '${appSettings<%= pascal(name) %>.name}${(appSettings<%= pascal(name) %>.?ingress.?externalEnabled ?? false) ? '' : '.internal'}'
<% end %>
}
<% end %>

<% for name, service in services %>
<% let workload = name %>
<% let app = true %>
<% let uses = service.secrets %>
<% include "bicep/identity.bicep" %>

module app<%= pascal(name) %> '../../modules/bicep/container-app/main.bicep' = {
  name: '<%= name %>-app'
  scope: resourceGroup
  params: {
    name: appSettings<%= pascal(name) %>.name
    location: location
    tags: tags
    containerAppEnvironmentId: containerAppsEnvironment.outputs.id
    identityId: identity<%= pascal(name) %>.outputs.id
    registryServer: <% if azure.registry != null or azure.existing_registry != null %>registry.outputs.loginServer<% else %>registryServer<% end %>
    containerName: '<%= name %>'
    image: appSettings<%= pascal(name) %>.image
<% if service.command %>
    command: appSettings<%= pascal(name) %>.command
<% end %>
<% if service.args %>
    args: appSettings<%= pascal(name) %>.args
<% end %>
    resources: appSettings<%= pascal(name) %>.resources
<% if service.workload_profile %>
    workloadProfileName: appSettings<%= pascal(name) %>.?workloadProfileName
<% end %>
    revisionMode: appSettings<%= pascal(name) %>.revisionMode
<% if service.kind == "http" %>
    ingress: appSettings<%= pascal(name) %>.ingress
<% end %>
    <% include "bicep/config.bicep" %>
    probes: appSettings<%= pascal(name) %>.probes
<% if any(q, queue in queues, (queue.worker ?? "") == name) %>
    // More replicas while messages wait; the scaler counts them as the worker.
    scale: union(appSettings<%= pascal(name) %>.scale, {
      customRules: toObject(appSettings<%= pascal(name) %>.queues, queue => queue.name, queue => {
        type: 'azure-servicebus'
        metadata: {
          namespace: serviceBus.outputs.name
          queueName: queue.name
          messageCount: string(queue.messagesPerReplica)
        }
        identityId: identity<%= pascal(name) %>.outputs.id
      })
    })
<% else %>
    scale: appSettings<%= pascal(name) %>.scale
<% end %>
<% if (service.rollout.revisions ?? "single") == "multiple" %>
    // A roll-out moves the weights; a deployment must not move them back.
    traffic: traffic[?appSettings<%= pascal(name) %>.name] ?? [
      {
        latestRevision: true
        weight: 100
      }
    ]
<% end %>
    terminationGracePeriodSeconds: appSettings<%= pascal(name) %>.terminationGracePeriodSeconds
  }
}

<% end %>
<% if database.migrations %>
<% let workload = "migrate" %>
<% let app = false %>
<% let uses = services[database.migrations.service].secrets ?? {} %>
<% let scheduled = false %>
<% let evented = false %>
<% let dedicated = false %>
<% include "bicep/identity.bicep" %>

<% include "bicep/job.bicep" %>
<% end %>

<% for name, job in jobs %>
<% let workload = name %>
<% let app = false %>
<% let uses = services[job.service].secrets ?? {} %>
<% let scheduled = not job.suspended and job.trigger == "schedule" %>
<% let evented = not job.suspended and job.trigger == "event" %>
<% let dedicated = job.workload_profile != null %>
<% include "bicep/identity.bicep" %>

<% include "bicep/job.bicep" %>

<% end %>
<% end %>
<% if azure.deploy_identity %>
<% if azure.aks %>
// What the deployment workflows act as: they push images, and apply manifests of every kind, custom ones included.
<% else %>
// What the deployment workflows act as: they push images, set them, start jobs and publish sites.
<% end %>
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
<% if azure.registry %>
      push: 'AcrPush'
<% end %>
<% if azure.aks %>
      kubeconfig: 'Azure Kubernetes Service Cluster User Role'
      manifests: 'Azure Kubernetes Service RBAC Cluster Admin'
<% else %>
      apps: 'Container Apps Contributor'
<% end %>
<% if azure.container_apps_environment != null and (length(jobs) > 0 or database.migrations != null) %>
      jobs: 'Container Apps Jobs Contributor'
<% end %>
    }
  }
  dependsOn: [
    group
  ]
}
<% end %>

<% if azure.front_door %>
// The way in. Origins are reached by private links, which wait for approval: infra/scripts/approve-private-link.sh.
module frontDoor '../../modules/bicep/front-door/main.bicep' = {
<% if azure.existing_front_door %>
  // A profile that is there, and serves others too.
  name: '<%= metadata.name %>-front-door'
  scope: az.resourceGroup(existingFrontDoorSettings.resourceGroupName)
<% else %>
  name: 'front-door'
  scope: resourceGroup
<% end %>
  params: {
    name: frontDoorSettings.name
<% if azure.existing_front_door %>
    profileExists: true
    namePrefix: existingFrontDoorSettings.namePrefix
<% end %>
    tags: tags
    endpointName: frontDoorSettings.endpointName
    firewallPolicyName: frontDoorSettings.firewallPolicyName
    securityPolicyName: frontDoorSettings.securityPolicyName
    responseTimeoutSeconds: frontDoorSettings.responseTimeoutSeconds
    firewallMode: frontDoorSettings.firewallMode
<% if (edge.waf.mode ?? "prevention") == "canary" %>
    canaryDomains: frontDoorSettings.canaryDomains
    canaryPolicyName: frontDoorSettings.canaryPolicyName
<% end %>
    rateLimitPerMinute: frontDoorSettings.rateLimitPerMinute
    maxRequestBytes: frontDoorSettings.maxRequestBytes
    allowedCountries: frontDoorSettings.allowedCountries
    customDomains: customDomains
    routes: {
<% for name, host in edge.hosts %>
<% if host.front_door %>
<% let route_name = name %>
<% let target = host.front_door %>
      <% include "bicep/route.bicep" %>
<% end %>
<% for path_name, route in host.routes %>
<% if route.front_door %>
<% let route_name = name ~ "-" ~ path_name %>
<% let target = route.front_door %>
      <% include "bicep/route.bicep" %>
<% end %>
<% end %>
<% end %>
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}
<% end %>

<% if azure.dns_zone %>
// Where the names of the domains are kept.
module dnsRecords '../../modules/bicep/dns-records/main.bicep' = {
  name: '<%= metadata.name %>-dns-records'
  scope: az.resourceGroup(dnsZoneSettings.resourceGroupName)
  params: {
    zoneName: dnsZoneSettings.name
    tags: tags
    target: frontDoor.outputs.endpointHostName
    names: toObject(dnsZoneSettings.records, record => record.domain, record => record.name)
    validationTokens: frontDoor.outputs.domainValidationTokens
  }
}
<% end %>

<% if azure.alerts %>
// What is watched, and who is told.
var alertTargets = {
  'key-vault': keyVault.outputs.id
<% if azure.front_door %>
  'front-door': frontDoor.outputs.id
<% end %>
<% if azure.postgres %>
  postgres: postgres.outputs.id
<% end %>
<% if azure.redis %>
  redis: redis.outputs.id
<% end %>
<% if azure.service_bus %>
  'service-bus': serviceBus.outputs.id
<% end %>
<% if azure.aks %>
  aks: aks.outputs.id
<% else %>
<% for name, service in services %>
  <%= "app-" ~ name %>: app<%= pascal(name) %>.outputs.id
<% end %>
<% end %>
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
<% if any(f, flow in flows, any(step in flow.steps, step.outside)) %>
      status: test.?status
      content: test.?content
<% end %>
    })
    applicationInsightsId: monitoring.outputs.applicationInsightsId
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}
<% end %>

<% if azure.workbook %>
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
<% end %>

<% if azure.budget %>
// What a month may cost.
module budget '../../modules/bicep/budget/main.bicep' = {
  name: 'budget'
  scope: resourceGroup
  params: {
    name: budgetSettings.name
    amount: budgetSettings.amount
    startDate: budgetSettings.startDate
    contactEmails: budgetSettings.contactEmails
<% if azure.alerts %>
    contactGroups: map(filter(items(alerts.outputs.actionGroupIds), group => group.key == 'ticket'), group => group.value)
<% end %>
  }
<% if not azure.alerts %>
  dependsOn: [
    group
  ]
<% end %>
}
<% end %>

<% include "bicep/outputs.bicep" %>
