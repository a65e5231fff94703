// Compiled from environments/dev.yaml and what it extends: change those, not this file.
using 'main.bicep'

param tenantId = '9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601'

param location = 'westeurope'

param tags = {
  environment: 'dev'
  managed_by: 'formwork'
  organisation: 'acme'
  owner: 'team-ledger'
  tier: 'development'
  workload: 'ledger'
}

param resourceGroupSettings = { name: 'rg-ledger-dev' }

param monitoringSettings = {
  workspaceName: 'log-ledger-dev'
  applicationInsightsName: 'appi-ledger-dev'
  retentionInDays: 30
  dailyQuotaGb: -1
}

param networkSettings = {
  name: 'vnet-ledger-dev'
  addressSpace: '10.31.0.0/16'
  nodesSubnet: {
    name: 'snet-nodes'
    addressPrefix: '10.31.0.0/19'
    networkSecurityGroupName: 'nsg-ledger-dev-nodes'
  }
  privateEndpointsSubnet: {
    name: 'snet-endpoints'
    addressPrefix: '10.31.32.0/22'
    networkSecurityGroupName: 'nsg-ledger-dev-endpoints'
  }
  databaseSubnet: {
    name: 'snet-database'
    addressPrefix: '10.31.40.0/24'
    networkSecurityGroupName: 'nsg-ledger-dev-database'
  }
  internetEgressEnabled: false
  privateEndpointsPorts: ['10000']
  serviceBusEgressEnabled: true
}

param registrySettings = {
  name: 'cracmeledgerdev'
  zoneRedundancyEnabled: false
  untaggedRetentionDays: 30
  replicas: []
  lockEnabled: false
  privateEndpointName: 'pep-ledger-dev-registry'
}

param keyVaultSettings = {
  name: 'kv-ledger-dev-1f50c9'
  skuName: 'standard'
  purgeProtectionEnabled: false
  softDeleteRetentionDays: 7
  lockEnabled: false
  privateEndpointName: 'pep-ledger-dev-vault'
}

param aksSettings = {
  name: 'aks-ledger-dev'
  identityName: 'id-ledger-aks-dev'
  logsRuleName: 'dcr-ledger-dev-logs'
  nodeResourceGroupName: 'rg-ledger-dev-nodes'
  adminGroupObjectIds: ['6f1c7a9e-2d3b-4b8e-9a57-0c4d1e2f3a61']
  skuTier: 'Free'
  upgradeChannel: 'stable'
  nodeOsUpgradeChannel: 'NodeImage'
  maintenanceWindow: { dayOfWeek: 'Sunday', startTime: '02:00' }
  zones: []
  networkPolicy: 'cilium'
  podCidr: '10.244.0.0/16'
  serviceCidr: '172.20.0.0/16'
  dnsServiceIp: '172.20.0.10'
  systemPool: { vmSize: 'Standard_D2ds_v5', minCount: 1, maxCount: 2, osDiskSizeGb: 64 }
  nodePools: [
    {
      name: 'apps'
      vmSize: 'Standard_D2ds_v5'
      minCount: 1
      maxCount: 3
      osDiskSizeGb: 64
      spot: false
    }
    {
      name: 'batch'
      vmSize: 'Standard_D2ds_v5'
      minCount: 0
      maxCount: 3
      osDiskSizeGb: 64
      spot: true
    }
  ]
  defenderEnabled: false
  prometheusEnabled: false
  kedaEnabled: true
}

param workloadSettingsBackup = {
  identityName: 'id-ledger-backup-dev'
  subjects: [
    { name: 'backup', subject: 'system:serviceaccount:ledger-dev:backup' }
  ]
  secrets: []
}

param workloadSettingsMigrate = {
  identityName: 'id-ledger-migrate-dev'
  subjects: [
    { name: 'migrate', subject: 'system:serviceaccount:ledger-dev:migrate' }
  ]
  secrets: []
}

param workloadSettingsApi = {
  identityName: 'id-ledger-api-dev'
  subjects: [
    { name: 'service-api', subject: 'system:serviceaccount:ledger-dev:api' }
  ]
  secrets: ['signing-key']
}

param workloadSettingsPostings = {
  identityName: 'id-ledger-postings-dev'
  subjects: [
    { name: 'service-postings', subject: 'system:serviceaccount:ledger-dev:postings' }
    { name: 'job-importer', subject: 'system:serviceaccount:ledger-dev:importer' }
    { name: 'job-statements', subject: 'system:serviceaccount:ledger-dev:statements' }
    { name: 'scaler', subject: 'system:serviceaccount:kube-system:keda-operator' }
  ]
  secrets: ['bank-api']
}

param postgresSettings = {
  name: 'psql-ledger-dev-1f50c9'
  postgresVersion: '17'
  skuName: 'B_Standard_B1ms'
  storageMb: 32768
  databases: ['ledger']
  backupRetentionDays: 7
  geoRedundantBackupEnabled: false
  highAvailabilityMode: 'Disabled'
  lockEnabled: false
  administrators: {}
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
  name: 'amr-ledger-dev-1f50c9'
  skuName: 'Balanced_B0'
  highAvailabilityEnabled: false
  evictionPolicy: 'VolatileLRU'
  privateEndpointName: 'pep-ledger-dev-cache'
}

param serviceBusSettings = {
  name: 'sbns-ledger-dev-1f50c9'
  sku: 'Standard'
  messagingUnits: 1
  publicNetworkAccessEnabled: true
  lockEnabled: false
  privateEndpointName: 'pep-ledger-dev-queues'
}

param queuesSettings = {
  imports: {
    lockDuration: 'PT1M'
    defaultMessageTtl: 'P14D'
    maxDeliveryCount: 5
    maxSizeInMegabytes: 1024
  }
  transfers: {
    lockDuration: 'PT1M'
    defaultMessageTtl: 'P14D'
    maxDeliveryCount: 5
    maxSizeInMegabytes: 1024
  }
}

param archiveSettings = {
  name: 'stledgerdevarchiveab22c5'
  replicationType: 'LRS'
  lockEnabled: false
  privateEndpointName: 'pep-ledger-dev-archive'
  containers: [
    {
      name: 'dumps'
      coldAfterDays: 30
      deleteAfterDays: 7
      immutableDays: 0
      immutabilityLocked: false
    }
  ]
}

param siteSettingsWeb = {
  name: 'stledgerwebdev43ba57'
  replicationType: 'LRS'
  lockEnabled: false
  indexDocument: 'index.html'
  error404Document: '404.html'
  blobPrivateEndpointName: 'pep-ledger-dev-web-blob'
  webPrivateEndpointName: 'pep-ledger-dev-web-web'
}

param budgetSettings = {
  name: 'ledger-dev-monthly'
  amount: 600
  startDate: '2026-12-01T00:00:00Z'
  contactEmails: []
}

param deployIdentitySettings = {
  name: 'id-ledger-deploy-dev'
  githubSubject: 'repo:acme/ledger:environment:dev'
}

param frontDoorSettings = {
  name: 'afd-ledger-dev'
  endpointName: 'fde-ledger-dev'
  firewallPolicyName: 'fdfpledgerdev'
  securityPolicyName: 'waf'
  responseTimeoutSeconds: 30
  firewallMode: 'Prevention'
  rateLimitPerMinute: 600
  maxRequestBytes: 1048576
  allowedCountries: []
  contentSecurityPolicy: 'base-uri \'none\'; default-src \'self\'; form-action \'self\'; frame-ancestors \'none\'; object-src \'none\''
  contentSecurityPolicyRest: []
  contentSecurityPolicyReportOnly: true
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

param privateLinkServiceId = '/subscriptions/0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b11/resourceGroups/rg-ledger-dev-nodes/providers/Microsoft.Network/privateLinkServices/pls-ledger-dev'

param customDomains = {
  app: {
    hostName: 'ledger.dev.acme.example'
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
  probePath: '/.well-known/health/api'
  ruleSetName: 'appapi'
  service: 'api'
}
