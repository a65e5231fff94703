resource it 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'it'
  properties: {
    evaluationFrequency: 'PT1M'
  }
}
