@description('Name of the server; its host name is NAME.postgres.database.azure.com, so it is unique in all of Azure.')
@minLength(3)
@maxLength(63)
param name string

@description('Azure region of the server.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Major version of PostgreSQL. A higher one upgrades the server in place, for good.')
@allowed([
  '14'
  '15'
  '16'
  '17'
  '18'
])
param postgresVersion string

@description('Tier and machine: `B_` (burstable, no high availability), `GP_` (general purpose) or `MO_` (memory optimised) before the machine\'s name.')
param skuName string = 'GP_Standard_D2ds_v5'

@description('Size of the disk in MiB. It grows by itself and never shrinks, so the caller passes at least the size in use.')
@allowed([
  32768
  65536
  131072
  262144
  524288
  1048576
  2097152
  4194304
  8388608
  16777216
])
param storageMb int = 131072

@description('Subnet of the server, delegated to Microsoft.DBforPostgreSQL/flexibleServers.')
param delegatedSubnetId string

@description('Private DNS zone that ends in `.postgres.database.azure.com`, linked to the network.')
param privateDnsZoneId string

@description('Microsoft Entra tenant whose tokens the server accepts.')
param tenantId string

@description('Who administers the server, by a name of their own; a group for people, the migration\'s identity for roles and grants. `principalName` is the name to log in with.')
param administrators { *: principalType }

@description('Names of the databases.')
param databases string[] = []

@description('Days back to which the server can be restored.')
@minValue(7)
@maxValue(35)
param backupRetentionDays int = 35

@description('Whether backups are copied to the paired region. Fixed once the server is made.')
param geoRedundantBackupEnabled bool = true

@description('`ZoneRedundant`: a standby in another availability zone. `SameZone`: one beside it. `Disabled`: none.')
@allowed([
  'ZoneRedundant'
  'SameZone'
  'Disabled'
])
param highAvailabilityMode string = 'ZoneRedundant'

@description('When the platform may maintain the server, in UTC; day 0 is Sunday.')
param maintenanceWindow maintenanceWindowType = {}

@description('Server parameters, by name, beside those the module sets itself.')
param parameters { *: string } = {}

@description('Servers that are read from, by a name of their own: each a copy in the same subnet that follows a moment behind. Not for burstable servers.')
param replicas { *: replicaType } = {}

@description('Whether a lock keeps the server from being deleted by hand.')
param lockEnabled bool = true

@description('Log Analytics workspace that receives logs and metrics.')
param logAnalyticsWorkspaceId string

type principalType = {
  @description('Object id.')
  objectId: string

  @description('Name to log in with.')
  principalName: string

  @description('What it is.')
  principalType: 'User' | 'Group' | 'ServicePrincipal'
}

type replicaType = {
  @description('Name of the server.')
  name: string

  @description('Tier and machine.')
  skuName: string
}

type maintenanceWindowType = {
  @description('Day of the week; 0, Sunday, where it is left out.')
  @minValue(0)
  @maxValue(6)
  dayOfWeek: int?

  @description('Hour; 2 where it is left out.')
  @minValue(0)
  @maxValue(23)
  startHour: int?

  @description('Minute; 0 where it is left out.')
  @minValue(0)
  @maxValue(59)
  startMinute: int?
}

var skuTiers = {
  B: 'Burstable'
  GP: 'GeneralPurpose'
  MO: 'MemoryOptimized'
}

var settings = concat(
  [
    {
      key: 'require_secure_transport'
      value: 'on'
    }
    {
      key: 'ssl_min_protocol_version'
      value: 'TLSv1.2'
    }
    {
      key: 'log_checkpoints'
      value: 'on'
    }
    {
      key: 'log_connections'
      value: 'on'
    }
    {
      key: 'log_disconnections'
      value: 'on'
    }
    {
      key: 'connection_throttle.enable'
      value: 'on'
    }
  ],
  items(parameters)
)

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: substring(skuName, indexOf(skuName, '_') + 1)
    tier: skuTiers[split(skuName, '_')[0]]
  }
  properties: {
    version: postgresVersion
    storage: {
      storageSizeGB: storageMb / 1024
      autoGrow: 'Enabled'
    }
    // Reached through its own subnet, never from the internet. A private endpoint cannot be had beside it (CKV2_AZURE_57).
    network: {
      publicNetworkAccess: 'Disabled'
      delegatedSubnetResourceId: delegatedSubnetId
      privateDnsZoneArmResourceId: privateDnsZoneId
    }
    // No passwords: people and services log in with Microsoft Entra tokens.
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenantId
    }
    backup: {
      backupRetentionDays: backupRetentionDays
      geoRedundantBackup: geoRedundantBackupEnabled ? 'Enabled' : 'Disabled'
    }
    highAvailability: {
      mode: highAvailabilityMode
    }
    maintenanceWindow: {
      customWindow: 'Enabled'
      dayOfWeek: maintenanceWindow.?dayOfWeek ?? 0
      startHour: maintenanceWindow.?startHour ?? 2
      startMinute: maintenanceWindow.?startMinute ?? 0
    }
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (lockEnabled) {
  name: 'do-not-delete'
  scope: server
  properties: {
    level: 'CanNotDelete'
    notes: 'With the server its backups go too.'
  }
}

// The server takes one change at a time: administrators, then databases, then settings, each one by one.
@batchSize(1)
resource administrator 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2025-08-01' = [
  for item in items(administrators): {
    parent: server
    name: item.value.objectId
    properties: {
      principalName: item.value.principalName
      principalType: item.value.principalType
      tenantId: tenantId
    }
  }
]

@batchSize(1)
resource database 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01' = [
  for item in databases: {
    parent: server
    name: item
    properties: {
      charset: 'UTF8'
      collation: 'en_US.utf8'
    }
    dependsOn: [
      administrator
    ]
  }
]

@batchSize(1)
resource setting 'Microsoft.DBforPostgreSQL/flexibleServers/configurations@2025-08-01' = [
  for item in settings: {
    parent: server
    name: item.key
    properties: {
      value: item.value
      source: 'user-override'
    }
    dependsOn: [
      database
    ]
  }
]

// Read from alone. A copy has the accounts, databases and parameters of its server, and no standby of its own.
@batchSize(1)
resource replica 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = [
  for item in items(replicas): {
    name: item.value.name
    location: location
    tags: tags
    sku: {
      name: substring(item.value.skuName, indexOf(item.value.skuName, '_') + 1)
      tier: skuTiers[split(item.value.skuName, '_')[0]]
    }
    properties: {
      createMode: 'Replica'
      sourceServerResourceId: server.id
      version: postgresVersion
      storage: {
        storageSizeGB: storageMb / 1024
        autoGrow: 'Enabled'
      }
      network: {
        publicNetworkAccess: 'Disabled'
        delegatedSubnetResourceId: delegatedSubnetId
        privateDnsZoneArmResourceId: privateDnsZoneId
      }
      authConfig: {
        activeDirectoryAuth: 'Enabled'
        passwordAuth: 'Disabled'
        tenantId: tenantId
      }
      maintenanceWindow: {
        customWindow: 'Enabled'
        dayOfWeek: maintenanceWindow.?dayOfWeek ?? 0
        startHour: maintenanceWindow.?startHour ?? 2
        startMinute: maintenanceWindow.?startMinute ?? 0
      }
    }
    dependsOn: [
      setting
    ]
  }
]

resource replicaDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = [
  for (item, index) in items(replicas): {
    name: 'log-analytics'
    scope: replica[index]
    properties: {
      workspaceId: logAnalyticsWorkspaceId
      logs: [
        {
          categoryGroup: 'allLogs'
          enabled: true
        }
      ]
      metrics: [
        {
          category: 'AllMetrics'
          enabled: true
        }
      ]
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log-analytics'
  scope: server
  properties: {
    workspaceId: logAnalyticsWorkspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('Resource id of the server.')
output id string = server.id

@description('Name of the server.')
output name string = server.name

@description('Host name of the server.')
output fqdn string = server.properties.fullyQualifiedDomainName
