# Subnets of containers were always there once.
moved {
  from = azurerm_subnet.container_apps
  to   = azurerm_subnet.container_apps[0]
}

moved {
  from = azurerm_network_security_group.container_apps
  to   = azurerm_network_security_group.container_apps[0]
}

moved {
  from = azurerm_subnet_network_security_group_association.container_apps
  to   = azurerm_subnet_network_security_group_association.container_apps[0]
}

moved {
  from = azurerm_monitor_diagnostic_setting.container_apps
  to   = azurerm_monitor_diagnostic_setting.container_apps[0]
}
