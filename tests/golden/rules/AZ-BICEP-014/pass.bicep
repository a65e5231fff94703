resource it 'Microsoft.Network/frontDoorWebApplicationFirewallPolicies@2025-01-01' = {
  name: 'it'
  properties: {
    policySettings: {
      enabledState: 'Enabled'
    }
    managedRules: {
      managedRuleSets: [
        {
          ruleSetType: 'Microsoft_DefaultRuleSet'
          ruleSetVersion: '2.1'
        }
        {
          ruleSetType: 'Microsoft_BotManagerRuleSet'
          ruleSetVersion: '1.1'
        }
      ]
    }
  }
}
