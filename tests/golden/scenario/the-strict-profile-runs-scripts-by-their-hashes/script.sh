. "$SOURCE/tests/golden/steps.sh"
mkdir -p docs
printf 'import("./page.js");\n' > docs/start.js
cat > docs/index.html <<'PAGE'
<!DOCTYPE html>
<html lang="en">
<style>p { margin: 0 }</style>
<script>start()</script>
<script type="module" src="/start.js"></script>
<p>manual</p>
PAGE
sed -i 's|docs: {hosting: static-web-app|&, assets: [docs/index.html, docs/start.js]|' environments/prod.yaml
compiled 2> kept; repository
note it is tried beside the baseline, which blocks more of the page
cp environments/prod.yaml kept
sed -i 's|^edge:|&\n  csp: {report_only: {profile: strict}, reporting: {url: /csp-reports}}|' environments/prod.yaml
run formwork validate --format concise
note where no page has scripts, its host says so
sed -i "s|api: {domain: api.acme.example|&, csp: {report_only: {profile: strict}}|" environments/prod.yaml
run formwork validate --format concise
sed -i "s|csp: {report_only: {profile: strict}}}|csp: {report_only: {profile: strict, policy: {script-src: [\"'none'\"]}}}}|" environments/prod.yaml
run formwork compile -q
run formwork csp show prod --edge static-web-apps
run grep -A 3 tried infra/prod/terraform/terraform.tfvars
run grep -A 3 Tried infra/prod/bicep/main.bicepparam
run formwork csp lint prod --format concise
run formwork check --format concise
note "modules that leave it out, or send a piece of it alone"
mkdir -p overlays/azure/modules/terraform/front-door overlays/azure/modules/bicep/front-door
overlay() { # LANGUAGE/FILE, what sed does to it
  local file=modules/$1
  sed "$2" "$SOURCE/templates/azure/$file" > "overlays/azure/$file"
  cmp -s "$SOURCE/templates/azure/$file" "overlays/azure/$file" && echo "nothing was changed"
  run formwork validate --format concise 2>&1 | grep -o 'DR020.*'
  rm "overlays/azure/$file"
}
overlay terraform/front-door/main.tf 's/name   = "Content-Security-Policy-Report-Only"/name   = "X-Policy"/'
overlay bicep/front-door/main.bicep "s/name: 'Content-Security-Policy-Report-Only'/name: 'X-Policy'/"
overlay bicep/front-door/main.bicep "s/action: index == 0 ? 'Overwrite' : 'Append'/action: 'Append'/; s/(item.value.?contentSecurityPolicyTried ?? \[\]/(skip(item.value.?contentSecurityPolicyTried ?? [], 1)/"
rm -r overlays
note a longer one is cut into pieces
cp environments/prod.yaml tried
sed -i "s|report_only: {profile: strict}, reporting|report_only: {profile: strict, policy: {img-src: [$(seq -f 'https://t%g.assets.acme.example' 30 | paste -sd, | sed 's/,/, /g')]}}, reporting|" environments/prod.yaml
run formwork compile -q
run grep -c 't30.assets' infra/prod/terraform/terraform.tfvars
run formwork csp show prod --edge front-door 2>&1 | grep 'values of'
run formwork check --format concise
note it is enforced
sed "s|csp: {report_only: {profile: strict}, reporting|csp: {profile: strict, reporting|; s|csp: {report_only: {profile: strict, policy: {script-src: \[\"'none'\"\]}}}|csp: {policy: {script-src: [\"'none'\"]}}|" tried > environments/prod.yaml
run formwork validate --format concise
note a script of the page runs by its integrity
integrity=$(sed -n 's/.*docs\/start.js": *"\([^"]*\)".*/\1/p' infra/prod/sites/docs/integrity.json)
sed -i "s|src=\"/start.js\"|& integrity=\"$integrity\"|" docs/index.html
run formwork compile -q
run formwork csp show prod --edge static-web-apps
run formwork csp lint prod
note what it lets in that the baseline did not
run formwork check --base HEAD --only DR021 --format concise
note the page says otherwise than the file
printf 'import("./other.js");\n' > docs/start.js
run formwork check --format concise
