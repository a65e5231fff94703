@description('Name of the job.')
@minLength(2)
@maxLength(32)
param name string

@description('Azure region of the environment the job runs in.')
param location string = resourceGroup().location

@description('Tags of all resources of the module.')
param tags { *: string } = {}

@description('Container Apps environment the job runs in.')
param containerAppEnvironmentId string

@description('Workload profile of the environment the job runs on.')
param workloadProfileName string = 'Consumption'

@description('User-assigned identity of the job: it pulls the image and reads the secrets.')
param identityId string

@description('Host name of the container registry.')
param registryServer string

@description('Name of the container, by which the release workflow sets its image.')
param containerName string

@description('Image of the job, by digest. A deployment sets it, so the caller passes the one that is released.')
param image string

@description('Replaces the image\'s entry point; null keeps it.')
param command string[]?

@description('Replaces the image\'s arguments; null keeps them.')
param args string[]?

@description('CPU cores and memory of an execution. On the `Consumption` profile memory is twice the CPU, up to 4 cores and 8Gi.')
param resources resourcesType = {}

@description('When the job runs: a cron expression of five fields, in UTC. Null where it runs on events, or where somebody starts it.')
param schedule string?

@description('What starts the job. Null where it runs by schedule, or where somebody starts it.')
param event eventType?

@description('Seconds after which an execution is given up.')
@minValue(1)
param replicaTimeoutInSeconds int = 1800

@description('How often a failed execution is tried again.')
@minValue(0)
@maxValue(10)
param replicaRetryLimit int = 1

@description('Plain settings, by the name of their environment variable.')
param config { *: string } = {}

@description('Key Vault secrets the job may read, by the name the job knows them under. Without a version, a new version is taken up within half an hour.')
param keyVaultReferences { *: string } = {}

@description('Secrets given as environment variables: name of the variable to name in `keyVaultReferences`.')
param referencedConfig { *: string } = {}

@description('Folder in which every secret of `keyVaultReferences` is a file; null for none.')
param referencesMountPath string?

type resourcesType = {
  @description('CPU cores, a multiple of 0.25, as text: Bicep has no fractions. 0.5 where it is left out.')
  cpu: string?

  @description('Memory, such as 1Gi, which it is where it is left out.')
  memory: string?
}

type ruleType = {
  @description('KEDA scaler.')
  type: string

  @description('Settings of the scaler.')
  metadata: { *: string }

  @description('Identity the scaler reads its metric with.')
  identityId: string?
}

type eventType = {
  @description('Executions at least; 0 where it is left out.')
  @minValue(0)
  minExecutions: int?

  @description('Executions at most; 10 where it is left out.')
  @minValue(1)
  maxExecutions: int?

  @description('Seconds between two looks at the events; 30 where it is left out.')
  pollingIntervalInSeconds: int?

  @description('Rules, by name.')
  rules: { *: ruleType }
}

resource job 'Microsoft.App/jobs@2025-07-01' = {
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
      triggerType: schedule != null ? 'Schedule' : event != null ? 'Event' : 'Manual'
      replicaTimeout: replicaTimeoutInSeconds
      replicaRetryLimit: replicaRetryLimit
      registries: [
        {
          server: registryServer
          identity: identityId
        }
      ]
      // References, never values: the platform reads Key Vault with the job's own identity.
      secrets: map(items(keyVaultReferences), secret => {
        name: secret.key
        keyVaultUrl: secret.value
        identity: identityId
      })
      manualTriggerConfig: schedule == null && event == null
        ? {
            parallelism: 1
            replicaCompletionCount: 1
          }
        : null
      scheduleTriggerConfig: schedule == null
        ? null
        : {
            cronExpression: schedule ?? ''
            parallelism: 1
            replicaCompletionCount: 1
          }
      eventTriggerConfig: event == null
        ? null
        : {
            parallelism: 1
            replicaCompletionCount: 1
            scale: {
              minExecutions: event!.?minExecutions ?? 0
              maxExecutions: event!.?maxExecutions ?? 10
              pollingInterval: event!.?pollingIntervalInSeconds ?? 30
              rules: map(items(event!.rules), rule => {
                name: rule.key
                type: rule.value.type
                metadata: rule.value.metadata
                identity: rule.value.?identityId
              })
            }
          }
    }
    template: {
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

@description('Resource id of the job.')
output id string = job.id

@description('Name of the job, by which a workflow starts it.')
output name string = job.name
