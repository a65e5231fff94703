. "$SOURCE/tests/golden/steps.sh"
cat > environments/prod.yaml <<'SPEC'
apiVersion: formwork.dev/v1alpha1
kind: Environment
extends: [base.yaml]
metadata: {name: prod, tier: production}
edge:
  csp:
    policy: {img-src: ["'self'", https://images.acme.example]}
    reporting: {url: https://reports.acme.example/csp}
    report_only: {policy: {default-src: ["'none'"], script-src: ["'self'"]}, without: [img-src]}
  hosts:
    admin: {domain: admin.acme.example, service: api, csp: {policy: {frame-ancestors: ["'self'"]}}}
    old: {domain: old.acme.example, service: api, csp: {report_only: {policy: {style-src: ["'self'"]}}}}
SPEC
compiled; repository
run formwork csp show prod
run formwork csp show prod --edge meta
run formwork csp lint prod --format concise
note what a server sends is held against both
headers() {
  printf 'HTTP/2 200\r\n'
  grep -A 1 'name: [A-Z]' "infra/prod/kubernetes/edge/hosts/$1.yaml" | sed -n 's/^ *- name: "\{0,1\}\([A-Z][A-Za-z-]*\)"\{0,1\}$/\1/p; s/^ *value: "\(.*\)"$/\1/p; s/^ *value: \([^"].*\)$/\1/p' | sed 's/\\"/"/g' | paste -d: - -
}
live() { run formwork csp live prod --headers headers --host shop.acme.example --format concise; }
headers api > headers
live
note one of them is missing, or the wrong one blocks
headers api | grep -v Report-Only > headers
live
headers api | grep -v '^Content-Security-Policy:' > headers
live
headers api | sed 's/^Content-Security-Policy:/Content-Security-Policy-Report-Only:/; t; /Report-Only/d' > headers
live
headers api | sed 's/^\(Content-Security-Policy-Report-Only:\)\(.*\)$/\1\2\n\1 script-src https:/; s/csp="/violations="/' > headers
live
note it is edited by hand
sed -i "/Report-Only/,/value/s/default-src 'none'/default-src 'self'/" infra/prod/kubernetes/edge/hosts/api.yaml
run formwork check
git checkout -q .
note what is tried is another
sed -i "s|without: \[img-src\]||; s|script-src: \[\"'self'\"\]|script-src: [\"'none'\"]|" environments/prod.yaml
run formwork csp diff prod --base HEAD
git checkout -q .
note a template that leaves it out, or sends it in place of the other
mkdir -p overlays/kubernetes/partials
overlay() {
  sed "$1" "$SOURCE/templates/kubernetes/partials/response-headers.yaml" > overlays/kubernetes/partials/response-headers.yaml
  run formwork validate --env prod --format concise
}
overlay '/name: Content-Security-Policy-Report-Only/s/Report-Only/Sent-Later/'
overlay 's/name: <%= edge.csp.header %>/name: Content-Security-Policy-Report-Only/; /name: Content-Security-Policy-Report-Only$/{N;/tried/d}'
overlay 's/<%= edge.csp.reporting.text %>/other="https:\/\/other.example\/"/'
rm -r overlays
note at ingress-nginx
cp environments/prod.yaml kept
sed -i 's|^edge:|&\n  gateway: ingress-nginx\n  ingress: {proxies: ingress-nginx}|' environments/prod.yaml
compiled
run grep -E '^  (Content|Reporting)' infra/prod/kubernetes/edge/hosts/api.yaml
run formwork csp show prod --edge ingress-nginx
note an Application Load Balancer has no such header
sed -i 's|gateway: ingress-nginx|gateway: aws-load-balancer-controller|; s|{proxies: ingress-nginx}|{services_send: true, certificates: ["arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-0000-0000-0000-000000000000"], networks: [10.0.0.0/16]}|; /^    admin:/d; /^    old:/d' environments/prod.yaml
run formwork validate --env prod --format concise
note it is too long, beside nothing that is enforced, and reported to nobody
cp kept environments/prod.yaml
sed -i "s|script-src: \[\"'self'\"\]|&, connect-src: [$(seq -f 'https://t%g.assets.acme.example' 140 | paste -sd, | sed 's/,/, /g')]|" environments/prod.yaml
run formwork validate --env prod 2>&1 | grep FW4011
sed 's|    policy: {img|    mode: report-only\n&|; s|    reporting: .*||; s|policy: {default-src|policy: {report-to: [csp], default-src|' kept > environments/prod.yaml
run formwork validate --env prod --format concise
sed 's|    reporting: .*||; s|policy: {img-src|policy: {report-to: [csp], img-src|' kept > environments/prod.yaml
run formwork validate --env prod --format concise
