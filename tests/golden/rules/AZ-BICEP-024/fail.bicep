resource it 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'it'
  properties: {
    autoMitigate: false
  }
}
