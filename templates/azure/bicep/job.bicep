module job<%= pascal(workload) %> '../../modules/bicep/container-app-job/main.bicep' = {
  name: '<%= workload %>-job'
  scope: resourceGroup
  params: {
    name: jobSettings<%= pascal(workload) %>.name
    location: location
    tags: tags
    containerAppEnvironmentId: containerAppsEnvironment.outputs.id
    identityId: identity<%= pascal(workload) %>.outputs.id
    registryServer: <% if azure.registry != null or azure.existing_registry != null %>registry.outputs.loginServer<% else %>registryServer<% end %>
    containerName: '<%= workload %>'
    image: jobSettings<%= pascal(workload) %>.image
    command: jobSettings<%= pascal(workload) %>.command
    resources: jobSettings<%= pascal(workload) %>.resources
<% if dedicated %>
    workloadProfileName: jobSettings<%= pascal(workload) %>.?workloadProfileName
<% end %>
<% if scheduled %>
    schedule: jobSettings<%= pascal(workload) %>.schedule
<% end %>
<% if evented %>
    // Runs while messages wait; the scaler counts them as the job.
    event: {
      maxExecutions: jobSettings<%= pascal(workload) %>.event!.maxExecutions
      rules: {
        '${jobSettings<%= pascal(workload) %>.event!.queue}': {
          type: 'azure-servicebus'
          metadata: {
            namespace: serviceBus.outputs.name
            queueName: jobSettings<%= pascal(workload) %>.event!.queue
            messageCount: string(jobSettings<%= pascal(workload) %>.event!.messagesPerExecution)
          }
          identityId: identity<%= pascal(workload) %>.outputs.id
        }
      }
    }
<% end %>
    replicaTimeoutInSeconds: jobSettings<%= pascal(workload) %>.replicaTimeoutInSeconds
    replicaRetryLimit: jobSettings<%= pascal(workload) %>.replicaRetryLimit
    <% include "bicep/config.bicep" %>
  }
}
