// Compiled from environments/prod.yaml and what it extends: change those, not this file.
using 'main.bicep'

param tenantId = '9c2e4f10-6b7d-4d0a-b1c8-52f3a9e7d601'

param location = 'westeurope'

param tags = {
  environment: 'prod'
  managed_by: 'formwork'
  organisation: 'acme'
  owner: 'team-ledger'
  tier: 'production'
  workload: 'ledger'
}

param resourceGroupSettings = { name: 'rg-ledger-prod' }

param monitoringSettings = {
  workspaceName: 'log-ledger-prod'
  applicationInsightsName: 'appi-ledger-prod'
  retentionInDays: 90
  dailyQuotaGb: -1
}

param networkSettings = {
  name: 'vnet-ledger-prod'
  addressSpace: '10.30.0.0/16'
  nodesSubnet: {
    name: 'snet-nodes'
    addressPrefix: '10.30.0.0/19'
    networkSecurityGroupName: 'nsg-ledger-prod-nodes'
  }
  privateEndpointsSubnet: {
    name: 'snet-endpoints'
    addressPrefix: '10.30.32.0/22'
    networkSecurityGroupName: 'nsg-ledger-prod-endpoints'
  }
  databaseSubnet: {
    name: 'snet-database'
    addressPrefix: '10.30.40.0/24'
    networkSecurityGroupName: 'nsg-ledger-prod-database'
  }
  internetEgressEnabled: false
  privateEndpointsPorts: ['5671', '10000']
  serviceBusEgressEnabled: false
}

param registrySettings = {
  name: 'cracmeledgerprod'
  zoneRedundancyEnabled: true
  untaggedRetentionDays: 30
  replicas: [
    { location: 'northeurope' }
  ]
  lockEnabled: true
  privateEndpointName: 'pep-ledger-prod-registry'
}

param keyVaultSettings = {
  name: 'kv-ledger-prod-96529a'
  skuName: 'standard'
  purgeProtectionEnabled: true
  softDeleteRetentionDays: 90
  lockEnabled: true
  privateEndpointName: 'pep-ledger-prod-vault'
}

param aksSettings = {
  name: 'aks-ledger-prod'
  identityName: 'id-ledger-aks-prod'
  logsRuleName: 'dcr-ledger-prod-logs'
  nodeResourceGroupName: 'rg-ledger-prod-nodes'
  adminGroupObjectIds: ['6f1c7a9e-2d3b-4b8e-9a57-0c4d1e2f3a61']
  skuTier: 'Standard'
  upgradeChannel: 'stable'
  nodeOsUpgradeChannel: 'NodeImage'
  maintenanceWindow: { dayOfWeek: 'Sunday', startTime: '02:00' }
  zones: ['1', '2', '3']
  networkPolicy: 'cilium'
  podCidr: '10.244.0.0/16'
  serviceCidr: '172.20.0.0/16'
  dnsServiceIp: '172.20.0.10'
  systemPool: { vmSize: 'Standard_D4ds_v5', minCount: 3, maxCount: 6, osDiskSizeGb: 64 }
  nodePools: [
    {
      name: 'apps'
      vmSize: 'Standard_D4ds_v5'
      minCount: 3
      maxCount: 12
      osDiskSizeGb: 64
      spot: false
    }
    {
      name: 'batch'
      vmSize: 'Standard_D4ds_v5'
      minCount: 0
      maxCount: 12
      osDiskSizeGb: 64
      spot: true
    }
  ]
  defenderEnabled: true
  prometheusEnabled: true
  kedaEnabled: true
}

param workloadSettingsBackup = {
  identityName: 'id-ledger-backup-prod'
  subjects: [
    { name: 'backup', subject: 'system:serviceaccount:ledger-prod:backup' }
  ]
  secrets: []
}

param workloadSettingsMigrate = {
  identityName: 'id-ledger-migrate-prod'
  subjects: [
    { name: 'migrate', subject: 'system:serviceaccount:ledger-prod:migrate' }
  ]
  secrets: []
}

param workloadSettingsApi = {
  identityName: 'id-ledger-api-prod'
  subjects: [
    { name: 'service-api', subject: 'system:serviceaccount:ledger-prod:api' }
  ]
  secrets: ['signing-key']
}

param workloadSettingsPostings = {
  identityName: 'id-ledger-postings-prod'
  subjects: [
    { name: 'service-postings', subject: 'system:serviceaccount:ledger-prod:postings' }
    { name: 'job-importer', subject: 'system:serviceaccount:ledger-prod:importer' }
    { name: 'job-statements', subject: 'system:serviceaccount:ledger-prod:statements' }
    { name: 'scaler', subject: 'system:serviceaccount:kube-system:keda-operator' }
  ]
  secrets: ['bank-api']
}

param prometheusSettings = {
  name: 'amw-ledger-prod'
  endpointName: 'dce-ledger-prod'
  ruleName: 'dcr-ledger-prod-metrics'
  ruleGroupName: 'prg-ledger-prod'
  alerts: [
    {
      name: 'node-not-ready'
      description: 'A machine of the cluster is away.'
      expression: 'kube_node_status_condition{condition="Ready",status="true"} == 0'
      for: 'PT15M'
      severity: 1
      actionGroup: 'page'
    }
    {
      name: 'pods-pending'
      description: 'Pods find no machine to run on.'
      expression: 'sum by (namespace) (kube_pod_status_phase{phase="Pending"}) > 0'
      for: 'PT30M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'pods-restarting'
      description: 'A container starts again and again.'
      expression: 'max by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total[15m])) > 3'
      for: 'PT5M'
      severity: 1
      actionGroup: 'page'
    }
    {
      name: 'replicas-missing'
      description: 'A Deployment has fewer pods than it asks for.'
      expression: 'kube_deployment_spec_replicas - kube_deployment_status_replicas_available > 0'
      for: 'PT15M'
      severity: 1
      actionGroup: 'page'
    }
    {
      name: 'jobs-failed'
      description: 'A job has failed.'
      expression: 'max by (namespace, job_name) (kube_job_status_failed) > 0'
      for: 'PT5M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'volumes-full'
      description: 'A volume fills up.'
      expression: 'kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.15'
      for: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
  ]
}

param postgresSettings = {
  name: 'psql-ledger-prod-96529a'
  postgresVersion: '17'
  skuName: 'GP_Standard_D2ds_v5'
  storageMb: 131072
  databases: ['ledger']
  backupRetentionDays: 35
  geoRedundantBackupEnabled: true
  highAvailabilityMode: 'ZoneRedundant'
  lockEnabled: true
  administrators: {
    operators: {
      objectId: '6f1c7a9e-2d3b-4b8e-9a57-0c4d1e2f3a52'
      principalName: 'ledger-operators'
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
  name: 'amr-ledger-prod-96529a'
  skuName: 'Balanced_B3'
  highAvailabilityEnabled: true
  persistenceFrequency: '1h'
  evictionPolicy: 'VolatileLRU'
  privateEndpointName: 'pep-ledger-prod-cache'
}

param serviceBusSettings = {
  name: 'sbns-ledger-prod-96529a'
  sku: 'Premium'
  messagingUnits: 1
  publicNetworkAccessEnabled: false
  lockEnabled: true
  privateEndpointName: 'pep-ledger-prod-queues'
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
  name: 'stledgerprodarchiv5b6f0c'
  replicationType: 'RAGZRS'
  lockEnabled: true
  privateEndpointName: 'pep-ledger-prod-archive'
  containers: [
    {
      name: 'dumps'
      coldAfterDays: 30
      deleteAfterDays: 365
      immutableDays: 0
      immutabilityLocked: false
    }
  ]
}

param siteSettingsWeb = {
  name: 'stledgerwebprod3255ce'
  replicationType: 'RAGZRS'
  lockEnabled: true
  indexDocument: 'index.html'
  error404Document: '404.html'
  blobPrivateEndpointName: 'pep-ledger-prod-web-blob'
  webPrivateEndpointName: 'pep-ledger-prod-web-web'
}

param alertsSettings = {
  actionGroups: [
    {
      urgency: 'page'
      name: 'ag-ledger-prod-page'
      emails: [
        { name: 'on-call-ac24b1', address: 'ledger@acme.pagerduty.example' }
      ]
      webhooks: []
    }
    {
      urgency: 'ticket'
      name: 'ag-ledger-prod-ticket'
      emails: [
        { name: 'team-f29d71', address: 'team-ledger@acme.example' }
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
      threshold: 687
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
      name: 'imports-dead-letters'
      target: 'service-bus'
      description: 'There are messages in the queue imports that nobody could work on.'
      metricNamespace: 'Microsoft.ServiceBus/namespaces'
      metricName: 'DeadletteredMessages'
      aggregation: 'Maximum'
      operator: 'GreaterThan'
      threshold: 0
      dimensionName: 'EntityName'
      dimensionValues: ['imports']
      frequency: 'PT1M'
      window: 'PT5M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'imports-backlog'
      target: 'service-bus'
      description: 'Messages of the queue imports wait too long.'
      metricNamespace: 'Microsoft.ServiceBus/namespaces'
      metricName: 'ActiveMessages'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 1000
      dimensionName: 'EntityName'
      dimensionValues: ['imports']
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'transfers-dead-letters'
      target: 'service-bus'
      description: 'There are messages in the queue transfers that nobody could work on.'
      metricNamespace: 'Microsoft.ServiceBus/namespaces'
      metricName: 'DeadletteredMessages'
      aggregation: 'Maximum'
      operator: 'GreaterThan'
      threshold: 0
      dimensionName: 'EntityName'
      dimensionValues: ['transfers']
      frequency: 'PT1M'
      window: 'PT5M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'transfers-backlog'
      target: 'service-bus'
      description: 'Messages of the queue transfers wait too long.'
      metricNamespace: 'Microsoft.ServiceBus/namespaces'
      metricName: 'ActiveMessages'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 1000
      dimensionName: 'EntityName'
      dimensionValues: ['transfers']
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 3
      actionGroup: 'ticket'
    }
    {
      name: 'nodes-cpu'
      target: 'aks'
      description: 'The machines of the cluster have too much to do.'
      metricNamespace: 'Microsoft.ContainerService/managedClusters'
      metricName: 'node_cpu_usage_percentage'
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
      name: 'nodes-memory'
      target: 'aks'
      description: 'The memory of the cluster\'s machines runs out.'
      metricNamespace: 'Microsoft.ContainerService/managedClusters'
      metricName: 'node_memory_working_set_percentage'
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
      name: 'nodes-disk'
      target: 'aks'
      description: 'The disk of a machine fills up.'
      metricNamespace: 'Microsoft.ContainerService/managedClusters'
      metricName: 'node_disk_usage_percentage'
      aggregation: 'Maximum'
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
      name: 'pods-unschedulable'
      target: 'aks'
      description: 'Pods wait for machines that do not come.'
      metricNamespace: 'Microsoft.ContainerService/managedClusters'
      metricName: 'cluster_autoscaler_unschedulable_pods_count'
      aggregation: 'Average'
      operator: 'GreaterThan'
      threshold: 0
      dimensionName: ''
      dimensionValues: []
      frequency: 'PT5M'
      window: 'PT15M'
      severity: 1
      actionGroup: 'page'
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
  ]
  webTests: [
    {
      name: 'reach-app'
      description: 'The host ledger.acme.example does not answer from outside as it should.'
      url: 'https://ledger.acme.example/'
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
  name: 'ed402145-e1bb-426b-8310-fbc64d2b8915'
  displayName: 'ledger prod'
}

param budgetSettings = {
  name: 'ledger-prod-monthly'
  amount: 5000
  startDate: '2026-12-01T00:00:00Z'
  contactEmails: []
}

param deployIdentitySettings = {
  name: 'id-ledger-deploy-prod'
  githubSubject: 'repo:acme/ledger:environment:prod'
}

param frontDoorSettings = {
  name: 'afd-ledger-prod'
  endpointName: 'fde-ledger-prod'
  firewallPolicyName: 'fdfpledgerprod'
  securityPolicyName: 'waf'
  responseTimeoutSeconds: 30
  firewallMode: 'Prevention'
  rateLimitPerMinute: 600
  maxRequestBytes: 1048576
  allowedCountries: []
  contentSecurityPolicy: 'base-uri \'none\'; default-src \'self\'; form-action \'self\'; frame-ancestors \'none\'; object-src \'none\''
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

param privateLinkServiceId = '/subscriptions/0d3f6a52-7c1b-4c57-9a41-1f0c5a8e2b13/resourceGroups/rg-ledger-prod-nodes/providers/Microsoft.Network/privateLinkServices/pls-ledger-prod'

param customDomains = {
  app: {
    hostName: 'ledger.acme.example'
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
