output "names" {
  description = "Names that were made, by domain, with the zone."
  value       = { for domain, record in azurerm_dns_cname_record.domain : domain => "${record.name}.${var.zone_name}" }
}
