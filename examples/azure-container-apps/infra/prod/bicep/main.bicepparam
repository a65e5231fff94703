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
  purgeProtectionEnabled: true
  softDeleteRetentionDays: 90
  lockEnabled: true
  privateEndpointName: 'pep-crewdesk-prod-vault'
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
  ingress: {
    targetPort: 8080
    externalEnabled: true
    allowedIpRanges: { network: '10.20.0.0/16' }
  }
  config: {
    APP_ENV: 'prod'
    DATABASE_HOST: 'psql-crewdesk-prod-37999c.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '10'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
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
  config: {
    APP_ENV: 'prod'
    DATABASE_HOST: 'psql-crewdesk-prod-37999c.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '10'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
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
    DATABASE_HOST: 'psql-crewdesk-prod-37999c.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '10'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
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
    'payment-provider': { as: 'file', env: 'PAYMENT_PROVIDER' }
    'reset-signing': { as: 'file', env: 'RESET_SIGNING' }
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
    DATABASE_HOST: 'psql-crewdesk-prod-37999c.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '10'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
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
    DATABASE_HOST: 'psql-crewdesk-prod-37999c.postgres.database.azure.com'
    DATABASE_MAX_CONNECTIONS: '10'
    DATABASE_NAME: 'crewdesk'
    DATABASE_PORT: '5432'
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
