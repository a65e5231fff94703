<%= route_name %>: {
  patterns: routeSettings<%= pascal(route_name) %>.patterns
  domains: routeSettings<%= pascal(route_name) %>.domains
<% if target.site %>
  cacheEnabled: true
<% end %>
  ruleSetName: routeSettings<%= pascal(route_name) %>.ruleSetName
<% if edge.csp.mode != "off" %>
  contentSecurityPolicy: frontDoorSettings.contentSecurityPolicy
  contentSecurityPolicyRest: frontDoorSettings.contentSecurityPolicyRest
  contentSecurityPolicyReportOnly: frontDoorSettings.contentSecurityPolicyReportOnly
<% end %>
  responseHeaders: frontDoorSettings.responseHeaders
  origin: {
<% if target.site %>
    hostName: site<%= pascal(target.site) %>.outputs.webHost
    probePath: routeSettings<%= pascal(route_name) %>.probePath
    privateLink: {
      targetId: site<%= pascal(target.site) %>.outputs.id
      targetType: 'web'
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
