#!/usr/bin/env bash
# Environments on Kubernetes with features on and off as a seeded generator has it: each compiles, without a finding, and is
# what `check` expects; where the judges are present, they take each manifest, rule and dashboard without an error or
# warning, and every emitted test of an alert passes.
#   matrix.sh FORMWORK [COUNT] [SEED]
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
formwork=$1 count=${2:-60} seed=${3:-20261130}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir environments releases
printf 'apiVersion: formwork.dev/v1alpha1\nkind: Workspace\n' >formwork.yaml

# The generator of Numerical Recipes; its low bits repeat too soon, so the high ones count.
state=$seed
below() { state=$(((state * 1664525 + 1013904223) % 4294967296)); drawn=$((state / 65536 % $1)); }
# yes PER_CENT: true that often
yes() { below 100; [ "$drawn" -lt "$1" ]; }
# one OF THESE: puts one of them into `chosen`
one() { below $#; chosen=${!drawn:-}; [ "$drawn" = 0 ] && chosen=${!#}; true; }

digest=sha256:0c9703e1f875a3260f621e10ee53d102b62bdc6c55728096ecfa43fe95d75ea5

# encrypted ENVIRONMENT NAME…: a SopsSecret for each, and their entries of `extra`. The values are none that anybody can decrypt.
encrypted() {
  local name=$1 of key value='ENC[AES256_GCM,data:p673w==,iv:YY=,aad:UQ=,tag:A=,type:str]'
  shift
  echo "extra:"
  mkdir -p "secrets/$name"
  for of in "$@"; do
    echo "  kubernetes/secrets/$of.yaml: secrets/$name/$of.yaml"
    {
      printf 'apiVersion: isindir.github.com/v1alpha3\nkind: SopsSecret\nmetadata:\n  name: %s\n  namespace: matrix-%s\nspec:\n  secretTemplates:\n' "$of" "$name"
      printf '    - name: %s\n      stringData:\n' "$value"
      for key in database-url signing-key mail pagerduty slack smtp authorization pg_service.conf aws-credentials; do printf '        %s: %s\n' "$key" "$value"; done
      printf 'sops:\n  encrypted_suffix: Templates\n  lastmodified: "2026-11-30T10:00:00Z"\n  mac: %s\n  version: 3.11.0\n' "$value"
    } >"secrets/$name/$of.yaml"
  done
}

environment() {
  local name=$1 number=$2 tier services='api' jobs='' database=no production=no cilium=no attach=no store=no delivery=store
  one development staging production
  tier=$chosen
  [ "$tier" != production ] || production=yes
  echo "apiVersion: formwork.dev/v1alpha1"
  echo "kind: Environment"
  echo "metadata: {name: $name, tier: $tier, owner: team-matrix}"
  echo "targets: [kubernetes]"
  echo "naming: {organisation: acme, workload: matrix}"
  echo "registry: {server: ghcr.io/acme$(yes 30 && echo ', pull_secret: registry')}"
  if yes 40; then cilium=yes; fi
  echo "platform:"
  echo "  kubernetes:"
  echo "    version: \"1.$((30 + number % 7))\""
  [ "$cilium" = no ] || echo "    network_policies: cilium"
  if yes 40; then
    echo "    priority_class: business"
  elif [ $((number % 3)) = 0 ]; then
    echo "    priorities: {services: 2000}"
  fi
  if [ "$production" = no ] && [ $((number % 4)) = 3 ]; then echo "    chaos: {schedule: \"30 9 * * 1-5\"}"; fi
  # A mesh where nobody refuses its proxies; which of the two, and with which gateway, is known here.
  local mesh=no
  if [ $((number % 6)) != 2 ]; then
    case $((number % 8)) in
      1) mesh=linkerd ;;
      4 | 6) mesh=istio ;;
    esac
  fi
  case $((number % 6)) in
    2) echo "    admission: {engine: $([ $((number % 4)) = 2 ] && echo kyverno || echo kubernetes)}" ;;
    5) echo "    admission: {action: Warn, engine: $([ $((number % 4)) = 3 ] && echo kyverno || echo kubernetes)}" ;;
  esac
  case $mesh in
    istio) echo "    mesh: {kind: istio$([ "$production" = yes ] || echo ', faults: {delay_percent: 5, abort_percent: 1}')$([ $((number % 3)) != 0 ] || echo ', revision: stable')}" ;;
    linkerd) echo "    mesh: {kind: linkerd, retries: $((number % 3))}" ;;
  esac
  if [ $((number % 9)) = 4 ]; then echo "    karpenter: {node_class: default, architectures: [amd64, arm64]}"; fi
  if [ $((number % 10)) = 1 ] || [ $((number % 10)) = 6 ]; then echo "    opencost: {monthly_budget: $((number * 100))}"; fi
  if [ $((number % 10)) = 7 ]; then echo "    velero: {$([ $((number % 4)) = 3 ] || echo 'location: second-region')}"; fi
  if yes 20; then echo "    container_max: {cpu: \"16\", memory: 32Gi}"; fi

  local discovery="pod-monitor"
  if yes 15; then discovery=none; fi
  # By its number, not by chance: what came later leaves alone what was drawn before.
  if [ "$discovery" = pod-monitor ] && [ $((number % 5)) = 2 ]; then discovery="service-monitor"; fi
  if yes 60; then database=yes; fi
  if yes 50; then services+=' billing-api'; fi
  if yes 50; then services+=' worker'; fi
  if [ "$database" = yes ] || yes 60; then store=yes; fi
  # What mounts secrets into pods makes none for those that have no pod of their own: `kept` says whether a Secret can be had.
  local kept=$store
  case $((number % 10)) in
    2) delivery=vault-operator ;;
    4) delivery=vault-agent kept=no ;;
    6) delivery=csi kept=no ;;
    8) delivery=sops ;;
  esac
  echo "services:"
  local service
  for service in $services; do
    echo "  $service:"
    below 2
    echo "    port: $((8080 + drawn))"
    [ "$service" != worker ] || echo "    kind: worker"
    local needs=''
    if [ "$database" = yes ] && yes 70; then needs=database; fi
    # Of each other, too, in a circle.
    if [ "$service" != api ] && yes 50; then needs+="${needs:+, }api"; fi
    if [ "$service" != billing-api ] && [[ $services == *billing-api* ]] && yes 50; then needs+="${needs:+, }billing-api"; fi
    [ -z "$needs" ] || echo "    needs: [$needs]"
    local egress=''
    if yes 30; then egress='internet: true'; fi
    if yes 30; then egress+="${egress:+, }networks: {mail: {cidr: 203.0.113.0/24, port: 587}}"; fi
    if [ "$cilium" = yes ] && yes 50; then egress+="${egress:+, }hosts: [api.mail.example, hooks.pay.example]"; fi
    [ -z "$egress" ] || echo "    egress: {$egress}"
    if [ "$store" = yes ]; then
      below 3
      case $drawn in
        0) echo "    secrets: {signing-key: {}}" ;;
        # Files where it is Vault: its agent writes no others, and the judge does not know what its operator makes.
        1) case $delivery in
             vault-*) echo "    secrets: {signing-key: {}, mail: {}}" ;;
             *) echo "    secrets: {signing-key: {}, mail: {as: env, env: SMTP_LOGIN}}" ;;
           esac ;;
      esac
    fi
    if yes 30; then echo "    command: [/app/$service]"; fi
    # Hostile on purpose: what a second evaluator would read stays text.
    if yes 30; then echo "    args: [--listen, \"0.0.0.0:8080\", \"\${HOME}\", \"\$(PORT)\"]"; fi
    if yes 50; then echo "    config: {GREETING: \"it's \${x} {{ y }} \\\"z\\\"\", PATTERN: '^\\d+\$'}"; fi
    if yes 30; then echo "    resources: {limits: {cpu: \"2\", memory: 3Gi}}"; fi
    if [ "$service" != worker ] && [ "$discovery" != none ] && yes 25; then
      echo "    scale: {min: 2, max: 20, requests_per_second: 50}"
    elif yes 30; then
      echo "    scale: {min: 2, max: 20, cpu: 80}"
    fi
    if yes 20; then echo "    rollout: {surge: 3}"; fi
    if yes 20; then echo "    shutdown: {delay: 0, drain: 5}"; fi
    if yes 25; then echo "    probes: {startup: {timeout: 300}, readiness: {period: 20}}"; fi
    if yes 20; then echo "    identity: {annotations: {eks.amazonaws.com/role-arn: arn:aws:iam::123456789012:role/$service}}"; fi
    if yes 30; then
      one 50 90 99 99.5 99.95 99.999
      echo "    slos: {availability: $chosen, latency: {objective: $chosen, threshold: 1s}, dependencies: $chosen}"
    fi
  done
  if yes 50; then jobs+=' trial-sweeper'; fi
  if yes 30; then jobs+=' audit'; fi
  if [ -n "$jobs" ]; then
    echo "jobs:"
    local job
    for job in $jobs; do
      echo "  $job: {service: api, command: [/app/api, $job, \"\$(date)\"], schedule: \"17 3 * * *\"$(yes 25 && echo ', suspended: true')}"
    done
  fi
  if [ "$database" = yes ]; then
    echo "database:"
    one 16 17 18
    echo "  version: \"$chosen\""
    echo "  host: matrix.postgres.acme.internal"
    if yes 50; then echo "  networks: [10.20.4.0/24, 10.20.5.0/24]"; fi
    if yes 60; then echo "  migrations: {service: api, command: [/app/api, migrate]}"; elif [ "$production" = yes ]; then echo "  migrations: {service: api, command: [/app/api, migrate, --all]}"; fi
    if [ "$production" = yes ] || yes 40; then echo "  backup: {destination: {bucket: acme-matrix-backups, region: eu-west-1}}"; fi
    if yes 20; then
      printf '  ca_bundle: |\n    -----BEGIN CERTIFICATE-----\n    %s\n    -----END CERTIFICATE-----\n' "$(printf 'MIIBdzCCAR2gAwIBAgIUCmF0cml4' | head -c 28)"
    fi
  fi
  if [ "$store" = yes ]; then
    echo "secrets:"
    echo "  entries: {signing-key: {}, mail: {property: login}, pagerduty: {}, slack: {property: address}, smtp: {}}"
    local server='address: "https://vault.vault.svc:8200"'
    case $delivery in
      store) printf '  store: {name: vault}\n  reload: reloader\n' ;;
      vault-operator) printf '  delivery: vault-operator\n  reload: operator\n  hashicorp: {%s, ca_secret: vault-ca}\n' "$server" ;;
      vault-agent) printf '  delivery: vault-agent\n  hashicorp: {%s, %s}\n' "$server" "$([ $((number % 20)) = 4 ] && echo 'namespace: vault' || echo "cidr: 10.20.9.0/24, agent_image: \"docker.io/hashicorp/vault:1.21.1@$digest\"")" ;;
      csi)
        printf '  delivery: csi\n  reload: reloader\n'
        case $((number % 3)) in
          0) echo "  csi: {provider: aws, region: eu-west-1}" ;;
          1) echo "  csi: {provider: azure, key_vault: acme-matrix, tenant: 11111111-2222-3333-4444-555555555555}" ;;
          2) printf '  csi: {provider: vault}\n  hashicorp: {%s}\n' "$server" ;;
        esac
        ;;
      sops)
        printf '  delivery: sops\n  reload: reloader\n  sops: {age: [age1%s]}\n' "$(printf 'q%.0s' {1..58})"
        # shellcheck disable=SC2086 # a word for each service
        encrypted "$name" $services migrate backup alert-receivers otel-collector collector
        ;;
    esac
  fi
  echo "edge:"
  if yes 30; then
    attach=yes
    one envoy-gateway istio nginx-gateway-fabric traefik
    [ $mesh != istio ] || chosen=istio
    echo "  gateway: $chosen"
    echo "  attach: {name: public, namespace: gateways, proxies: gateways}"
    if [[ $chosen == envoy-gateway || $chosen == traefik ]] && yes 50; then echo "  rate_limits: {requests_per_minute: 120}"; fi
  fi
  # Ingress controllers, by number, where nobody attaches.
  local ingress=no
  if [ "$attach" = no ] && [ "$production" = no ]; then
    case $((number % 7)) in
      3)
        ingress='ingress-nginx'
        echo "  gateway: ingress-nginx"
        echo "  ingress: {proxies: ingress-nginx$([ $((number % 2)) = 0 ] || echo ', client_secret: client-authorities')}"
        [ $((number % 2)) = 0 ] || echo "  rate_limits: {requests_per_minute: 120}"
        ;;
      5)
        ingress=alb
        echo "  gateway: aws-load-balancer-controller"
        echo "  ingress: {networks: [10.20.0.0/22], services_send: true, certificates: [\"arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555\"]$([ $((number % 2)) = 0 ] || echo ', trust_store: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:truststore/clients/0123456789abcdef", scheme: internal')}"
        ;;
    esac
  fi
  one 1.2 1.3
  local tls="minimum: \"$chosen\"" allow=''
  if [ $ingress = ingress-nginx ] && [ $((number % 3)) != 1 ]; then allow=', allow: [203.0.113.0/24, 2001:db8::/32]'; fi
  if [ "$attach" = no ] && [ $ingress = no ]; then
    case $((number % 4)) in
      0) tls+=', acme: {email: ops@acme.example}' ;;
      2) tls+=", client_authorities: \"-----BEGIN CERTIFICATE-----\\nMIIBdzCCAR2gAwIBAgIUCmF0cml4\\n-----END CERTIFICATE-----\\n\"" ;;
    esac
    [ $((number % 3)) != 1 ] || allow=', allow: [203.0.113.0/24, 2001:db8::/32]'
    case $((number % 5)) in
      1) [ "$production" = yes ] || echo "  waf: {mode: detection}" ;;
      3) echo "  waf: {max_request_bytes: 262144, crs: {paranoia: 2, $([ "$production" = yes ] || echo 'sample: 50, ')exclude: [/healthz, /v1/upload]}}" ;;
      4) echo "  waf: {crs: {exclude: []}}" ;;
    esac
  fi
  [ $((number % 2)) = 0 ] || echo "  dns: {ttl: 60}"
  echo "  tls: {$tls}"
  if yes 80 && { [ $mesh != istio ] || [ "$attach" = yes ]; }; then
    echo "  hosts:"
    if [[ $services == *billing-api* ]] && yes 50; then
      echo "    app: {domain: $name.matrix.example, service: api$allow, routes: {billing-api: {path: /billing}}}"
    else
      echo "    app: {domain: $name.matrix.example, service: api$allow$(yes 30 && echo ', path: /v1/, timeout: 120s')}"
    fi
    if [[ $services == *billing-api* ]] && yes 50; then echo "    billing-api: {domain: billing.$name.matrix.example}"; fi
  fi
  if yes 30; then echo "  headers: {embedder_policy: credentialless}"; fi
  local mode=enforce
  if [ "$production" = no ]; then one enforce report-only off; mode=$chosen; fi
  if [ $ingress = alb ] && [ "$mode" = report-only ]; then mode=enforce; fi
  echo "  csp: {mode: $mode}"
  echo "observability:"
  if yes 60; then
    case $((number % 4)) in
      1) echo "  traces: {collector: {host: tempo.acme.example, cidr: 203.0.113.0/24$([ "$kept" = no ] || echo ', authorization: mail')}}" ;;
      3) echo "  traces: {service: collector, port: 4319, collector: {host: tempo.tracing.svc, port: 14317, pod_port: 4317, tls: false, namespace: tracing}}" ;;
      *) echo "  traces: {}" ;;
    esac
  fi
  case $((number % 3)) in
    1) echo "  logs: {ship: {to: loki, host: loki.logging.svc, tls: false, namespace: logging, tenant: matrix, values: [card, jwt]}}" ;;
    2) echo "  logs: {ship: {to: opensearch, host: logs.acme.example, cidr: 203.0.113.0/24$([ "$kept" = no ] || [ $delivery = sops ] || echo ', user: matrix, secret: mail')}}" ;;
  esac
  echo "  metrics:"
  echo "    discovery: $discovery"
  if yes 30; then echo "    labels: {release: kube-prometheus-stack}"; fi
  if yes 20; then echo "    namespace: prometheus"; fi
  if yes 40; then echo "    prober: {}"; fi
  if yes 30; then
    echo "    contract:"
    echo "      requests: {name: app_request_seconds, status: code, route: handler}"
    echo "      calls: {name: app_call_seconds, callee: to, error: failure}"
    echo "      own: {logins_total: {type: counter, help: Log-ins by result.}, import_seconds: {type: histogram, help: How long imports take.}}"
  fi
  if yes 40; then echo "  slos: {availability: 99.9, latency: {objective: 99, threshold: 250ms}}"; fi
  if yes 40; then echo "  alerts: {runbooks: https://runbooks.acme.example/matrix, error_rate: 0.5, p99: 750ms, pool: 100}"; fi
  if [ "$discovery" != none ]; then
    case $((number % 4)) in
      0) [ "$kept" = no ] || echo "  receivers: {on-call: {severities: [page], pagerduty: {secret: pagerduty}}, team: {slack: {secret: slack, channel: \"#matrix\"}, hook: {secret: slack}}}" ;;
      1)
        echo "  receivers: {team: {emails: [team@acme.example, other@acme.example]}}"
        echo "  alertmanager: {labels: {alertmanager: main}, mail: {host: smtp.acme.example, from: alerts@acme.example$([ "$kept" = no ] || echo ', port: 2525, user: alerts, secret: smtp')}}"
        ;;
    esac
  fi
  if yes 15; then echo "  dashboards: {folder: Matrix reloaded, labels: {grafana: \"yes\"}}"; fi
  if yes 50; then
    echo "repository: {owner: acme, name: matrix}"
    echo "delivery:"
    echo "  smoke: {path: /healthz}"
    if [ "$discovery" != none ] && yes 60; then
      one canary blue-green
      if [ $ingress = alb ]; then chosen=blue-green; fi
      echo "  strategy: $chosen"
      if [ "$chosen" = canary ] && yes 30; then echo "  canary: {steps: [{weight: 1, pause: 30s}, {weight: 99, pause: 1h}]}"; fi
    fi
    if yes 60; then
      echo "  gitops: argo-cd"
      if { [ "$tier" != development ] || [ "$attach" != yes ]; } && yes 40; then
        echo "  argo_cd: {windows: {nights: {kind: deny, schedule: \"0 22 * * *\", duration: 8h}}}"
      fi
    fi
  fi
  {
    echo "services:"
    for service in $services; do echo "  $service: {image: {tag: v1.4.2, digest: $digest}}"; done
  } >"releases/$name.yaml"
}

# preview NAME NUMBER: an environment for pull requests, by its number alone.
preview() {
  local name=$1 number=$2
  cat <<SPEC
apiVersion: formwork.dev/v1alpha1
kind: Environment
metadata: {name: $name, tier: preview, owner: team-matrix}
targets: [kubernetes]
naming: {organisation: acme, workload: matrix}
registry: {server: ghcr.io/acme, pull_secret: registry}
platform: {kubernetes: {network_policies: $([ $((number % 2)) = 0 ] && echo cilium || echo "kubernetes, storage_class: fast")}}
services:
  api: {needs: [$([ "$number" = 4 ] || echo database)], egress: {internet: true}}
  worker: {kind: worker, needs: [api]}
jobs:
  sweeper: {service: api, command: [/app/api, sweep], schedule: "17 3 * * *"}
edge:
  gateway: $([ "$number" = 3 ] && echo traefik || echo envoy-gateway)
  attach: {name: shared, namespace: gateways, proxies: gateways}
  hosts:
    app: {domain: matrix-$name--app.preview.example, service: api}
    api: {domain: matrix-$name--api.preview.example}
repository: {owner: acme, name: matrix}
delivery: {gitops: argo-cd, argo_cd: {previews: {ttl: ${number}d, label: try it}}}
SPEC
  if [ "$number" != 4 ]; then
    cat <<SPEC
secrets: {store: {name: vault}$([ "$number" = 2 ] && echo ', reload: reloader')}
database:
  version: "$((15 + number))"
  credentials: $([ "$number" = 2 ] && echo env || echo file)
  migrations: {service: api, command: [/app/api, migrate]}
  preview: {storage: 2Gi$([ "$number" = 3 ] || echo ', seed: {command: [/app/api, seed]}')}
SPEC
  fi
  echo "services: {api: {image: {tag: v1.4.2, digest: $digest}}, worker: {image: {tag: v1.4.2, digest: $digest}}}" >"releases/$name.yaml"
}

# eks NAME NUMBER: an environment whose pods are roles of AWS, by its number alone.
eks() {
  local name=$1 number=$2 role='role: "arn:aws:iam::123456789012:role/matrix'
  cat <<SPEC
apiVersion: formwork.dev/v1alpha1
kind: Environment
metadata: {name: $name, tier: production, owner: team-matrix}
targets: [kubernetes]
naming: {organisation: acme, workload: matrix}
registry: {server: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/acme}
platform:
  runtime: eks
  aws: {region: eu-west-1$([ "$number" = 1 ] || echo ", identities: $([ "$number" = 2 ] && echo pod-identity || echo 'irsa, endpoints: [10.20.9.0/24]')")}
  kubernetes: {storage_class: gp3, network_policies: $([ "$number" = 1 ] && echo cilium || echo kubernetes), karpenter: {node_class: default}}
services:
  api: {needs: [database], secrets: {signing-key: {}, mail: {as: env, env: SMTP_LOGIN}}, identity: {$role-api"}}
  worker: {kind: worker, needs: [api], secrets: {mail: {}}, identity: {$role-worker"}, egress: {internet: true}}
jobs: {sweeper: {service: api, command: [/app/api, sweep], schedule: "17 3 * * *"}}
database:
  host: matrix.cluster.eu-west-1.rds.amazonaws.com
  migrations: {service: api, command: [/app/api, migrate], identity: {$role-migrate"}}
  backup: {$role-backup", destination: {bucket: acme-matrix-backups, region: eu-central-1}}
secrets: {$([ "$number" = 3 ] && echo 'store: {name: vault}' || echo 'delivery: csi'), reload: reloader, entries: {signing-key: {}, mail: {property: login}}}
observability: {logs: {ship: {to: cloudwatch, $role-logs"}}}
edge:
  hosts: {app: {domain: $name.matrix.example, service: api}}
SPEC
  if [ "$number" = 2 ]; then
    echo '  gateway: aws-load-balancer-controller'
    echo '  ingress: {networks: [10.20.0.0/22], services_send: true, certificates: ["arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"]}'
  fi
  echo "services: {api: {image: {tag: v1.4.2, digest: $digest}}, worker: {image: {tag: v1.4.2, digest: $digest}}}" >"releases/$name.yaml"
}

for ((i = 1; i <= 3; i++)); do eks "eks$i" "$i" >"environments/eks$i.yaml"; done
for ((i = 1; i <= 4; i++)); do preview "pr$i" "$i" >"environments/pr$i.yaml"; done
for ((i = 1; i <= count; i++)); do
  name=$(printf 'env%02d' "$i")
  # Not in a subshell: what was drawn must be remembered.
  environment "$name" "$i" >"environments/$name.yaml"
done

"$formwork" compile -q --no-progress
# They differ by chance: the parity of environments is not asked, as it is not with --env.
if ! printed=$("$formwork" check --env 'env*' --env 'pr*' --env 'eks*' --no-progress 2>&1) || [[ $printed != *"no drift"* ]]; then
  echo "$printed"
  exit 1
fi
echo "$count environments four for pull requests and three on EKS compile and check clean: $(find infra -name '*.yaml' | wc -l) manifests and rules, $(find infra -name '*.test.yaml' | wc -l) files of tests, $(find infra -name '*.json' | wc -l) dashboards (seed $seed)"

judge=${FORMWORK_JUDGE:-$root/../shared/oracle/judge}
if [ ! -x "$judge" ]; then
  echo "skipped: no judge at $judge (FORMWORK_JUDGE names another place)"
  exit 77
fi
# The judge sets itself up on its first use; the single ones are in the copy it made.
mkdir -p "$work/.empty"
if ! "$judge" "$work/.empty" >/dev/null 2>&1; then :; fi
home=$(find "${ORACLE_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/formwork-oracle}" -maxdepth 1 -mindepth 1 -type d | head -1)
export ORACLE_DATA=${ORACLE_DATA:-$(dirname "$judge")/../oracle-data}
# The pod that a canary without a host begins with is the Rollout's: no manifest has the labels that its Service selects.
"$home/kubernetes/k8s-check" infra >judged || { cat judged; exit 1; }
tail -1 judged
if grep ' warning ' judged | grep -v ' warning selector: Service/[a-z0-9-]*/[a-z0-9-]*-canary: no workload in this tree'; then exit 1; fi
"$home/misc/misc-check" --strict --only=json,yamllint infra
python3 "$root/tests/judge/kubernetes/alertmanager.py" "$home/misc/.tools/usr/bin/amtool" infra
python3 "$root/tests/judge/kubernetes/shipping.py" infra
node "$root/tests/judge/kubernetes/admission.mjs" "$home/kubernetes" "$root/tests/golden/rules" infra
"$home/misc/misc-check" --strict --only=promtool infra
# To run the emitted tests of alerts takes seconds for each file: of every fifth environment.
mapfile -t fifth < <(cd infra && for each in env*[06]; do [ ! -d "$each/prometheus" ] || echo "$each"; done)
PATH="$home/misc/.tools/usr/bin:$PATH" infra/scripts/test-alerts.sh "${fifth[@]}" >tested || { cat tested; exit 1; }
echo "tests of alerts: $(grep -c 'Unit Testing' tested) files"
