@description('Azure region of log alerts and availability tests; the others belong to no region.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Who is told, by urgency (`page`, `ticket`). An alert of an urgency that nobody is told of is seen in the portal alone.')
param actionGroups { *: actionGroupType } = {}

@description('Alerts on metrics, by name.')
param metricAlerts { *: metricAlertType } = {}

@description('Alerts on logs, by name.')
param logAlerts { *: logAlertType } = {}

@description('Addresses that are asked from outside, by the name of the test. Two locations that fail in five minutes page somebody, and so does a certificate with less than 14 days.')
param webTests { *: webTestType } = {}

@description('Application Insights component that the availability tests belong to.')
param applicationInsightsId string

@description('Log Analytics workspace that the queries look into.')
param logAnalyticsWorkspaceId string

type webhookType = {
  @description('Address that is called.')
  serviceUri: string

  @description('Object id of the application in Microsoft Entra that the token is for.')
  objectId: string

  @description('Its identifier.')
  identifierUri: string?
}

type actionGroupType = {
  @description('Name of the action group.')
  name: string

  @description('Name in short messages.')
  @minLength(1)
  @maxLength(12)
  shortName: string

  @description('E-mail addresses, by a name of their own.')
  emails: { *: string }?

  @description('Webhooks that take a token of Microsoft Entra, by a name of their own.')
  webhooks: { *: webhookType }?
}

type metricAlertType = {
  @description('What has happened.')
  description: string

  @description('Resource whose metric it is.')
  scope: string

  @description('Namespace of the metric.')
  metricNamespace: string

  @description('The metric.')
  metricName: string

  @description('How the values of a window are taken together.')
  aggregation: 'Average' | 'Count' | 'Maximum' | 'Minimum' | 'Total'

  @description('How they are compared with the threshold.')
  operator: 'Equals' | 'GreaterThan' | 'GreaterThanOrEqual' | 'LessThan' | 'LessThanOrEqual'

  @description('What they are compared with.')
  threshold: int

  @description('Values the metric is narrowed to.')
  dimension: {
    @description('Name of the dimension.')
    name: string

    @description('Its values that count.')
    values: string[]
  }?

  @description('How often it is looked at, as an ISO 8601 duration; PT1M where it is left out.')
  frequency: string?

  @description('How far back, as an ISO 8601 duration; PT5M where it is left out.')
  window: string?

  @description('0 (worst) to 4.')
  @minValue(0)
  @maxValue(4)
  severity: int

  @description('Urgency: `page` or `ticket`.')
  actionGroup: string
}

type logAlertType = {
  @description('What has happened.')
  description: string

  @description('A query that gives a column `Value`.')
  query: string

  @description('What the greatest value must not exceed.')
  threshold: int

  @description('How often it is asked, as an ISO 8601 duration; PT5M where it is left out.')
  frequency: string?

  @description('How far back, as an ISO 8601 duration; PT10M where it is left out.')
  window: string?

  @description('0 (worst) to 4.')
  @minValue(0)
  @maxValue(4)
  severity: int

  @description('Urgency: `page` or `ticket`.')
  actionGroup: string
}

type webTestType = {
  @description('What has happened where it fails.')
  description: string

  @description('The address.')
  url: string

  @description('Seconds between two questions of a location; 300 where it is left out.')
  frequency: (300 | 600 | 900)?

  @description('From where it is asked.')
  @minLength(2)
  locations: string[]

  @description('Status of a good answer; 200 where it is left out.')
  status: int?

  @description('What a good answer holds; not looked at where it is left out.')
  content: string?
}

var groupNames = map(items(actionGroups), item => item.key)

// Who is told, by how urgent it is.
resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = [
  for item in items(actionGroups): {
    name: item.value.name
    location: 'global'
    tags: tags
    properties: {
      groupShortName: item.value.shortName
      enabled: true
      emailReceivers: map(items(item.value.?emails ?? {}), receiver => {
        name: receiver.key
        emailAddress: receiver.value
        useCommonAlertSchema: true
      })
      // Called with a token of Microsoft Entra, so that the address is no secret.
      webhookReceivers: map(items(item.value.?webhooks ?? {}), receiver => {
        name: receiver.key
        serviceUri: receiver.value.serviceUri
        useCommonAlertSchema: true
        useAadAuth: true
        objectId: receiver.value.objectId
        identifierUri: receiver.value.?identifierUri
      })
    }
  }
]

resource metricAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for item in items(metricAlerts): {
    name: item.key
    location: 'global'
    tags: tags
    properties: {
      enabled: true
      scopes: [
        item.value.scope
      ]
      description: item.value.description
      severity: item.value.severity
      evaluationFrequency: item.value.?frequency ?? 'PT1M'
      windowSize: item.value.?window ?? 'PT5M'
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: 'Metric1'
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: item.value.metricNamespace
            metricName: item.value.metricName
            timeAggregation: item.value.aggregation
            operator: item.value.operator
            threshold: item.value.threshold
            // Some metrics are there only once something has happened.
            skipMetricValidation: true
            dimensions: item.value.?dimension == null
              ? []
              : [
                  {
                    name: item.value.dimension!.name
                    operator: 'Include'
                    values: item.value.dimension!.values
                  }
                ]
          }
        ]
      }
      actions: contains(actionGroups, item.value.actionGroup)
        ? [
            {
              actionGroupId: actionGroup[indexOf(groupNames, item.value.actionGroup)].id
            }
          ]
        : []
    }
  }
]

// What is only in the logs.
resource logAlert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for item in items(logAlerts): {
    name: item.key
    location: location
    kind: 'LogAlert'
    tags: tags
    properties: {
      enabled: true
      scopes: [
        logAnalyticsWorkspaceId
      ]
      description: item.value.description
      severity: item.value.severity
      evaluationFrequency: item.value.?frequency ?? 'PT5M'
      windowSize: item.value.?window ?? 'PT10M'
      autoMitigate: true
      // The tables come into being with their first row.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: item.value.query
            timeAggregation: 'Maximum'
            metricMeasureColumn: 'Value'
            operator: 'GreaterThan'
            threshold: item.value.threshold
            failingPeriods: {
              minFailingPeriodsToAlert: 1
              numberOfEvaluationPeriods: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: contains(actionGroups, item.value.actionGroup)
          ? [
              actionGroup[indexOf(groupNames, item.value.actionGroup)].id
            ]
          : []
      }
    }
  }
]

// Asked from outside, as users would.
resource webTest 'Microsoft.Insights/webtests@2022-06-15' = [
  for item in items(webTests): {
    name: item.key
    location: location
    kind: 'standard'
    // The portal finds a test by this tag.
    tags: union(tags, {
      'hidden-link:${applicationInsightsId}': 'Resource'
    })
    properties: {
      Kind: 'standard'
      Name: item.key
      SyntheticMonitorId: item.key
      Description: item.value.description
      Enabled: true
      Frequency: item.value.?frequency ?? 300
      Timeout: 30
      // One failure is asked again before it counts.
      RetryEnabled: true
      Locations: map(item.value.locations, id => {
        Id: id
      })
      Request: {
        RequestUrl: item.value.url
        HttpVerb: 'GET'
        FollowRedirects: true
        ParseDependentRequests: false
      }
      ValidationRules: {
        ExpectedHttpStatusCode: item.value.?status ?? 200
        SSLCheck: true
        SSLCertRemainingLifetimeCheck: 14
        ContentValidation: item.value.?content == null
          ? null
          : {
              ContentMatch: item.value.?content
              IgnoreCase: false
              PassIfTextFound: true
            }
      }
    }
  }
]

resource webTestAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for (item, index) in items(webTests): {
    name: item.key
    location: 'global'
    tags: tags
    properties: {
      enabled: true
      scopes: [
        webTest[index].id
        applicationInsightsId
      ]
      description: item.value.description
      severity: 1
      evaluationFrequency: 'PT1M'
      windowSize: 'PT5M'
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
        webTestId: webTest[index].id
        componentId: applicationInsightsId
        failedLocationCount: 2
      }
      actions: contains(actionGroups, 'page')
        ? [
            {
              actionGroupId: actionGroup[indexOf(groupNames, 'page')].id
            }
          ]
        : []
    }
  }
]

@description('Resource ids of the action groups, by urgency.')
output actionGroupIds { *: string } = toObject(items(actionGroups), item => item.key, item => resourceId('Microsoft.Insights/actionGroups', item.value.name))
