# Who is told, by how urgent it is.
resource "azurerm_monitor_action_group" "this" {
  for_each = var.action_groups

  name                = each.value.name
  resource_group_name = var.resource_group_name
  location            = "global"
  short_name          = each.value.short_name
  tags                = var.tags

  dynamic "email_receiver" {
    for_each = each.value.emails

    content {
      name                    = email_receiver.key
      email_address           = email_receiver.value
      use_common_alert_schema = true
    }
  }

  # Called with a token of Microsoft Entra, so that the address is no secret.
  dynamic "webhook_receiver" {
    for_each = each.value.webhooks

    content {
      name                    = webhook_receiver.key
      service_uri             = webhook_receiver.value.service_uri
      use_common_alert_schema = true

      aad_auth {
        object_id      = webhook_receiver.value.object_id
        identifier_uri = webhook_receiver.value.identifier_uri
      }
    }
  }
}

resource "azurerm_monitor_metric_alert" "this" {
  for_each = var.metric_alerts

  name                = each.key
  resource_group_name = var.resource_group_name
  scopes              = [each.value.scope]
  description         = each.value.description
  severity            = each.value.severity
  frequency           = each.value.frequency
  window_size         = each.value.window
  auto_mitigate       = true
  tags                = var.tags

  criteria {
    metric_namespace = each.value.metric_namespace
    metric_name      = each.value.metric_name
    aggregation      = each.value.aggregation
    operator         = each.value.operator
    threshold        = each.value.threshold
    # Some metrics are there only once something has happened.
    skip_metric_validation = true

    dynamic "dimension" {
      for_each = each.value.dimension == null ? [] : [each.value.dimension]

      content {
        name     = dimension.value.name
        operator = "Include"
        values   = dimension.value.values
      }
    }
  }

  dynamic "action" {
    for_each = contains(keys(var.action_groups), each.value.action_group) ? [each.value.action_group] : []

    content {
      action_group_id = azurerm_monitor_action_group.this[action.value].id
    }
  }
}

# What is only in the logs.
resource "azurerm_monitor_scheduled_query_rules_alert_v2" "this" {
  for_each = var.log_alerts

  name                    = each.key
  resource_group_name     = var.resource_group_name
  location                = var.location
  scopes                  = [var.log_analytics_workspace_id]
  description             = each.value.description
  severity                = each.value.severity
  evaluation_frequency    = each.value.frequency
  window_duration         = each.value.window
  auto_mitigation_enabled = true
  # The tables come into being with their first row.
  skip_query_validation = true
  tags                  = var.tags

  criteria {
    query                   = each.value.query
    time_aggregation_method = "Maximum"
    metric_measure_column   = "Value"
    operator                = "GreaterThan"
    threshold               = each.value.threshold

    failing_periods {
      minimum_failing_periods_to_trigger_alert = 1
      number_of_evaluation_periods             = 1
    }
  }

  action {
    action_groups = contains(keys(var.action_groups), each.value.action_group) ? [azurerm_monitor_action_group.this[each.value.action_group].id] : []
  }
}

# Asked from outside, as users would.
resource "azurerm_application_insights_standard_web_test" "this" {
  for_each = var.web_tests

  name                    = each.key
  resource_group_name     = var.resource_group_name
  location                = var.location
  application_insights_id = var.application_insights_id
  description             = each.value.description
  geo_locations           = each.value.locations
  frequency               = each.value.frequency
  timeout                 = 30
  enabled                 = true
  # One failure is asked again before it counts.
  retry_enabled = true
  tags          = var.tags

  request {
    url                              = each.value.url
    http_verb                        = "GET"
    follow_redirects_enabled         = true
    parse_dependent_requests_enabled = false
  }

  validation_rules {
    expected_status_code        = each.value.status
    ssl_check_enabled           = true
    ssl_cert_remaining_lifetime = 14

    dynamic "content" {
      for_each = each.value.content == null ? [] : [each.value.content]

      content {
        content_match      = content.value
        ignore_case        = false
        pass_if_text_found = true
      }
    }
  }
}

resource "azurerm_monitor_metric_alert" "web_test" {
  for_each = var.web_tests

  name                = each.key
  resource_group_name = var.resource_group_name
  scopes              = [azurerm_application_insights_standard_web_test.this[each.key].id, var.application_insights_id]
  description         = each.value.description
  severity            = 1
  frequency           = "PT1M"
  window_size         = "PT5M"
  auto_mitigate       = true
  tags                = var.tags

  application_insights_web_test_location_availability_criteria {
    web_test_id           = azurerm_application_insights_standard_web_test.this[each.key].id
    component_id          = var.application_insights_id
    failed_location_count = 2
  }

  dynamic "action" {
    for_each = contains(keys(var.action_groups), "page") ? ["page"] : []

    content {
      action_group_id = azurerm_monitor_action_group.this[action.value].id
    }
  }
}
