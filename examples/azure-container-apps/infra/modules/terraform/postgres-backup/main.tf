locals {
  # A token of the job's identity is the password; busybox has wget and sed, and no parser for JSON.
  dump = join(" && ", [
    "token=$(wget -qO- --header \"X-IDENTITY-HEADER: $IDENTITY_HEADER\" \"$IDENTITY_ENDPOINT?api-version=2019-08-01&resource=$AUDIENCE&client_id=$AZURE_CLIENT_ID\" | sed -n 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/p')",
    "test -n \"$token\"",
    "PGPASSWORD=$token pg_dump --format=custom --compress=zstd:6 --file=/scratch/database.dump",
  ])
  # Named after the run, so that none overwrites another; the account expires old copies.
  upload = "rclone copyto /scratch/database.dump \":azureblob:$TARGET/$CONTAINER_APP_JOB_EXECUTION_NAME.dump\" --azureblob-no-check-container --immutable"
}

# A logical copy outside the server, beside its point-in-time recovery: first the copy, whole; only then the upload.
resource "azurerm_container_app_job" "this" {
  name                         = var.name
  resource_group_name          = var.resource_group_name
  location                     = var.location
  container_app_environment_id = var.container_app_environment_id
  workload_profile_name        = "Consumption"
  tags                         = var.tags

  replica_timeout_in_seconds = var.replica_timeout_in_seconds
  replica_retry_limit        = 2

  identity {
    type         = "UserAssigned"
    identity_ids = [var.identity_id]
  }

  registry {
    server   = var.registry_server
    identity = var.identity_id
  }

  schedule_trigger_config {
    cron_expression          = var.schedule
    parallelism              = 1
    replica_completion_count = 1
  }

  template {
    init_container {
      name    = "dump"
      image   = var.dump_image
      command = ["/bin/sh", "-euc", local.dump]
      cpu     = var.resources.cpu
      memory  = var.resources.memory

      env {
        name  = "AUDIENCE"
        value = "https%3A%2F%2Fossrdbms-aad.database.windows.net"
      }

      env {
        name  = "AZURE_CLIENT_ID"
        value = var.identity_client_id
      }

      env {
        name  = "PGDATABASE"
        value = var.database.name
      }

      env {
        name  = "PGHOST"
        value = var.database.host
      }

      env {
        name  = "PGPORT"
        value = tostring(var.database.port)
      }

      env {
        name  = "PGSSLMODE"
        value = "verify-full"
      }

      env {
        name  = "PGSSLROOTCERT"
        value = "system"
      }

      env {
        name  = "PGUSER"
        value = var.database.user
      }

      volume_mounts {
        name = "scratch"
        path = "/scratch"
      }
    }

    container {
      name    = "upload"
      image   = var.upload_image
      command = ["/bin/sh", "-euc", local.upload]
      cpu     = var.resources.cpu
      memory  = var.resources.memory

      env {
        name  = "RCLONE_AZUREBLOB_ACCOUNT"
        value = var.storage_account_name
      }

      env {
        name  = "RCLONE_AZUREBLOB_MSI_CLIENT_ID"
        value = var.identity_client_id
      }

      env {
        name  = "RCLONE_AZUREBLOB_USE_MSI"
        value = "true"
      }

      env {
        name  = "RCLONE_CONFIG"
        value = "/scratch/rclone.conf"
      }

      env {
        name  = "TARGET"
        value = "${var.container_name}/${var.database.name}"
      }

      volume_mounts {
        name = "scratch"
        path = "/scratch"
      }
    }

    # Goes with the run.
    volume {
      name         = "scratch"
      storage_type = "EmptyDir"
    }
  }
}
