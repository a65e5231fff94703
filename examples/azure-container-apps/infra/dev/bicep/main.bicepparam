// Compiled from environments/dev.yaml and what it extends: change those, not this file.
using 'main.bicep'

param tenantId = '9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601'

param location = 'westeurope'

param tags = {
  environment: 'dev'
  managed_by: 'formwork'
  organisation: 'acme'
  owner: 'team-crewdesk'
  tier: 'development'
  workload: 'crewdesk'
}

param resourceGroupSettings = { name: 'rg-crewdesk-dev' }

param monitoringSettings = {
  workspaceName: 'log-crewdesk-dev'
  applicationInsightsName: 'appi-crewdesk-dev'
  retentionInDays: 30
  dailyQuotaGb: -1
}

param networkSettings = {
  name: 'vnet-crewdesk-dev'
  addressSpace: '10.21.0.0/16'
  containerAppsSubnet: {
    name: 'snet-apps'
    addressPrefix: '10.21.0.0/19'
    networkSecurityGroupName: 'nsg-crewdesk-dev-apps'
  }
  privateEndpointsSubnet: {
    name: 'snet-endpoints'
    addressPrefix: '10.21.32.0/22'
    networkSecurityGroupName: 'nsg-crewdesk-dev-endpoints'
  }
  databaseSubnet: {
    name: 'snet-database'
    addressPrefix: '10.21.40.0/24'
    networkSecurityGroupName: 'nsg-crewdesk-dev-database'
  }
  internetEgressEnabled: true
  privateEndpointsPorts: ['10000']
  serviceBusEgressEnabled: true
}

param registrySettings = {
  name: 'cracmecrewdeskdev'
  zoneRedundancyEnabled: false
  untaggedRetentionDays: 30
  replicas: []
  lockEnabled: false
  privateEndpointName: 'pep-crewdesk-dev-registry'
}

param keyVaultSettings = {
  name: 'kv-crewdesk-dev-4ca484'
  skuName: 'standard'
  purgeProtectionEnabled: false
  softDeleteRetentionDays: 7
  lockEnabled: false
  privateEndpointName: 'pep-crewdesk-dev-vault'
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
  name: 'cae-crewdesk-dev'
  infrastructureResourceGroupName: 'rg-crewdesk-dev-platform'
  zoneRedundancyEnabled: false
  mutualTlsEnabled: true
}

param postgresSettings = {
  name: 'psql-crewdesk-dev-4ca484'
  postgresVersion: '16'
  skuName: 'B_Standard_B1ms'
  storageMb: 32768
  databases: ['crewdesk']
  backupRetentionDays: 7
  geoRedundantBackupEnabled: false
  highAvailabilityMode: 'Disabled'
  lockEnabled: false
  administrators: {
    developers: {
      objectId: '6f1c7a9e-2d3b-4b8e-9a57-0c4d1e2f3a51'
      principalName: 'crewdesk-developers'
      principalType: 'Group'
    }
  }
  maintenanceWindow: { dayOfWeek: 0, startHour: 2 }
  replicas: []
  parameters: [
    { name: 'azure.extensions', value: 'PG_STAT_STATEMENTS' }
    { name: 'log_min_duration_statement', value: '500' }
    { name: 'pg_stat_statements.track', value: 'top' }
    { name: 'track_io_timing', value: 'on' }
  ]
}

param redisSettings = {
  name: 'amr-crewdesk-dev-4ca484'
  skuName: 'Balanced_B0'
  highAvailabilityEnabled: false
  evictionPolicy: 'VolatileLRU'
  privateEndpointName: 'pep-crewdesk-dev-cache'
}

param serviceBusSettings = {
  name: 'sbns-crewdesk-dev-4ca484'
  sku: 'Standard'
  messagingUnits: 1
  publicNetworkAccessEnabled: true
  lockEnabled: false
  privateEndpointName: 'pep-crewdesk-dev-queues'
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
  name: 'stcrewdeskdevarchib52e4a'
  replicationType: 'LRS'
  lockEnabled: false
  privateEndpointName: 'pep-crewdesk-dev-archive'
  containers: [
    {
      name: 'audit'
      coldAfterDays: 30
      deleteAfterDays: 2
      immutableDays: 1
      immutabilityLocked: false
    }
    {
      name: 'dumps'
      coldAfterDays: 30
      deleteAfterDays: 7
      immutableDays: 0
      immutabilityLocked: false
    }
  ]
}

param postgresBackupSettings = {
  name: 'caj-crewdesk-backup-dev'
  identityName: 'id-crewdesk-backup-dev'
  dumpImage: 'docker.io/library/postgres:16.14-alpine@sha256:57c72fd2a128e416c7fcc499958864df5301e940bca0a56f58fddf30ffc07777'
  uploadImage: 'docker.io/rclone/rclone:1.75.1@sha256:45401ad7410db1d67ffdb58e19059ad20b0d8e0285a60e38bbec55cc1019c7a5'
  schedule: '17 2 * * *'
  replicaTimeoutInSeconds: 7200
  databaseName: 'crewdesk'
}

param siteSettingsWeb = {
  name: 'stcrewdeskwebdev38c50e'
  replicationType: 'LRS'
  lockEnabled: false
  indexDocument: 'index.html'
  error404Document: 'index.html'
  blobPrivateEndpointName: 'pep-crewdesk-dev-web-blob'
  webPrivateEndpointName: 'pep-crewdesk-dev-web-web'
}

param staticWebAppSettingsDocs = {
  name: 'stapp-crewdesk-docs-dev'
  location: 'westeurope'
  lockEnabled: false
  customDomains: ['docs.crewdesk.dev.acme.example']
}

param appSettingsApi = {
  name: 'ca-crewdesk-api-dev'
  identityName: 'id-crewdesk-api-dev'
  image: 'cracmecrewdeskdev.azurecr.io/crewdesk-api:v2.4.0-dev.12@sha256:4f4445fff127d0a486817bcc99a96b7ea6c25cf3676b32cf119bb13a7745632f'
  resources: { cpu: '0.5', memory: '1Gi' }
  revisionMode: 'Multiple'
  needs: []
  queues: []
  ingress: {
    targetPort: 8080
    externalEnabled: true
    allowedIpRanges: { network: '10.21.0.0/16' }
  }
  config: {
    APP_ENV: 'dev'
    CACHE_FALLBACK: 'bypass'
    CACHE_PORT: '10000'
    CACHE_STALE_SECONDS: '120'
    CACHE_TTL_SECONDS: '30'
    DATABASE_HOST: 'psql-crewdesk-dev-4ca484.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '5'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-api-dev'
    FEATURE_BILLING_PORTAL: 'true'
    LOG_FORMAT: 'json'
    LOG_LEVEL: 'debug'
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
  scale: { minReplicas: 1, maxReplicas: 2, concurrentRequests: 50, cpuUtilization: 65 }
  terminationGracePeriodSeconds: 45
}

param appSettingsWorker = {
  name: 'ca-crewdesk-worker-dev'
  identityName: 'id-crewdesk-worker-dev'
  image: 'cracmecrewdeskdev.azurecr.io/crewdesk-worker:v2.4.0-dev.12@sha256:b61222801a32a08abb3d3bdad1e3f55b1512534a7873fe0ed15ba39a87bc3a01'
  resources: { cpu: '0.5', memory: '1Gi' }
  revisionMode: 'Single'
  needs: []
  queues: [
    { name: 'billing-retries', messagesPerReplica: 5 }
    { name: 'mail', messagesPerReplica: 20 }
    { name: 'webhooks', messagesPerReplica: 20 }
  ]
  config: {
    APP_ENV: 'dev'
    CACHE_FALLBACK: 'bypass'
    CACHE_PORT: '10000'
    CACHE_STALE_SECONDS: '120'
    CACHE_TTL_SECONDS: '30'
    DATABASE_HOST: 'psql-crewdesk-dev-4ca484.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '5'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-worker-dev'
    LOG_FORMAT: 'json'
    LOG_LEVEL: 'debug'
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
  scale: { minReplicas: 1, maxReplicas: 2, cpuUtilization: 65 }
  terminationGracePeriodSeconds: 45
}

param jobSettingsMigrate = {
  name: 'caj-crewdesk-migrate-dev'
  identityName: 'id-crewdesk-migrate-dev'
  image: 'cracmecrewdeskdev.azurecr.io/crewdesk-api:v2.4.0-dev.12@sha256:4f4445fff127d0a486817bcc99a96b7ea6c25cf3676b32cf119bb13a7745632f'
  command: ['/app/api', 'migrate']
  resources: { cpu: '1', memory: '2Gi' }
  replicaTimeoutInSeconds: 900
  replicaRetryLimit: 0
  needs: []
  config: {
    APP_ENV: 'dev'
    CACHE_FALLBACK: 'bypass'
    CACHE_PORT: '10000'
    CACHE_STALE_SECONDS: '120'
    CACHE_TTL_SECONDS: '30'
    DATABASE_BACKUP_USER: 'id-crewdesk-backup-dev'
    DATABASE_HOST: 'psql-crewdesk-dev-4ca484.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '5'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-migrate-dev'
    FEATURE_BILLING_PORTAL: 'true'
    LOG_FORMAT: 'json'
    LOG_LEVEL: 'debug'
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
  name: 'caj-crewdesk-audit-export-dev'
  identityName: 'id-crewdesk-audit-export-dev'
  image: 'cracmecrewdeskdev.azurecr.io/crewdesk-worker:v2.4.0-dev.12@sha256:b61222801a32a08abb3d3bdad1e3f55b1512534a7873fe0ed15ba39a87bc3a01'
  command: ['/app/worker', 'export-audit-log']
  resources: { cpu: '1', memory: '2Gi' }
  schedule: '23 5 1 * *'
  replicaTimeoutInSeconds: 3600
  replicaRetryLimit: 2
  needs: []
  config: {
    APP_ENV: 'dev'
    CACHE_FALLBACK: 'bypass'
    CACHE_PORT: '10000'
    CACHE_STALE_SECONDS: '120'
    CACHE_TTL_SECONDS: '30'
    DATABASE_HOST: 'psql-crewdesk-dev-4ca484.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '5'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-audit-export-dev'
    LOG_FORMAT: 'json'
    LOG_LEVEL: 'debug'
    PORT: '8080'
  }
  secrets: {
    'mail-provider': { as: 'file', env: 'MAIL_PROVIDER' }
    'payment-provider': { as: 'file', env: 'PAYMENT_PROVIDER' }
  }
}

param jobSettingsSubscriptionAudit = {
  name: 'caj-crewdesk-subscription-269e4e'
  identityName: 'id-crewdesk-subscription-audit-dev'
  image: 'cracmecrewdeskdev.azurecr.io/crewdesk-worker:v2.4.0-dev.12@sha256:b61222801a32a08abb3d3bdad1e3f55b1512534a7873fe0ed15ba39a87bc3a01'
  command: ['/app/worker', 'audit-subscriptions']
  resources: { cpu: '1', memory: '2Gi' }
  schedule: '43 4 * * 1'
  replicaTimeoutInSeconds: 3600
  replicaRetryLimit: 2
  needs: []
  config: {
    APP_ENV: 'dev'
    CACHE_FALLBACK: 'bypass'
    CACHE_PORT: '10000'
    CACHE_STALE_SECONDS: '120'
    CACHE_TTL_SECONDS: '30'
    DATABASE_HOST: 'psql-crewdesk-dev-4ca484.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '5'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-subscription-audit-dev'
    LOG_FORMAT: 'json'
    LOG_LEVEL: 'debug'
    PORT: '8080'
  }
  secrets: {
    'mail-provider': { as: 'file', env: 'MAIL_PROVIDER' }
    'payment-provider': { as: 'file', env: 'PAYMENT_PROVIDER' }
  }
}

param jobSettingsTrialSweeper = {
  name: 'caj-crewdesk-trial-sweeper-dev'
  identityName: 'id-crewdesk-trial-sweeper-dev'
  image: 'cracmecrewdeskdev.azurecr.io/crewdesk-worker:v2.4.0-dev.12@sha256:b61222801a32a08abb3d3bdad1e3f55b1512534a7873fe0ed15ba39a87bc3a01'
  command: ['/app/worker', 'sweep-trials']
  resources: { cpu: '1', memory: '2Gi' }
  schedule: '17 3 * * *'
  replicaTimeoutInSeconds: 1800
  replicaRetryLimit: 2
  needs: []
  config: {
    APP_ENV: 'dev'
    CACHE_FALLBACK: 'bypass'
    CACHE_PORT: '10000'
    CACHE_STALE_SECONDS: '120'
    CACHE_TTL_SECONDS: '30'
    DATABASE_HOST: 'psql-crewdesk-dev-4ca484.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '5'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-trial-sweeper-dev'
    LOG_FORMAT: 'json'
    LOG_LEVEL: 'debug'
    PORT: '8080'
  }
  secrets: {
    'mail-provider': { as: 'file', env: 'MAIL_PROVIDER' }
    'payment-provider': { as: 'file', env: 'PAYMENT_PROVIDER' }
  }
}

param budgetSettings = {
  name: 'crewdesk-dev-monthly'
  amount: 400
  startDate: '2026-12-01T00:00:00Z'
  contactEmails: []
}

param deployIdentitySettings = {
  name: 'id-crewdesk-deploy-dev'
  githubSubject: 'repo:acme/crewdesk:environment:dev'
}

param infrastructurePrincipalId = '8e7d6c5b-4a39-4281-9f0e-1d2c3b4a5961'

param frontDoorSettings = {
  name: 'afd-crewdesk-dev'
  endpointName: 'fde-crewdesk-dev'
  firewallPolicyName: 'fdfpcrewdeskdev'
  securityPolicyName: 'waf'
  responseTimeoutSeconds: 30
  firewallMode: 'Detection'
  rateLimitPerMinute: 600
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
    'Strict-Transport-Security': 'max-age=86400; includeSubDomains'
    'X-Content-Type-Options': 'nosniff'
    'X-Frame-Options': 'DENY'
  }
}

param customDomains = {
  app: {
    hostName: 'crewdesk.dev.acme.example'
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
