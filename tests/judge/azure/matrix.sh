#!/usr/bin/env bash
# Environments on Azure with features on and off as a seeded generator has it: each compiles, without a finding, and is
# what `check` expects; where the judges are present, Terraform and Bicep take each root without an error or warning.
#   matrix.sh FORMWORK [COUNT] [SEED]
#   FORMWORK_MATRIX_PLAN=1 plans each root of Terraform as well, which takes some minutes
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
formwork=$1 count=${2:-64} seed=${3:-20261120}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir environments releases bindings
printf 'apiVersion: formwork.dev/v1alpha1\nkind: Workspace\n' >formwork.yaml

# The generator of Numerical Recipes; its low bits repeat too soon, so the high ones count.
state=$seed
below() { state=$(((state * 1664525 + 1013904223) % 4294967296)); drawn=$((state / 65536 % $1)); }
# yes PER_CENT: true that often
yes() { below 100; [ "$drawn" -lt "$1" ]; }

digest=sha256:0c9703e1f875a3260f621e10ee53d102b62bdc6c55728096ecfa43fe95d75ea5
guid() { printf '%08x-7c1b-4c57-9a41-1f0c5a8e2b13' "$1"; }

environment() {
  local name=$1 number=$2 tier services='api' sites='' jobs='' queues='' cache=no database=none countries=no profile='' internet=no production hosts='' flows=''
  below 3
  case $drawn in 0) tier=development ;; 1) tier=staging ;; *) tier=production ;; esac
  production=$([ "$tier" = production ] && echo yes || echo no)
  local targets='terraform, bicep'
  below 4
  case $drawn in 0) targets=terraform ;; 1) targets=bicep ;; esac
  echo "apiVersion: formwork.dev/v1alpha1"
  echo "kind: Environment"
  echo "metadata: {name: $name, tier: $tier, owner: team-matrix}"
  echo "targets: [$targets]"
  echo "naming: {organisation: acme, workload: matrix}"
  echo "platform:"
  echo "  runtime: container-apps"
  echo "  tenant: $(guid 1)"
  echo "  subscription: $(guid "$number")"
  # Production keeps copies elsewhere.
  local region=westeurope
  if [ "$production" = yes ] || yes 50; then
    echo "  regions: {primary: westeurope, secondary: northeurope}"
  else
    region=swedencentral
    echo "  regions: {primary: swedencentral}"
  fi
  if [ "$production" = no ] && yes 30; then
    echo "  azure: {zone_redundant: true, delete_locks: true, mutual_tls: false, service_bus: {sku: Premium, units: 2}}"
  elif yes 30; then
    echo "  azure: {workload_profiles: {big: {machine: E8}, small: {machine: D4, max: 3}}}"
    profile=big
  fi
  if yes 40; then echo "network: {cidr: 10.$((number % 200)).0.0/20}"; fi
  echo "registry:"
  if yes 25; then
    echo "  server: ghcr.io/acme"
    echo "  mode: existing"
  else
    echo "  server: cracmematrix$number.azurecr.io"
    if yes 30; then echo "  settings: {untagged_retention_days: 7}"; fi
  fi

  below 3
  case $drawn in 0) database=none ;; 1) database=created ;; *) database=existing ;; esac
  if yes 50; then services+=' billing-api'; fi
  if yes 60; then services+=' worker'; fi
  if yes 40; then cache=yes; fi
  if yes 50; then queues+=' webhooks'; fi
  if yes 30; then queues+=' mail-out'; fi
  echo "services:"
  local service
  for service in $services; do
    echo "  $service:"
    below 2
    echo "    port: $((8080 + drawn))"
    [ "$service" != worker ] || echo "    kind: worker"
    # Of each other, too, in a circle.
    local needs=''
    [ "$database" = none ] || needs=database
    if [ "$service" != api ] && yes 40; then needs+="${needs:+, }api"; fi
    if [ "$service" != billing-api ] && [[ $services == *billing-api* ]] && yes 40; then needs+="${needs:+, }billing-api"; fi
    if [ "$cache" = yes ] && yes 70; then needs+="${needs:+, }cache"; fi
    local queue
    for queue in $queues; do
      if yes 60; then needs+="${needs:+, }$queue"; fi
    done
    [ -z "$needs" ] || echo "    needs: [$needs]"
    if yes 40; then
      echo "    egress: {internet: true}"
      internet=yes
    fi
    below 4
    case $drawn in
      0) echo "    secrets: {signing-key: {}}" ;;
      1) echo "    secrets: {signing-key: {as: env}}" ;;
      2) echo "    secrets: {signing-key: {}, mail: {as: env, env: SMTP_LOGIN}}" ;;
    esac
    if yes 30; then echo "    command: [/app/$service]"; fi
    if yes 30; then echo "    args: [--listen, \"0.0.0.0:8080\", \"\${HOME}\"]"; fi
    # Hostile on purpose: what a second evaluator would read stays text.
    if yes 50; then echo "    config: {GREETING: \"it's \${x} %{y} \\\"z\\\"\", PATTERN: '^\\d+\$'}"; fi
    if [ -n "$profile" ] && yes 60; then
      echo "    workload_profile: $profile"
      echo "    resources: {limits: {cpu: \"6\", memory: 20Gi}}"
    elif yes 30; then
      echo "    resources: {limits: {cpu: \"2\", memory: 3Gi}}"
    fi
    if yes 30; then echo "    scale: {min: 2, max: 20, concurrent_requests: 40}"; fi
    if yes 25; then echo "    rollout: {revisions: multiple}"; fi
    if yes 25; then echo "    probes: {startup: {timeout: 300}, readiness: {period: 20}}"; fi
  done
  if yes 50; then jobs+=' trial-sweeper'; fi
  if yes 30; then jobs+=' audit'; fi
  local events=''
  if yes 30; then events='event' queues+=' imports'; fi
  if yes 30; then events+=' manual'; fi
  if [ -n "$jobs$events" ]; then
    echo "jobs:"
    local job
    [[ $events != *event* ]] || echo "  importer: {service: api, command: [/app/api, import], queue: imports, max_runs: 5$(yes 30 && echo ', messages_per_run: 20')$(yes 20 && echo ', suspended: true')}"
    [[ $events != *manual* ]] || echo "  rebuild: {service: api, command: [/app/api, rebuild], deadline: 7200}"
    for job in $jobs; do
      echo "  $job: {service: api, command: [/app/api, $job], schedule: \"17 3 * * *\"$(yes 25 && echo ', suspended: true')${profile:+, workload_profile: small}}"
    done
  fi
  if [ -n "$queues" ]; then
    echo "queues:"
    for queue in $queues; do
      local receiver=api
      if [[ $services == *worker* ]] && yes 80; then receiver=worker; fi
      if [ "$queue" = imports ]; then
        echo "  imports: {}"
        continue
      fi
      echo "  $queue: {worker: $receiver$(yes 40 && echo ', duplicates: 1h, max_size: 5Gi')}"
    done
  fi
  if [ "$cache" = yes ]; then
    below 4
    case $drawn in
      0) echo "cache: {}" ;;
      1) echo "cache: {sku: Balanced_B5, persistence: 1s, eviction: allkeys-lfu}" ;;
      2) echo "cache: {persistence: 12h, eviction: noeviction, fallback: fail}" ;;
      3) echo "cache: {eviction: volatile-random, ttl: 5, stale: 0}" ;;
    esac
  fi
  if yes 50; then sites+=' web'; fi
  if yes 40; then sites+=' docs-site'; fi
  local static=no
  if [ -n "$sites" ]; then
    echo "sites:"
    local site
    for site in $sites; do
      local settings=''
      # A site of its own has a host of its own: `web` shares one with the API.
      if [ "$site" = docs-site ] && yes 60; then settings='hosting: static-web-app' static=yes; fi
      if [ -n "$settings" ] && { [ "$region" != westeurope ] || yes 20; }; then settings+=', region: eastus2'; fi
      if yes 50; then settings+="${settings:+, }not_found: index.html"; fi
      echo "  $site: {$settings}"
    done
  fi
  if yes 40; then echo "compliance: {audit_log: {writers: [api$([[ $jobs != *audit* ]] || echo ', audit')], days: 30}}"; fi
  if yes 30; then echo "accept: [immutable-audit]"; fi
  case $database in
    created)
      echo "database:"
      below 3
      echo "  version: \"1$((6 + drawn))\""
      echo "  server:"
      if [ "$tier" = staging ] && yes 50; then echo "    sku: GP_Standard_D4ds_v5"; fi
      if yes 30; then echo "    storage: 512Gi"; fi
      if yes 30; then echo "    maintenance: {day: wednesday, hour: 23}"; fi
      if [ "$tier" != development ] && yes 40; then echo "    replicas: {reports: {}, search: {sku: MO_Standard_E2ds_v5}}"; fi
      if yes 40; then echo "    extensions: [pgcrypto, uuid-ossp]"; fi
      if yes 40; then echo "    parameters: {work_mem: \"8192\"}"; fi
      echo "    administrators: {team: {object_id: $(guid 7), principal_name: matrix-dba}}"
      if [ "$tier" != development ] && yes 40; then echo "  pooler: {mode: session, size: 20}"; fi
      if yes 30; then echo "  slow_query: 1s"; fi
      if yes 60; then echo "  migrations: {service: api, command: [/app/api, migrate]}"; fi
      if [ "$internet" = yes ] && yes 60; then echo "  backup: {archive: {keep_days: 40}, schedule: \"5 1 * * *\"}"; fi
      ;;
    existing)
      echo "database:"
      echo "  host: matrix.postgres.acme.example"
      if yes 60; then echo "  migrations: {service: api, command: [/app/api, migrate]}"; fi
      ;;
  esac
  local vault=''
  if yes 25; then vault="vault: {id: /subscriptions/$(guid "$number")/resourceGroups/rg-hub/providers/Microsoft.KeyVault/vaults/kv-hub}, "; fi
  if yes 30; then vault+="key_encryption: {users: [api], expires: \"2028-12-01\", rotate_days: 180$(if yes 50; then echo ', protection: hsm'; fi)}, "; fi
  echo "secrets: {${vault}entries: {signing-key: {}, mail: {}}}"
  echo "edge:"
  echo '  tls: {minimum: "1.2"}'
  if yes 80; then
    echo "  hosts:"
    if [[ $sites == *web* ]]; then
      echo "    app: {domain: $name.matrix.example, service: web, routes: {api: {path: /api}}}"
      hosts=api
    else
      echo "    app: {domain: $name.matrix.example, service: api$(yes 30 && echo ', path: /v1/')}"
      hosts=api
    fi
    if [[ $services == *billing-api* ]] && yes 50; then echo "    billing-api: {domain: billing.$name.matrix.example, timeout: 120s}"; fi
    if [[ $sites == *docs-site* ]]; then echo "    docs-site: {domain: docs.$name.matrix.example}"; fi
  fi
  if [[ $hosts == *api* ]] && yes 50; then
    flows='flows: {prices: {service: api, steps: [{name: all, path: "/api/prices?page=1", outside: true, contains: "\"prices\": [$"}, {name: none, path: /api/prices/0, status: 404, outside: true}, {name: one, path: "/api/prices/{id}"}]}}'
  fi
  if [ "$production" = no ] && yes 40; then
    # A static web app would let in the others.
    [ "$static" = yes ] || countries=yes
    echo "  waf: {mode: detection, countries: [$([[ $static == yes ]] || echo 'NL, IE')]}"
  elif [ -n "$hosts" ] && yes 40; then
    echo "  waf: {mode: canary, canary: [app]}"
  fi
  if yes 30; then echo "  rate_limits: {requests_per_minute: 100}"; fi
  if yes 30; then echo "  headers: {embedder_policy: credentialless}"; fi
  local mode=enforce
  if [ "$production" = no ]; then
    below 5
    case $drawn in 0) mode=report-only ;; 1) mode=off ;; esac
  fi
  echo "  csp:"
  echo "    mode: $mode"
  if yes 40; then
    echo "    policy:"
    echo "      frame-ancestors: [\"'self'\"]"
    # Some longer than one value of Front Door takes.
    below 30
    local host sources="\"'self'\""
    for ((host = 0; host < drawn; host++)); do sources+=", \"https://scripts-$host.matrix.example\""; done
    echo "      script-src: [$sources]"
  fi
  if [ "$production" = yes ]; then
    # They differ by chance: none is what another one tries first.
    echo "waivers: {roll-out: {id: FW4015, reason: Nothing of the matrix leads to anything else of it., owner: team-matrix, expires: \"2099-12-31\"}}"
  fi
  [ -z "$flows" ] || echo "$flows"
  if yes 60; then echo "repository: {owner: acme, name: matrix}"; fi
  if yes 50; then echo "delivery: {infrastructure: {client: $(guid 8), plan_client: $(guid 10), principal: $(guid 9)}}"; fi
  echo "observability:"
  if [ "$production" = no ] && yes 20; then
    echo "  logs: {workspace: {daily_quota_gb: 5}}"
  elif yes 25; then
    echo "  logs: {workspace: {id: /subscriptions/$(guid 12)/resourceGroups/rg-hub-logs/providers/Microsoft.OperationalInsights/workspaces/log-hub}}"
  else
    echo "  logs: {level: info}"
  fi
  if [ "$production" = yes ] || yes 50; then
    echo "  receivers:"
    echo "    on-call: {severities: [page], emails: [on-call@acme.example, second@acme.example]}"
    echo "    team: {webhook: {url: https://alerts.acme.example/azure, object_id: $(guid 11)$(yes 50 && echo ', identifier_uri: api://alerts')}}"
  fi
  if yes 30; then echo "  resource_alerts: {p99: 800ms, error_rate: 5, backlog: 50$([ "$production" = yes ] || echo ', enabled: true')}"; fi
  # From where the firewall lets in.
  if [ "$countries" = yes ] || yes 40; then
    echo "  synthetics: {interval: 10m, locations: [emea-nl-ams-azr, emea-gb-db3-azr]}"
  fi
  if yes 40; then echo "cost: {budget: {amount: $((number * 100)), start: \"2026-12-01\", emails: [finance@acme.example]}}"; fi
  {
    echo "services:"
    for service in $services; do echo "  $service: {image: {tag: v1.4.2, digest: $digest}}"; done
  } >"releases/$name.yaml"
}

# Environments with a cluster of their own, and what runs in it.
cluster() {
  local name=$1 number=$2 tier database=no cache=no spot=no hosts=no migrations=no queues=no archive=no front=no site=none countries=no
  below 3
  case $drawn in 0) tier=development ;; 1) tier=staging ;; *) tier=production ;; esac
  local targets='kubernetes, terraform, bicep'
  below 4
  case $drawn in 0) targets='kubernetes, terraform' ;; 1) targets='kubernetes, bicep' ;; esac
  echo "apiVersion: formwork.dev/v1alpha1"
  echo "kind: Environment"
  echo "metadata: {name: $name, tier: $tier, owner: team-matrix}"
  echo "targets: [$targets]"
  echo "naming: {organisation: acme, workload: matrix}"
  if yes 50; then database=yes; fi
  if yes 50; then cache=yes; fi
  if yes 40; then spot=yes; fi
  if yes 70; then hosts=yes; fi
  if [ "$hosts" = yes ]; then
    if yes 60; then front=yes; fi
    if [ $front = yes ] && yes 60; then site=storage; elif yes 40; then site=static; fi
  fi
  echo "platform:"
  echo "  runtime: aks"
  echo "  tenant: $(guid 1)"
  echo "  subscription: $(guid "$number")"
  echo "  regions: {primary: westeurope, secondary: northeurope}"
  if yes 50; then echo "  kubernetes: {network_policies: cilium}"; fi
  echo "  aks:"
  echo "    maintenance: {day: saturday, hour: $((number % 24))}"
  [ $front = no ] || echo "    entry: front-door"
  if yes 40; then echo "    administrators: [$(guid 13)]"; fi
  if yes 40; then echo "    upgrades: patch"; fi
  if yes 40; then echo "    node_images: SecurityPatch"; fi
  if [ "$tier" != production ] && yes 50; then echo "    prometheus: true"; fi
  if [ "$tier" = staging ] && yes 50; then echo "    defender: false"; fi
  if yes 40; then echo "    ingress_source: AzureFrontDoor.Backend"; fi
  if yes 40; then echo "    pod_cidr: 10.$((number + 100)).0.0/16"; fi
  if [ "$spot" = yes ]; then
    echo "    pools: {apps: {machine: Standard_D8ds_v5, disk: 128}, batch: {min: 0, spot: true}}"
  elif yes 50; then
    echo "    pools: {apps: {}, memory: {machine: Standard_E8ds_v5, min: 0, max: 4}}"
  fi
  echo "network: {cidr: 10.$number.0.0/16}"
  echo "registry:"
  if yes 30; then
    echo "  server: ghcr.io/acme"
    echo "  mode: existing"
  else
    echo "  server: cracmecluster$number.azurecr.io"
  fi
  local needs=''
  [ "$database" = no ] || needs=database
  [ "$cache" = no ] || needs+="${needs:+, }cache"
  if yes 60; then queues=yes; fi
  echo "services:"
  echo "  api:"
  echo "    needs: [$needs$([ $queues = no ] || echo "${needs:+, }transfers")]"
  echo "    secrets: {signing-key: {}}"
  if yes 40; then echo "    scale: {requests_per_second: 50}"; fi
  echo "    config: {GREETING: \"it's \${x} %{y} \\\"z\\\"\", PATTERN: '^\\d+\$'}"
  echo "  worker:"
  echo "    kind: worker"
  echo "    needs: [$needs]"
  echo "    spot: $([ "$spot" = yes ] && echo true || echo false)"
  if yes 40; then echo "    egress: {internet: true}"; fi
  local jobs=''
  if yes 60; then jobs='sweeper: {service: worker, command: [/app/worker, sweep], schedule: "17 3 * * *"}'; fi
  if [ $queues = yes ]; then
    if yes 60; then jobs+="${jobs:+, }importer: {service: api, command: [/app/api, import], queue: imports$(if yes 40; then echo ', suspended: true, max_runs: 3'; fi)}"; fi
    echo "queues: {transfers: {worker: worker$(yes 40 && echo ', messages_per_replica: 5')}$([[ $jobs != *importer* ]] || echo ', imports: {}')}"
  fi
  [ -z "$jobs" ] || echo "jobs: {$jobs}"
  [ "$cache" = no ] || echo "cache: {}"
  if [ "$database" = yes ]; then
    echo "database:"
    echo "  server: {administrators: {team: {object_id: $(guid 7), principal_name: matrix-dba}}}"
    if [ "$tier" != development ] && yes 50; then echo "  pooler: {}"; fi
    if yes 60; then
      migrations=yes
      echo "  migrations: {service: api, command: [/app/api, migrate]}"
    fi
    # Production keeps copies elsewhere.
    if [ "$tier" = production ] || yes 50; then
      archive=yes
      echo "  backup: {archive: {}, schedule: \"5 1 * * *\"}"
    fi
  fi
  if yes 40; then
    echo "compliance: {audit_log: {writers: [api], days: 30}}"
    echo "accept: [immutable-audit]"
  fi
  local vault=''
  if yes 25; then vault="vault: {id: /subscriptions/$(guid "$number")/resourceGroups/rg-hub/providers/Microsoft.KeyVault/vaults/kv-hub}, "; fi
  if yes 40; then vault+="key_encryption: {users: [api, worker], expires: \"2028-12-01\"}, "; fi
  echo "secrets: {${vault}entries: {signing-key: {}}}"
  case $site in
    storage) echo "sites: {web: {}}" ;;
    static) echo "sites: {docs: {hosting: static-web-app}}" ;;
  esac
  if [ "$hosts" = yes ]; then
    echo "edge:"
    if [ $front = yes ] && [ "$tier" != production ] && yes 40; then
      # A static web app would let in the others.
      [ $site = static ] || countries=yes
      echo "  waf: {mode: detection$([ $site = static ] || echo ', countries: [NL, IE]')}"
    fi
    echo "  hosts:"
    case $site in
      storage) echo "    app: {domain: app.$name.matrix.example, service: web, routes: {api: {path: /api}}$(yes 40 && echo ", csp: {policy: {img-src: [\"'self'\"]}}")}" ;;
      static) echo "    docs: {domain: docs.$name.matrix.example}" ;;
    esac
    echo "    api: {domain: $name.matrix.example}"
  fi
  if yes 60; then echo "repository: {owner: acme, name: matrix}"; fi
  echo "observability:"
  if yes 25; then
    echo "  logs: {workspace: {id: /subscriptions/$(guid 12)/resourceGroups/rg-hub-logs/providers/Microsoft.OperationalInsights/workspaces/log-hub}}"
  fi
  # From where the firewall lets in.
  if [ $countries = yes ]; then echo "  synthetics: {locations: [emea-nl-ams-azr, emea-gb-db3-azr]}"; fi
  echo "  alertmanager: {mail: {host: smtp.acme.example, from: alerts@acme.example}}"
  echo "  receivers: {on-call: {emails: [on-call@acme.example]}}"
  if [ "$tier" = production ]; then
    echo "waivers: {roll-out: {id: FW4015, reason: Nothing of the matrix leads to anything else of it., owner: team-matrix, expires: \"2099-12-31\"}}"
  fi
  {
    echo "services:"
    echo "  api: {image: {tag: v1.4.2, digest: $digest}}"
    echo "  worker: {image: {tag: v1.4.2, digest: $digest}}"
  } >"releases/$name.yaml"
  # Some are compiled before anything was made.
  if yes 70; then
    {
      echo "services:"
      echo "  api: {identity: {client_id: $(guid 20), principal_id: $(guid 21)}}"
      echo "  worker: {identity: {client_id: $(guid 22), principal_id: $(guid 23)}}"
      if [ $front = yes ] && yes 70; then
        echo "platform: {aks: {private_link_service: /subscriptions/$(guid "$number")/resourceGroups/rg-matrix-$name-nodes/providers/Microsoft.Network/privateLinkServices/pls-matrix-$name}}"
      fi
      if [ "$migrations$archive" != nono ]; then
        echo "database:"
        [ "$migrations" = no ] || echo "  migrations: {identity: {client_id: $(guid 24)}}"
        [ "$archive" = no ] || echo "  backup: {identity: {client_id: $(guid 25)}}"
      fi
    } >"bindings/$name.yaml"
  fi
}

# Environments that take what is there already: each part by chance, on Container Apps or a cluster.
hub() {
  local name=$1 number=$2 tier runtime=container-apps targets='terraform, bicep' network=no environment=no needs=database
  local hub sites='' queues='mail' imports=''
  hub=/subscriptions/$(guid "$number")/resourceGroups/rg-hub/providers
  below 3
  case $drawn in 0) tier=development ;; 1) tier=staging ;; *) tier=production ;; esac
  if [ $((number % 3)) = 0 ]; then runtime=aks targets='kubernetes, terraform, bicep'; fi
  if yes 70; then network=yes; fi
  if [ $network = yes ] && yes 60; then environment=yes; fi
  echo "apiVersion: formwork.dev/v1alpha1"
  echo "kind: Environment"
  echo "metadata: {name: $name, tier: $tier, owner: team-matrix}"
  echo "targets: [$targets]"
  echo "naming: {organisation: acme, workload: matrix}"
  echo "platform:"
  echo "  runtime: $runtime"
  echo "  tenant: $(guid 1)"
  echo "  subscription: $(guid "$number")"
  echo "  regions: {primary: westeurope, secondary: northeurope}"
  if yes 30; then
    imports="imports: {module.resource_group.azurerm_resource_group.this: /subscriptions/$(guid "$number")/resourceGroups/rg-matrix-$name}"
  fi
  if [ $runtime = aks ]; then
    if [ $environment = yes ]; then echo "  aks: {id: $hub/Microsoft.ContainerService/managedClusters/aks-hub}"; fi
  else
    sites=web
  fi
  echo "  azure:"
  echo "    mutual_tls: true"
  [ -z "$imports" ] || echo "    $imports"
  if [ $runtime != aks ]; then
    if [ $environment = yes ]; then echo "    environment: $hub/Microsoft.App/managedEnvironments/cae-hub"; fi
    if yes 60; then echo "    front_door: $hub/Microsoft.Cdn/profiles/afd-hub"; fi
  fi
  if [ $runtime != aks ] && yes 50; then echo "    dns_zone: $hub/Microsoft.Network/dnszones/matrix.example"; fi
  if yes 60; then echo "    archive: $hub/Microsoft.Storage/storageAccounts/sthub"; fi
  if yes 60; then echo "    service_bus: {id: $hub/Microsoft.ServiceBus/namespaces/sbns-hub, sku: Premium}"; fi
  if [ $network = yes ]; then
    echo "network:"
    echo "  id: $hub/Microsoft.Network/virtualNetworks/vnet-hub"
    if yes 50; then echo "  private_dns_zones: /subscriptions/$(guid 12)/resourceGroups/rg-hub-dns"; fi
    if yes 50; then echo "  existing_subnets: {workload: snet-matrix, private_endpoints: snet-links, database: snet-psql}"; fi
  fi
  echo "registry:"
  if yes 60; then
    echo "  server: crhub.azurecr.io"
    echo "  mode: existing"
    if yes 70; then echo "  id: $hub/Microsoft.ContainerRegistry/registries/crhub"; fi
  else
    echo "  server: cracmehub$number.azurecr.io"
  fi
  if yes 70; then
    needs+=', cache'
    if yes 60; then echo "cache: {id: $hub/Microsoft.Cache/redisEnterprise/amr-hub}"; else echo "cache: {}"; fi
  fi
  [ -z "$queues" ] || needs+=", $queues"
  echo "services:"
  echo "  api: {needs: [$needs], egress: {internet: true}, secrets: {signing-key: {}}}"
  echo "  worker: {kind: worker, needs: [database]}"
  echo "jobs: {sweeper: {service: worker, command: [/app/worker, sweep], schedule: \"17 3 * * *\"}}"
  [ -z "$queues" ] || echo "queues: {$queues: {worker: worker}}"
  if [ -n "$sites" ]; then
    if yes 50; then
      echo "sites: {$sites: {existing: {id: $hub/Microsoft.Storage/storageAccounts/stweb, zone: z6}}$(yes 50 && echo ', help: {}')}"
    else
      echo "sites: {$sites: {}}"
    fi
  fi
  if [ $runtime != aks ] && yes 60; then echo "compliance: {audit_log: {writers: [api], days: 30}}"; fi
  echo "accept: [immutable-audit]"
  echo "database:"
  echo "  server:"
  if yes 60; then echo "    id: $hub/Microsoft.DBforPostgreSQL/flexibleServers/psql-hub"; fi
  echo "    administrators: {team: {object_id: $(guid 7), principal_name: matrix-dba}}"
  if yes 60; then echo "  migrations: {service: api, command: [/app/api, migrate]}"; fi
  echo "  backup: {archive: {keep_days: 40}}"
  echo "secrets:"
  if yes 50; then echo "  vault: {id: $hub/Microsoft.KeyVault/vaults/kv-hub}"; fi
  if yes 40; then echo "  key_encryption: {users: [api], expires: \"2028-12-01\"}"; fi
  echo "  entries: {signing-key: {}}"
  if [ $runtime != aks ]; then
    echo "edge: {hosts: {app: {domain: $name.matrix.example, service: web, routes: {api: {path: /api}}$(yes 50 && echo ", csp: {policy: {img-src: [\"'self'\"]}}")}, api: {domain: api.$name.matrix.example}}}"
  fi
  echo "observability:"
  if yes 50; then
    echo "  logs: {workspace: {id: /subscriptions/$(guid 12)/resourceGroups/rg-hub-logs/providers/Microsoft.OperationalInsights/workspaces/log-hub}}"
  fi
  [ $runtime != aks ] || echo "  alertmanager: {mail: {host: smtp.acme.example, from: alerts@acme.example}}"
  echo "  receivers: {on-call: {emails: [on-call@acme.example]}}"
  echo "repository: {owner: acme, name: matrix}"
  if [ "$tier" = production ]; then
    echo "waivers: {roll-out: {id: FW4015, reason: Nothing of the matrix leads to anything else of it., owner: team-matrix, expires: \"2099-12-31\"}}"
  fi
  {
    echo "services:"
    echo "  api: {image: {tag: v1.4.2, digest: $digest}}"
    echo "  worker: {image: {tag: v1.4.2, digest: $digest}}"
  } >"releases/$name.yaml"
}

# An environment without services, and one that uses what it made.
platform() {
  local name=$1 number=$2 runtime=container-apps cache=no database=no
  if [ $((number % 2)) = 0 ]; then runtime=aks; fi
  if yes 60; then cache=yes; fi
  if yes 60; then database=yes; fi
  echo "apiVersion: formwork.dev/v1alpha1"
  echo "kind: Environment"
  echo "metadata: {name: $name, tier: staging, owner: team-matrix}"
  echo "targets: [terraform, bicep]"
  echo "naming: {organisation: acme, workload: hub}"
  echo "platform:"
  echo "  runtime: $runtime"
  echo "  tenant: $(guid 1)"
  echo "  subscription: $(guid "$number")"
  echo "  regions: {primary: westeurope}"
  echo "registry: {server: cracmeplat$number.azurecr.io}"
  echo "services: {}"
  [ $cache = no ] || echo "cache: {}"
  [ $database = no ] || echo "database: {server: {administrators: {team: {object_id: $(guid 7), principal_name: matrix-dba}}}}"
  echo "observability: {receivers: {on-call: {emails: [on-call@acme.example]}}}"
  {
    echo "apiVersion: formwork.dev/v1alpha1"
    echo "kind: Environment"
    echo "metadata: {name: use${name#plat}, tier: staging, owner: team-matrix}"
    echo "targets: [$([ $runtime = container-apps ] || echo 'kubernetes, ')terraform, bicep]"
    echo "naming: {organisation: acme, workload: matrix}"
    echo "platform: {runtime: $runtime, tenant: $(guid 1), subscription: $(guid "$number"), regions: {primary: westeurope}}"
    echo "registry: {server: cracmeplat$number.azurecr.io}"
    echo "cache: {}"
    echo "database: {migrations: {service: api, command: [/app/api, migrate]}}"
    echo "services: {api: {needs: [database, cache], secrets: {signing-key: {}}}}"
    echo "secrets: {entries: {signing-key: {}}}"
    echo "observability: {receivers: {on-call: {emails: [on-call@acme.example]}}$([ $runtime = container-apps ] || echo ', alertmanager: {mail: {host: smtp.acme.example, from: alerts@acme.example}}')}"
  } >"environments/use${name#plat}.yaml"
  {
    local made
    made=/subscriptions/$(guid "$number")/resourceGroups/rg-hub-$name
    echo "shared:"
    echo "  network: $made/providers/Microsoft.Network/virtualNetworks/vnet-hub-$name"
    echo "  private_dns_zones: $made"
    echo "  workspace: $made/providers/Microsoft.OperationalInsights/workspaces/log-hub-$name"
    echo "  registry: $made/providers/Microsoft.ContainerRegistry/registries/cracmeplat$number"
    if [ $runtime = aks ]; then
      echo "  cluster: $made/providers/Microsoft.ContainerService/managedClusters/aks-hub-$name"
    else
      echo "  environment: $made/providers/Microsoft.App/managedEnvironments/cae-hub-$name"
    fi
    [ $cache = no ] || echo "  cache: $made/providers/Microsoft.Cache/redisEnterprise/amr-hub-$name-1"
    [ $database = no ] || echo "  database_server: $made/providers/Microsoft.DBforPostgreSQL/flexibleServers/psql-hub-$name-1"
  } >"bindings/use${name#plat}.yaml"
  printf 'services:\n  api: {image: {tag: v1.4.2, digest: %s}}\n' $digest >"releases/use${name#plat}.yaml"
}

for ((i = 1; i <= count; i++)); do
  name=$(printf 'env%02d' "$i")
  # Not in a subshell: what was drawn must be remembered.
  environment "$name" "$i" >"environments/$name.yaml"
done
for ((i = 1; i <= (count + 7) / 8; i++)); do
  name=$(printf 'aks%02d' "$i")
  cluster "$name" "$i" >"environments/$name.yaml"
done
for ((i = 1; i <= (count + 4) / 5; i++)); do
  name=$(printf 'hub%02d' "$i")
  hub "$name" "$i" >"environments/$name.yaml"
done
for ((i = 1; i <= (count + 15) / 16; i++)); do
  name=$(printf 'plat%02d' "$i")
  platform "$name" "$i" >"environments/$name.yaml"
done

"$formwork" compile -q --no-progress
# They differ by chance: the parity of environments is not asked, as it is not with --env.
if ! printed=$("$formwork" check --env 'env*' --env 'aks*' --env 'hub*' --env 'plat*' --env 'use*' --no-progress 2>&1) || [[ $printed != *"no drift"* && $printed != *"nothing that fails"* ]]; then
  echo "$printed"
  exit 1
fi
mapfile -t terraform < <(find infra -path '*/terraform/main.tf' -not -path '*/modules/*' -printf '%h\n' | sort)
mapfile -t bicep < <(find infra -path '*/bicep/main.bicep' -not -path '*/modules/*' | sort)
platforms=$(((count + 15) / 16))
echo "$((count + (count + 7) / 8 + (count + 4) / 5 + platforms * 2)) environments compile and check clean: ${#terraform[@]} roots of Terraform, ${#bicep[@]} of Bicep (seed $seed)"

if command -v terraform >/dev/null && ! terraform fmt -check -recursive -diff infra; then
  echo "terraform fmt would change the above"
  exit 1
fi
judge=${FORMWORK_JUDGE:-$root/../shared/oracle/judge}
judges=$(dirname "$judge")
if [ ! -x "$judge" ]; then
  echo "skipped: no judge at $judge (FORMWORK_JUDGE names another place)"
  exit 77
fi
command -v terraform >/dev/null || { echo "skipped: no terraform"; exit 77; }
# The judge sets itself up on its first use; the single ones are in the copy it made.
mkdir -p "$work/.empty"
if ! "$judge" "$work/.empty" >/dev/null 2>&1; then :; fi
home=$(find "${ORACLE_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/formwork-oracle}" -maxdepth 1 -mindepth 1 -type d | head -1)
ORACLE_DATA=${ORACLE_DATA:-$judges/../oracle-data} "$home/bicep/bicep-check" --strict infra
options=()
[ "${FORMWORK_MATRIX_PLAN:-}" != 1 ] || options+=(--plan)
judged=$("$judges/terraform/tf-validate" "${options[@]}" "${terraform[@]}" 2>&1) || { echo "$judged"; exit 1; }
echo "$judged" | grep -E '^(ok|bad|error)' | tail -3
[ "$(grep -c '^ok .*(0 errors, 0 warnings' <<<"$judged")" = "${#terraform[@]}" ] || { echo "$judged"; exit 1; }
