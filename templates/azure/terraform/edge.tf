# The way in. Origins are reached by private links, which wait for approval: infra/scripts/approve-private-link.sh.

<% if any(name, site in sites, site.hosting == "storage") %>
locals {
  # Where the sites are, made here or there already.
<% if any(name, site in sites, site.storage_site != null) and any(name, site in sites, site.existing_site != null) %>
  sites = merge(
    { for name, site in module.storage_site : name => { id = site.id, web_host = site.web_host } },
    { for name, site in module.storage_site_existing : name => { id = site.id, web_host = site.web_host } },
  )
<% elif any(name, site in sites, site.existing_site != null) %>
  sites = module.storage_site_existing
<% else %>
  sites = module.storage_site
<% end %>
}

<% end %>
module "front_door" {
  source = "../../modules/terraform/front-door"

  name                     = var.front_door.name
<% if azure.existing_front_door %>
  # A profile that is there, and serves others too.
  profile_exists           = true
  name_prefix              = var.existing_front_door.name_prefix
  resource_group_name      = var.existing_front_door.resource_group_name
<% else %>
  resource_group_name      = module.resource_group.name
<% end %>
  tags                     = var.tags
  endpoint_name            = var.front_door.endpoint_name
  firewall_policy_name     = var.front_door.firewall_policy_name
  security_policy_name     = var.front_door.security_policy_name
  response_timeout_seconds = var.front_door.response_timeout_seconds
  firewall_mode            = var.front_door.firewall_mode
<% if (edge.waf.mode ?? "prevention") == "canary" %>
  canary_domains           = var.front_door.canary_domains
  canary_policy_name       = var.front_door.canary_policy_name
<% end %>
  rate_limit_per_minute    = var.front_door.rate_limit_per_minute
  max_request_bytes        = var.front_door.max_request_bytes
  allowed_countries        = var.front_door.allowed_countries
  custom_domains           = var.custom_domains

  routes = {
    for name, route in var.routes : name => {
      patterns                = route.patterns
      domains                 = route.domains
      cache_enabled           = route.site != null
      rule_set_name           = route.rule_set_name
<% if any(name, host in edge.hosts, host.csp != null) %>
      # A host may have a policy of its own.
      content_security_policy = route.headers == null ? var.front_door.content_security_policy : route.headers.content_security_policy
      content_security_policy_rest = route.headers == null ? var.front_door.content_security_policy_rest : route.headers.content_security_policy_rest
      content_security_policy_report_only = route.headers == null ? var.front_door.content_security_policy_report_only : route.headers.content_security_policy_report_only
<% if edge.csp.tried != null or any(name, host in edge.hosts, host.csp.tried != null) %>
      content_security_policy_tried = route.headers == null ? var.front_door.content_security_policy_tried : route.headers.content_security_policy_tried
<% end %>
      response_headers        = route.headers == null ? var.front_door.response_headers : route.headers.response_headers
<% else %>
      content_security_policy = var.front_door.content_security_policy
      content_security_policy_rest = var.front_door.content_security_policy_rest
      content_security_policy_report_only = var.front_door.content_security_policy_report_only
<% if edge.csp.tried %>
      content_security_policy_tried = var.front_door.content_security_policy_tried
<% end %>
      response_headers        = var.front_door.response_headers
<% end %>
      origin = {
<% if azure.aks != null and any(name, site in sites, site.hosting == "storage") %>
        # The Gateway of the cluster answers by the names of its hosts, with their certificates.
        host_name  = route.site == null ? var.custom_domains[route.domains[0]].host_name : local.sites[route.site].web_host
        probe_path = route.probe_path
        private_link = {
          target_id   = route.site == null ? var.private_link_service_id : local.sites[route.site].id
          target_type = route.site == null ? null : "web"
          location    = var.location
        }
<% elif azure.aks %>
        # The Gateway of the cluster answers by the names of its hosts, with their certificates.
        host_name  = var.custom_domains[route.domains[0]].host_name
        probe_path = route.probe_path
        private_link = {
          target_id   = var.private_link_service_id
          target_type = null
          location    = var.location
        }
<% elif any(name, site in sites, site.hosting == "storage") %>
        host_name  = route.site == null ? module.container_app[route.service].fqdn : local.sites[route.site].web_host
        probe_path = route.probe_path
        private_link = {
          target_id   = route.site == null ? module.container_apps_environment.id : local.sites[route.site].id
          target_type = route.site == null ? "managedEnvironments" : "web"
          location    = var.location
        }
<% else %>
        host_name  = module.container_app[route.service].fqdn
        probe_path = route.probe_path
        private_link = {
          target_id   = module.container_apps_environment.id
          target_type = "managedEnvironments"
          location    = var.location
        }
<% end %>
      }
    }
  }

  log_analytics_workspace_id = module.monitoring.workspace_id
}
<% if azure.dns_zone %>

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
<% end %>
