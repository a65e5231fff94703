locals {
  profile_id = var.profile_exists ? data.azurerm_cdn_frontdoor_profile.this[0].id : azurerm_cdn_frontdoor_profile.this[0].id

  # What each route's rule set does to a response: the policy, the one that is tried beside it, the other headers, then what
  # must not leave. What a policy
  # has beyond the 640 bytes of a value is appended; Front Door puts nothing in between.
  header_actions = {
    for name, route in var.routes : name => concat(
      [
        for index, piece in compact(concat([route.content_security_policy], route.content_security_policy_rest)) : {
          action = index == 0 ? "Overwrite" : "Append"
          name   = route.content_security_policy_report_only ? "Content-Security-Policy-Report-Only" : "Content-Security-Policy"
          value  = piece
        }
      ],
      [
        for index, piece in route.content_security_policy_tried : {
          action = index == 0 ? "Overwrite" : "Append"
          name   = "Content-Security-Policy-Report-Only"
          value  = piece
        }
      ],
      [for header, value in route.response_headers : { action = "Overwrite", name = header, value = value }],
      [for header in route.removed_response_headers : { action = "Delete", name = header, value = null }],
    )
  }

  # A rule takes five actions at most.
  header_rules = merge([
    for name, actions in local.header_actions : {
      for index, chunk in chunklist(actions, 5) : "${name}-${index + 1}" => {
        route   = name
        name    = "headers${index + 1}"
        order   = index + 1
        actions = chunk
      }
    }
  ]...)
}

# One profile may serve several environments, each with an endpoint, routes and a firewall of its own.
data "azurerm_cdn_frontdoor_profile" "this" {
  count = var.profile_exists ? 1 : 0

  name                = var.name
  resource_group_name = var.resource_group_name
}

resource "azurerm_cdn_frontdoor_profile" "this" {
  count = var.profile_exists ? 0 : 1

  name                     = var.name
  resource_group_name      = var.resource_group_name
  sku_name                 = "Premium_AzureFrontDoor"
  response_timeout_seconds = var.response_timeout_seconds
  tags                     = var.tags

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_cdn_frontdoor_endpoint" "this" {
  name                     = var.endpoint_name
  cdn_frontdoor_profile_id = local.profile_id
  enabled                  = true
  tags                     = var.tags
}

resource "azurerm_cdn_frontdoor_custom_domain" "this" {
  for_each = var.custom_domains

  name                     = "${var.name_prefix}${each.key}"
  cdn_frontdoor_profile_id = local.profile_id
  host_name                = each.value.host_name
  dns_zone_id              = each.value.dns_zone_id

  tls {
    certificate_type = "ManagedCertificate"
    minimum_version  = "TLS12"

    cipher_suite {
      type = "TLS12_2023"
    }
  }
}

resource "azurerm_cdn_frontdoor_origin_group" "this" {
  for_each = var.routes

  name                     = "${var.name_prefix}${each.key}"
  cdn_frontdoor_profile_id = local.profile_id
  session_affinity_enabled = false

  restore_traffic_time_to_healed_or_new_endpoint_in_minutes = 10

  load_balancing {
    additional_latency_in_milliseconds = 50
    sample_size                        = 4
    successful_samples_required        = 3
  }

  health_probe {
    interval_in_seconds = 60
    path                = each.value.origin.probe_path
    protocol            = "Https"
    request_type        = "HEAD"
  }
}

resource "azurerm_cdn_frontdoor_origin" "this" {
  for_each = var.routes

  name                           = "${var.name_prefix}${each.key}"
  cdn_frontdoor_origin_group_id  = azurerm_cdn_frontdoor_origin_group.this[each.key].id
  enabled                        = true
  host_name                      = each.value.origin.host_name
  origin_host_header             = each.value.origin.host_name
  http_port                      = 80
  https_port                     = 443
  priority                       = 1
  weight                         = 1000
  certificate_name_check_enabled = true

  dynamic "private_link" {
    for_each = each.value.origin.private_link == null ? [] : [each.value.origin.private_link]

    content {
      private_link_target_id = private_link.value.target_id
      target_type            = private_link.value.target_type
      location               = private_link.value.location
      request_message        = "Front Door ${var.name}"
    }
  }
}

# Response headers ----------------------------------------------------------------------------------------------------

resource "azurerm_cdn_frontdoor_rule_set" "this" {
  for_each = var.routes

  name                     = "${replace(var.name_prefix, "-", "")}${each.value.rule_set_name}"
  cdn_frontdoor_profile_id = local.profile_id
}

resource "azurerm_cdn_frontdoor_rule" "headers" {
  for_each = local.header_rules

  name                      = each.value.name
  cdn_frontdoor_rule_set_id = azurerm_cdn_frontdoor_rule_set.this[each.value.route].id
  order                     = each.value.order
  behavior_on_match         = "Continue"

  actions {
    dynamic "response_header_action" {
      for_each = each.value.actions

      content {
        header_action = response_header_action.value.action
        header_name   = response_header_action.value.name
        value         = response_header_action.value.value
      }
    }
  }
}

resource "azurerm_cdn_frontdoor_route" "this" {
  for_each = var.routes

  name                            = "${var.name_prefix}${each.key}"
  enabled                         = true
  cdn_frontdoor_endpoint_id       = azurerm_cdn_frontdoor_endpoint.this.id
  cdn_frontdoor_origin_group_id   = azurerm_cdn_frontdoor_origin_group.this[each.key].id
  cdn_frontdoor_origin_ids        = [azurerm_cdn_frontdoor_origin.this[each.key].id]
  cdn_frontdoor_rule_set_ids      = [azurerm_cdn_frontdoor_rule_set.this[each.key].id]
  cdn_frontdoor_custom_domain_ids = [for domain in each.value.domains : azurerm_cdn_frontdoor_custom_domain.this[domain].id]
  # A route with a domain of its own does not answer under Azure's name too.
  link_to_default_domain = length(each.value.domains) == 0
  patterns_to_match      = each.value.patterns
  supported_protocols    = ["Http", "Https"]
  https_redirect_enabled = true
  forwarding_protocol    = "HttpsOnly"

  dynamic "cache" {
    for_each = each.value.cache_enabled ? [1] : []

    content {
      query_string_caching_behavior = "IgnoreQueryString"
      compression_enabled           = true
      content_types_to_compress = [
        "application/javascript",
        "application/json",
        "application/wasm",
        "image/svg+xml",
        "text/css",
        "text/html",
        "text/javascript",
        "text/plain",
      ]
    }
  }

  # The headers before the first answer.
  depends_on = [azurerm_cdn_frontdoor_rule.headers]
}

# Web application firewall ---------------------------------------------------------------------------------------------

locals {
  # One policy, or two while the rules are tried out: then some domains block already, and the others log.
  firewalls = merge(
    {
      main = {
        policy_name          = var.firewall_policy_name
        security_policy_name = var.security_policy_name
        mode                 = var.firewall_mode
        domains              = [for domain in keys(var.custom_domains) : domain if !contains(var.canary_domains, domain)]
      }
    },
    length(var.canary_domains) == 0 ? {} : {
      canary = {
        policy_name          = var.canary_policy_name
        security_policy_name = "${var.security_policy_name}-canary"
        mode                 = "Prevention"
        domains              = var.canary_domains
      }
    },
  )
}

resource "azurerm_cdn_frontdoor_firewall_policy" "this" {
  for_each = local.firewalls

  name                = each.value.policy_name
  resource_group_name = var.resource_group_name
  sku_name            = "Premium_AzureFrontDoor"
  enabled             = true
  mode                = each.value.mode
  tags                = var.tags

  request_body_check_enabled        = true
  custom_block_response_status_code = 403

  # In this order: scanners read the first two.
  managed_rule {
    type    = "Microsoft_DefaultRuleSet"
    version = "2.1"
    action  = "Block"
  }

  managed_rule {
    type    = "Microsoft_BotManagerRuleSet"
    version = "1.1"
    action  = "Block"
  }

  dynamic "custom_rule" {
    for_each = length(var.allowed_countries) == 0 ? [] : [var.allowed_countries]

    content {
      name     = "AllowedCountries"
      enabled  = true
      priority = 10
      type     = "MatchRule"
      action   = "Block"

      match_condition {
        match_variable     = "SocketAddr"
        operator           = "GeoMatch"
        negation_condition = true
        match_values       = custom_rule.value
      }
    }
  }

  custom_rule {
    name     = "RequestSize"
    enabled  = true
    priority = 20
    type     = "MatchRule"
    action   = "Block"

    match_condition {
      match_variable     = "RequestHeader"
      selector           = "Content-Length"
      operator           = "GreaterThan"
      negation_condition = false
      match_values       = [tostring(var.max_request_bytes)]
    }
  }

  # Every request has a slash in its address.
  custom_rule {
    name                           = "RateLimit"
    enabled                        = true
    priority                       = 30
    type                           = "RateLimitRule"
    action                         = "Block"
    rate_limit_duration_in_minutes = 1
    rate_limit_threshold           = var.rate_limit_per_minute

    match_condition {
      match_variable     = "RequestUri"
      operator           = "Contains"
      negation_condition = false
      match_values       = ["/"]
    }
  }
}

resource "azurerm_cdn_frontdoor_security_policy" "this" {
  for_each = local.firewalls

  name                     = each.value.security_policy_name
  cdn_frontdoor_profile_id = local.profile_id

  security_policies {
    firewall {
      cdn_frontdoor_firewall_policy_id = azurerm_cdn_frontdoor_firewall_policy.this[each.key].id

      association {
        patterns_to_match = ["/*"]

        # The endpoint's own name first.
        dynamic "domain" {
          for_each = concat(
            each.key == "main" ? [azurerm_cdn_frontdoor_endpoint.this.id] : [],
            [for domain in each.value.domains : azurerm_cdn_frontdoor_custom_domain.this[domain].id],
          )

          content {
            cdn_frontdoor_domain_id = domain.value
          }
        }
      }
    }
  }
}

resource "azurerm_monitor_diagnostic_setting" "profile" {
  count = var.profile_exists ? 0 : 1

  name                       = "log-analytics"
  target_resource_id         = azurerm_cdn_frontdoor_profile.this[0].id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
