targetScope = 'subscription'

@description('Azure region.')
param location string

@description('Image of the API.')
param apiImage string

@description('Content security policy of the site.')
@maxLength(640)
param siteContentSecurityPolicy string

@description('Tags.')
param tags { *: string }

module group '../../modules/bicep/resource-group/main.bicep' = {
  name: 'resource-group'
  params: {
    name: 'rg-payments-prod'
    location: location
    tags: tags
  }
}

resource resourceGroup 'Microsoft.Resources/resourceGroups@2025-04-01' existing = {
  name: 'rg-payments-prod'
}

module monitoring '../../modules/bicep/monitoring/main.bicep' = {
  name: 'monitoring'
  scope: resourceGroup
  params: {
    workspaceName: 'log-payments-prod'
    applicationInsightsName: 'appi-payments-prod'
    location: location
    tags: tags
    retentionInDays: 90
    dailyQuotaGb: -1
    metricsPublisherPrincipalIds: {
      api: identityApi.outputs.principalId
    }
  }
  dependsOn: [
    group
  ]
}

module monitoringHub '../../modules/bicep/monitoring-existing/main.bicep' = {
  name: 'monitoring-hub'
  scope: resourceGroup
  params: {
    workspaceId: '/subscriptions/00000000-0000-0000-0000-000000000009/resourceGroups/rg-hub/providers/Microsoft.OperationalInsights/workspaces/log-hub'
    applicationInsightsName: 'appi-payments-hub-prod'
    location: location
    tags: tags
    metricsPublisherPrincipalIds: {
      api: identityApi.outputs.principalId
    }
  }
}

module keyVaultHub '../../modules/bicep/key-vault-existing/main.bicep' = {
  name: 'key-vault-hub'
  scope: az.resourceGroup('rg-hub')
  params: {
    name: 'kv-hub'
    readers: {
      'api-mail': {
        principalId: identityApi.outputs.principalId
        secretName: 'mail'
      }
    }
  }
}

module network '../../modules/bicep/network/main.bicep' = {
  name: 'network'
  scope: resourceGroup
  params: {
    name: 'vnet-payments-prod'
    location: location
    tags: tags
    addressSpace: [
      '10.20.0.0/16'
    ]
    containerAppsSubnet: {
      name: 'snet-apps'
      addressPrefix: '10.20.0.0/23'
      networkSecurityGroupName: 'nsg-apps'
    }
    privateEndpointsSubnet: {
      name: 'snet-endpoints'
      addressPrefix: '10.20.2.0/26'
      networkSecurityGroupName: 'nsg-endpoints'
    }
    databaseSubnet: {
      name: 'snet-database'
      addressPrefix: '10.20.3.0/28'
      networkSecurityGroupName: 'nsg-database'
    }
    internetEgressEnabled: false
    privateDnsZones: {
      registry: 'privatelink.azurecr.io'
      vault: 'privatelink.vaultcore.azure.net'
      blob: 'privatelink.blob.${az.environment().suffixes.storage}'
      web: 'privatelink.web.${az.environment().suffixes.storage}'
      database: 'payments.private.postgres.database.azure.com'
      cache: 'privatelink.redis.azure.net'
      queues: 'privatelink.servicebus.windows.net'
    }
    privateEndpointsPorts: [
      '5671'
      '10000'
    ]
    serviceBusEgressEnabled: true
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module identityApi '../../modules/bicep/identity/main.bicep' = {
  name: 'identity-api'
  scope: resourceGroup
  params: {
    name: 'id-payments-api-prod'
    location: location
    tags: tags
  }
  dependsOn: [
    group
  ]
}

module identityDeploy '../../modules/bicep/identity/main.bicep' = {
  name: 'identity-deploy'
  scope: resourceGroup
  params: {
    name: 'id-payments-deploy-prod'
    location: location
    tags: tags
    githubSubjects: {
      environment: 'repo:acme/payments:environment:prod'
    }
    roleAssignments: {
      push: 'AcrPush'
    }
  }
  dependsOn: [
    group
  ]
}

module redis '../../modules/bicep/redis/main.bicep' = {
  name: 'redis'
  scope: resourceGroup
  params: {
    name: 'amr-payments-prod'
    location: location
    tags: tags
    skuName: 'Balanced_B3'
    highAvailabilityEnabled: true
    persistenceFrequency: '6h'
    evictionPolicy: 'AllKeysLRU'
    privateEndpointName: 'pep-payments-prod-cache'
    privateEndpointSubnetId: network.outputs.privateEndpointsSubnetId
    privateDnsZoneId: network.outputs.privateDnsZoneIds.cache
    accessPrincipalIds: {
      api: identityApi.outputs.principalId
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module redisSessions '../../modules/bicep/redis/main.bicep' = {
  name: 'redis-sessions'
  scope: resourceGroup
  params: {
    name: 'amr-payments-sessions-prod'
    location: location
    tags: tags
    persistenceFrequency: '1s'
    privateEndpointName: 'pep-payments-prod-sessions'
    privateEndpointSubnetId: network.outputs.privateEndpointsSubnetId
    privateDnsZoneId: network.outputs.privateDnsZoneIds.cache
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module serviceBus '../../modules/bicep/service-bus/main.bicep' = {
  name: 'service-bus'
  scope: resourceGroup
  params: {
    name: 'sbns-payments-prod'
    location: location
    tags: tags
    messagingUnits: 2
    lockEnabled: true
    privateEndpointName: 'pep-payments-prod-queues'
    privateEndpointSubnetId: network.outputs.privateEndpointsSubnetId
    privateDnsZoneId: network.outputs.privateDnsZoneIds.queues
    queues: {
      mail: {
        lockDuration: 'PT30S'
        defaultMessageTtl: 'P2D'
      }
      webhooks: {
        maxDeliveryCount: 10
        duplicateDetectionWindow: 'PT10M'
      }
    }
    senders: {
      'api-mail': {
        principalId: identityApi.outputs.principalId
        queue: 'mail'
      }
    }
    workers: {
      'worker-webhooks': {
        principalId: identityDeploy.outputs.principalId
        queue: 'webhooks'
      }
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module alerts '../../modules/bicep/alerts/main.bicep' = {
  name: 'alerts'
  scope: resourceGroup
  params: {
    location: location
    tags: tags
    actionGroups: {
      page: {
        name: 'ag-payments-prod-page'
        shortName: 'page'
        emails: {
          'on-call': 'on-call@acme.example'
        }
        webhooks: {
          'on-call': {
            serviceUri: 'https://alerts.acme.example/azure'
            objectId: '6f1c7a9e-2d3b-4b8e-9a57-0c4d1e2f3a52'
            identifierUri: 'api://alerts'
          }
        }
      }
    }
    metricAlerts: {
      'queue-dead-letters': {
        description: 'There are messages that nobody could work on.'
        scope: serviceBus.outputs.id
        metricNamespace: 'Microsoft.ServiceBus/namespaces'
        metricName: 'DeadletteredMessages'
        aggregation: 'Maximum'
        operator: 'GreaterThan'
        threshold: 0
        dimension: {
          name: 'EntityName'
          values: [
            'webhooks'
          ]
        }
        frequency: 'PT5M'
        window: 'PT15M'
        severity: 3
        actionGroup: 'ticket'
      }
      'vault-unavailable': {
        description: 'The vault does not answer.'
        scope: keyVault.outputs.id
        metricNamespace: 'Microsoft.KeyVault/vaults'
        metricName: 'Availability'
        aggregation: 'Average'
        operator: 'LessThan'
        threshold: 99
        severity: 1
        actionGroup: 'page'
      }
    }
    logAlerts: {
      'service-errors': {
        description: 'A service answers too often with an error.'
        query: 'AppRequests | summarize Value = countif(toint(ResultCode) >= 500)'
        threshold: 2
        frequency: 'PT10M'
        window: 'PT15M'
        severity: 1
        actionGroup: 'page'
      }
    }
    webTests: {
      'reach-app': {
        description: 'The host does not answer from outside.'
        url: 'https://payments.acme.example/'
        frequency: 600
        locations: [
          'emea-nl-ams-azr'
          'emea-gb-db3-azr'
        ]
        status: 204
        content: 'prices'
      }
    }
    applicationInsightsId: monitoring.outputs.applicationInsightsId
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module budget '../../modules/bicep/budget/main.bicep' = {
  name: 'budget'
  scope: resourceGroup
  params: {
    name: 'payments-prod-monthly'
    amount: 1000
    startDate: '2026-01-01T00:00:00Z'
    contactEmails: [
      'finance@acme.example'
    ]
    contactGroups: [
      alerts.outputs.actionGroupIds.page
    ]
  }
}

module storageArchive '../../modules/bicep/storage-archive/main.bicep' = {
  name: 'storage-archive'
  scope: resourceGroup
  params: {
    name: 'starchivepaymentsprod'
    location: location
    tags: tags
    lockEnabled: true
    containers: {
      audit: {
        deleteAfterDays: 366
        immutableDays: 365
      }
      dumps: {
        coldAfterDays: 30
        deleteAfterDays: 365
      }
      other: {}
    }
    writers: {
      'api-audit': {
        principalId: identityApi.outputs.principalId
        container: 'audit'
      }
    }
    privateEndpointName: 'pep-payments-prod-archive'
    privateEndpointSubnetId: network.outputs.privateEndpointsSubnetId
    privateDnsZoneId: network.outputs.privateDnsZoneIds.blob
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module postgresBackup '../../modules/bicep/postgres-backup/main.bicep' = {
  name: 'postgres-backup'
  scope: resourceGroup
  params: {
    name: 'caj-payments-backup-prod'
    location: location
    tags: tags
    containerAppEnvironmentId: containerAppsEnvironment.outputs.id
    identityId: identityApi.outputs.id
    identityClientId: identityApi.outputs.clientId
    registryServer: registry.outputs.loginServer
    dumpImage: 'docker.io/library/postgres:16-alpine@sha256:57c72fd2a128e416c7fcc499958864df5301e940bca0a56f58fddf30ffc07777'
    uploadImage: 'docker.io/rclone/rclone:1.75.1@sha256:45401ad7410db1d67ffdb58e19059ad20b0d8e0285a60e38bbec55cc1019c7a5'
    schedule: '17 2 * * *'
    replicaTimeoutInSeconds: 3600
    resources: {
      cpu: '1'
      memory: '2Gi'
    }
    database: {
      host: postgres.outputs.fqdn
      port: 5433
      name: 'payments'
      user: identityApi.outputs.name
    }
    storageAccountName: storageArchive.outputs.name
    containerName: 'dumps'
  }
}

module registry '../../modules/bicep/registry/main.bicep' = {
  name: 'registry'
  scope: resourceGroup
  params: {
    name: 'crpaymentsprod'
    location: location
    tags: tags
    zoneRedundancyEnabled: true
    replicas: [
      {
        location: 'northeurope'
      }
    ]
    lockEnabled: true
    privateEndpointName: 'pep-crpaymentsprod'
    privateEndpointSubnetId: network.outputs.privateEndpointsSubnetId
    privateDnsZoneId: network.outputs.privateDnsZoneIds.registry
    pullPrincipalIds: {
      api: identityApi.outputs.principalId
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module keyVault '../../modules/bicep/key-vault/main.bicep' = {
  name: 'key-vault'
  scope: resourceGroup
  params: {
    name: 'kv-payments-prod'
    location: location
    tags: tags
    tenantId: tenant().tenantId
    purgeProtectionEnabled: true
    softDeleteRetentionDays: 90
    lockEnabled: true
    privateEndpointName: 'pep-kv-payments-prod'
    privateEndpointSubnetId: network.outputs.privateEndpointsSubnetId
    privateDnsZoneId: network.outputs.privateDnsZoneIds.vault
    readers: {
      apiJwt: {
        principalId: identityApi.outputs.principalId
        secretName: 'jwt'
      }
      apiAll: {
        principalId: identityDeploy.outputs.principalId
      }
    }
    officerPrincipalIds: {
      bootstrap: identityDeploy.outputs.principalId
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module environment '../../modules/bicep/container-apps-environment/main.bicep' = {
  name: 'environment'
  scope: resourceGroup
  params: {
    name: 'cae-payments-prod'
    location: location
    tags: tags
    infrastructureResourceGroupName: 'rg-payments-prod-platform'
    infrastructureSubnetId: network.outputs.containerAppsSubnetId
    virtualNetworkId: network.outputs.id
    zoneRedundancyEnabled: true
    workloadProfiles: {
      dedicated: {
        type: 'D4'
        minimumCount: 1
        maximumCount: 3
      }
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module appApi '../../modules/bicep/container-app/main.bicep' = {
  name: 'app-api'
  scope: resourceGroup
  params: {
    name: 'ca-payments-api-prod'
    location: location
    tags: tags
    containerAppEnvironmentId: environment.outputs.id
    identityId: identityApi.outputs.id
    registryServer: registry.outputs.loginServer
    containerName: 'api'
    image: apiImage
    revisionMode: 'Multiple'
    ingress: {
      targetPort: 8080
      externalEnabled: true
      allowedIpRanges: {
        network: '10.20.0.0/16'
      }
    }
    config: {
      LOG_LEVEL: 'info'
      PORT: '8080'
    }
    keyVaultReferences: {
      jwt: '${keyVault.outputs.uri}secrets/jwt'
    }
    referencedConfig: {
      JWT_SECRET: 'jwt'
    }
    referencesMountPath: '/run/secrets'
    probes: {
      port: 8080
      startup: {
        path: '/health/started'
      }
      readiness: {
        path: '/health/ready'
      }
      liveness: {
        path: '/health/live'
      }
    }
    scale: {
      minReplicas: 3
      concurrentRequests: 50
      cpuUtilization: 65
      customRules: {
        queue: {
          type: 'azure-servicebus'
          metadata: {
            queueName: 'webhooks'
          }
          identityId: identityApi.outputs.id
        }
      }
    }
  }
}

module appWorker '../../modules/bicep/container-app/main.bicep' = {
  name: 'app-worker'
  scope: resourceGroup
  params: {
    name: 'ca-payments-worker-prod'
    location: location
    tags: tags
    containerAppEnvironmentId: environment.outputs.id
    identityId: identityApi.outputs.id
    registryServer: registry.outputs.loginServer
    containerName: 'worker'
    image: apiImage
    command: [
      '/app/worker'
    ]
    resources: {
      cpu: '0.25'
      memory: '0.5Gi'
    }
    probes: {
      port: 8080
      startup: {
        path: '/health/started'
      }
      readiness: {
        path: '/health/ready'
      }
      liveness: {
        path: '/health/live'
        failureCountThreshold: 5
      }
    }
  }
}

module jobSweeper '../../modules/bicep/container-app-job/main.bicep' = {
  name: 'job-sweeper'
  scope: resourceGroup
  params: {
    name: 'caj-payments-sweeper-prod'
    location: location
    tags: tags
    containerAppEnvironmentId: environment.outputs.id
    identityId: identityApi.outputs.id
    registryServer: registry.outputs.loginServer
    containerName: 'sweeper'
    image: apiImage
    args: [
      'sweep'
    ]
    schedule: '17 3 * * *'
  }
}

module jobHooks '../../modules/bicep/container-app-job/main.bicep' = {
  name: 'job-hooks'
  scope: resourceGroup
  params: {
    name: 'caj-payments-hooks-prod'
    location: location
    tags: tags
    containerAppEnvironmentId: environment.outputs.id
    identityId: identityApi.outputs.id
    registryServer: registry.outputs.loginServer
    containerName: 'hooks'
    image: apiImage
    event: {
      rules: {
        queue: {
          type: 'azure-queue'
          metadata: {
            queueName: 'hooks'
          }
        }
      }
    }
  }
}

module jobMigrate '../../modules/bicep/container-app-job/main.bicep' = {
  name: 'job-migrate'
  scope: resourceGroup
  params: {
    name: 'caj-payments-migrate-prod'
    location: location
    tags: tags
    containerAppEnvironmentId: environment.outputs.id
    identityId: identityApi.outputs.id
    registryServer: registry.outputs.loginServer
    containerName: 'migrate'
    image: apiImage
  }
}

module postgres '../../modules/bicep/postgres/main.bicep' = {
  name: 'postgres'
  scope: resourceGroup
  params: {
    name: 'psql-payments-prod'
    location: location
    tags: tags
    postgresVersion: '16'
    skuName: 'GP_Standard_D2ds_v5'
    storageMb: 131072
    highAvailabilityMode: 'ZoneRedundant'
    geoRedundantBackupEnabled: true
    lockEnabled: true
    delegatedSubnetId: network.outputs.databaseSubnetId ?? ''
    privateDnsZoneId: network.outputs.privateDnsZoneIds.database
    tenantId: tenant().tenantId
    administrators: {
      team: {
        objectId: '0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13'
        principalName: 'payments-dba'
        principalType: 'Group'
      }
      migrate: {
        objectId: identityApi.outputs.principalId
        principalName: identityApi.outputs.name
        principalType: 'ServicePrincipal'
      }
    }
    databases: [
      'payments'
    ]
    parameters: {
      log_min_duration_statement: '500'
      'azure.extensions': 'PG_STAT_STATEMENTS'
    }
    replicas: {
      reports: {
        name: 'psql-payments-reports-prod'
        skuName: 'MO_Standard_E2ds_v5'
      }
    }
    maintenanceWindow: {
      dayOfWeek: 6
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module site '../../modules/bicep/storage-site/main.bicep' = {
  name: 'site'
  scope: resourceGroup
  params: {
    name: 'stpaymentswebprod'
    location: location
    tags: tags
    replicationType: 'RAGZRS'
    lockEnabled: true
    blobPrivateEndpointName: 'pep-site-blob'
    webPrivateEndpointName: 'pep-site-web'
    privateEndpointSubnetId: network.outputs.privateEndpointsSubnetId
    blobPrivateDnsZoneId: network.outputs.privateDnsZoneIds.blob
    webPrivateDnsZoneId: network.outputs.privateDnsZoneIds.web
    publisherPrincipalIds: {
      deploy: identityDeploy.outputs.principalId
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module frontDoor '../../modules/bicep/front-door/main.bicep' = {
  name: 'front-door'
  scope: resourceGroup
  params: {
    name: 'afd-payments-prod'
    tags: tags
    endpointName: 'fde-payments-prod'
    firewallPolicyName: 'wafpaymentsprod'
    securityPolicyName: 'waf'
    firewallMode: 'Detection'
    canaryDomains: [
      'api'
    ]
    canaryPolicyName: 'wafpaymentscanary'
    allowedCountries: [
      'DE'
      'NL'
    ]
    customDomains: {
      www: {
        hostName: 'payments.acme.example'
      }
      api: {
        hostName: 'api.acme.example'
      }
    }
    routes: {
      api: {
        patterns: [
          '/api/*'
        ]
        domains: [
          'api'
        ]
        ruleSetName: 'api'
        origin: {
          hostName: appApi.outputs.fqdn ?? 'none'
          probePath: '/health/ready'
          privateLink: {
            targetId: environment.outputs.id
            targetType: 'managedEnvironments'
            location: location
          }
        }
        contentSecurityPolicy: 'default-src \'none\'; frame-ancestors \'none\''
        responseHeaders: {
          'Strict-Transport-Security': 'max-age=63072000; includeSubDomains'
          'X-Content-Type-Options': 'nosniff'
        }
      }
      web: {
        patterns: [
          '/*'
        ]
        domains: [
          'www'
        ]
        cacheEnabled: true
        ruleSetName: 'web'
        origin: {
          hostName: site.outputs.webHost
          probePath: '/index.html'
          privateLink: {
            targetId: site.outputs.id
            targetType: 'web'
            location: location
          }
        }
        contentSecurityPolicy: siteContentSecurityPolicy
      }
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module docs '../../modules/bicep/static-web-app/main.bicep' = {
  name: 'docs'
  scope: resourceGroup
  params: {
    name: 'stapp-payments-docs-prod'
    location: location
    tags: tags
    lockEnabled: true
    customDomains: [
      'docs.payments.acme.example'
      'help.payments.acme.example'
    ]
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module keyEncryption '../../modules/bicep/vault-key/main.bicep' = {
  name: 'key-encryption'
  scope: resourceGroup
  params: {
    name: 'key-encryption'
    keyVaultName: keyVault.outputs.name
    tags: tags
    expirationDate: '2028-12-01T00:00:00Z'
    rotateAfter: 'P365D'
    expireAfter: 'P455D'
    userPrincipalIds: {
      api: identityApi.outputs.principalId
    }
    officerPrincipalIds: {
      infrastructure: identityDeploy.outputs.principalId
    }
  }
}

module workbook '../../modules/bicep/workbook/main.bicep' = {
  name: 'workbook'
  scope: resourceGroup
  params: {
    name: '0b0f4d52-7c1b-4c57-9a41-1f0c5a8e2b01'
    displayName: 'payments prod'
    location: location
    tags: tags
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
    content: '{"items":[]}'
  }
}

// What is there already.
module registryHub '../../modules/bicep/registry-existing/main.bicep' = {
  name: 'registry-hub'
  scope: az.resourceGroup('rg-hub')
  params: {
    name: 'crhub'
    pullPrincipalIds: {
      api: identityApi.outputs.principalId
    }
  }
}

module networkHub '../../modules/bicep/network-existing/main.bicep' = {
  name: 'network-hub'
  scope: resourceGroup
  params: {
    name: 'vnet-hub'
    virtualNetworkResourceGroupName: 'rg-hub'
    tags: tags
    containerAppsSubnetName: 'snet-apps'
    privateEndpointsSubnetName: 'snet-endpoints'
    existingPrivateDnsZones: {
      vault: 'privatelink.vaultcore.azure.net'
    }
    privateDnsZonesGroupId: '/subscriptions/00000000-0000-0000-0000-000000000009/resourceGroups/rg-dns'
    privateDnsZones: {
      database: 'payments.hub.postgres.database.azure.com'
    }
  }
}

module containerAppsEnvironmentHub '../../modules/bicep/container-apps-environment-existing/main.bicep' = {
  name: 'container-apps-environment-hub'
  scope: az.resourceGroup('rg-hub')
  params: {
    name: 'cae-hub'
  }
}

module aksHub '../../modules/bicep/aks-existing/main.bicep' = {
  name: 'aks-hub'
  scope: az.resourceGroup('rg-hub')
  params: {
    name: 'aks-hub'
  }
}

module postgresHub '../../modules/bicep/postgres-existing/main.bicep' = {
  name: 'postgres-hub'
  scope: az.resourceGroup('rg-hub')
  params: {
    name: 'psql-hub'
    tenantId: tenant().tenantId
    administrators: {
      team: {
        objectId: '0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13'
        principalName: 'payments-dba'
        principalType: 'Group'
      }
    }
    databases: [
      'payments'
    ]
  }
}

module redisHub '../../modules/bicep/redis-existing/main.bicep' = {
  name: 'redis-hub'
  scope: az.resourceGroup('rg-hub')
  params: {
    name: 'amr-hub'
    accessPrincipalIds: {
      api: identityApi.outputs.principalId
    }
  }
}

module serviceBusHub '../../modules/bicep/service-bus-existing/main.bicep' = {
  name: 'service-bus-hub'
  scope: az.resourceGroup('rg-hub')
  params: {
    name: 'sbns-hub'
    queues: {
      mail: {
        duplicateDetectionWindow: 'PT10M'
      }
    }
    senders: {
      'api-mail': {
        principalId: identityApi.outputs.principalId
        queue: 'mail'
      }
    }
    workers: {
      'worker-mail': {
        principalId: identityDeploy.outputs.principalId
        queue: 'mail'
      }
    }
  }
}

module storageArchiveHub '../../modules/bicep/storage-archive-existing/main.bicep' = {
  name: 'storage-archive-hub'
  scope: az.resourceGroup('rg-hub')
  params: {
    name: 'sthub'
    containers: {
      audit: {
        immutableDays: 365
      }
      dumps: {}
    }
    writers: {
      'api-audit': {
        principalId: identityApi.outputs.principalId
        container: 'audit'
      }
    }
  }
}

@description('Where it is.')
output endpointHostName string = frontDoor.outputs.endpointHostName

module networkCluster '../../modules/bicep/network/main.bicep' = {
  name: 'network-cluster'
  scope: resourceGroup
  params: {
    name: 'vnet-payments-cluster'
    location: location
    tags: tags
    addressSpace: [
      '10.21.0.0/16'
    ]
    nodesSubnet: {
      name: 'snet-nodes'
      addressPrefix: '10.21.0.0/20'
      networkSecurityGroupName: 'nsg-nodes'
    }
    privateEndpointsSubnet: {
      name: 'snet-endpoints'
      addressPrefix: '10.21.16.0/26'
      networkSecurityGroupName: 'nsg-cluster-endpoints'
    }
    ingressSource: 'AzureFrontDoor.Backend'
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module aks '../../modules/bicep/aks/main.bicep' = {
  name: 'aks'
  scope: resourceGroup
  params: {
    name: 'aks-payments-prod'
    identityName: 'id-payments-aks-prod'
    logsRuleName: 'dcr-payments-prod-logs'
    nodeResourceGroupName: 'rg-payments-prod-nodes'
    location: location
    tags: tags
    tenantId: '9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601'
    adminGroupObjectIds: [
      '00000000-0000-0000-0000-000000000021'
    ]
    nodesSubnetId: networkCluster.outputs.nodesSubnetId ?? ''
    networkPolicy: 'cilium'
    prometheusEnabled: true
    kedaEnabled: true
    maintenanceWindow: {
      dayOfWeek: 'Saturday'
      startTime: '03:00'
    }
    systemPool: {
      vmSize: 'Standard_D4ds_v5'
      minCount: 3
      maxCount: 5
      osDiskSizeGb: 64
    }
    nodePools: {
      apps: {
        vmSize: 'Standard_D8ds_v5'
        minCount: 3
        maxCount: 9
        osDiskSizeGb: 128
        spot: false
      }
      batch: {
        vmSize: 'Standard_D4ds_v5'
        minCount: 0
        maxCount: 6
        osDiskSizeGb: 64
        spot: true
      }
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module aksPlain '../../modules/bicep/aks/main.bicep' = {
  name: 'aks-plain'
  scope: resourceGroup
  params: {
    name: 'aks-payments-test'
    identityName: 'id-payments-aks-test'
    logsRuleName: 'dcr-payments-test-logs'
    nodeResourceGroupName: 'rg-payments-test-nodes'
    location: location
    tags: tags
    tenantId: '9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601'
    skuTier: 'Free'
    zones: []
    defenderEnabled: false
    nodesSubnetId: networkCluster.outputs.nodesSubnetId ?? ''
    systemPool: {
      vmSize: 'Standard_D2ds_v5'
      minCount: 1
      maxCount: 2
      osDiskSizeGb: 64
    }
    nodePools: {
      apps: {
        vmSize: 'Standard_D2ds_v5'
        minCount: 1
        maxCount: 3
        osDiskSizeGb: 64
        spot: false
      }
    }
    logAnalyticsWorkspaceId: monitoring.outputs.workspaceId
  }
}

module managedPrometheus '../../modules/bicep/managed-prometheus/main.bicep' = {
  name: 'managed-prometheus'
  scope: resourceGroup
  params: {
    name: 'amw-payments-prod'
    endpointName: 'dce-payments-prod'
    ruleName: 'dcr-payments-prod-metrics'
    ruleGroupName: 'prg-payments-prod'
    location: location
    tags: tags
    clusterName: 'aks-payments-prod'
    alerts: [
      {
        name: 'node-not-ready'
        description: 'A node is away.'
        expression: 'kube_node_status_condition{condition="Ready",status="true"} == 0'
        for: 'PT15M'
        severity: 1
        actionGroup: 'page'
      }
      {
        name: 'pods-pending'
        description: 'Pods wait.'
        expression: 'sum(kube_pod_status_phase{phase="Pending"}) > 0'
        for: 'PT30M'
        severity: 3
        actionGroup: 'ticket'
      }
    ]
    actionGroupIds: {
      page: alerts.outputs.actionGroupIds.page
    }
  }
  dependsOn: [
    aks
  ]
}

module identityPods '../../modules/bicep/identity/main.bicep' = {
  name: 'identity-pods'
  scope: resourceGroup
  params: {
    name: 'id-payments-pods-prod'
    location: location
    tags: tags
    kubernetesIssuer: aks.outputs.oidcIssuerUrl
    kubernetesSubjects: {
      api: 'system:serviceaccount:payments-prod:api'
    }
    roleAssignments: {
      kubeconfig: 'Azure Kubernetes Service Cluster User Role'
      deploy: 'Azure Kubernetes Service RBAC Cluster Admin'
    }
  }
}

module siteHub '../../modules/bicep/storage-site-existing/main.bicep' = {
  name: 'site-hub'
  scope: az.resourceGroup('rg-hub')
  params: {
    name: 'stweb'
    webZone: 'z6'
    publisherPrincipalIds: {
      deploy: identityDeploy.outputs.principalId
    }
  }
}

module dnsRecords '../../modules/bicep/dns-records/main.bicep' = {
  name: 'dns-records'
  scope: az.resourceGroup('rg-dns')
  params: {
    zoneName: 'acme.example'
    tags: tags
    target: frontDoor.outputs.endpointHostName
    names: {
      app: 'payments'
    }
    validationTokens: frontDoor.outputs.domainValidationTokens
  }
}
