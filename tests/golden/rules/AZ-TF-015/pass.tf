resource "azurerm_cdn_frontdoor_route" "this" {
  https_redirect_enabled = true
  forwarding_protocol    = "HttpsOnly"
}
