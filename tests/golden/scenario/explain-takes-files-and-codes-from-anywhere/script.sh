. "$SOURCE/tests/golden/steps.sh"
compiled
# from FOLDER COMMAND…  runs it there
from() { (cd "$1" && shift && run "$@"); }
note a file, however its path is written
run formwork explain infra/prod/kubernetes/namespace.yaml:2
run formwork explain ./infra/prod/kubernetes/namespace.yaml:2
run formwork explain infra//dev/../prod/kubernetes/namespace.yaml:2
run formwork explain "$PWD/infra/prod/kubernetes/namespace.yaml:2"
from infra/prod formwork -C ../.. explain kubernetes/namespace.yaml:2
from infra/prod formwork -C ../.. explain infra/prod/kubernetes/namespace.yaml:2
note what is no line of an output
run formwork explain infra/prod/kubernetes/namespace.yaml
run formwork explain infra/prod/kubernetes/namespaces.yaml:2
run formwork explain environments/prod.yaml:2
run formwork explain infra/prod/kubernetes/namespace.yaml:x
run formwork explain /etc/passwd:1
run formwork explain prod
note codes and rules, where there is no workspace, and in one that cannot be read
from / formwork explain K8S-POD-001
from / formwork explain SPEC-014
from / formwork explain FW4016
from / formwork explain K8S-POD-01
from / formwork explain nothing
echo 'x: 1' >> environments/base.yaml
run formwork explain K8S-POD-001
run formwork explain nothing
note other commands want the root, and say where it is
from environments formwork check
from / formwork check
