// Compiled from environments/prod.yaml and what it extends: change those, not this file.
using 'main.bicep'

param tenantId = '9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601'

param location = 'westeurope'

param tags = {
  environment: 'prod'
  managed_by: 'formwork'
  organisation: 'acme'
  owner: 'team-crewdesk'
  tier: 'production'
  workload: 'crewdesk'
}

param resourceGroupSettings = { name: 'rg-crewdesk-prod' }

param monitoringSettings = {
  workspaceName: 'log-crewdesk-prod'
  applicationInsightsName: 'appi-crewdesk-prod'
  retentionInDays: 90
  dailyQuotaGb: -1
}

param networkSettings = {
  name: 'vnet-crewdesk-prod'
  addressSpace: '10.20.0.0/16'
  containerAppsSubnet: {
    name: 'snet-apps'
    addressPrefix: '10.20.0.0/19'
    networkSecurityGroupName: 'nsg-crewdesk-prod-apps'
  }
  privateEndpointsSubnet: {
    name: 'snet-endpoints'
    addressPrefix: '10.20.32.0/22'
    networkSecurityGroupName: 'nsg-crewdesk-prod-endpoints'
  }
  databaseSubnet: {
    name: 'snet-database'
    addressPrefix: '10.20.40.0/24'
    networkSecurityGroupName: 'nsg-crewdesk-prod-database'
  }
  internetEgressEnabled: true
  privateEndpointsPorts: ['5671', '10000']
  serviceBusEgressEnabled: false
}

param registrySettings = {
  name: 'cracmecrewdeskprod'
  zoneRedundancyEnabled: true
  untaggedRetentionDays: 30
  replicas: [
    { location: 'northeurope' }
  ]
  lockEnabled: true
  privateEndpointName: 'pep-crewdesk-prod-registry'
}

param keyVaultSettings = {
  name: 'kv-crewdesk-prod-37999c'
  skuName: 'standard'
  purgeProtectionEnabled: true
  softDeleteRetentionDays: 90
  lockEnabled: true
  privateEndpointName: 'pep-crewdesk-prod-vault'
}

param keyEncryptionSettings = {
  name: 'key-encryption'
  keyType: 'RSA'
  expirationDate: '2028-12-01T00:00:00Z'
  rotateAfter: 'P365D'
  expireAfter: 'P455D'
  users: ['api', 'worker', 'audit-export', 'subscription-audit', 'trial-sweeper', 'migrate']
}

param containerAppsEnvironmentSettings = {
  name: 'cae-crewdesk-prod'
  infrastructureResourceGroupName: 'rg-crewdesk-prod-platform'
  zoneRedundancyEnabled: true
  mutualTlsEnabled: true
}

param postgresSettings = {
  name: 'psql-crewdesk-prod-37999c'
  postgresVersion: '16'
  skuName: 'GP_Standard_D4ds_v5'
  storageMb: 262144
  databases: ['crewdesk']
  backupRetentionDays: 35
  geoRedundantBackupEnabled: true
  highAvailabilityMode: 'ZoneRedundant'
  lockEnabled: true
  administrators: {
    operators: {
      objectId: '6f1c7a9e-2d3b-4b8e-9a57-0c4d1e2f3a52'
      principalName: 'crewdesk-operators'
      principalType: 'Group'
    }
  }
  maintenanceWindow: { dayOfWeek: 0, startHour: 2 }
  replicas: [
    { key: 'reports', name: 'psql-crewdesk-prod-reports-53a4b9', skuName: 'GP_Standard_D4ds_v5' }
  ]
  parameters: [
    { name: 'azure.extensions', value: 'PG_STAT_STATEMENTS' }
    { name: 'log_min_duration_statement', value: '500' }
    { name: 'pg_stat_statements.track', value: 'top' }
    { name: 'track_io_timing', value: 'on' }
    { name: 'pgbouncer.enabled', value: 'true' }
    { name: 'pgbouncer.default_pool_size', value: '50' }
    { name: 'pgbouncer.pool_mode', value: 'transaction' }
  ]
}

param redisSettings = {
  name: 'amr-crewdesk-prod-37999c'
  skuName: 'Balanced_B3'
  highAvailabilityEnabled: true
  persistenceFrequency: '1h'
  evictionPolicy: 'VolatileLRU'
  privateEndpointName: 'pep-crewdesk-prod-cache'
}

param serviceBusSettings = {
  name: 'sbns-crewdesk-prod-37999c'
  sku: 'Premium'
  messagingUnits: 1
  publicNetworkAccessEnabled: false
  lockEnabled: true
  privateEndpointName: 'pep-crewdesk-prod-queues'
}

param queuesSettings = {
  'billing-retries': {
    lockDuration: 'PT1M'
    defaultMessageTtl: 'P14D'
    maxDeliveryCount: 10
    maxSizeInMegabytes: 1024
  }
  mail: {
    lockDuration: 'PT30S'
    defaultMessageTtl: 'P2D'
    maxDeliveryCount: 5
    maxSizeInMegabytes: 1024
  }
  webhooks: {
    lockDuration: 'PT1M'
    defaultMessageTtl: 'P14D'
    maxDeliveryCount: 5
    maxSizeInMegabytes: 1024
    duplicateDetectionWindow: 'PT10M'
  }
}

param archiveSettings = {
  name: 'stcrewdeskprodarch19cb57'
  replicationType: 'RAGZRS'
  lockEnabled: true
  privateEndpointName: 'pep-crewdesk-prod-archive'
  containers: [
    {
      name: 'audit'
      coldAfterDays: 30
      deleteAfterDays: 366
      immutableDays: 365
      immutabilityLocked: true
    }
    {
      name: 'dumps'
      coldAfterDays: 30
      deleteAfterDays: 365
      immutableDays: 0
      immutabilityLocked: false
    }
  ]
}

param postgresBackupSettings = {
  name: 'caj-crewdesk-backup-prod'
  identityName: 'id-crewdesk-backup-prod'
  dumpImage: 'docker.io/library/postgres:16.14-alpine@sha256:57c72fd2a128e416c7fcc499958864df5301e940bca0a56f58fddf30ffc07777'
  uploadImage: 'docker.io/rclone/rclone:1.75.1@sha256:45401ad7410db1d67ffdb58e19059ad20b0d8e0285a60e38bbec55cc1019c7a5'
  schedule: '17 2 * * *'
  replicaTimeoutInSeconds: 7200
  databaseName: 'crewdesk'
}

param siteSettingsWeb = {
  name: 'stcrewdeskwebprodeeb348'
  replicationType: 'RAGZRS'
  lockEnabled: true
  indexDocument: 'index.html'
  error404Document: 'index.html'
  blobPrivateEndpointName: 'pep-crewdesk-prod-web-blob'
  webPrivateEndpointName: 'pep-crewdesk-prod-web-web'
}

param staticWebAppSettingsDocs = {
  name: 'stapp-crewdesk-docs-prod'
  location: 'westeurope'
  lockEnabled: true
  customDomains: ['docs.crewdesk.acme.example']
}

param appSettingsApi = {
  name: 'ca-crewdesk-api-prod'
  identityName: 'id-crewdesk-api-prod'
  image: 'cracmecrewdeskprod.azurecr.io/crewdesk-api:v2.3.1@sha256:8059ca73d1404154dbbca967406f2ab07e30f6e2b72ebf9e01fd05362a6d91e9'
  resources: { cpu: '1', memory: '2Gi' }
  revisionMode: 'Multiple'
  needs: []
  queues: []
  ingress: {
    targetPort: 8080
    externalEnabled: true
    allowedIpRanges: { network: '10.20.0.0/16' }
  }
  config: {
    APP_ENV: 'prod'
    CACHE_FALLBACK: 'bypass'
    CACHE_PORT: '10000'
    CACHE_STALE_SECONDS: '120'
    CACHE_TTL_SECONDS: '30'
    DATABASE_HOST: 'psql-crewdesk-prod-37999c.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '10'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '6432'
    DATABASE_REPLICA_HOSTS: 'psql-crewdesk-prod-reports-53a4b9.postgres.database.azure.com'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-api-prod'
    FEATURE_BILLING_PORTAL: 'false'
    LOG_FORMAT: 'json'
    LOG_LEVEL: 'info'
    PORT: '8080'
    TENANT_CACHE_TTL: '30s'
  }
  secrets: {
    'jwt-signing': { as: 'file', env: 'JWT_SIGNING' }
    'jwt-signing-previous': { as: 'file', env: 'JWT_SIGNING_PREVIOUS' }
    'payment-provider': { as: 'file', env: 'PAYMENT_PROVIDER' }
    'reset-signing': { as: 'file', env: 'RESET_SIGNING' }
  }
  probes: {
    port: 8080
    startup: { path: '/healthz', intervalSeconds: 2, timeout: 2, failureCountThreshold: 30 }
    readiness: { path: '/readyz', intervalSeconds: 5, timeout: 2, failureCountThreshold: 2 }
    liveness: { path: '/healthz', intervalSeconds: 10, timeout: 2, failureCountThreshold: 3 }
  }
  scale: { minReplicas: 3, maxReplicas: 30, concurrentRequests: 50, cpuUtilization: 65 }
  terminationGracePeriodSeconds: 45
}

param appSettingsWorker = {
  name: 'ca-crewdesk-worker-prod'
  identityName: 'id-crewdesk-worker-prod'
  image: 'cracmecrewdeskprod.azurecr.io/crewdesk-worker:v2.3.1@sha256:822809f8cd45e1be7c84b019f8cb78cae273f141d2f09b73f492575b27c2cdc0'
  resources: { cpu: '1', memory: '2Gi' }
  revisionMode: 'Single'
  needs: []
  queues: [
    { name: 'billing-retries', messagesPerReplica: 5 }
    { name: 'mail', messagesPerReplica: 20 }
    { name: 'webhooks', messagesPerReplica: 20 }
  ]
  config: {
    APP_ENV: 'prod'
    CACHE_FALLBACK: 'bypass'
    CACHE_PORT: '10000'
    CACHE_STALE_SECONDS: '120'
    CACHE_TTL_SECONDS: '30'
    DATABASE_HOST: 'psql-crewdesk-prod-37999c.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '10'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '6432'
    DATABASE_REPLICA_HOSTS: 'psql-crewdesk-prod-reports-53a4b9.postgres.database.azure.com'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-worker-prod'
    LOG_FORMAT: 'json'
    LOG_LEVEL: 'info'
    PORT: '8080'
  }
  secrets: {
    'mail-provider': { as: 'file', env: 'MAIL_PROVIDER' }
    'payment-provider': { as: 'file', env: 'PAYMENT_PROVIDER' }
  }
  probes: {
    port: 8080
    startup: { path: '/healthz', intervalSeconds: 2, timeout: 2, failureCountThreshold: 30 }
    readiness: { path: '/readyz', intervalSeconds: 5, timeout: 2, failureCountThreshold: 2 }
    liveness: { path: '/healthz', intervalSeconds: 10, timeout: 2, failureCountThreshold: 3 }
  }
  scale: { minReplicas: 3, maxReplicas: 12, cpuUtilization: 65 }
  terminationGracePeriodSeconds: 45
}

param jobSettingsMigrate = {
  name: 'caj-crewdesk-migrate-prod'
  identityName: 'id-crewdesk-migrate-prod'
  image: 'cracmecrewdeskprod.azurecr.io/crewdesk-api:v2.3.1@sha256:8059ca73d1404154dbbca967406f2ab07e30f6e2b72ebf9e01fd05362a6d91e9'
  command: ['/app/api', 'migrate']
  resources: { cpu: '1', memory: '2Gi' }
  replicaTimeoutInSeconds: 900
  replicaRetryLimit: 0
  needs: []
  config: {
    APP_ENV: 'prod'
    CACHE_FALLBACK: 'bypass'
    CACHE_PORT: '10000'
    CACHE_STALE_SECONDS: '120'
    CACHE_TTL_SECONDS: '30'
    DATABASE_BACKUP_USER: 'id-crewdesk-backup-prod'
    DATABASE_HOST: 'psql-crewdesk-prod-37999c.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '10'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
    DATABASE_REPLICA_HOSTS: 'psql-crewdesk-prod-reports-53a4b9.postgres.database.azure.com'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-migrate-prod'
    FEATURE_BILLING_PORTAL: 'false'
    LOG_FORMAT: 'json'
    LOG_LEVEL: 'info'
    PORT: '8080'
    TENANT_CACHE_TTL: '30s'
  }
  secrets: {
    'jwt-signing': { as: 'file', env: 'JWT_SIGNING' }
    'jwt-signing-previous': { as: 'file', env: 'JWT_SIGNING_PREVIOUS' }
    'payment-provider': { as: 'file', env: 'PAYMENT_PROVIDER' }
    'reset-signing': { as: 'file', env: 'RESET_SIGNING' }
  }
}

param jobSettingsAuditExport = {
  name: 'caj-crewdesk-audit-export-prod'
  identityName: 'id-crewdesk-audit-export-prod'
  image: 'cracmecrewdeskprod.azurecr.io/crewdesk-worker:v2.3.1@sha256:822809f8cd45e1be7c84b019f8cb78cae273f141d2f09b73f492575b27c2cdc0'
  command: ['/app/worker', 'export-audit-log']
  resources: { cpu: '1', memory: '2Gi' }
  schedule: '23 5 1 * *'
  replicaTimeoutInSeconds: 3600
  replicaRetryLimit: 2
  needs: []
  config: {
    APP_ENV: 'prod'
    CACHE_FALLBACK: 'bypass'
    CACHE_PORT: '10000'
    CACHE_STALE_SECONDS: '120'
    CACHE_TTL_SECONDS: '30'
    DATABASE_HOST: 'psql-crewdesk-prod-37999c.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '10'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '6432'
    DATABASE_REPLICA_HOSTS: 'psql-crewdesk-prod-reports-53a4b9.postgres.database.azure.com'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-audit-export-prod'
    LOG_FORMAT: 'json'
    LOG_LEVEL: 'info'
    PORT: '8080'
  }
  secrets: {
    'mail-provider': { as: 'file', env: 'MAIL_PROVIDER' }
    'payment-provider': { as: 'file', env: 'PAYMENT_PROVIDER' }
  }
}

param jobSettingsSubscriptionAudit = {
  name: 'caj-crewdesk-subscription-ca5a2b'
  identityName: 'id-crewdesk-subscription-audit-prod'
  image: 'cracmecrewdeskprod.azurecr.io/crewdesk-worker:v2.3.1@sha256:822809f8cd45e1be7c84b019f8cb78cae273f141d2f09b73f492575b27c2cdc0'
  command: ['/app/worker', 'audit-subscriptions']
  resources: { cpu: '1', memory: '2Gi' }
  schedule: '43 4 * * 1'
  replicaTimeoutInSeconds: 3600
  replicaRetryLimit: 2
  needs: []
  config: {
    APP_ENV: 'prod'
    CACHE_FALLBACK: 'bypass'
    CACHE_PORT: '10000'
    CACHE_STALE_SECONDS: '120'
    CACHE_TTL_SECONDS: '30'
    DATABASE_HOST: 'psql-crewdesk-prod-37999c.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '10'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '6432'
    DATABASE_REPLICA_HOSTS: 'psql-crewdesk-prod-reports-53a4b9.postgres.database.azure.com'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-subscription-audit-prod'
    LOG_FORMAT: 'json'
    LOG_LEVEL: 'info'
    PORT: '8080'
  }
  secrets: {
    'mail-provider': { as: 'file', env: 'MAIL_PROVIDER' }
    'payment-provider': { as: 'file', env: 'PAYMENT_PROVIDER' }
  }
}

param jobSettingsTrialSweeper = {
  name: 'caj-crewdesk-trial-sweeper-prod'
  identityName: 'id-crewdesk-trial-sweeper-prod'
  image: 'cracmecrewdeskprod.azurecr.io/crewdesk-worker:v2.3.1@sha256:822809f8cd45e1be7c84b019f8cb78cae273f141d2f09b73f492575b27c2cdc0'
  command: ['/app/worker', 'sweep-trials']
  resources: { cpu: '1', memory: '2Gi' }
  schedule: '17 3 * * *'
  replicaTimeoutInSeconds: 1800
  replicaRetryLimit: 2
  needs: []
  config: {
    APP_ENV: 'prod'
    CACHE_FALLBACK: 'bypass'
    CACHE_PORT: '10000'
    CACHE_STALE_SECONDS: '120'
    CACHE_TTL_SECONDS: '30'
    DATABASE_HOST: 'psql-crewdesk-prod-37999c.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '10'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '6432'
    DATABASE_REPLICA_HOSTS: 'psql-crewdesk-prod-reports-53a4b9.postgres.database.azure.com'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-trial-sweeper-prod'
    LOG_FORMAT: 'json'
    LOG_LEVEL: 'info'
    PORT: '8080'
  }
  secrets: {
    'mail-provider': { as: 'file', env: 'MAIL_PROVIDER' }
    'payment-provider': { as: 'file', env: 'PAYMENT_PROVIDER' }
  }
}

param alertsSettings = {
  actionGroups: [
    {
      urgency: 'page'
      name: 'ag-crewdesk-prod-page'
      emails: [
        { name: 'on-call-3b458c', address: 'crewdesk@acme.pagerduty.example' }
      ]
      webhooks: []
    }
    {
      urgency: 'ticket'
      name: 'ag-crewdesk-prod-ticket'
      emails: [
        { name: 'team-6102b5', address: 'team-crewdesk@acme.example' }
      ]
      webhooks: []
    }
  ]
  metricAlerts: [
    {
      name: 'edge-unhealthy'
      target: 'front-door'
      description: 'Services or sites do not answer the health probes of Front Door.'
      metricNamespace: 'Microsoft.Cdn/profiles'
      metricName: 'OriginHealthPercentage'
      aggregation: 'Average'
      operator: 'LessThan'
      threshold: 90
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT1M'
      window: 'PT5M'
      severity: 1
      actionGroup: 'page'
    }
    {
      name: 'edge-errors'
      target: 'front-door'
      description: 'Too many requests end in a server error.'
      metricNamespace: 'Microsoft.Cdn/profiles'
      metricName: 'Percentage5XX'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 2
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT1M'
      window: 'PT5M'
      severity: 1
      actionGroup: 'page'
    }
    {
      name: 'edge-rejected'
      target: 'front-door'
      description: 'A surge of requests that are refused as too many.'
      metricNamespace: 'Microsoft.Cdn/profiles'
      metricName: 'RequestCount'
      aggregation: 'Total'
      operator: 'GreaterThan'
      threshold: 300
      dimensionName: 'HttpStatus'
      dimensionValues: ['429']
      frequency: 'PT1M'
      window: 'PT5M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'edge-unauthorized'
      target: 'front-door'
      description: 'A surge of requests that are not allowed.'
      metricNamespace: 'Microsoft.Cdn/profiles'
      metricName: 'RequestCount'
      aggregation: 'Total'
      operator: 'GreaterThan'
      threshold: 300
      dimensionName: 'HttpStatus'
      dimensionValues: ['401', '403']
      frequency: 'PT1M'
      window: 'PT5M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'database-down'
      target: 'postgres'
      description: 'The database does not answer.'
      metricNamespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
      metricName: 'is_db_alive'
      aggregation: 'Maximum'
      operator: 'LessThan'
      threshold: 1
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT1M'
      window: 'PT5M'
      severity: 1
      actionGroup: 'page'
    }
    {
      name: 'database-connection-errors'
      target: 'postgres'
      description: 'The database refuses connections.'
      metricNamespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
      metricName: 'connections_failed'
      aggregation: 'Total'
      operator: 'GreaterThan'
      threshold: 10
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT1M'
      window: 'PT5M'
      severity: 1
      actionGroup: 'page'
    }
    {
      name: 'database-connections'
      target: 'postgres'
      description: 'The connections of the database run out.'
      metricNamespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
      metricName: 'active_connections'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 344
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT1M'
      window: 'PT5M'
      severity: 1
      actionGroup: 'page'
    }
    {
      name: 'database-cpu'
      target: 'postgres'
      description: 'The database has too much to do.'
      metricNamespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
      metricName: 'cpu_percent'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 85
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'database-memory'
      target: 'postgres'
      description: 'The memory of the database runs out.'
      metricNamespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
      metricName: 'memory_percent'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 85
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'database-storage'
      target: 'postgres'
      description: 'The disk of the database fills up.'
      metricNamespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
      metricName: 'storage_percent'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 85
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'cache-memory'
      target: 'redis'
      description: 'The cache is full, and drops what is still wanted.'
      metricNamespace: 'Microsoft.Cache/redisEnterprise'
      metricName: 'usedmemorypercentage'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 85
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'cache-cpu'
      target: 'redis'
      description: 'The cache has too much to do.'
      metricNamespace: 'Microsoft.Cache/redisEnterprise'
      metricName: 'percentProcessorTime'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 85
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'queues-throttled'
      target: 'service-bus'
      description: 'Service Bus refuses messages as too many.'
      metricNamespace: 'Microsoft.ServiceBus/namespaces'
      metricName: 'ThrottledRequests'
      aggregation: 'Total'
      operator: 'GreaterThan'
      threshold: 0
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT1M'
      window: 'PT5M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'vault-unavailable'
      target: 'key-vault'
      description: 'The vault does not answer: nothing that starts gets its secrets.'
      metricNamespace: 'Microsoft.KeyVault/vaults'
      metricName: 'Availability'
      aggregation: 'Average'
      operator: 'LessThan'
      threshold: 99
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT1M'
      window: 'PT5M'
      severity: 1
      actionGroup: 'page'
    }
    {
      name: 'billing-retries-dead-letters'
      target: 'service-bus'
      description: 'There are messages in the queue billing-retries that nobody could work on.'
      metricNamespace: 'Microsoft.ServiceBus/namespaces'
      metricName: 'DeadletteredMessages'
      aggregation: 'Maximum'
      operator: 'GreaterThan'
      threshold: 0
      dimensionName: 'EntityName'
      dimensionValues: ['billing-retries']
      frequency: 'PT1M'
      window: 'PT5M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'billing-retries-backlog'
      target: 'service-bus'
      description: 'Messages of the queue billing-retries wait too long.'
      metricNamespace: 'Microsoft.ServiceBus/namespaces'
      metricName: 'ActiveMessages'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 1000
      dimensionName: 'EntityName'
      dimensionValues: ['billing-retries']
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'mail-dead-letters'
      target: 'service-bus'
      description: 'There are messages in the queue mail that nobody could work on.'
      metricNamespace: 'Microsoft.ServiceBus/namespaces'
      metricName: 'DeadletteredMessages'
      aggregation: 'Maximum'
      operator: 'GreaterThan'
      threshold: 0
      dimensionName: 'EntityName'
      dimensionValues: ['mail']
      frequency: 'PT1M'
      window: 'PT5M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'mail-backlog'
      target: 'service-bus'
      description: 'Messages of the queue mail wait too long.'
      metricNamespace: 'Microsoft.ServiceBus/namespaces'
      metricName: 'ActiveMessages'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 1000
      dimensionName: 'EntityName'
      dimensionValues: ['mail']
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'webhooks-dead-letters'
      target: 'service-bus'
      description: 'There are messages in the queue webhooks that nobody could work on.'
      metricNamespace: 'Microsoft.ServiceBus/namespaces'
      metricName: 'DeadletteredMessages'
      aggregation: 'Maximum'
      operator: 'GreaterThan'
      threshold: 0
      dimensionName: 'EntityName'
      dimensionValues: ['webhooks']
      frequency: 'PT1M'
      window: 'PT5M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'webhooks-backlog'
      target: 'service-bus'
      description: 'Messages of the queue webhooks wait too long.'
      metricNamespace: 'Microsoft.ServiceBus/namespaces'
      metricName: 'ActiveMessages'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 1000
      dimensionName: 'EntityName'
      dimensionValues: ['webhooks']
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'api-restarts'
      target: 'app-api'
      description: 'A replica of api starts again and again.'
      metricNamespace: 'Microsoft.App/containerApps'
      metricName: 'RestartCount'
      aggregation: 'Maximum'
      operator: 'GreaterThan'
      threshold: 3
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT1M'
      window: 'PT5M'
      severity: 1
      actionGroup: 'page'
    }
    {
      name: 'api-cpu'
      target: 'app-api'
      description: 'The replicas of api have too much to do.'
      metricNamespace: 'Microsoft.App/containerApps'
      metricName: 'UsageNanoCores'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 850000000
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'api-memory'
      target: 'app-api'
      description: 'The memory of the replicas of api runs out.'
      metricNamespace: 'Microsoft.App/containerApps'
      metricName: 'WorkingSetBytes'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 1825361060
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'api-at-limit'
      target: 'app-api'
      description: 'As many replicas of api run as may.'
      metricNamespace: 'Microsoft.App/containerApps'
      metricName: 'Replicas'
      aggregation: 'Minimum'
      operator: 'GreaterThanOrEqual'
      threshold: 30
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'worker-restarts'
      target: 'app-worker'
      description: 'A replica of worker starts again and again.'
      metricNamespace: 'Microsoft.App/containerApps'
      metricName: 'RestartCount'
      aggregation: 'Maximum'
      operator: 'GreaterThan'
      threshold: 3
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT1M'
      window: 'PT5M'
      severity: 1
      actionGroup: 'page'
    }
    {
      name: 'worker-cpu'
      target: 'app-worker'
      description: 'The replicas of worker have too much to do.'
      metricNamespace: 'Microsoft.App/containerApps'
      metricName: 'UsageNanoCores'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 850000000
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'worker-memory'
      target: 'app-worker'
      description: 'The memory of the replicas of worker runs out.'
      metricNamespace: 'Microsoft.App/containerApps'
      metricName: 'WorkingSetBytes'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 1825361060
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'worker-at-limit'
      target: 'app-worker'
      description: 'As many replicas of worker run as may.'
      metricNamespace: 'Microsoft.App/containerApps'
      metricName: 'Replicas'
      aggregation: 'Minimum'
      operator: 'GreaterThanOrEqual'
      threshold: 12
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
  ]
  logAlerts: [
    {
      name: 'edge-slow'
      description: 'One answer in a hundred takes too long.'
      query: 'AzureDiagnostics | where Category == "FrontDoorAccessLog" | summarize Value = percentile(coalesce(todouble(column_ifexists("timeTaken_s", "")), todouble(column_ifexists("timeTaken_d", real(null)))) * 1000, 99)'
      threshold: 1000
      frequency: 'PT5M'
      window: 'PT10M'
      severity: 1
      actionGroup: 'page'
    }
    {
      name: 'backup-missing'
      description: 'Two days have passed without a copy of the database.'
      query: 'StorageBlobLogs | where OperationName in ("PutBlob", "PutBlockList") and StatusCode startswith "20" and Uri contains "/dumps/" | summarize Value = iff(count() == 0, 1, 0)'
      threshold: 0
      frequency: 'PT1H'
      window: 'P2D'
      severity: 1
      actionGroup: 'page'
    }
    {
      name: 'vault-expiry'
      description: 'A secret, key or certificate of the vault ends within a month, or has ended.'
      query: 'AzureDiagnostics | where ResourceProvider == "MICROSOFT.KEYVAULT" and OperationName matches regex "^(Secret|Key|Certificate)(NearExpiry|Expired)EventGridNotification$" | summarize Value = count()'
      threshold: 0
      frequency: 'PT1H'
      window: 'P1D'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'service-errors'
      description: 'A service answers too often with an error, to callers inside as well.'
      query: 'AppRequests | summarize Failed = countif(toint(ResultCode) >= 500), Total = count() by AppRoleName | where Total >= 20 | extend Value = 100.0 * Failed / Total'
      threshold: 2
      frequency: 'PT5M'
      window: 'PT5M'
      severity: 1
      actionGroup: 'page'
    }
  ]
  webTests: [
    {
      name: 'reach-app'
      description: 'The host crewdesk.acme.example does not answer from outside as it should.'
      url: 'https://crewdesk.acme.example/'
      frequency: 300
      locations: [
        'emea-nl-ams-azr'
        'emea-gb-db3-azr'
        'emea-fr-pra-edge'
        'emea-ru-msa-edge'
        'us-va-ash-azr'
      ]
    }
    {
      name: 'reach-docs'
      description: 'The host docs.crewdesk.acme.example does not answer from outside as it should.'
      url: 'https://docs.crewdesk.acme.example/'
      frequency: 300
      locations: [
        'emea-nl-ams-azr'
        'emea-gb-db3-azr'
        'emea-fr-pra-edge'
        'emea-ru-msa-edge'
        'us-va-ash-azr'
      ]
    }
  ]
}

param workbookSettings = {
  name: 'c57e156a-e846-4970-8e55-75502c41b035'
  displayName: 'crewdesk prod'
}

param budgetSettings = {
  name: 'crewdesk-prod-monthly'
  amount: 6000
  startDate: '2026-12-01T00:00:00Z'
  contactEmails: []
}

param deployIdentitySettings = {
  name: 'id-crewdesk-deploy-prod'
  githubSubject: 'repo:acme/crewdesk:environment:prod'
}

param infrastructurePrincipalId = '8e7d6c5b-4a39-4281-9f0e-1d2c3b4a5963'

param frontDoorSettings = {
  name: 'afd-crewdesk-prod'
  endpointName: 'fde-crewdesk-prod'
  firewallPolicyName: 'fdfpcrewdeskprod'
  securityPolicyName: 'waf'
  responseTimeoutSeconds: 30
  firewallMode: 'Prevention'
  rateLimitPerMinute: 1200
  maxRequestBytes: 1048576
  allowedCountries: []
  contentSecurityPolicy: 'base-uri \'none\'; connect-src \'self\'; default-src \'self\'; form-action \'self\'; frame-ancestors \'none\'; img-src \'self\' data:; object-src \'none\''
  contentSecurityPolicyRest: []
  contentSecurityPolicyReportOnly: false
  responseHeaders: {
    'Cross-Origin-Opener-Policy': 'same-origin'
    'Cross-Origin-Resource-Policy': 'same-origin'
    'Permissions-Policy': 'accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()'
    'Referrer-Policy': 'strict-origin-when-cross-origin'
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains'
    'X-Content-Type-Options': 'nosniff'
    'X-Frame-Options': 'DENY'
  }
}

param dnsZoneSettings = {
  id: '/subscriptions/0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13/resourceGroups/rg-acme-dns/providers/Microsoft.Network/dnszones/acme.example'
  name: 'acme.example'
  resourceGroupName: 'rg-acme-dns'
  records: [
    { domain: 'app', name: 'crewdesk' }
  ]
}

param customDomains = {
  app: {
    hostName: 'crewdesk.acme.example'
  }
}

param routeSettingsApp = {
  domains: ['app']
  patterns: ['/*']
  probePath: '/index.html'
  ruleSetName: 'app'
  site: 'web'
}

param routeSettingsAppApi = {
  domains: ['app']
  patterns: ['/api', '/api/*']
  probePath: '/readyz'
  ruleSetName: 'appapi'
  service: 'api'
}
