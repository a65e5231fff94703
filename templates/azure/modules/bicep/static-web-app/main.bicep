@description('Name of the static web app.')
@minLength(2)
@maxLength(40)
param name string

@description('Azure region the app is kept in; what it serves is all over the world.')
@allowed([
  'centralus'
  'eastasia'
  'eastus2'
  'westeurope'
  'westus2'
])
param location string

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Whether a lock keeps the app from being deleted by hand.')
param lockEnabled bool = true

@description('Domains the app answers under, beside the name that Azure gives it.')
@maxLength(5)
param customDomains string[] = []

@description('Log Analytics workspace that receives logs and metrics.')
param logAnalyticsWorkspaceId string

resource app 'Microsoft.Web/staticSites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  // The plan with an agreed availability.
  sku: {
    name: 'Standard'
    tier: 'Standard'
  }
  properties: {
    // Files are published to the site itself: a preview would answer under an address that nobody knows.
    stagingEnvironmentPolicy: 'Disabled'
    // Headers and fall-backs are in a file that is published with the site.
    allowConfigFileUpdates: true
    publicNetworkAccess: 'Enabled'
  }
}

// Validated by a TXT record, so that a domain can be prepared while another place still serves it. The deployment ends when
// the record is there; `az staticwebapp hostname show` gives its value.
resource customDomain 'Microsoft.Web/staticSites/customDomains@2025-03-01' = [
  for domain in customDomains: {
    parent: app
    name: domain
    properties: {
      validationMethod: 'dns-txt-token'
    }
  }
]

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (lockEnabled) {
  name: 'do-not-delete'
  scope: app
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the site that is served, under a host name that could not be had again.'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log-analytics'
  scope: app
  properties: {
    workspaceId: logAnalyticsWorkspaceId
    logs: [
      {
        category: 'StaticSiteDiagnosticLogs'
        enabled: true
      }
      {
        category: 'StaticSiteHttpLogs'
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

@description('Resource id of the app.')
output id string = app.id

@description('Name of the app, which files are published to.')
output name string = app.name

@description('Name that Azure gives the app, which the CNAME records of its domains point to.')
output defaultHostName string = app.properties.defaultHostname
