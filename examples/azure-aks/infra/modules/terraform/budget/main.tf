# Told, not stopped: Azure goes on past a budget.
resource "azurerm_consumption_budget_resource_group" "this" {
  name              = var.name
  resource_group_id = var.resource_group_id
  amount            = var.amount
  time_grain        = "Monthly"

  time_period {
    start_date = var.start_date
  }

  notification {
    threshold      = 50
    operator       = "GreaterThan"
    threshold_type = "Actual"
    contact_emails = var.contact_emails
    contact_groups = var.contact_groups
    contact_roles  = var.contact_roles
  }

  notification {
    threshold      = 80
    operator       = "GreaterThan"
    threshold_type = "Actual"
    contact_emails = var.contact_emails
    contact_groups = var.contact_groups
    contact_roles  = var.contact_roles
  }

  notification {
    threshold      = 100
    operator       = "GreaterThan"
    threshold_type = "Actual"
    contact_emails = var.contact_emails
    contact_groups = var.contact_groups
    contact_roles  = var.contact_roles
  }

  notification {
    threshold      = 100
    operator       = "GreaterThan"
    threshold_type = "Forecasted"
    contact_emails = var.contact_emails
    contact_groups = var.contact_groups
    contact_roles  = var.contact_roles
  }
}
