# What runs in the cluster is in ../kubernetes; here is who it is. Each service has an identity, which its pods and those of its
# jobs act as.

locals {
  workloads = var.workloads

  registry_server = module.registry.login_server

  # Who uses the cache.
  cache_users = ["api", "migrate"]

  # Who sends to which queue, and who receives from it.
  queue_senders = [
    { workload = "api", queue = "transfers" },
  ]
  queue_workers = [
    { workload = "postings", queue = "transfers" },
    { workload = "postings", queue = "imports" },
  ]
}

module "identity" {
  source   = "../../modules/terraform/identity"
  for_each = local.workloads

  name                = each.value.identity_name
  resource_group_name = module.resource_group.name
  resource_group_id   = module.resource_group.id
  location            = var.location
  tags                = var.tags
  kubernetes_issuer   = module.aks.oidc_issuer_url
  kubernetes_subjects = { for account in each.value.subjects : account.name => account.subject }
}

# What the deployment workflows act as: they push images, and apply manifests of every kind, custom ones included.
module "deploy_identity" {
  source = "../../modules/terraform/identity"

  name                = var.deploy_identity.name
  resource_group_name = module.resource_group.name
  resource_group_id   = module.resource_group.id
  location            = var.location
  tags                = var.tags
  github_subjects     = { environment = var.deploy_identity.github_subject }
  role_assignments = {
    push       = "AcrPush"
    kubeconfig = "Azure Kubernetes Service Cluster User Role"
    manifests  = "Azure Kubernetes Service RBAC Cluster Admin"
  }
}
