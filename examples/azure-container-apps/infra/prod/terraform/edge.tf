# The way in. Origins are reached by private links, which wait for approval: infra/scripts/approve-private-link.sh.

locals {
  # Where the sites are, made here or there already.
  sites = module.storage_site
}

module "front_door" {
  source = "../../modules/terraform/front-door"

  name                     = var.front_door.name
  resource_group_name      = module.resource_group.name
  tags                     = var.tags
  endpoint_name            = var.front_door.endpoint_name
  firewall_policy_name     = var.front_door.firewall_policy_name
  security_policy_name     = var.front_door.security_policy_name
  response_timeout_seconds = var.front_door.response_timeout_seconds
  firewall_mode            = var.front_door.firewall_mode
  rate_limit_per_minute    = var.front_door.rate_limit_per_minute
  max_request_bytes        = var.front_door.max_request_bytes
  allowed_countries        = var.front_door.allowed_countries
  custom_domains           = var.custom_domains

  routes = {
    for name, route in var.routes : name => {
      patterns                            = route.patterns
      domains                             = route.domains
      cache_enabled                       = route.site != null
      rule_set_name                       = route.rule_set_name
      content_security_policy             = var.front_door.content_security_policy
      content_security_policy_rest        = var.front_door.content_security_policy_rest
      content_security_policy_report_only = var.front_door.content_security_policy_report_only
      response_headers                    = var.front_door.response_headers
      origin = {
        host_name  = route.site == null ? module.container_app[route.service].fqdn : local.sites[route.site].web_host
        probe_path = route.probe_path
        private_link = {
          target_id   = route.site == null ? module.container_apps_environment.id : local.sites[route.site].id
          target_type = route.site == null ? "managedEnvironments" : "web"
          location    = var.location
        }
      }
    }
  }

  log_analytics_workspace_id = module.monitoring.workspace_id
}

# Where the names of the domains are kept.
module "dns_records" {
  source = "../../modules/terraform/dns-records"

  zone_name           = var.dns_zone.name
  resource_group_name = var.dns_zone.resource_group_name
  tags                = var.tags
  target              = module.front_door.endpoint_host_name
  names               = { for record in var.dns_zone.records : record.domain => record.name }
  validation_tokens   = module.front_door.domain_validation_tokens
}
