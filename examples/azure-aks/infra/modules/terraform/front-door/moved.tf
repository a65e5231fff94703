# What earlier versions of this module called by other names: a move of the state, not another resource.

moved {
  from = azurerm_cdn_frontdoor_profile.this
  to   = azurerm_cdn_frontdoor_profile.this[0]
}

moved {
  from = azurerm_monitor_diagnostic_setting.profile
  to   = azurerm_monitor_diagnostic_setting.profile[0]
}

moved {
  from = azurerm_cdn_frontdoor_firewall_policy.this
  to   = azurerm_cdn_frontdoor_firewall_policy.this["main"]
}

moved {
  from = azurerm_cdn_frontdoor_security_policy.this
  to   = azurerm_cdn_frontdoor_security_policy.this["main"]
}
