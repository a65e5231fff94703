targetScope = 'subscription'

@description('Name of the resource group.')
@minLength(1)
@maxLength(90)
param name string

@description('Azure region of the resource group.')
param location string

@description('Tags of the resource group.')
param tags { *: string } = {}

resource resourceGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id of the resource group.')
output id string = resourceGroup.id

@description('Name of the resource group.')
output name string = resourceGroup.name

@description('Azure region of the resource group.')
output location string = resourceGroup.location
