@description('Name of the Azure Monitor workspace.')
@minLength(4)
@maxLength(63)
param name string

@description('Name of the data collection endpoint.')
@minLength(3)
@maxLength(44)
param endpointName string

@description('Name of the data collection rule.')
param ruleName string

@description('Name of the group of alerts.')
param ruleGroupName string

@description('Azure region of the workspace.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Name of the cluster whose metrics are collected, which they carry.')
param clusterName string

@description('Alerts, in the order in which they are evaluated: a PromQL expression, how long it holds until somebody is told, and who.')
@maxLength(20)
param alerts alertType[] = []

@description('Resource ids of the action groups, by how urgent what they are told is; nobody is told where there is none.')
param actionGroupIds { *: string } = {}

type alertType = {
  name: string
  description: string
  expression: string
  for: string
  severity: int
  actionGroup: string
}

var prometheus = 'Prometheus'
var prometheusStream = 'Microsoft-${prometheus}Metrics'

// Where metrics are kept and queried, with a token.
resource workspace 'Microsoft.Monitor/accounts@2023-04-03' = {
  name: name
  location: location
  tags: tags
}

resource endpoint 'Microsoft.Insights/dataCollectionEndpoints@2024-03-11' = {
  name: endpointName
  location: location
  tags: tags
  kind: 'Linux'
  properties: {
    // Takes what the cluster's agent sends, with a token.
    networkAcls: {
      publicNetworkAccess: 'Enabled'
    }
  }
}

resource rule 'Microsoft.Insights/dataCollectionRules@2024-03-11' = {
  name: ruleName
  location: location
  tags: tags
  kind: 'Linux'
  properties: {
    dataCollectionEndpointId: endpoint.id
    dataSources: {
      prometheusForwarder: [
        {
          name: 'prometheus'
          streams: [
            'Microsoft-PrometheusMetrics'
          ]
        }
      ]
    }
    destinations: {
      monitoringAccounts: [
        {
          name: 'workspace'
          accountResourceId: workspace.id
        }
      ]
    }
    dataFlows: [
      {
        streams: [
          prometheusStream
        ]
        destinations: [
          'workspace'
        ]
      }
    ]
  }
}

resource cluster 'Microsoft.ContainerService/managedClusters@2026-05-01' existing = {
  name: clusterName
}

resource association 'Microsoft.Insights/dataCollectionRuleAssociations@2024-03-11' = {
  name: 'prometheus'
  scope: cluster
  properties: {
    dataCollectionRuleId: rule.id
  }
}

resource ruleGroup 'Microsoft.AlertsManagement/prometheusRuleGroups@2023-03-01' = if (!empty(alerts)) {
  name: ruleGroupName
  location: location
  tags: tags
  properties: {
    clusterName: clusterName
    enabled: true
    interval: 'PT1M'
    scopes: [
      workspace.id
    ]
    rules: [
      for alert in alerts: {
        alert: alert.name
        enabled: true
        expression: alert.expression
        for: alert.for
        severity: alert.severity
        annotations: {
          description: alert.description
        }
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT10M'
        }
        actions: contains(actionGroupIds, alert.actionGroup)
          ? [
              {
                actionGroupId: actionGroupIds[alert.actionGroup]
              }
            ]
          : []
      }
    ]
  }
}

@description('Resource id of the workspace.')
output id string = workspace.id

@description('Address that answers PromQL.')
output queryEndpoint string = workspace.properties.metrics.prometheusQueryEndpoint
