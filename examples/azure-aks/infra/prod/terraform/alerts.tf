# What is watched, and who is told.

locals {
  alert_targets = merge(
    {
      "key-vault"   = module.key_vault.id
      "front-door"  = module.front_door.id
      "postgres"    = module.postgres.id
      "redis"       = module.redis.id
      "service-bus" = module.service_bus.id
      "aks"         = module.aks.id
    },
  )
}

module "alerts" {
  source = "../../modules/terraform/alerts"

  resource_group_name = module.resource_group.name
  location            = var.location
  tags                = var.tags
  action_groups = {
    for group in var.alerts.action_groups : group.urgency => {
      name       = group.name
      short_name = group.urgency
      emails     = { for email in group.emails : email.name => email.address }
      webhooks   = { for webhook in group.webhooks : webhook.name => webhook }
    }
  }
  metric_alerts = {
    for alert in var.alerts.metric_alerts : alert.name => merge(alert, {
      scope     = local.alert_targets[alert.target]
      dimension = alert.dimension_name == "" ? null : { name = alert.dimension_name, values = alert.dimension_values }
    })
  }
  log_alerts                 = { for alert in var.alerts.log_alerts : alert.name => alert }
  web_tests                  = { for test in var.alerts.web_tests : test.name => test }
  application_insights_id    = module.monitoring.application_insights_id
  log_analytics_workspace_id = module.monitoring.workspace_id
}

# The figures on one page.
module "workbook" {
  source = "../../modules/terraform/workbook"

  name                       = var.workbook.name
  display_name               = var.workbook.display_name
  resource_group_name        = module.resource_group.name
  location                   = var.location
  tags                       = var.tags
  log_analytics_workspace_id = module.monitoring.workspace_id
  content                    = file("${path.module}/../workbook.json")
}

# What a month may cost.
module "budget" {
  source = "../../modules/terraform/budget"

  name              = var.budget.name
  resource_group_id = module.resource_group.id
  amount            = var.budget.amount
  start_date        = var.budget.start_date
  contact_emails    = var.budget.contact_emails
  contact_groups    = [for urgency, id in module.alerts.action_group_ids : id if urgency == "ticket"]
}
