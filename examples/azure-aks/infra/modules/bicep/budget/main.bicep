@description('Name of the budget.')
@minLength(1)
@maxLength(63)
param name string

@description('What a month may cost, in the currency of the subscription.')
@minValue(1)
param amount int

@description('The first of the month that counting begins with, such as 2026-01-01T00:00:00Z. Another one makes another budget.')
param startDate string

@description('Addresses that are told.')
param contactEmails string[] = []

@description('Action groups that are told, by resource id.')
param contactGroups string[] = []

@description('Roles whose holders are told.')
param contactRoles string[] = [
  'Owner'
]

// Told, not stopped: Azure goes on past a budget.
resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: startDate
    }
    notifications: {
      actual_GreaterThan_50_Percent: {
        enabled: true
        threshold: 50
        operator: 'GreaterThan'
        thresholdType: 'Actual'
        contactEmails: contactEmails
        contactGroups: contactGroups
        contactRoles: contactRoles
      }
      actual_GreaterThan_80_Percent: {
        enabled: true
        threshold: 80
        operator: 'GreaterThan'
        thresholdType: 'Actual'
        contactEmails: contactEmails
        contactGroups: contactGroups
        contactRoles: contactRoles
      }
      actual_GreaterThan_100_Percent: {
        enabled: true
        threshold: 100
        operator: 'GreaterThan'
        thresholdType: 'Actual'
        contactEmails: contactEmails
        contactGroups: contactGroups
        contactRoles: contactRoles
      }
      forecasted_GreaterThan_100_Percent: {
        enabled: true
        threshold: 100
        operator: 'GreaterThan'
        thresholdType: 'Forecasted'
        contactEmails: contactEmails
        contactGroups: contactGroups
        contactRoles: contactRoles
      }
    }
  }
}

@description('Resource id of the budget.')
output id string = budget.id
