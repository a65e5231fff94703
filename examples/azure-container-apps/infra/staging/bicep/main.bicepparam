// Compiled from environments/staging.yaml and what it extends: change those, not this file.
using 'main.bicep'

param tenantId = '9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601'

param location = 'westeurope'

param tags = {
  environment: 'staging'
  managed_by: 'formwork'
  organisation: 'acme'
  owner: 'team-crewdesk'
  tier: 'staging'
  workload: 'crewdesk'
}

param resourceGroupSettings = { name: 'rg-crewdesk-staging' }

param monitoringSettings = {
  workspaceName: 'log-crewdesk-staging'
  applicationInsightsName: 'appi-crewdesk-staging'
  retentionInDays: 60
  dailyQuotaGb: -1
}

param networkSettings = {
  name: 'vnet-crewdesk-staging'
  addressSpace: '10.22.0.0/16'
  containerAppsSubnet: {
    name: 'snet-apps'
    addressPrefix: '10.22.0.0/19'
    networkSecurityGroupName: 'nsg-crewdesk-staging-apps'
  }
  privateEndpointsSubnet: {
    name: 'snet-endpoints'
    addressPrefix: '10.22.32.0/22'
    networkSecurityGroupName: 'nsg-crewdesk-staging-endpoints'
  }
  databaseSubnet: {
    name: 'snet-database'
    addressPrefix: '10.22.40.0/24'
    networkSecurityGroupName: 'nsg-crewdesk-staging-database'
  }
  internetEgressEnabled: true
}

param registrySettings = {
  name: 'cracmecrewdeskstaging'
  zoneRedundancyEnabled: true
  untaggedRetentionDays: 30
  replicas: []
  lockEnabled: true
  privateEndpointName: 'pep-crewdesk-staging-registry'
}

param keyVaultSettings = {
  name: 'kv-crewdesk-stagi-d5fbdd'
  purgeProtectionEnabled: true
  softDeleteRetentionDays: 90
  lockEnabled: true
  privateEndpointName: 'pep-crewdesk-staging-vault'
}

param containerAppsEnvironmentSettings = {
  name: 'cae-crewdesk-staging'
  infrastructureResourceGroupName: 'rg-crewdesk-staging-platform'
  zoneRedundancyEnabled: true
  mutualTlsEnabled: true
}

param postgresSettings = {
  name: 'psql-crewdesk-staging-d5fbdd'
  postgresVersion: '16'
  skuName: 'GP_Standard_D2ds_v5'
  storageMb: 65536
  databases: ['crewdesk']
  backupRetentionDays: 14
  geoRedundantBackupEnabled: false
  highAvailabilityMode: 'Disabled'
  lockEnabled: true
  administrators: {
    operators: {
      objectId: '6f1c7a9e-2d3b-4b8e-9a57-0c4d1e2f3a52'
      principalName: 'crewdesk-operators'
      principalType: 'Group'
    }
  }
}

param siteSettingsWeb = {
  name: 'stcrewdeskwebstagib2bb4e'
  replicationType: 'ZRS'
  lockEnabled: true
  indexDocument: 'index.html'
  error404Document: 'index.html'
  blobPrivateEndpointName: 'pep-crewdesk-staging-web-blob'
  webPrivateEndpointName: 'pep-crewdesk-staging-web-web'
}

param staticWebAppSettingsDocs = {
  name: 'stapp-crewdesk-docs-staging'
  location: 'westeurope'
  lockEnabled: true
  customDomains: ['docs.crewdesk.staging.acme.example']
}

param appSettingsApi = {
  name: 'ca-crewdesk-api-staging'
  identityName: 'id-crewdesk-api-staging'
  image: 'cracmecrewdeskstaging.azurecr.io/crewdesk-api:v2.4.0-rc.1@sha256:30cd1103372957f8b20392d3569af5e26118078c8785323f0e9b7c22bd64eeb7'
  resources: { cpu: '0.5', memory: '1Gi' }
  revisionMode: 'Multiple'
  needs: []
  ingress: {
    targetPort: 8080
    externalEnabled: true
    allowedIpRanges: { network: '10.22.0.0/16' }
  }
  config: {
    APP_ENV: 'staging'
    DATABASE_HOST: 'psql-crewdesk-staging-d5fbdd.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '5'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-api-staging'
    FEATURE_BILLING_PORTAL: 'false'
    LOG_FORMAT: 'json'
    LOG_LEVEL: 'info'
    PORT: '8080'
    TENANT_CACHE_TTL: '30s'
  }
  secrets: {
    'jwt-signing': { as: 'file', env: 'JWT_SIGNING' }
    'payment-provider': { as: 'file', env: 'PAYMENT_PROVIDER' }
    'reset-signing': { as: 'file', env: 'RESET_SIGNING' }
  }
  probes: {
    port: 8080
    startup: { path: '/healthz', intervalSeconds: 2, timeout: 2, failureCountThreshold: 30 }
    readiness: { path: '/readyz', intervalSeconds: 5, timeout: 2, failureCountThreshold: 2 }
    liveness: { path: '/healthz', intervalSeconds: 10, timeout: 2, failureCountThreshold: 3 }
  }
  scale: { minReplicas: 2, maxReplicas: 4, concurrentRequests: 50, cpuUtilization: 65 }
  terminationGracePeriodSeconds: 45
}

param appSettingsWorker = {
  name: 'ca-crewdesk-worker-staging'
  identityName: 'id-crewdesk-worker-staging'
  image: 'cracmecrewdeskstaging.azurecr.io/crewdesk-worker:v2.4.0-rc.1@sha256:cbe086ba5067c51c502c6d090e0a98a1ea3374eedae43a4e07fcfc096bb02005'
  resources: { cpu: '0.5', memory: '1Gi' }
  revisionMode: 'Single'
  needs: []
  config: {
    APP_ENV: 'staging'
    DATABASE_HOST: 'psql-crewdesk-staging-d5fbdd.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '5'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-worker-staging'
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
  scale: { minReplicas: 2, maxReplicas: 4, cpuUtilization: 65 }
  terminationGracePeriodSeconds: 45
}

param jobSettingsMigrate = {
  name: 'caj-crewdesk-migrate-staging'
  identityName: 'id-crewdesk-migrate-staging'
  image: 'cracmecrewdeskstaging.azurecr.io/crewdesk-api:v2.4.0-rc.1@sha256:30cd1103372957f8b20392d3569af5e26118078c8785323f0e9b7c22bd64eeb7'
  command: ['/app/api', 'migrate']
  resources: { cpu: '1', memory: '2Gi' }
  replicaTimeoutInSeconds: 900
  replicaRetryLimit: 0
  needs: []
  config: {
    APP_ENV: 'staging'
    DATABASE_HOST: 'psql-crewdesk-staging-d5fbdd.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '5'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-migrate-staging'
    FEATURE_BILLING_PORTAL: 'false'
    LOG_FORMAT: 'json'
    LOG_LEVEL: 'info'
    PORT: '8080'
    TENANT_CACHE_TTL: '30s'
  }
  secrets: {
    'jwt-signing': { as: 'file', env: 'JWT_SIGNING' }
    'payment-provider': { as: 'file', env: 'PAYMENT_PROVIDER' }
    'reset-signing': { as: 'file', env: 'RESET_SIGNING' }
  }
}

param jobSettingsSubscriptionAudit = {
  name: 'caj-crewdesk-subscription-236aba'
  identityName: 'id-crewdesk-subscription-audit-staging'
  image: 'cracmecrewdeskstaging.azurecr.io/crewdesk-worker:v2.4.0-rc.1@sha256:cbe086ba5067c51c502c6d090e0a98a1ea3374eedae43a4e07fcfc096bb02005'
  command: ['/app/worker', 'audit-subscriptions']
  resources: { cpu: '1', memory: '2Gi' }
  schedule: '43 4 * * 1'
  replicaTimeoutInSeconds: 3600
  replicaRetryLimit: 2
  needs: []
  config: {
    APP_ENV: 'staging'
    DATABASE_HOST: 'psql-crewdesk-staging-d5fbdd.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '5'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-subscription-audit-staging'
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
  name: 'caj-crewdesk-trial-sweepe-60e161'
  identityName: 'id-crewdesk-trial-sweeper-staging'
  image: 'cracmecrewdeskstaging.azurecr.io/crewdesk-worker:v2.4.0-rc.1@sha256:cbe086ba5067c51c502c6d090e0a98a1ea3374eedae43a4e07fcfc096bb02005'
  command: ['/app/worker', 'sweep-trials']
  resources: { cpu: '1', memory: '2Gi' }
  schedule: '17 3 * * *'
  replicaTimeoutInSeconds: 1800
  replicaRetryLimit: 2
  needs: []
  config: {
    APP_ENV: 'staging'
    DATABASE_HOST: 'psql-crewdesk-staging-d5fbdd.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '5'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
    DATABASE_SSL_MODE: 'verify-full'
    DATABASE_USER: 'id-crewdesk-trial-sweeper-staging'
    LOG_FORMAT: 'json'
    LOG_LEVEL: 'info'
    PORT: '8080'
  }
  secrets: {
    'mail-provider': { as: 'file', env: 'MAIL_PROVIDER' }
    'payment-provider': { as: 'file', env: 'PAYMENT_PROVIDER' }
  }
}

param deployIdentitySettings = {
  name: 'id-crewdesk-deploy-staging'
  githubSubject: 'repo:acme/crewdesk:environment:staging'
}

param infrastructurePrincipalId = '8e7d6c5b-4a39-4281-9f0e-1d2c3b4a5962'

param frontDoorSettings = {
  name: 'afd-crewdesk-staging'
  endpointName: 'fde-crewdesk-staging'
  firewallPolicyName: 'fdfpcrewdeskstaging'
  securityPolicyName: 'waf'
  responseTimeoutSeconds: 30
  firewallMode: 'Prevention'
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
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains'
    'X-Content-Type-Options': 'nosniff'
    'X-Frame-Options': 'DENY'
  }
}

param customDomains = {
  app: {
    hostName: 'crewdesk.staging.acme.example'
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
