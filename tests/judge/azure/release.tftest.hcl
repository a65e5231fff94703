# A release sets the image of a container app and a roll-out its traffic, both outside of Terraform. What the root still
# says of them must change nothing when it is planned afterwards.
mock_provider "azurerm" {}

variables {
  name                         = "ca-shop-api-prod"
  resource_group_name          = "rg-shop-prod"
  container_app_environment_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.App/managedEnvironments/e"
  identity_id                  = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i"
  registry_server              = "cracmeshop.azurecr.io"
  container_name               = "api"
  revision_mode                = "Multiple"
  ingress                      = { target_port = 8080 }
  probes                       = { port = 8080, startup = { path = "/s" }, readiness = { path = "/r" }, liveness = { path = "/l" } }
}

run "made_with_its_first_image" {
  variables {
    image = "cracmeshop.azurecr.io/shop-api:v1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  }
}

run "planned_after_a_release" {
  command = plan

  variables {
    image = "cracmeshop.azurecr.io/shop-api:v2@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
  }

  assert {
    condition     = endswith(azurerm_container_app.this.template[0].container[0].image, "aaaa")
    error_message = "The image would be changed by an apply."
  }
}

run "planned_with_another_setting" {
  command = plan

  variables {
    image  = "cracmeshop.azurecr.io/shop-api:v2@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
    config = { LOG_LEVEL = "info" }
  }

  # The rest of the app is still Terraform's.
  assert {
    condition     = azurerm_container_app.this.template[0].container[0].env[0].value == "info"
    error_message = "A setting would not be changed by an apply."
  }
}
