. "$SOURCE/tests/golden/steps.sh"
sed 's/name: dev, tier: development/name: staging, tier: staging/; s/shop.dev/shop.staging/' environments/dev.yaml > environments/staging.yaml
cp releases/prod.yaml releases/staging.yaml
run formwork validate
note staging only reports
printf '  csp: {mode: report-only}\n' >> environments/staging.yaml
run formwork validate
run formwork compile
note staging lets pass what production blocks, but for its own hosts
sed -i '$d' environments/staging.yaml
printf "  csp: {policy: {script-src: [\"'self'\", \"'unsafe-inline'\", https://s.staging.acme.example]}}\n" >> environments/staging.yaml
run formwork validate
note which is let off
cat >> environments/prod.yaml <<'SPEC'
waivers:
  inline: {id: FW4015, subject: "script-src#'unsafe-inline'", reason: the preview tool, owner: team-shop, expires: 2027-03-31}
SPEC
run formwork validate
note a least score
printf 'edge: {csp: {min_score: 110}}\n' >> environments/prod.yaml
run formwork validate --env prod
sed -i 's/min_score: 110/min_score: 105/' environments/prod.yaml
run formwork validate --env prod
sed -i 's/min_score: 105/min_score: 111/' environments/prod.yaml
run formwork validate --env prod
