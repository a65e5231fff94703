output "id" {
  description = "Resource id of the app."
  value       = azurerm_static_web_app.this.id
}

output "name" {
  description = "Name of the app, which files are published to."
  value       = azurerm_static_web_app.this.name
}

output "default_host_name" {
  description = "Name that Azure gives the app, which the CNAME records of its domains point to."
  value       = azurerm_static_web_app.this.default_host_name
}

output "domain_validation_tokens" {
  description = "Values of the TXT records `_dnsauth.<domain>`, by domain; empty once a domain is validated. They are published in DNS, and so no secrets."
  value       = { for name, domain in azurerm_static_web_app_custom_domain.this : name => nonsensitive(domain.validation_token) }
}
