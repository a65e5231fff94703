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

@description('User-assigned identity of the job: it logs in to the database and writes to the container.')
param identityId string

@description('Client id of the identity, by which the containers ask for its tokens.')
param identityClientId string

@description('Host name of the container registry, for images that lie there.')
param registryServer string

@description('Image with `pg_dump` of the server\'s major version, by digest.')
param dumpImage string

@description('Image with `rclone`, by digest.')
param uploadImage string

@description('CPU cores and memory of each of the two containers. The copy must fit on the disk of a replica: 8 GiB from 2 cores on.')
param resources resourcesType = {}

@description('When a copy is made, as five fields of cron in UTC.')
param schedule string

@description('Seconds until a run is given up.')
param replicaTimeoutInSeconds int = 7200

@description('The database: its server, and the role that reads everything (`pg_read_all_data`), which has the name of the identity.')
param database databaseType

@description('Storage account that copies are written to.')
param storageAccountName string

@description('Container in it.')
param containerName string

type resourcesType = {
  @description('CPU cores, a multiple of 0.25, as text: Bicep has no fractions. 2 where it is left out.')
  cpu: string?

  @description('Memory, such as 4Gi, which it is where it is left out.')
  memory: string?
}

type databaseType = {
  @description('Host name of the server.')
  host: string

  @description('Its port; 5432 where it is left out.')
  port: int?

  @description('Name of the database.')
  name: string

  @description('Role that is logged in with.')
  user: string
}

// A token of the job's identity is the password; busybox has wget and sed, and no parser for JSON.
var dump = join(
  [
    'token=$(wget -qO- --header "X-IDENTITY-HEADER: $IDENTITY_HEADER" "$IDENTITY_ENDPOINT?api-version=2019-08-01&resource=$AUDIENCE&client_id=$AZURE_CLIENT_ID" | sed -n \'s/.*"access_token":"\\([^"]*\\)".*/\\1/p\')'
    'test -n "$token"'
    'PGPASSWORD=$token pg_dump --format=custom --compress=zstd:6 --file=/scratch/database.dump'
  ],
  ' && '
)
// Named after the run, so that none overwrites another; the account expires old copies.
var upload = 'rclone copyto /scratch/database.dump ":azureblob:$TARGET/$CONTAINER_APP_JOB_EXECUTION_NAME.dump" --azureblob-no-check-container --immutable'

var mounts = [
  {
    volumeName: 'scratch'
    mountPath: '/scratch'
  }
]

// A logical copy outside the server, beside its point-in-time recovery: first the copy, whole; only then the upload.
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
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Schedule'
      replicaTimeout: replicaTimeoutInSeconds
      replicaRetryLimit: 2
      registries: [
        {
          server: registryServer
          identity: identityId
        }
      ]
      scheduleTriggerConfig: {
        cronExpression: schedule
        parallelism: 1
        replicaCompletionCount: 1
      }
    }
    template: {
      initContainers: [
        {
          name: 'dump'
          image: dumpImage
          command: [
            '/bin/sh'
            '-euc'
            dump
          ]
          resources: {
            cpu: json(resources.?cpu ?? '2')
            memory: resources.?memory ?? '4Gi'
          }
          env: [
            {
              name: 'AUDIENCE'
              value: 'https%3A%2F%2Fossrdbms-aad${environment().suffixes.sqlServerHostname}'
            }
            {
              name: 'AZURE_CLIENT_ID'
              value: identityClientId
            }
            {
              name: 'PGDATABASE'
              value: database.name
            }
            {
              name: 'PGHOST'
              value: database.host
            }
            {
              name: 'PGPORT'
              value: string(database.?port ?? 5432)
            }
            {
              name: 'PGSSLMODE'
              value: 'verify-full'
            }
            {
              name: 'PGSSLROOTCERT'
              value: 'system'
            }
            {
              name: 'PGUSER'
              value: database.user
            }
          ]
          volumeMounts: mounts
        }
      ]
      containers: [
        {
          name: 'upload'
          image: uploadImage
          command: [
            '/bin/sh'
            '-euc'
            upload
          ]
          resources: {
            cpu: json(resources.?cpu ?? '2')
            memory: resources.?memory ?? '4Gi'
          }
          env: [
            {
              name: 'RCLONE_AZUREBLOB_ACCOUNT'
              value: storageAccountName
            }
            {
              name: 'RCLONE_AZUREBLOB_MSI_CLIENT_ID'
              value: identityClientId
            }
            {
              name: 'RCLONE_AZUREBLOB_USE_MSI'
              value: 'true'
            }
            {
              name: 'RCLONE_CONFIG'
              value: '/scratch/rclone.conf'
            }
            {
              name: 'TARGET'
              value: '${containerName}/${database.name}'
            }
          ]
          volumeMounts: mounts
        }
      ]
      // Goes with the run.
      volumes: [
        {
          name: 'scratch'
          storageType: 'EmptyDir'
        }
      ]
    }
  }
}

@description('Resource id of the job.')
output id string = job.id

@description('Name of the job, by which somebody starts it beside its schedule.')
output name string = job.name
