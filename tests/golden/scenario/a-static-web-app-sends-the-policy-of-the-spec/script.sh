. "$SOURCE/tests/golden/steps.sh"
mkdir -p overlays/site
cat > overlays/site/pack.yaml <<'PACK'
pack: site
description: The configuration of a static web app.
target: kubernetes
artifacts:
  - output: infra/<%= metadata.name %>/site/staticwebapp.config.json
    template: staticwebapp.yaml
    language: json
    csp: {edge: static-web-apps, policy: 'edge.csp.mode == "off" ? "" : edge.csp.text', header: edge.csp.header}
PACK
cat > overlays/site/staticwebapp.yaml <<'TEMPLATE'
navigationFallback:
  rewrite: /index.html
globalHeaders:
<% if edge.csp.mode != "off" %>
  <%= edge.csp.header %>: <%= edge.csp.text %>
<% end %>
  X-Content-Type-Options: nosniff
TEMPLATE
compiled
run cat infra/prod/site/staticwebapp.config.json
note a route that would win with another policy
cp overlays/site/staticwebapp.yaml kept
printf '%s\n' 'routes:' '  - route: /embed/*' '    headers: {Content-Security-Policy: "frame-ancestors *"}' >> overlays/site/staticwebapp.yaml
run formwork validate --env prod
note a file that Azure would refuse
cp kept overlays/site/staticwebapp.yaml
{ echo 'routes:'; for i in $(seq 400); do echo "  - {route: /old/$i, redirect: /new/$i}"; done; } >> overlays/site/staticwebapp.yaml
run formwork validate --env prod
note an edit by hand is told in meaning
cp kept overlays/site/staticwebapp.yaml
sed -i "s/default-src 'self'/default-src */" infra/prod/site/staticwebapp.config.json
run formwork check --env prod 2>&1 | sed 's,\(edge.yaml\):[0-9]*:[0-9]*,\1,'
note an edge that nobody knows
sed -i 's/static-web-apps/static-web-app/' overlays/site/pack.yaml
run formwork validate --env prod
