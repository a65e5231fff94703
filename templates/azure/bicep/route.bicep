<%= route_name %>: {
  patterns: routeSettings<%= pascal(route_name) %>.patterns
  domains: routeSettings<%= pascal(route_name) %>.domains
<% if target.site %>
  cacheEnabled: true
<% end %>
  ruleSetName: routeSettings<%= pascal(route_name) %>.ruleSetName
<% if host.csp %>
<% if host.csp.mode != "off" %>
  contentSecurityPolicy: routeSettings<%= pascal(route_name) %>.headers!.?contentSecurityPolicy
  contentSecurityPolicyRest: routeSettings<%= pascal(route_name) %>.headers!.contentSecurityPolicyRest
  contentSecurityPolicyReportOnly: routeSettings<%= pascal(route_name) %>.headers!.contentSecurityPolicyReportOnly
<% end %>
<% if host.csp.tried %>
  contentSecurityPolicyTried: routeSettings<%= pascal(route_name) %>.headers!.?contentSecurityPolicyTried
<% end %>
  responseHeaders: routeSettings<%= pascal(route_name) %>.headers!.responseHeaders
<% else %>
<% if edge.csp.mode != "off" %>
  contentSecurityPolicy: frontDoorSettings.contentSecurityPolicy
  contentSecurityPolicyRest: frontDoorSettings.contentSecurityPolicyRest
  contentSecurityPolicyReportOnly: frontDoorSettings.contentSecurityPolicyReportOnly
<% end %>
<% if edge.csp.tried %>
  contentSecurityPolicyTried: frontDoorSettings.?contentSecurityPolicyTried
<% end %>
  responseHeaders: frontDoorSettings.responseHeaders
<% end %>
  origin: {
<% if target.site %>
    hostName: site<%= pascal(target.site) %>.outputs.webHost
    probePath: routeSettings<%= pascal(route_name) %>.probePath
    privateLink: {
      targetId: site<%= pascal(target.site) %>.outputs.id
      targetType: 'web'
      location: location
    }
<% elif target.service != null and azure.aks != null %>
    // The Gateway of the cluster answers by the names of its hosts, with their certificates.
    hostName: customDomains[routeSettings<%= pascal(route_name) %>.domains[0]].hostName
    probePath: routeSettings<%= pascal(route_name) %>.probePath
    privateLink: {
      targetId: privateLinkServiceId
      location: location
    }
<% elif target.service %>
    hostName: app<%= pascal(target.service) %>.outputs.fqdn ?? ''
    probePath: routeSettings<%= pascal(route_name) %>.probePath
    privateLink: {
      targetId: containerAppsEnvironment.outputs.id
      targetType: 'managedEnvironments'
      location: location
    }
<% end %>
  }
}
