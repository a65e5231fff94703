output "id" {
  description = "Resource id of the account; also the target of Front Door's private link, kind `web`."
  value       = var.id
}

output "name" {
  description = "Name of the account."
  value       = local.name
}

output "web_host" {
  description = "Host name of the site, which Front Door uses as origin."
  value       = "${local.name}.${var.web_zone}.web.core.windows.net"
}
