output "action_group_ids" {
  description = "Resource ids of the action groups, by urgency."
  value       = { for key, group in azurerm_monitor_action_group.this : key => group.id }
}
