@description('Name of the container app.')
@minLength(2)
@maxLength(32)
param name string

@description('Azure region of the environment the app runs in.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Container Apps environment the app runs in.')
param containerAppEnvironmentId string

@description('Workload profile of the environment the app runs on.')
param workloadProfileName string = 'Consumption'

@description('User-assigned identity of the service: it pulls the image and reads the secrets.')
param identityId string

@description('Host name of the container registry.')
param registryServer string

@description('Name of the container, by which the release workflow sets its image.')
param containerName string

@description('Image of the app, by digest. A deployment sets it, so the caller passes the one that is released.')
param image string

@description('Traffic weights. A deployment sets them, so during a roll-out the caller passes those in force.')
param traffic trafficWeightType[] = [
  {
    latestRevision: true
    weight: 100
  }
]

@description('Replaces the image\'s entry point; null keeps it.')
param command string[]?

@description('Replaces the image\'s arguments; null keeps them.')
param args string[]?

@description('CPU cores and memory of a replica. On the `Consumption` profile memory is twice the CPU, up to 4 cores and 8Gi.')
param resources resourcesType = {}

@description('`Single`: a new revision takes over when it is ready. `Multiple`: the roll-out moves traffic weights between revisions.')
@allowed([
  'Single'
  'Multiple'
])
param revisionMode string = 'Single'

@description('Revisions kept to roll back to.')
@minValue(0)
@maxValue(100)
param maxInactiveRevisions int = 10

@description('How requests come in; null for a worker, which takes none.')
param ingress ingressType?

@description('Plain settings, by the name of their environment variable.')
param config { *: string } = {}

@description('Key Vault secrets the app may read, by the name the app knows them under. Without a version, a new version is taken up within half an hour.')
param keyVaultReferences { *: string } = {}

@description('Secrets given as environment variables: name of the variable to name in `keyVaultReferences`.')
param referencedConfig { *: string } = {}

@description('Folder in which every secret of `keyVaultReferences` is a file; null for none.')
param referencesMountPath string?

@description('How the container shows that it has started, takes requests, and lives: HTTP paths on one port. Times are in seconds.')
param probes probesType

@description('How many replicas run, and what adds more.')
param scale scaleType = {}

@description('Seconds a replica has to finish what it began before it is killed.')
@minValue(1)
@maxValue(600)
param terminationGracePeriodSeconds int = 60

type trafficWeightType = {
  @description('Whether the weight is that of the newest revision.')
  latestRevision: bool?

  @description('Revision the weight is for, where it is not the newest.')
  revisionName: string?

  @description('Name the revision is also reached by.')
  label: string?

  @description('Per cent of the requests.')
  @minValue(0)
  @maxValue(100)
  weight: int
}

type resourcesType = {
  @description('CPU cores, a multiple of 0.25, as text: Bicep has no fractions. 0.5 where it is left out.')
  cpu: string?

  @description('Memory, such as 1Gi, which it is where it is left out.')
  memory: string?
}

type ingressType = {
  @description('Port of the container.')
  @minValue(1)
  @maxValue(65535)
  targetPort: int

  @description('Whether the app is open to the virtual network and to Front Door\'s private link, not to apps of the environment alone.')
  externalEnabled: bool?

  @description('Protocol of the requests; `auto` where it is left out.')
  transport: ('auto' | 'http' | 'http2')?

  @description('What is done with client certificates; `ignore` where it is left out.')
  clientCertificateMode: ('ignore' | 'accept' | 'require')?

  @description('Name to CIDR range: where there is an entry, no other address gets in.')
  allowedIpRanges: { *: string }?
}

type probeType = {
  @description('HTTP path.')
  path: string

  @description('Seconds before the first call; 1 where it is left out.')
  @minValue(1)
  @maxValue(60)
  initialDelay: int?

  @description('Seconds between calls.')
  @minValue(1)
  @maxValue(240)
  intervalSeconds: int?

  @description('Seconds an answer may take; 3 where it is left out.')
  @minValue(1)
  @maxValue(240)
  timeout: int?

  @description('Failures in a row that count.')
  @minValue(1)
  failureCountThreshold: int?
}

type probesType = {
  @description('Port that answers the probes.')
  port: int

  @description('Has it started?')
  startup: probeType

  @description('Does it take requests?')
  readiness: probeType

  @description('Does it live?')
  liveness: probeType
}

type scaleRuleType = {
  @description('KEDA scaler.')
  type: string

  @description('Settings of the scaler.')
  metadata: { *: string }

  @description('Identity the scaler reads its metric with.')
  identityId: string?
}

type scaleType = {
  @description('Replicas at least; 2 where it is left out.')
  @minValue(0)
  @maxValue(300)
  minReplicas: int?

  @description('Replicas at most; 10 where it is left out.')
  @minValue(1)
  @maxValue(300)
  maxReplicas: int?

  @description('Seconds between two looks at the metrics; 30 where it is left out.')
  pollingIntervalInSeconds: int?

  @description('Seconds without load before the last replica goes; 300 where it is left out.')
  cooldownPeriodInSeconds: int?

  @description('Concurrent requests for each replica.')
  concurrentRequests: int?

  @description('Share of the CPU in use, in per cent, for each replica.')
  cpuUtilization: int?

  @description('Rules of your own, by name.')
  customRules: { *: scaleRuleType }?
}

var httpRules = scale.?concurrentRequests == null
  ? []
  : [
      {
        name: 'http'
        http: {
          metadata: {
            concurrentRequests: string(scale.?concurrentRequests ?? 0)
          }
        }
      }
    ]
var cpuRules = scale.?cpuUtilization == null
  ? []
  : [
      {
        name: 'cpu'
        custom: {
          type: 'cpu'
          metadata: {
            type: 'Utilization'
            value: string(scale.?cpuUtilization ?? 0)
          }
        }
      }
    ]
var customRules = map(items(scale.?customRules ?? {}), rule => {
  name: rule.key
  custom: {
    type: rule.value.type
    metadata: rule.value.metadata
    identity: rule.value.?identityId
  }
})

resource containerApp 'Microsoft.App/containerApps@2025-07-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    environmentId: containerAppEnvironmentId
    workloadProfileName: workloadProfileName
    configuration: {
      activeRevisionsMode: revisionMode
      maxInactiveRevisions: maxInactiveRevisions
      registries: [
        {
          server: registryServer
          identity: identityId
        }
      ]
      // References, never values: the platform reads Key Vault with the service's own identity.
      secrets: map(items(keyVaultReferences), secret => {
        name: secret.key
        keyVaultUrl: secret.value
        identity: identityId
      })
      ingress: ingress == null
        ? null
        : {
            targetPort: ingress!.targetPort
            external: ingress!.?externalEnabled ?? false
            transport: ingress!.?transport ?? 'auto'
            clientCertificateMode: ingress!.?clientCertificateMode ?? 'ignore'
            allowInsecure: false
            stickySessions: {
              affinity: 'none'
            }
            ipSecurityRestrictions: map(items(ingress!.?allowedIpRanges ?? {}), range => {
              name: range.key
              action: 'Allow'
              ipAddressRange: range.value
            })
            traffic: traffic
          }
    }
    template: {
      terminationGracePeriodSeconds: terminationGracePeriodSeconds
      scale: {
        minReplicas: scale.?minReplicas ?? 2
        maxReplicas: scale.?maxReplicas ?? 10
        pollingInterval: scale.?pollingIntervalInSeconds ?? 30
        cooldownPeriod: scale.?cooldownPeriodInSeconds ?? 300
        rules: concat(httpRules, cpuRules, customRules)
      }
      containers: [
        {
          name: containerName
          image: image
          command: command
          args: args
          resources: {
            cpu: json(resources.?cpu ?? '0.5')
            memory: resources.?memory ?? '1Gi'
          }
          env: concat(
            map(items(config), entry => {
              name: entry.key
              value: entry.value
            }),
            map(items(referencedConfig), entry => {
              name: entry.key
              secretRef: entry.value
            })
          )
          volumeMounts: referencesMountPath == null
            ? []
            : [
                {
                  volumeName: 'secrets'
                  mountPath: referencesMountPath!
                }
              ]
          probes: [
            {
              type: 'Startup'
              httpGet: {
                scheme: 'HTTP'
                port: probes.port
                path: probes.startup.path
              }
              initialDelaySeconds: probes.startup.?initialDelay ?? 1
              periodSeconds: probes.startup.?intervalSeconds ?? 5
              timeoutSeconds: probes.startup.?timeout ?? 3
              failureThreshold: probes.startup.?failureCountThreshold ?? 30
            }
            {
              type: 'Readiness'
              httpGet: {
                scheme: 'HTTP'
                port: probes.port
                path: probes.readiness.path
              }
              initialDelaySeconds: probes.readiness.?initialDelay ?? 1
              periodSeconds: probes.readiness.?intervalSeconds ?? 10
              timeoutSeconds: probes.readiness.?timeout ?? 3
              failureThreshold: probes.readiness.?failureCountThreshold ?? 3
              successThreshold: 1
            }
            {
              type: 'Liveness'
              httpGet: {
                scheme: 'HTTP'
                port: probes.port
                path: probes.liveness.path
              }
              initialDelaySeconds: probes.liveness.?initialDelay ?? 1
              periodSeconds: probes.liveness.?intervalSeconds ?? 10
              timeoutSeconds: probes.liveness.?timeout ?? 3
              failureThreshold: probes.liveness.?failureCountThreshold ?? 3
            }
          ]
        }
      ]
      volumes: referencesMountPath == null
        ? []
        : [
            {
              name: 'secrets'
              storageType: 'Secret'
            }
          ]
    }
  }
}

@description('Resource id of the container app.')
output id string = containerApp.id

@description('Name of the container app.')
output name string = containerApp.name

@description('Host name of the app within the network, which Front Door uses as origin; null for a worker.')
output fqdn string? = containerApp.properties.configuration.?ingress.?fqdn
