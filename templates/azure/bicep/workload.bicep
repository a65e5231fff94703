module identity<%= pascal(workload) %> '../../modules/bicep/identity/main.bicep' = {
  name: '<%= workload %>-identity'
  scope: resourceGroup
  params: {
    name: workloadSettings<%= pascal(workload) %>.identityName
    location: location
    tags: tags
    kubernetesIssuer: aks.outputs.oidcIssuerUrl
    kubernetesSubjects: toObject(
      workloadSettings<%= pascal(workload) %>.subjects,
      account => account.name,
      account => account.subject
    )
  }
}
