. "$SOURCE/tests/golden/steps.sh"
compiled
mkdir extra
note "a route of one's own, which sends what the spec's own routes send"
sed 's/^  name: .*/  name: market/; s/shop.acme.example/market.acme.example/' infra/prod/kubernetes/edge/hosts/api.yaml > extra/market.yaml
printf 'extra: {kubernetes/market.yaml: extra/market.yaml}\n' >> environments/prod.yaml
run formwork compile
run formwork check --env prod
cp extra/market.yaml kept
note with a policy that lets everything in, and another header
sed -i "s/default-src 'self'/default-src */; s/nosniff/sniff/" extra/market.yaml
run formwork validate --format concise
note without a policy
sed '/name: "\{0,1\}Content-Security-Policy/,+1d' kept > extra/market.yaml
run formwork validate --format concise
note it is for a host with a policy of its own
cp kept extra/market.yaml
cat >> environments/prod.yaml <<'SPEC'
edge: {hosts: {market: {domain: market.acme.example, service: api, csp: {policy: {default-src: ["'none'"]}}}}}
SPEC
run formwork validate --format concise
note "its kind is a value, in a pack of one's own"
sed -i '/^extra/d; /^edge/d' environments/prod.yaml
mkdir -p overlays/market
cat > overlays/market/pack.yaml <<'PACK'
pack: market
description: A route of our own.
target: kubernetes
artifacts:
  - {output: "infra/<%= metadata.name %>/kubernetes/market.yaml", template: market.yaml, language: yaml, dialect: kubernetes, when: metadata.name == "prod"}
PACK
sed "s/default-src 'self'/default-src */; s/^kind: .*/kind: <%= \"HTTP\" ~ \"Route\" %>/" kept > overlays/market/market.yaml
run formwork validate --format concise
