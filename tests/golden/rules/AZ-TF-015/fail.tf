resource "azurerm_cdn_frontdoor_route" "this" {
  https_redirect_enabled = false
  forwarding_protocol    = "HttpsOnly"
}
