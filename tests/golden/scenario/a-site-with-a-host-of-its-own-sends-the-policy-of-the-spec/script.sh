. "$SOURCE/tests/golden/steps.sh"
compiled
run cat infra/prod/sites/docs/staticwebapp.config.json
run grep '"k":"csp"' infra/prod/formwork.lock
run grep -A 8 '^static_web_apps' infra/prod/terraform/terraform.tfvars
note its host is none of the hosts of Front Door
run grep -A 2 '^custom_domains' infra/prod/terraform/terraform.tfvars
note the application does its own routing, and the policy is tried out first
cp environments/prod.yaml kept
sed -i 's/hosting: static-web-app/hosting: static-web-app, not_found: index.html/' environments/prod.yaml
printf '%s\n' '  csp: {mode: report-only}' 'waivers:' \
  '  csp: {id: AZ-IN-011, reason: the first week, owner: team-crewdesk, expires: 2098-12-31}' >> environments/prod.yaml
cp infra/prod/sites/docs/staticwebapp.config.json before
run formwork compile
run diff before infra/prod/sites/docs/staticwebapp.config.json
cp kept environments/prod.yaml
compiled
note a template that opens the policy for one page
mkdir -p overlays/azure/sites
cp "$SOURCE/templates/azure/sites/staticwebapp.yaml" overlays/azure/sites/
sed -i 's,^globalHeaders:,  - {route: /embed/*\, headers: {Content-Security-Policy: "frame-ancestors *"}}\nglobalHeaders:,; /responseOverrides/,/rewrite.*not_found/d' overlays/azure/sites/staticwebapp.yaml
run formwork validate 2>&1 | grep -v '^overlays.*unused'
rm -r overlays
note a policy that the service would refuse
{
  printf '  csp:\n    policy:\n      connect-src:\n'
  for i in $(seq 700); do printf '        - https://tenant-%03d.acme.example\n' "$i"; done
} >> environments/prod.yaml
sed -i '/^    api: /d' environments/prod.yaml
run formwork validate 2>&1 | sed 's,\(would save\).*,\1 …,'
cp kept environments/prod.yaml
note a host that is shared, a region without the service
sed -i 's,{domain: api.acme.example},{domain: api.acme.example\, routes: {docs: {path: /docs}}},; s/westeurope/swedencentral/' environments/prod.yaml
run formwork validate
