# Names in a zone that somebody else keeps: the way to Front Door, and by what Azure knows that the domain is ours.
resource "azurerm_dns_cname_record" "domain" {
  for_each = var.names

  name                = each.value
  zone_name           = var.zone_name
  resource_group_name = var.resource_group_name
  ttl                 = var.ttl
  record              = var.target
  tags                = var.tags
}

resource "azurerm_dns_txt_record" "validation" {
  for_each = var.names

  name                = "_dnsauth.${each.value}"
  zone_name           = var.zone_name
  resource_group_name = var.resource_group_name
  ttl                 = var.ttl
  tags                = var.tags

  record {
    value = var.validation_tokens[each.key]
  }
}
