<% if azure.key_vault != null or azure.postgres != null or azure.aks != null %>
@description('Microsoft Entra tenant whose identities are let in.')
param tenantId string
<% end %>

@description('Azure region of all resources.')
param location string

@description('Tags of all resources.')
param tags { *: string }

@description('Resource group of the environment.')
param resourceGroupSettings {
  name: string
}

<% if azure.existing_workspace %>
@description('Log Analytics workspace that is there already, and the name of the Application Insights component that stores in it.')
param existingWorkspaceSettings {
  workspaceId: string
  applicationInsightsName: string
}
<% else %>
@description('Log Analytics workspace and Application Insights: names, days that logs can be searched, and gigabytes a day (-1 for no limit).')
param monitoringSettings {
  workspaceName: string
  applicationInsightsName: string
  retentionInDays: int
  dailyQuotaGb: int
}
<% end %>

<% if azure.existing_network %>
@description('Virtual network that is there already, its subnets, and the resource group of its private DNS zones, where they are there, too.')
param existingNetworkSettings {
  name: string
  resourceGroupName: string
  workloadSubnetName: string
  privateEndpointsSubnetName: string
  databaseSubnetName: string
  privateDnsZonesGroupId: string?
}
<% else %>
@description('Virtual network: its range, its subnets with their security groups, and whether containers may reach the internet.')
param networkSettings {
  name: string
  addressSpace: string
<% if azure.aks %>
  nodesSubnet: subnetType
<% if azure.network.ingress_source %>
  ingressSource: string
<% end %>
<% else %>
  containerAppsSubnet: subnetType
<% end %>
  privateEndpointsSubnet: subnetType
<% if azure.postgres %>
  databaseSubnet: subnetType
<% end %>
  internetEgressEnabled: bool
  privateEndpointsPorts: string[]
  serviceBusEgressEnabled: bool
}
<% end %>

<% if azure.existing_registry %>
@description('Container registry that is there already.')
param existingRegistrySettings {
  id: string
  name: string
  resourceGroupName: string
}
<% elif azure.registry %>
@description('Container registry: its name, which is unique in all of Azure, and its copies in other regions.')
param registrySettings {
  name: string
  zoneRedundancyEnabled: bool
  untaggedRetentionDays: int
  replicas: { location: string }[]
  lockEnabled: bool
  privateEndpointName: string
}
<% else %>
@description('Host name of the container registry, which is made elsewhere. The identities of services and jobs need AcrPull there.')
param registryServer string
<% end %>

<% if azure.existing_vault %>
@description('Key Vault that is there already.')
param existingVaultSettings {
  name: string
  resourceGroupName: string
}
<% else %>
@description('Key Vault of the environment. Purge protection cannot be taken back.')
param keyVaultSettings {
  name: string
  skuName: 'standard' | 'premium'
  purgeProtectionEnabled: bool
  softDeleteRetentionDays: int
  lockEnabled: bool
  privateEndpointName: string
}
<% end %>

<% if azure.key_encryption %>
@description('Key that services wrap theirs with: when its first version ends, when the vault makes the next one, and who uses it.')
param keyEncryptionSettings {
  name: string
  keyType: 'RSA' | 'RSA-HSM'
  expirationDate: string
  rotateAfter: string
  expireAfter: string
  users: string[]
}
<% end %>

<% if azure.existing_container_apps_environment %>
@description('Container Apps environment that is there already.')
param existingContainerAppsEnvironmentSettings {
  id: string
  name: string
  resourceGroupName: string
}
<% elif azure.container_apps_environment %>
@description('Container Apps environment. Zone redundancy is fixed once it is made.')
param containerAppsEnvironmentSettings {
  name: string
  infrastructureResourceGroupName: string
  zoneRedundancyEnabled: bool
  mutualTlsEnabled: bool
<% if length(platform.azure.workload_profiles ?? {}) > 0 %>
  workloadProfiles: { name: string, type: string, minimumCount: int, maximumCount: int }[]
<% end %>
}
<% end %>

<% if azure.existing_aks %>
@description('Cluster that is there already.')
param existingAksSettings {
  id: string
  name: string
  resourceGroupName: string
}
<% elif azure.aks %>
@description('Cluster: who administers it, how it is upgraded, its addresses, which nobody outside of it knows, and its machines. Zones and addresses are fixed once it is made.')
param aksSettings {
  name: string
  identityName: string
  logsRuleName: string
  nodeResourceGroupName: string
  adminGroupObjectIds: string[]
  skuTier: 'Free' | 'Standard'
  upgradeChannel: 'patch' | 'stable' | 'rapid' | 'node-image'
  nodeOsUpgradeChannel: 'NodeImage' | 'SecurityPatch'
  maintenanceWindow: {
    dayOfWeek: 'Sunday' | 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday'
    startTime: string
  }
  zones: string[]
  networkPolicy: 'calico' | 'cilium'
  podCidr: string
  serviceCidr: string
  dnsServiceIp: string
  systemPool: { vmSize: string, minCount: int, maxCount: int, osDiskSizeGb: int }
  nodePools: { name: string, vmSize: string, minCount: int, maxCount: int, osDiskSizeGb: int, spot: bool }[]
  defenderEnabled: bool
  prometheusEnabled: bool
  kedaEnabled: bool
}
<% end %>

<% if azure.prometheus %>
@description('Managed Prometheus: its names, and alerts on the cluster.')
param prometheusSettings {
  name: string
  endpointName: string
  ruleName: string
  ruleGroupName: string
  alerts: {
    name: string
    description: string
    expression: string
    for: string
    severity: int
    actionGroup: 'page' | 'ticket'
  }[]
}
<% end %>

<% if azure.existing_postgres %>
@description('Database server that is there already.')
param existingPostgresSettings {
  id: string
  name: string
  resourceGroupName: string
  databases: string[]
  administrators: { *: principalType }
}
<% elif azure.postgres %>
@description('PostgreSQL flexible server: size, backups, standby, and who administers it beside the migration. Geo-redundant backup is fixed once it is made.')
param postgresSettings {
  name: string
  postgresVersion: '16' | '17' | '18'
  skuName: string
  storageMb: 32768 | 65536 | 131072 | 262144 | 524288 | 1048576 | 2097152 | 4194304 | 8388608 | 16777216
  databases: string[]
  backupRetentionDays: int
  geoRedundantBackupEnabled: bool
  highAvailabilityMode: 'ZoneRedundant' | 'SameZone' | 'Disabled'
  lockEnabled: bool
  administrators: { *: principalType }
  maintenanceWindow: { dayOfWeek: int, startHour: int }
  replicas: { key: string, name: string, skuName: string }[]
  parameters: { name: string, value: string }[]
}
<% end %>

<% if azure.existing_redis %>
@description('Cache that is there already.')
param existingRedisSettings {
  id: string
  name: string
  resourceGroupName: string
}
<% elif azure.redis %>
@description('Redis cache: size, replicas, how often it is written to disk (never, if null), and what goes when it is full.')
param redisSettings {
  name: string
  skuName: string
  highAvailabilityEnabled: bool
  persistenceFrequency: ('1s' | '1h' | '6h' | '12h')?
  evictionPolicy: 'AllKeysLFU' | 'AllKeysLRU' | 'AllKeysRandom' | 'VolatileLRU' | 'VolatileLFU' | 'VolatileTTL' | 'VolatileRandom' | 'NoEviction'
  privateEndpointName: string
}
<% end %>

<% if azure.service_bus %>
<% if azure.existing_service_bus %>
@description('Service Bus namespace that is there already.')
param existingServiceBusSettings {
  id: string
  name: string
  resourceGroupName: string
}
<% else %>
@description('Service Bus namespace: whether it has machines and a private endpoint of its own (`Premium`) or is shared (`Standard`).')
param serviceBusSettings {
  name: string
  sku: 'Standard' | 'Premium'
  messagingUnits: 1 | 2 | 4 | 8 | 16
  publicNetworkAccessEnabled: bool
  lockEnabled: bool
  privateEndpointName: string
}
<% end %>

@description('Queues, by name. Times are ISO 8601 durations; after `maxDeliveryCount` tries a message is a dead letter.')
param queuesSettings { *: queueType }
<% end %>

<% if azure.existing_archive %>
@description('Storage account of backups and audit logs that is there already.')
param existingArchiveSettings {
  id: string
  name: string
  resourceGroupName: string
  containers: { name: string, immutableDays: int, immutabilityLocked: bool }[]
}
<% elif azure.archive %>
@description('Storage account of backups and audit logs: copies of its data, and its containers with the days after which what is in them gets cold, goes, and can be changed. What is locked is locked by infra/scripts/lock-immutability.sh.')
param archiveSettings {
  name: string
  replicationType: 'LRS' | 'ZRS' | 'RAGZRS'
  lockEnabled: bool
  privateEndpointName: string
  containers: {
    name: string
    coldAfterDays: int
    deleteAfterDays: int
    immutableDays: int
    immutabilityLocked: bool
  }[]
}
<% end %>

<% if azure.postgres_backup != null and azure.aks == null %>
@description('Job that copies the database, with an identity of its own.')
param postgresBackupSettings {
  name: string
  identityName: string
  dumpImage: string
  uploadImage: string
  schedule: string
  replicaTimeoutInSeconds: int
  databaseName: string
}
<% end %>

<% for name, site in filter(s, site in sites, site.storage_site != null) %>
@description('Static site `<%= name %>`.')
param siteSettings<%= pascal(name) %> siteType

<% end %>
<% for name, site in filter(s, site in sites, site.existing_site != null) %>
@description('Static site `<%= name %>`, in a storage account that is there already, and what stands after its name in the host that it serves it at.')
param existingSiteSettings<%= pascal(name) %> {
  id: string
  name: string
  resourceGroupName: string
  zone: string
}

<% end %>
<% for name, site in filter(s, site in sites, site.hosting == "static-web-app") %>
@description('Static site `<%= name %>`, with a host of its own.')
param staticWebAppSettings<%= pascal(name) %> staticWebAppType

<% end %>
<% if azure.aks %>
<% if database.backup.workload_identity %>
@description('Identity of the job that copies the database.')
param workloadSettingsBackup workloadType
<% end %>

<% if database.migrations %>
@description('Identity of the migration.')
param workloadSettingsMigrate workloadType
<% end %>

<% for name, service in services %>
@description('Identity of the service `<%= name %>`.')
param workloadSettings<%= pascal(name) %> workloadType

<% end %>
<% if length(services) > 0 %>
type workloadType = {
  identityName: string

  @description('Service accounts that act as it.')
  subjects: { name: string, subject: string }[]

  @description('Secrets of the vault that it may read.')
  secrets: string[]
}
<% end %>
<% else %>
<% for name, service in services %>
@description('Service `<%= name %>`.')
param appSettings<%= pascal(name) %> appType

<% end %>
<% end %>
<% if any(name, service in services, (service.rollout.revisions ?? "single") == "multiple") %>
@description('Weights of the revisions as the last roll-out left them, by the name of the container app; all goes to the newest one where there are none.')
param traffic { *: trafficType[] } = {}
<% end %>

<% if azure.container_apps_environment %>
<% if database.migrations %>
@description('The migration of the database, which a workflow starts.')
param jobSettingsMigrate jobType
<% end %>

<% for name, job in jobs %>
@description('Job `<%= name %>`.')
param jobSettings<%= pascal(name) %> jobType

<% end %>
<% end %>
<% if azure.alerts %>
@description('Who is told of what; alerts on metrics (of the resource `target`) and on logs; addresses that are asked from outside.')
param alertsSettings {
  actionGroups: {
    urgency: 'page' | 'ticket'
    name: string
    emails: { name: string, address: string }[]
    webhooks: { name: string, serviceUri: string, objectId: string, identifierUri: string? }[]
  }[]
  metricAlerts: {
    name: string
    target: string
    description: string
    metricNamespace: string
    metricName: string
    aggregation: 'Average' | 'Count' | 'Maximum' | 'Minimum' | 'Total'
    operator: 'Equals' | 'GreaterThan' | 'GreaterThanOrEqual' | 'LessThan' | 'LessThanOrEqual'
    threshold: int
    dimensionName: string
    dimensionValues: string[]
    frequency: string
    window: string
    severity: int
    actionGroup: 'page' | 'ticket'
  }[]
  logAlerts: {
    name: string
    description: string
    query: string
    threshold: int
    frequency: string
    window: string
    severity: int
    actionGroup: 'page' | 'ticket'
  }[]
  webTests: {
    name: string
    description: string
    url: string
    frequency: 300 | 600 | 900
    locations: string[]
<% if any(f, flow in flows, any(step in flow.steps, step.outside)) %>
    status: int?
    content: string?
<% end %>
  }[]
}
<% end %>

<% if azure.workbook %>
@description('Workbook: its name, a GUID, and what people read. What is on it is in ../workbook.json.')
param workbookSettings {
  name: string
  displayName: string
}
<% end %>

<% if azure.budget %>
@description('What a month may cost, in the currency of the subscription, and the month that counting begins with.')
param budgetSettings {
  name: string
  amount: int
  startDate: string
  contactEmails: string[]
}
<% end %>

<% if azure.deploy_identity %>
@description('Identity of the deployment workflows, and the GitHub environment that may act as it.')
param deployIdentitySettings {
  name: string
  githubSubject: string
}
<% end %>

<% if delivery.infrastructure != null and (azure.key_encryption != null or any(name, site in sites, site.storage_site != null)) %>
@description('Object id of the identity that applies this deployment: it sets up the static sites, which is done through their data plane.')
param infrastructurePrincipalId string
<% end %>

<% if azure.front_door %>
<% if azure.existing_front_door %>
@description('Front Door profile that is there already.')
param existingFrontDoorSettings {
  id: string
  name: string
  resourceGroupName: string
  namePrefix: string
}

<% end %>
<% if azure.dns_zone %>
@description('Public DNS zone that is there already, and the names in it, by domain.')
param dnsZoneSettings {
  id: string
  name: string
  resourceGroupName: string
  records: { domain: string, name: string }[]
}

<% end %>
<% if azure.private_link_service.id %>
@description('Private link service that the cluster has made for its Gateway, which Front Door reaches it by.')
param privateLinkServiceId string

<% end %>
@description('Front Door and its firewall: names, limits, and the headers of every answer. A policy longer than 640 bytes goes on in `contentSecurityPolicyRest`.')
param frontDoorSettings {
  name: string
  endpointName: string
  firewallPolicyName: string
  securityPolicyName: string
  responseTimeoutSeconds: int
  firewallMode: 'Prevention' | 'Detection'
<% if (edge.waf.mode ?? "prevention") == "canary" %>
  canaryDomains: string[]
  canaryPolicyName: string
<% end %>
  rateLimitPerMinute: int
  maxRequestBytes: int
  allowedCountries: string[]
  contentSecurityPolicy: string?
  contentSecurityPolicyRest: string[]
  contentSecurityPolicyReportOnly: bool
<% if edge.csp.tried != null or any(name, host in edge.hosts, host.csp.tried != null) %>
  contentSecurityPolicyTried: string[]?
<% end %>
  responseHeaders: { *: string }
}

@description('Domains of the environment, by the name of the resource.')
param customDomains { *: { hostName: string } }

<% for name, host in filter(h, host in edge.hosts, host.front_door != null) %>
@description('What `<%= name %>` serves.')
param routeSettings<%= pascal(name) %> routeType

<% for route_name, route in host.routes %>
@description('What `<%= name %>` serves under `<%= route_name %>`.')
param routeSettings<%= pascal(name ~ "-" ~ route_name) %> routeType

<% end %>
<% end %>
type routeType = {
  domains: string[]
  patterns: string[]
  service: string?
  site: string?
  probePath: string
  ruleSetName: string
<% if any(name, host in edge.hosts, host.csp != null) %>
  headers: headersType?
<% end %>
}
<% if any(name, host in edge.hosts, host.csp != null) %>

@description('The headers of a host with a content security policy of its own.')
type headersType = {
  contentSecurityPolicy: string?
  contentSecurityPolicyRest: string[]
  contentSecurityPolicyReportOnly: bool
<% if edge.csp.tried != null or any(name, host in edge.hosts, host.csp.tried != null) %>
  contentSecurityPolicyTried: string[]?
<% end %>
  responseHeaders: { *: string }
}
<% end %>
<% end %>

<% if azure.existing_network == null %>
type subnetType = {
  name: string
  addressPrefix: string
  networkSecurityGroupName: string
}
<% end %>

<% if azure.postgres %>
type principalType = {
  objectId: string
  principalName: string
  principalType: 'User' | 'Group' | 'ServicePrincipal'
}
<% end %>

<% if any(name, site in sites, site.storage_site != null) %>
type siteType = {
  name: string
  replicationType: 'LRS' | 'ZRS' | 'RAGZRS'
  lockEnabled: bool

  @description('Argument of infra/scripts/enable-static-website.sh: the static website is not part of Azure Resource Manager.')
  indexDocument: string

  @description('The same.')
  error404Document: string
  blobPrivateEndpointName: string
  webPrivateEndpointName: string
}
<% end %>

<% if any(name, site in sites, site.hosting == "static-web-app") %>
type staticWebAppType = {
  name: string
  location: 'centralus' | 'eastasia' | 'eastus2' | 'westeurope' | 'westus2'
  lockEnabled: bool
  customDomains: string[]
}
<% end %>

<% if any(name, service in services, (service.rollout.revisions ?? "single") == "multiple") %>
type trafficType = {
  latestRevision: bool?
  revisionName: string?
  label: string?
  weight: int
}
<% end %>

<% if azure.service_bus %>
type queueType = {
  lockDuration: string
  defaultMessageTtl: string
  maxDeliveryCount: int
  maxSizeInMegabytes: int
  duplicateDetectionWindow: string?
}
<% end %>

<% if azure.container_apps_environment %>
<% if length(services) > 0 %>
type resourcesType = {
  @description('CPU cores as text: Bicep has no fractions.')
  cpu: string
  memory: string
}
<% end %>

<% if length(services) > 0 %>
type secretType = {
  as: 'file' | 'env'
  env: string
}
<% end %>

<% if length(services) > 0 %>
type probeType = {
  path: string
  intervalSeconds: int
  timeout: int
  failureCountThreshold: int
}
<% end %>

<% if length(services) > 0 %>
type appType = {
  name: string
  identityName: string

  @description('The image of the release.')
  image: string
  command: string[]?
  args: string[]?
  resources: resourcesType
<% if length(platform.azure.workload_profiles ?? {}) > 0 %>
  workloadProfileName: string?
<% end %>
  revisionMode: 'Single' | 'Multiple'

  @description('Services whose addresses it is given.')
  needs: string[]
<% if length(queues) > 0 %>

  @description('Queues it receives from.')
  queues: { name: string, messagesPerReplica: int }[]
<% end %>
  ingress: {
    targetPort: int
    externalEnabled: bool
    allowedIpRanges: { *: string }
  }?
  config: { *: string }
  secrets: { *: secretType }
  probes: {
    port: int
    startup: probeType
    readiness: probeType
    liveness: probeType
  }
  scale: {
    minReplicas: int
    maxReplicas: int
    concurrentRequests: int?
    cpuUtilization: int
  }
  terminationGracePeriodSeconds: int
}
<% end %>

<% if length(jobs) > 0 or database.migrations != null %>
type jobType = {
  name: string
  identityName: string

  @description('The image of the release.')
  image: string
  command: string[]
  resources: resourcesType

<% if length(platform.azure.workload_profiles ?? {}) > 0 %>
  workloadProfileName: string?
<% end %>

  @description('When it runs; without one a workflow starts it.')
  schedule: string?
<% if any(j, job in jobs, job.queue != null) %>
  event: { queue: string, maxExecutions: int, messagesPerExecution: int }?
<% end %>
  replicaTimeoutInSeconds: int
  replicaRetryLimit: int
  needs: string[]
  config: { *: string }
  secrets: { *: secretType }
}
<% end %>
<% end %>
