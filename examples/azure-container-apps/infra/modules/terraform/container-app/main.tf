locals {
  # The rule for CPU, then the caller's.
  custom_scale_rules = merge(
    var.scale.cpu_utilization == null ? {} : {
      cpu = {
        type        = "cpu"
        metadata    = { type = "Utilization", value = tostring(var.scale.cpu_utilization) }
        identity_id = null
      }
    },
    var.scale.custom_rules,
  )
}

resource "azurerm_container_app" "this" {
  name                         = var.name
  resource_group_name          = var.resource_group_name
  container_app_environment_id = var.container_app_environment_id
  workload_profile_name        = var.workload_profile_name
  revision_mode                = var.revision_mode
  max_inactive_revisions       = var.max_inactive_revisions
  tags                         = var.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [var.identity_id]
  }

  registry {
    server   = var.registry_server
    identity = var.identity_id
  }

  # References, never values: the platform reads Key Vault with the service's own identity.
  dynamic "secret" {
    for_each = var.key_vault_references

    content {
      name                = secret.key
      key_vault_secret_id = secret.value
      identity            = var.identity_id
    }
  }

  dynamic "ingress" {
    for_each = var.ingress == null ? [] : [var.ingress]

    content {
      target_port                = ingress.value.target_port
      external_enabled           = ingress.value.external_enabled
      transport                  = ingress.value.transport
      client_certificate_mode    = ingress.value.client_certificate_mode
      allow_insecure_connections = false

      dynamic "ip_security_restriction" {
        for_each = ingress.value.allowed_ip_ranges

        content {
          name             = ip_security_restriction.key
          action           = "Allow"
          ip_address_range = ip_security_restriction.value
        }
      }

      traffic_weight {
        latest_revision = true
        percentage      = 100
      }
    }
  }

  template {
    min_replicas                     = var.scale.min_replicas
    max_replicas                     = var.scale.max_replicas
    polling_interval_in_seconds      = var.scale.polling_interval_in_seconds
    cooldown_period_in_seconds       = var.scale.cooldown_period_in_seconds
    termination_grace_period_seconds = var.termination_grace_period_seconds

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

      startup_probe {
        transport               = "HTTP"
        port                    = var.probes.port
        path                    = var.probes.startup.path
        initial_delay           = var.probes.startup.initial_delay
        interval_seconds        = var.probes.startup.interval_seconds
        timeout                 = var.probes.startup.timeout
        failure_count_threshold = var.probes.startup.failure_count_threshold
      }

      readiness_probe {
        transport               = "HTTP"
        port                    = var.probes.port
        path                    = var.probes.readiness.path
        initial_delay           = var.probes.readiness.initial_delay
        interval_seconds        = var.probes.readiness.interval_seconds
        timeout                 = var.probes.readiness.timeout
        failure_count_threshold = var.probes.readiness.failure_count_threshold
        success_count_threshold = 1
      }

      liveness_probe {
        transport               = "HTTP"
        port                    = var.probes.port
        path                    = var.probes.liveness.path
        initial_delay           = var.probes.liveness.initial_delay
        interval_seconds        = var.probes.liveness.interval_seconds
        timeout                 = var.probes.liveness.timeout
        failure_count_threshold = var.probes.liveness.failure_count_threshold
      }
    }

    dynamic "volume" {
      for_each = var.references_mount_path == null ? [] : [1]

      content {
        name         = "secrets"
        storage_type = "Secret"
      }
    }

    dynamic "http_scale_rule" {
      for_each = var.scale.concurrent_requests == null ? [] : [var.scale.concurrent_requests]

      content {
        name                = "http"
        concurrent_requests = tostring(http_scale_rule.value)
      }
    }

    dynamic "custom_scale_rule" {
      for_each = local.custom_scale_rules

      content {
        name             = custom_scale_rule.key
        custom_rule_type = custom_scale_rule.value.type
        metadata         = custom_scale_rule.value.metadata
        identity_id      = custom_scale_rule.value.identity_id
      }
    }
  }

  lifecycle {
    # A release sets the image, a roll-out the weights: an apply afterwards must undo neither.
    ignore_changes = [
      template[0].container[0].image,
      ingress[0].traffic_weight,
    ]
  }
}
