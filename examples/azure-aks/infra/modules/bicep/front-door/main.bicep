@description('Name of the Front Door profile.')
@minLength(2)
@maxLength(90)
param name string

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Whether the profile is there already, in the resource group that the module is deployed to; then it is neither made nor logged here.')
param profileExists bool = false

@description('What the names of domains, origins, routes and rule sets begin with, where several environments share the profile.')
param namePrefix string = ''

@description('Name of the endpoint; Azure makes its host name of it.')
@minLength(2)
@maxLength(46)
param endpointName string

@description('Name of the web application firewall policy: letters and digits only.')
@maxLength(128)
param firewallPolicyName string

@description('Name of the security policy, which binds the firewall to the endpoint and the domains.')
param securityPolicyName string

@description('Seconds an origin may take to answer.')
@minValue(16)
@maxValue(240)
param responseTimeoutSeconds int = 60

@description('Domains the service is reached under, by the name of the resource. Certificates are Front Door\'s own. With the id of an Azure DNS zone, the domain is tied to it.')
param customDomains { *: customDomainType } = {}

@description('What is served, by a name that origin group, origin and route bear: addresses, origin, and the headers of its responses.')
param routes { *: routeType }

@description('`Prevention` blocks what the rules match; `Detection` only logs it, to try rules out.')
@allowed([
  'Prevention'
  'Detection'
])
param firewallMode string = 'Prevention'

@description('Keys of `customDomains` that a policy of their own blocks at already, while `firewallMode` still logs for the others.')
param canaryDomains string[] = []

@description('Name of that policy: letters and digits only.')
param canaryPolicyName string?

@description('Requests a client may make in a minute before it is blocked.')
@minValue(10)
param rateLimitPerMinute int = 600

@description('Largest request body, by its Content-Length.')
@minValue(1)
param maxRequestBytes int = 1048576

@description('Countries requests may come from, as two-letter codes; empty for all.')
param allowedCountries string[] = []

@description('Log Analytics workspace that receives access, firewall and probe logs.')
param logAnalyticsWorkspaceId string

@description('What Front Door takes as the value of a header.')
@minLength(1)
@maxLength(640)
type headerValueType = string

type customDomainType = {
  @description('The domain.')
  @maxLength(64)
  hostName: string

  @description('Azure DNS zone of the domain.')
  dnsZoneId: string?
}

type privateLinkType = {
  @description('Resource that is reached; the link waits for approval there.')
  targetId: string

  @description('Kind of the resource; left out for a private link service.')
  targetType: ('managedEnvironments' | 'web' | 'blob' | 'sites')?

  @description('Azure region of the resource.')
  location: string
}

type originType = {
  @description('Host name of the origin, also sent to it.')
  hostName: string

  @description('Path that shows that the origin is well; not /.')
  @minLength(2)
  probePath: string

  @description('How the origin is reached; over the internet where it is left out.')
  privateLink: privateLinkType?
}

type routeType = {
  @description('Paths the route answers.')
  @minLength(1)
  patterns: string[]

  @description('Keys of `customDomains`; without one the route answers under Azure\'s name.')
  domains: string[]?

  @description('Whether responses are cached at the edge; not where it is left out.')
  cacheEnabled: bool?

  @description('Where the responses come from.')
  origin: originType

  @description('Name of the route\'s rule set: letters and digits only.')
  @maxLength(60)
  ruleSetName: string

  @description('Content security policy of the responses; none where it is left out.')
  contentSecurityPolicy: headerValueType?

  @description('What a policy longer than 640 bytes goes on with, in pieces that are appended as they are.')
  contentSecurityPolicyRest: headerValueType[]?

  @description('Whether the policy is only reported on, not enforced; it is enforced where this is left out.')
  contentSecurityPolicyReportOnly: bool?

  @description('A second policy that is only reported on, beside one that is enforced, in pieces likewise.')
  contentSecurityPolicyTried: headerValueType[]?

  @description('Further headers of the responses.')
  responseHeaders: { *: headerValueType }?

  @description('Headers that do not leave; Server and X-Powered-By where it is left out.')
  removedResponseHeaders: string[]?
}

var routeList = items(routes)
var domainList = items(customDomains)

// What each route's rule set does to a response: the policy, the one that is tried beside it, the other headers, then what
// must not leave. What a policy
// has beyond the 640 bytes of a value is appended; Front Door puts nothing in between.
var headerActions = map(routeList, item => concat(
  map(
    item.value.?contentSecurityPolicy == null
      ? []
      : concat([item.value.?contentSecurityPolicy], item.value.?contentSecurityPolicyRest ?? []),
    (piece, index) => {
      action: index == 0 ? 'Overwrite' : 'Append'
      name: (item.value.?contentSecurityPolicyReportOnly ?? false)
        ? 'Content-Security-Policy-Report-Only'
        : 'Content-Security-Policy'
      value: piece
    }
  ),
  map(item.value.?contentSecurityPolicyTried ?? [], (piece, index) => {
    action: index == 0 ? 'Overwrite' : 'Append'
    name: 'Content-Security-Policy-Report-Only'
    value: piece
  }),
  map(items(item.value.?responseHeaders ?? {}), header => {
    action: 'Overwrite'
    name: header.key
    value: header.value
  }),
  map(item.value.?removedResponseHeaders ?? ['Server', 'X-Powered-By'], header => {
    action: 'Delete'
    name: header
    value: null
  })
))

// A rule takes five actions at most.
var headerRules = flatten(map(range(0, length(routeList)), routeIndex => map(
  range(0, (length(headerActions[routeIndex]) + 4) / 5),
  index => {
    routeIndex: routeIndex
    name: 'headers${index + 1}'
    order: index + 1
    actions: take(skip(headerActions[routeIndex], index * 5), 5)
  }
)))

var countryRules = empty(allowedCountries)
  ? []
  : [
      {
        name: 'AllowedCountries'
        enabledState: 'Enabled'
        priority: 10
        ruleType: 'MatchRule'
        action: 'Block'
        matchConditions: [
          {
            matchVariable: 'SocketAddr'
            operator: 'GeoMatch'
            negateCondition: true
            matchValue: allowedCountries
          }
        ]
      }
    ]

// One policy, or two while the rules are tried out: then some domains block already, and the others log.
var firewalls = concat(
  [
    {
      policyName: firewallPolicyName
      securityPolicyName: securityPolicyName
      mode: firewallMode
      domains: filter(map(domainList, domain => domain.key), domain => !contains(canaryDomains, domain))
      main: true
    }
  ],
  empty(canaryDomains)
    ? []
    : [
        {
          policyName: canaryPolicyName ?? ''
          securityPolicyName: '${securityPolicyName}-canary'
          mode: 'Prevention'
          domains: canaryDomains
          main: false
        }
      ]
)

// One profile may serve several environments, each with an endpoint, routes and a firewall of its own.
resource profile 'Microsoft.Cdn/profiles@2025-06-01' = if (!profileExists) {
  name: name
  location: 'global'
  tags: tags
  sku: {
    name: 'Premium_AzureFrontDoor'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    originResponseTimeoutSeconds: responseTimeoutSeconds
  }
}

resource endpoint 'Microsoft.Cdn/profiles/afdEndpoints@2025-06-01' = {
  parent: profile
  name: endpointName
  location: 'global'
  tags: tags
  properties: {
    enabledState: 'Enabled'
  }
}

resource customDomain 'Microsoft.Cdn/profiles/customDomains@2025-06-01' = [
  for domain in domainList: {
    parent: profile
    name: '${namePrefix}${domain.key}'
    properties: {
      hostName: domain.value.hostName
      azureDnsZone: domain.value.?dnsZoneId == null
        ? null
        : {
            id: domain.value.?dnsZoneId
          }
      tlsSettings: {
        certificateType: 'ManagedCertificate'
        minimumTlsVersion: 'TLS12'
        cipherSuiteSetType: 'TLS12_2023'
      }
    }
  }
]

resource originGroup 'Microsoft.Cdn/profiles/originGroups@2025-06-01' = [
  for item in routeList: {
    parent: profile
    name: '${namePrefix}${item.key}'
    properties: {
      sessionAffinityState: 'Disabled'
      trafficRestorationTimeToHealedOrNewEndpointsInMinutes: 10
      loadBalancingSettings: {
        additionalLatencyInMilliseconds: 50
        sampleSize: 4
        successfulSamplesRequired: 3
      }
      healthProbeSettings: {
        probeIntervalInSeconds: 60
        probePath: item.value.origin.probePath
        probeProtocol: 'Https'
        probeRequestType: 'HEAD'
      }
    }
  }
]

resource origin 'Microsoft.Cdn/profiles/originGroups/origins@2025-06-01' = [
  for (item, index) in routeList: {
    parent: originGroup[index]
    name: '${namePrefix}${item.key}'
    properties: {
      enabledState: 'Enabled'
      hostName: item.value.origin.hostName
      originHostHeader: item.value.origin.hostName
      httpPort: 80
      httpsPort: 443
      priority: 1
      weight: 1000
      enforceCertificateNameCheck: true
      sharedPrivateLinkResource: item.value.origin.?privateLink == null
        ? null
        : {
            privateLink: {
              id: item.value.origin.?privateLink.?targetId
            }
            groupId: item.value.origin.?privateLink.?targetType
            privateLinkLocation: item.value.origin.?privateLink.?location
            requestMessage: 'Front Door ${name}'
          }
    }
  }
]

resource ruleSet 'Microsoft.Cdn/profiles/ruleSets@2025-06-01' = [
  for item in routeList: {
    parent: profile
    name: '${replace(namePrefix, '-', '')}${item.value.ruleSetName}'
  }
]

resource headers 'Microsoft.Cdn/profiles/ruleSets/rules@2025-06-01' = [
  for rule in headerRules: {
    parent: ruleSet[rule.routeIndex]
    name: rule.name
    properties: {
      order: rule.order
      matchProcessingBehavior: 'Continue'
      actions: map(rule.actions, action => {
        name: 'ModifyResponseHeader'
        parameters: {
          typeName: 'DeliveryRuleHeaderActionParameters'
          headerAction: action.action
          headerName: action.name
          value: action.value
        }
      })
    }
  }
]

resource route 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-06-01' = [
  for (item, index) in routeList: {
    parent: endpoint
    name: '${namePrefix}${item.key}'
    properties: {
      enabledState: 'Enabled'
      originGroup: {
        id: originGroup[index].id
      }
      ruleSets: [
        {
          id: ruleSet[index].id
        }
      ]
      customDomains: map(map(item.value.?domains ?? [], key => '${namePrefix}${key}'), domain => {
        id: resourceId('Microsoft.Cdn/profiles/customDomains', name, domain)
      })
      // A route with a domain of its own does not answer under Azure's name too.
      linkToDefaultDomain: empty(item.value.?domains ?? []) ? 'Enabled' : 'Disabled'
      patternsToMatch: item.value.patterns
      supportedProtocols: [
        'Http'
        'Https'
      ]
      httpsRedirect: 'Enabled'
      forwardingProtocol: 'HttpsOnly'
      cacheConfiguration: (item.value.?cacheEnabled ?? false)
        ? {
            queryStringCachingBehavior: 'IgnoreQueryString'
            compressionSettings: {
              isCompressionEnabled: true
              contentTypesToCompress: [
                'application/javascript'
                'application/json'
                'application/wasm'
                'image/svg+xml'
                'text/css'
                'text/html'
                'text/javascript'
                'text/plain'
              ]
            }
          }
        : null
    }
    // The origins, and the headers before the first answer.
    dependsOn: [
      customDomain
      origin
      headers
    ]
  }
]

resource firewallPolicy 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies@2025-03-01' = [
  for firewall in firewalls: {
    name: firewall.policyName
    location: 'global'
    tags: tags
    sku: {
      name: 'Premium_AzureFrontDoor'
    }
    properties: {
      policySettings: {
        enabledState: 'Enabled'
        mode: firewall.mode
        requestBodyCheck: 'Enabled'
        customBlockResponseStatusCode: 403
      }
      // In this order: scanners read the first two.
      managedRules: {
        managedRuleSets: [
          {
            ruleSetType: 'Microsoft_DefaultRuleSet'
            ruleSetVersion: '2.1'
            ruleSetAction: 'Block'
          }
          {
            ruleSetType: 'Microsoft_BotManagerRuleSet'
            ruleSetVersion: '1.1'
            ruleSetAction: 'Block'
          }
        ]
      }
      customRules: {
        rules: concat(countryRules, [
          {
            name: 'RequestSize'
            enabledState: 'Enabled'
            priority: 20
            ruleType: 'MatchRule'
            action: 'Block'
            matchConditions: [
              {
                matchVariable: 'RequestHeader'
                selector: 'Content-Length'
                operator: 'GreaterThan'
                negateCondition: false
                matchValue: [
                  string(maxRequestBytes)
                ]
              }
            ]
          }
          // Every request has a slash in its address.
          {
            name: 'RateLimit'
            enabledState: 'Enabled'
            priority: 30
            ruleType: 'RateLimitRule'
            action: 'Block'
            rateLimitDurationInMinutes: 1
            rateLimitThreshold: rateLimitPerMinute
            matchConditions: [
              {
                matchVariable: 'RequestUri'
                operator: 'Contains'
                negateCondition: false
                matchValue: [
                  '/'
                ]
              }
            ]
          }
        ])
      }
    }
  }
]

resource securityPolicy 'Microsoft.Cdn/profiles/securityPolicies@2025-06-01' = [
  for (firewall, index) in firewalls: {
    parent: profile
    name: firewall.securityPolicyName
    properties: {
      parameters: {
        type: 'WebApplicationFirewall'
        wafPolicy: {
          id: firewallPolicy[index].id
        }
        associations: [
          {
            patternsToMatch: [
              '/*'
            ]
            // The endpoint's own name first.
            domains: concat(
              firewall.main
                ? [
                    {
                      id: endpoint.id
                    }
                  ]
                : [],
              map(firewall.domains, domain => {
                id: resourceId('Microsoft.Cdn/profiles/customDomains', name, '${namePrefix}${domain}')
              })
            )
          }
        ]
      }
    }
    dependsOn: [
      customDomain
    ]
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!profileExists) {
  name: 'log-analytics'
  scope: profile
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

@description('Resource id of the profile.')
output id string = profile.id

@description('What Front Door sends to origins as X-Azure-FDID.')
output frontDoorId string = profile!.properties.frontDoorId

@description('Host name that Azure gave the endpoint; custom domains point to it by CNAME.')
output endpointHostName string = endpoint.properties.hostName

@description('TXT records of `_dnsauth.` and the domain\'s host name, in the order of the domains\' names.')
output domainValidationTokens string[] = [
  for (domain, index) in domainList: customDomain[index].properties.validationProperties.validationToken
]
