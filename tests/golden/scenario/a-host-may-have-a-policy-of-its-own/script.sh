. "$SOURCE/tests/golden/steps.sh"
cat > environments/prod.yaml <<'SPEC'
apiVersion: formwork.dev/v1alpha1
kind: Environment
extends: [base.yaml]
metadata: {name: prod, tier: production}
edge:
  csp:
    policy:
      img-src: ["'self'", https://images.acme.example]
      upgrade-insecure-requests: []
  hosts:
    admin:
      domain: admin.acme.example
      service: api
      csp:
        policy: {frame-ancestors: ["'self'"], script-src: ["'self'", https://widgets.acme.example]}
        without: [img-src]
SPEC
compiled; repository
run formwork csp show prod
run grep '"k":"csp"' infra/prod/formwork.lock
note the host is sent its own, with the header that follows it
run grep -h -A 1 'Content-Security-Policy\|X-Frame' infra/prod/kubernetes/edge/hosts/admin.yaml
run formwork csp lint prod --format concise
note what a server sends is held against the policy of its host
headers() {
  printf 'HTTP/2 200\r\n'
  grep -A 1 'name: [A-Z]' "infra/prod/kubernetes/edge/hosts/$1.yaml" | sed -n 's/^ *- name: "\{0,1\}\([A-Z][A-Za-z-]*\)"\{0,1\}$/\1/p; s/^ *value: "\(.*\)"$/\1/p; s/^ *value: \([^"].*\)$/\1/p' | paste -d: - -
}
headers admin > headers
run formwork csp live prod --headers headers --host https://admin.acme.example/
run formwork csp live prod --headers headers --host shop.acme.example --format concise
run formwork csp live prod --headers headers
note it is opened, against what it was and against what all hosts had
sed -i 's,https://widgets.acme.example,"&"\, "https:",' environments/prod.yaml
compiled
run formwork check --base HEAD --only DR021
run formwork csp diff prod --base HEAD
note a waiver is of a host
cat >> environments/prod.yaml <<'SPEC'
waivers:
  widgets: {id: DR021, subject: "admin.acme.example/script-src#https:", reason: a trial of widgets, owner: team-shop, expires: 2098-12-31}
SPEC
compiled
run formwork check --base HEAD --only DR021
commit opened
note another host that takes the same is none of it
sed -i 's,^  hosts:,&\n    api: {csp: {policy: {script-src: ["https:"]}}},' environments/prod.yaml
compiled
run formwork check --base HEAD --only DR021
git checkout -q .
compiled
note its own policy is gone, and the one of all hosts lets more in
sed -i '/without/d; s/frame-ancestors.*script-src: .*$/script-src: ["'"'none'"'"]}/' environments/prod.yaml
compiled; commit closed
sed -i '/admin.acme.example$/,/policy: {script-src/{/csp:/d; /policy: {script-src/d}' environments/prod.yaml
compiled
run formwork check --base HEAD --only DR021
note a template that forgets the host
git checkout -q .
mkdir -p overlays/kubernetes/partials
sed 's/host.csp.text/edge.csp.text/' "$SOURCE/templates/kubernetes/partials/response-headers.yaml" > overlays/kubernetes/partials/response-headers.yaml
run formwork validate --env prod
rm -r overlays
note what no policy can say
sed -i 's/policy: {script-src/policy: {skript-src/' environments/prod.yaml
run formwork validate --env prod
sed -i "s/policy: {skript-src: .*/policy: {script-src: ['none']}/" environments/prod.yaml
run formwork validate --env prod
note production enforces it
sed -i "s/policy: {script-src: .*/mode: report-only/" environments/prod.yaml
run formwork validate --env prod
