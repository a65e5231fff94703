# The environment is somebody else's, who says where it lies and what it logs.
data "azurerm_container_app_environment" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
}
