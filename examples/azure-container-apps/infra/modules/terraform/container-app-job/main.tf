resource "azurerm_container_app_job" "this" {
  name                         = var.name
  resource_group_name          = var.resource_group_name
  location                     = var.location
  container_app_environment_id = var.container_app_environment_id
  workload_profile_name        = var.workload_profile_name
  tags                         = var.tags

  replica_timeout_in_seconds = var.replica_timeout_in_seconds
  replica_retry_limit        = var.replica_retry_limit

  identity {
    type         = "UserAssigned"
    identity_ids = [var.identity_id]
  }

  registry {
    server   = var.registry_server
    identity = var.identity_id
  }

  # References, never values: the platform reads Key Vault with the job's own identity.
  dynamic "secret" {
    for_each = var.key_vault_references

    content {
      name                = secret.key
      key_vault_secret_id = secret.value
      identity            = var.identity_id
    }
  }

  dynamic "manual_trigger_config" {
    for_each = var.schedule == null && var.event == null ? [1] : []

    content {
      parallelism              = 1
      replica_completion_count = 1
    }
  }

  dynamic "schedule_trigger_config" {
    for_each = var.schedule == null ? [] : [var.schedule]

    content {
      cron_expression          = schedule_trigger_config.value
      parallelism              = 1
      replica_completion_count = 1
    }
  }

  dynamic "event_trigger_config" {
    for_each = var.event == null ? [] : [var.event]

    content {
      parallelism              = 1
      replica_completion_count = 1

      scale {
        min_executions              = event_trigger_config.value.min_executions
        max_executions              = event_trigger_config.value.max_executions
        polling_interval_in_seconds = event_trigger_config.value.polling_interval_in_seconds

        dynamic "rules" {
          for_each = event_trigger_config.value.rules

          content {
            name             = rules.key
            custom_rule_type = rules.value.type
            metadata         = rules.value.metadata
            identity_id      = rules.value.identity_id
          }
        }
      }
    }
  }

  template {
    container {
      name    = var.container_name
      image   = var.image
      command = var.command
      args    = var.args
      cpu     = var.resources.cpu
      memory  = var.resources.memory

      dynamic "env" {
        for_each = var.config

        content {
          name  = env.key
          value = env.value
        }
      }

      dynamic "env" {
        for_each = var.referenced_config

        content {
          name        = env.key
          secret_name = env.value
        }
      }

      dynamic "volume_mounts" {
        for_each = var.references_mount_path == null ? [] : [var.references_mount_path]

        content {
          name = "secrets"
          path = volume_mounts.value
        }
      }
    }

    dynamic "volume" {
      for_each = var.references_mount_path == null ? [] : [1]

      content {
        name         = "secrets"
        storage_type = "Secret"
      }
    }
  }

  lifecycle {
    # A release sets the image: an apply afterwards must not undo it.
    ignore_changes = [template[0].container[0].image]

    precondition {
      condition     = var.schedule == null || var.event == null
      error_message = "A job runs by schedule or on events, not both."
    }
  }
}
