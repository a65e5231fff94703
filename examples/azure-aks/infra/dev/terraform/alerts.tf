# What a month may cost.
module "budget" {
  source = "../../modules/terraform/budget"

  name              = var.budget.name
  resource_group_id = module.resource_group.id
  amount            = var.budget.amount
  start_date        = var.budget.start_date
  contact_emails    = var.budget.contact_emails
}
