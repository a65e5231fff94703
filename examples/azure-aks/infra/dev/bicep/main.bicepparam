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
  ingressSource: 'Internet'
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
  serviceBusEgressEnabled: false
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
  kedaEnabled: false
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
    { name: 'job-statements', subject: 'system:serviceaccount:ledger-dev:statements' }
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
