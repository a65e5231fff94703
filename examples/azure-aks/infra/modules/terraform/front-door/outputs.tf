output "id" {
  description = "Resource id of the profile."
  value       = local.profile_id
}

output "front_door_id" {
  description = "What Front Door sends to origins as X-Azure-FDID."
  value       = one(concat(data.azurerm_cdn_frontdoor_profile.this[*].resource_guid, azurerm_cdn_frontdoor_profile.this[*].resource_guid))
}

output "endpoint_host_name" {
  description = "Host name that Azure gave the endpoint; custom domains point to it by CNAME."
  value       = azurerm_cdn_frontdoor_endpoint.this.host_name
}

output "domain_validation_tokens" {
  description = "TXT record of `_dnsauth.` and the domain's host name, by the name of the domain."
  value       = { for name, domain in azurerm_cdn_frontdoor_custom_domain.this : name => domain.validation_token }
}
