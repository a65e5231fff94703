. "$SOURCE/tests/golden/steps.sh"
note "a pack of one's own writes a route and a static web app for all environments"
mkdir -p overlays/own
cat > overlays/own/pack.yaml <<'PACK'
pack: own
description: Edges that environments share.
target: kubernetes
artifacts:
  - {output: shared/route.yaml, template: route.yaml, dialect: kubernetes, unit: shared}
  - {output: shared/site/staticwebapp.config.json, template: site.json, language: json, unit: shared}
PACK
cat > overlays/own/route.yaml <<'ROUTE'
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: maintenance
  namespace: maintenance
spec:
  hostnames:
    - shop.acme.example
  rules:
    - backendRefs:
        - name: maintenance
          port: 8080
      filters:
        - type: ResponseHeaderModifier
          responseHeaderModifier:
            set:
              - name: Content-Security-Policy
                value: "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'none'"
              - name: Strict-Transport-Security
                value: max-age=31536000; includeSubDomains
              - name: X-Content-Type-Options
                value: nosniff
              - name: X-Frame-Options
                value: DENY
              - name: Referrer-Policy
                value: strict-origin-when-cross-origin
              - name: Permissions-Policy
                value: accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()
              - name: Cross-Origin-Opener-Policy
                value: same-origin
              - name: Cross-Origin-Resource-Policy
                value: same-origin
ROUTE
{
  printf '{"globalHeaders": {"Content-Security-Policy": "%s"' "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'none'"
  sed -n '/name: Strict/,$p' overlays/own/route.yaml | sed -n 's/^ *- name: \(.*\)/,"\1":/p; s/^ *value: \(.*\)/ "\1"/p'
  printf '}}\n'
} > overlays/own/site.json
run formwork validate --format concise
cp -r overlays/own good
changed() { # FILE, what sed does to it
  note "$2"
  sed "$2" "good/$1" > "overlays/own/$1"
  cmp -s "good/$1" "overlays/own/$1" && echo "nothing was changed"
  run formwork validate --format concise
  cp "good/$1" "overlays/own/$1"
}
changed route.yaml "s/default-src 'self'/default-src */"
changed route.yaml '/name: Content-Security-Policy/,+1d'
changed route.yaml 's/nosniff/sniff/'
changed site.json "s/default-src 'self'/default-src */"
note "the host of another environment, with another policy"
cat >> environments/dev.yaml <<'SPEC'
  csp: {policy: {img-src: ["'self'", "https:"]}}
SPEC
run formwork validate --format concise
changed route.yaml 's/shop.acme.example/shop.dev.acme.example/'
changed route.yaml "s/shop.acme.example/shop.dev.acme.example/; s/default-src 'self';/& img-src https: 'self';/; s/31536000/86400/"
note "a host that none has: it is sent what some environment sends"
changed route.yaml 's/shop.acme.example/status.acme.example/'
changed route.yaml "s/shop.acme.example/status.acme.example/; s/default-src 'self'/default-src 'none'/"
