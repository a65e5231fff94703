@description('Resource group of the environment.')
output resourceGroupName string = group.outputs.name

@description('Host name of the registry that images are pushed to.')
output registryServer string = <% if azure.registry != null or azure.existing_registry != null %>registry.outputs.loginServer<% else %>registryServer<% end %>

@description('Vault that secrets are written to.')
output keyVaultName string = keyVault.outputs.name

<% if azure.aks %>
@description('Cluster that workflows deploy to.')
output clusterName string = aks.outputs.name

<% if length(services) > 0 %>
@description('Ids that the manifests need: `formwork bind` takes them from here.')
output bindings object = {
<% if database.migrations != null or database.backup.workload_identity != null %>
  database: {
<% if database.backup.workload_identity %>
    backup: {
      identity: {
        client_id: identityBackup.outputs.clientId
      }
    }
<% end %>
<% if database.migrations %>
    migrations: {
      identity: {
        client_id: identityMigrate.outputs.clientId
      }
    }
<% end %>
  }
<% end %>
  services: {
<% for name, service in services %>
    <%= name %>: {
      identity: {
        client_id: identity<%= pascal(name) %>.outputs.clientId
        principal_id: identity<%= pascal(name) %>.outputs.principalId
      }
    }
<% end %>
  }
<% if azure.private_link_service.id %>
  platform: {
    aks: {
      private_link_service: <%= azure.private_link_service.id %>
    }
  }
<% end %>
<% if shared %>
  shared: <%= shared %>
<% end %>
}
<% end %>
<% end %>

<% if length(services) == 0 %>
@description('Ids that other environments use: `formwork bind` takes them from here.')
output bindings object = {
  shared: {
    network: network.outputs.id
<% if azure.existing_network.private_dns_zones_group_id %>
    private_dns_zones: existingNetworkSettings.?privateDnsZonesGroupId
<% else %>
    private_dns_zones: resourceGroup.id
<% end %>
    workspace: monitoring.outputs.workspaceId
<% if azure.aks %>
    cluster: aks.outputs.id
<% else %>
    environment: containerAppsEnvironment.outputs.id
<% end %>
<% if azure.registry != null or azure.existing_registry != null %>
    registry: registry.outputs.id
<% end %>
<% if azure.postgres %>
    database_server: postgres.outputs.id
<% end %>
<% if azure.redis %>
    cache: redis.outputs.id
<% end %>
  }
}
<% end %>

<% if azure.prometheus %>
@description('Address that answers PromQL, with a token.')
output prometheusQueryEndpoint string = prometheus.outputs.queryEndpoint
<% end %>

<% if azure.postgres %>
@description('Host name of the database server.')
output databaseHost string = postgres.outputs.fqdn
<% end %>

<% if azure.redis %>
@description('Host name of the cache.')
output cacheHost string = redis.outputs.hostName
<% end %>

<% if azure.service_bus %>
@description('Host name of the namespace of the queues.')
output queuesHost string = serviceBus.outputs.hostName
<% end %>

<% if any(name, site in sites, site.storage_site != null) %>
@description('Arguments of infra/scripts/enable-static-website.sh, by site.')
output storageSites { account: string, index: string, notFound: string }[] = [
<% for name, site in filter(s, site in sites, site.storage_site != null) %>
  {
    account: site<%= pascal(name) %>.outputs.name
    index: siteSettings<%= pascal(name) %>.indexDocument
    notFound: siteSettings<%= pascal(name) %>.error404Document
  }
<% end %>
]
<% end %>

<% if any(name, site in sites, site.hosting == "static-web-app") %>
@description('Static web apps, which releases publish to, and the names that the CNAME records of their domains point to.')
output staticWebApps { name: string, hostName: string }[] = [
<% for name, site in filter(s, site in sites, site.hosting == "static-web-app") %>
  {
    name: staticWebApp<%= pascal(name) %>.outputs.name
    hostName: staticWebApp<%= pascal(name) %>.outputs.defaultHostName
  }
<% end %>
]
<% end %>

<% if azure.deploy_identity %>
@description('Client id that the deployment workflows log in with.')
output deployClientId string = identityDeploy.outputs.clientId
<% end %>

<% if azure.front_door %>
@description('Name that the CNAME records of the domains point to.')
output frontDoorHostName string = frontDoor.outputs.endpointHostName

@description('Values of the TXT records `_dnsauth.<domain>`, in the order of the names of the domains.')
output domainValidationTokens string[] = frontDoor.outputs.domainValidationTokens
<% end %>
