<% let applied = "github-actions" in reference.targets and any(name, env in environments, env.azure != null and env.delivery.infrastructure != null and (env.delivery.iac ?? "none") == (reference.delivery.iac ?? "terraform")) %>
<% let gates = here.infrastructure ? concat(reference.repository.gates, applied ? ["Infrastructure gate"] : []) : reference.repository.application.gates ?? [] %>
# formwork: compiled; change the spec instead
#
# The same rules as .github/rulesets/default-branch.json, for those who keep settings of GitHub in Terraform: apply one of the two.
# A backend of your own goes to a file beside this one.
terraform {
  required_version = ">= 1.9"
  required_providers {
    github = {
      source  = "integrations/github"
      version = "~> 6.9"
    }
  }
}

provider "github" {
  owner = <%= (here.infrastructure ? reference.repository.owner : reference.repository.application.owner) ?? "" %>
}

resource "github_repository_ruleset" "default_branch" {
  name        = "default branch"
  repository  = <%= (here.infrastructure ? reference.repository.name : reference.repository.application.name) ?? "" %>
  target      = "branch"
  enforcement = "active"

  conditions {
    ref_name {
      include = ["~DEFAULT_BRANCH"]
      exclude = []
    }
  }

  rules {
    deletion                = true
    non_fast_forward        = true
    required_linear_history = true
    required_signatures     = true

    pull_request {
      dismiss_stale_reviews_on_push     = true
      require_code_owner_review         = true
      require_last_push_approval        = true
      required_approving_review_count   = <%= reference.repository.approvals %>
      required_review_thread_resolution = true
    }
<% if length(gates) > 0 %>

    required_status_checks {
      do_not_enforce_on_create             = true
      strict_required_status_checks_policy = true
<% for gate in gates %>

      # 15368 is GitHub Actions: a check of that name by anybody else does not count.
      required_check {
        context        = <%= gate %>
        integration_id = 15368
      }
<% end %>
    }
<% end %>
  }
}
