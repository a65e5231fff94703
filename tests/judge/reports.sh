#!/usr/bin/env bash
# The junit report is well-formed XML of the known elements and counts right; the gitlab report has what GitLab asks of each
# record. Both over drift, and over a spec with hostile text.
#   reports.sh FORMWORK
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
formwork=$1
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/ws"
cp -R "$root/examples/actix-kubernetes/." "$work/ws"
cd "$work/ws"
"$formwork" check -q --report junit="$work/clean.xml" --report gitlab="$work/clean.json"
for env in dev staging prod; do echo "# edited ]]> & <b> \"'" >>"infra/$env/kubernetes/namespace.yaml"; done
rm infra/prod/kubernetes/default-deny.yaml
sed -i '1s/^/\xef\xbb\xbf/' infra/prod/kubernetes/kustomization.yaml
"$formwork" check -q --report junit="$work/drift.xml" --report gitlab="$work/drift.json" >/dev/null || [ $? = 1 ]
printf 'metadata: {name: prod, tier: "]]>&<a b=\\"\\u0007\\uffff\xc3\xbc"}\n' >environments/prod.yaml
"$formwork" check -q --report junit="$work/spec.xml" --report gitlab="$work/spec.json" >/dev/null || [ $? = 2 ]
python3 - "$work" <<'PY'
import json, sys, xml.etree.ElementTree as tree

work = sys.argv[1]
attributes = {'testsuites': {'name', 'tests', 'failures', 'errors'},
              'testsuite': {'name', 'tests', 'failures', 'errors', 'skipped'},
              'testcase': {'classname', 'name'}, 'failure': {'type', 'message'}, 'system-out': set()}
for name in ('clean', 'drift', 'spec'):
    root = tree.parse(f'{work}/{name}.xml').getroot()
    for element in root.iter():
        assert set(element.attrib) == attributes[element.tag], (element.tag, element.attrib)
    suite = root.find('testsuite')
    cases, failures = suite.findall('testcase'), suite.findall('testcase/failure')
    assert int(suite.get('tests')) == len(cases) > 0 and int(suite.get('failures')) == len(failures)
    records = json.load(open(f'{work}/{name}.json'))
    assert len(records) == (0 if name == 'clean' else len(cases)), name
    assert len({record['fingerprint'] for record in records}) == len(records), 'a fingerprint twice'
    for record in records:
        assert set(record) == {'description', 'check_name', 'fingerprint', 'severity', 'location'}
        assert record['severity'] in ('info', 'minor', 'major', 'critical', 'blocker')
        assert record['location']['path'] and not record['location']['path'].startswith(('/', './'))
        assert record['location']['lines']['begin'] >= 1
    severe = sum(record['severity'] == 'major' for record in records)
    assert severe == len(failures), (severe, len(failures))
    print(f'{name}: {len(cases)} cases, {len(failures)} failures, {len(records)} records')
PY
