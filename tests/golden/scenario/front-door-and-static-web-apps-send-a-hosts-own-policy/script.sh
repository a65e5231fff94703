. "$SOURCE/tests/golden/steps.sh"
compiled
cp environments/prod.yaml kept
note "a host at Front Door and one of a static web app have a policy of their own, a route its host's"
sed -i 's|api: {domain: api.acme.example}|www: {domain: www.acme.example, service: api}\n    api: {domain: api.acme.example, routes: {bills: {path: /bills, service: billing-api}}, csp: {policy: {default-src: ["'"'none'"'"]}}}|
  s|docs: {domain: docs.acme.example}|docs: {domain: docs.acme.example, csp: {policy: {frame-ancestors: ["'"'self'"'"]}}}|' environments/prod.yaml
run formwork compile
run grep '"k":"csp"' infra/prod/formwork.lock
run formwork csp show prod
run grep -A 40 '^routes' infra/prod/terraform/terraform.tfvars
run formwork check
note the root forgets the host, in one language and in the other
mkdir -p overlays/azure/terraform overlays/azure/bicep
sed 's/route.headers == null ? var.front_door.content_security_policy : .*/var.front_door.content_security_policy/' "$SOURCE/templates/azure/terraform/edge.tf" > overlays/azure/terraform/edge.tf
run formwork validate 2>&1 | grep -A 3 DR020
rm -r overlays/azure/terraform
sed 's/routeSettings\(.*\).headers!.?contentSecurityPolicy/frontDoorSettings.contentSecurityPolicy/' "$SOURCE/templates/azure/bicep/route.bicep" > overlays/azure/bicep/route.bicep
run formwork validate 2>&1 | grep -A 3 DR020
rm -r overlays
note "a route loses its rule set, has another host's, answers for another host; in one language and in the other"
mkdir -p overlays/azure/modules/terraform/front-door overlays/azure/modules/bicep/front-door
overlay() { # LANGUAGE/FILE, what sed does to it
  local file=modules/$1
  note "$2"
  sed "$2" "$SOURCE/templates/azure/$file" > "overlays/azure/$file"
  cmp -s "$SOURCE/templates/azure/$file" "overlays/azure/$file" && echo "nothing was changed"
  run formwork validate 2>&1 | grep DR020
  rm "overlays/azure/$file"
}
overlay terraform/front-door/main.tf 's/\[azurerm_cdn_frontdoor_rule_set.this\[each.key\].id\]/null/'
overlay terraform/front-door/main.tf 's/rule_set.this\[each.key\].id\]/rule_set.this[each.key == "www" ? "api" : each.key].id]/'
overlay terraform/front-door/main.tf 's/custom_domain.this\[domain\].id/custom_domain.this[domain == "www" ? "api" : domain].id/'
overlay bicep/front-door/main.bicep '/ruleSets: \[/,/^      \]/c\      ruleSets: []'
overlay bicep/front-door/main.bicep "s/id: ruleSet\[index\].id/id: ruleSet[item.key == 'www' ? 0 : index].id/"
overlay bicep/front-door/main.bicep "s/item.value.?domains ?? \[\], key/map(item.value.?domains ?? [], d => d == 'www' ? 'api' : d), key/"
rm -r overlays
note a policy of one host that is too long
cp environments/prod.yaml own
sed -i "s|default-src: \[\"'none'\"\]|&, connect-src: [$(seq -f 'https://t%g.assets.acme.example' 220 | paste -sd, | sed 's/,/, /g')]|" environments/prod.yaml
run formwork validate 2>&1 | grep FW4011
cp own environments/prod.yaml
note two hosts of one static web app
sed -i 's|^    www: |    www2: {domain: www2.acme.example, service: docs}\n&|' environments/prod.yaml
run formwork validate
