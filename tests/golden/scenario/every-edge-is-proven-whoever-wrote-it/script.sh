. "$SOURCE/tests/golden/steps.sh"
mkdir extra
cp environments/prod.yaml kept.yaml
cat > kept.tf <<'TF'
resource "azurerm_cdn_frontdoor_profile" "own" {
  name                = "afd-own"
  resource_group_name = "rg-own"
  sku_name            = "Premium_AzureFrontDoor"
}

resource "azurerm_cdn_frontdoor_endpoint" "own" {
  name                     = "fde-own"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.own.id
}

resource "azurerm_cdn_frontdoor_rule_set" "own" {
  name                     = "own"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.own.id
}

resource "azurerm_cdn_frontdoor_rule" "policy" {
  name                      = "policy"
  cdn_frontdoor_rule_set_id = azurerm_cdn_frontdoor_rule_set.own.id
  order                     = 1
  behavior_on_match         = "Continue"
  actions {
    response_header_action {
      header_action = "Overwrite"
      header_name   = "Content-Security-Policy"
      value         = "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'none'"
    }
    response_header_action {
      header_action = "Overwrite"
      header_name   = "Strict-Transport-Security"
      value         = "max-age=31536000; includeSubDomains"
    }
    response_header_action {
      header_action = "Overwrite"
      header_name   = "X-Content-Type-Options"
      value         = "nosniff"
    }
    response_header_action {
      header_action = "Overwrite"
      header_name   = "Referrer-Policy"
      value         = "strict-origin-when-cross-origin"
    }
    response_header_action {
      header_action = "Overwrite"
      header_name   = "X-Frame-Options"
      value         = "DENY"
    }
  }
}

resource "azurerm_cdn_frontdoor_rule" "others" {
  name                      = "others"
  cdn_frontdoor_rule_set_id = azurerm_cdn_frontdoor_rule_set.own.id
  order                     = 2
  behavior_on_match         = "Continue"
  actions {
    response_header_action {
      header_action = "Overwrite"
      header_name   = "Cross-Origin-Opener-Policy"
      value         = "same-origin"
    }
    response_header_action {
      header_action = "Overwrite"
      header_name   = "Cross-Origin-Resource-Policy"
      value         = "same-origin"
    }
    response_header_action {
      header_action = "Overwrite"
      header_name   = "Permissions-Policy"
      value         = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"
    }
  }
}

resource "azurerm_cdn_frontdoor_origin_group" "own" {
  name                     = "og-own"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.own.id
  load_balancing {}
}

resource "azurerm_cdn_frontdoor_route" "own" {
  name                          = "route-own"
  cdn_frontdoor_endpoint_id     = azurerm_cdn_frontdoor_endpoint.own.id
  cdn_frontdoor_origin_group_id = azurerm_cdn_frontdoor_origin_group.own.id
  cdn_frontdoor_origin_ids      = []
  cdn_frontdoor_rule_set_ids    = [azurerm_cdn_frontdoor_rule_set.own.id]
  patterns_to_match             = ["/*"]
  supported_protocols           = ["Http", "Https"]
  forwarding_protocol           = "HttpsOnly"
  https_redirect_enabled        = true
}
TF
cp kept.tf extra/front-door.tf
of_own() { sed "$1" kept.tf > extra/front-door.tf; cmp -s kept.tf extra/front-door.tf && echo "nothing was changed"; }
policy="default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'none'"

note "Front Door of one's own beside that of the spec, whose policy it sends in another order"
printf 'extra: {terraform/front-door.tf: extra/front-door.tf}\n' >> environments/prod.yaml
run formwork validate --format concise
note with a policy that lets everything in
of_own "s/default-src 'self'/default-src */"
run formwork validate --format concise
note a route without rule set
of_own '/rule_set_ids/d'
run formwork validate --format concise

note the spec has no Front Door of its own
cp kept.tf extra/front-door.tf
cp kept.yaml environments/prod.yaml
sed -i '/^edge:/,$d' environments/prod.yaml
printf 'extra: {terraform/front-door.tf: extra/front-door.tf}\n' >> environments/prod.yaml
run formwork compile
run formwork check
note with a policy that lets everything in, and another header
of_own "s/default-src 'self'/default-src */; s/nosniff/sniff/"
run formwork validate --format concise
note without a policy
of_own 's/Content-Security-Policy/X-Policy/'
run formwork validate --format concise
note a route without rule set
of_own '/rule_set_ids/d'
run formwork validate --format concise
note "a rule set of weaker policy, for routes that are elsewhere; without the route another that only caches"
of_own "s/default-src 'self'/default-src */; /^resource \"azurerm_cdn_frontdoor_route\"/,/^}/d"
run formwork validate --format concise
of_own '/header_name .*-/s/= .*/= "X-Cache"/; /^resource "azurerm_cdn_frontdoor_route"/,/^}/d'
run formwork validate --format concise
note "the route is for a host that has a policy of its own in the spec"
cat > domain.tf <<'TF'

resource "azurerm_cdn_frontdoor_custom_domain" "own" {
  name                     = "own"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.own.id
  host_name                = "docs.acme.example"
  tls { minimum_tls_version = "TLS12" }
}
TF
of_own 's/^\( *\)patterns_to_match .*/&\n\1cdn_frontdoor_custom_domain_ids = [azurerm_cdn_frontdoor_custom_domain.own.id]/'
cat domain.tf >> extra/front-door.tf
cat >> environments/prod.yaml <<'SPEC'
edge: {hosts: {docs: {domain: docs.acme.example, csp: {policy: {default-src: ["'none'"]}}}}}
SPEC
run formwork validate --format concise
sed -i "s/default-src 'self'/default-src 'none'/" extra/front-door.tf
run formwork validate --format concise

note "what extra: may not write"
cp kept.yaml environments/prod.yaml
printf 'extra: {sites/own/staticwebapp.config.json: extra/staticwebapp.config.json}\n' >> environments/prod.yaml
run formwork validate --format concise

note "a pack of one's own: a static web app, a root of Bicep and one of Terraform below the spec's"
sed '/^edge:/,$d' kept.yaml > environments/prod.yaml
mkdir -p overlays/own
cat > overlays/own/pack.yaml <<'PACK'
pack: own
description: Edges of our own.
target: terraform
artifacts:
  - {output: "infra/<%= metadata.name %>/own/staticwebapp.config.json", template: site.json, language: json}
  - {output: "infra/<%= metadata.name %>/own/main.bicep", template: main.bicep, language: bicep}
  - {output: "infra/<%= metadata.name %>/terraform/own/main.tf", template: main.tf, language: hcl}
PACK
cat > headers.yaml <<'HEADERS'
Strict-Transport-Security: max-age=31536000; includeSubDomains
X-Content-Type-Options: nosniff
Referrer-Policy: strict-origin-when-cross-origin
X-Frame-Options: DENY
Cross-Origin-Opener-Policy: same-origin
Cross-Origin-Resource-Policy: same-origin
Permissions-Policy: accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()
HEADERS
{
  printf '{"globalHeaders": {"Content-Security-Policy": "%s"' "$policy"
  sed 's/^\([^:]*\): \(.*\)/,\n"\1": "\2"/' headers.yaml
  printf '},\n"routes": [{"route": "/<%%= metadata.name %%>", "headers": {"Cache-Control": "no-store"}}]}\n'
} > overlays/own/site.json
{
  cat <<'BICEP'
resource profile 'Microsoft.Cdn/profiles@2024-02-01' = {
  name: 'own'
  location: 'global'
  sku: { name: 'Premium_AzureFrontDoor' }
}
resource endpoint 'Microsoft.Cdn/profiles/afdEndpoints@2024-02-01' = {
  parent: profile
  name: 'own'
  location: 'global'
}
resource set 'Microsoft.Cdn/profiles/ruleSets@2024-02-01' = {
  parent: profile
  name: 'own'
}
BICEP
  order=0
  while IFS= read -r line; do
    order=$((order + 1))
    cat <<BICEP
resource rule$order 'Microsoft.Cdn/profiles/ruleSets/rules@2024-02-01' = {
  parent: set
  name: 'rule$order'
  properties: {
    order: $order
    matchProcessingBehavior: 'Continue'
    actions: [{
      name: 'ModifyResponseHeader'
      parameters: {
        typeName: 'DeliveryRuleHeaderActionParameters'
        headerAction: 'Overwrite'
        headerName: '${line%%: *}'
        value: '$(printf '%s' "${line#*: }" | sed "s/'/\\\\'/g")'
      }
    }]
  }
}
BICEP
  done < <(printf 'Content-Security-Policy: %s\n' "$policy"; cat headers.yaml)
  cat <<'BICEP'
resource route 'Microsoft.Cdn/profiles/afdEndpoints/routes@2024-02-01' = {
  parent: endpoint
  name: 'own'
  properties: {
    ruleSets: [{ id: set.id }]
    patternsToMatch: ['/*']
    supportedProtocols: ['Http', 'Https']
    forwardingProtocol: 'HttpsOnly'
    httpsRedirect: 'Enabled'
  }
}
BICEP
} > overlays/own/main.bicep
cp kept.tf overlays/own/main.tf
run formwork validate --format concise
cp -r overlays/own good
changed() { # FILE, what sed does to it
  note "$2"
  sed "$2" "good/$1" > "overlays/own/$1"
  cmp -s "good/$1" "overlays/own/$1" && echo "nothing was changed"
  run formwork validate --format concise
  cp "good/$1" "overlays/own/$1"
}
changed site.json "s/default-src 'self'/default-src */"
changed site.json 's/Content-Security-Policy/X-Policy/'
changed site.json "s/\"Cache-Control\": \"no-store\"/\"Content-Security-Policy\": \"default-src <%= '*' %>\"/"
changed main.bicep "s/default-src/script-src/"
changed main.bicep '/ruleSets: /d'
changed main.tf "s/default-src 'self'/default-src */"
changed main.tf '/rule_set_ids/d'
note the static web app sends what a host of the spec has for itself
cat >> environments/prod.yaml <<'SPEC'
edge: {hosts: {docs: {domain: docs.acme.example, csp: {policy: {default-src: ["'none'"]}}}}}
SPEC
changed site.json "s/default-src 'self'/default-src 'none'/"
