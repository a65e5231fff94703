@description('Name of the zone.')
param zoneName string

@description('Tags of all records, as their metadata.')
param tags { *: string } = {}

@description('Host name that the names lead to.')
param target string

@description('Names within the zone, by domain.')
param names { *: string }

@description('What Azure wants to find at `_dnsauth.` and the name, in the order of the domains.')
param validationTokens string[]

@description('Seconds that a record may be remembered.')
param ttl int = 3600

// The zone is somebody else's. The module is deployed to its resource group.
resource zone 'Microsoft.Network/dnsZones@2018-05-01' existing = {
  name: zoneName
}

// The way to Front Door, and by what Azure knows that the domain is ours.
resource domain 'Microsoft.Network/dnsZones/CNAME@2018-05-01' = [
  for item in items(names): {
    parent: zone
    name: item.value
    properties: {
      TTL: ttl
      metadata: tags
      CNAMERecord: {
        cname: target
      }
    }
  }
]

resource validation 'Microsoft.Network/dnsZones/TXT@2018-05-01' = [
  for (item, index) in items(names): {
    parent: zone
    name: '_dnsauth.${item.value}'
    properties: {
      TTL: ttl
      metadata: tags
      TXTRecords: [
        {
          value: [
            validationTokens[index]
          ]
        }
      ]
    }
  }
]

@description('Names that were made, in the order of the domains, with the zone.')
output names string[] = [for item in items(names): '${item.value}.${zoneName}']
