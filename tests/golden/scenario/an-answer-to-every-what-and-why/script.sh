. "$SOURCE/tests/golden/steps.sh"
compiled
run formwork explain DR007
run formwork explain DR003
run formwork explain K8S-POD-001
run formwork explain FW31001
run formwork explain K8S-POD-0001
note values: set, overridden, released, assumed by tier, computed
run formwork explain prod services.api.scale.min
run formwork explain dev edge.hosts.api.domain
run formwork explain prod services.api.image.tag
run formwork explain dev services.api.scale.min
run formwork explain dev naming.namespace
run formwork explain dev services.api.prot
run formwork explain dev registry.pull_secret
note lines of an output
run formwork explain "$(grep -n minReplicas infra/prod/kubernetes/services/api/hpa.yaml | sed 's#\([0-9]*\):.*#infra/prod/kubernetes/services/api/hpa.yaml:\1#')"
run formwork explain infra/prod/kubernetes/namespace.yaml:2
run formwork explain infra/prod/kubernetes/namespace.yaml:999
run formwork explain infra/prod/kubernetes/nampespace.yaml:1
note "a line of JSON, which is printed anew"
run formwork explain infra/prod/kubernetes/dashboards/api.json:3
run formwork explain infra/prod/kubernetes/dashboards/api.json:9
run formwork explain infra/prod/kubernetes/dashboards/api.json:40
