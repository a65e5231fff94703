. "$SOURCE/tests/golden/steps.sh"
note prod has what dev lacks, and a switch differs
cat >> environments/prod.yaml <<'SPEC'
    config: {ROUNDING: bankers}
    secrets: {signing-key: {}}
  invoices: {kind: worker}
secrets: {store: {name: vault}, entries: {signing-key: {}}}
SPEC
cat >> environments/dev.yaml <<'SPEC'
  headers: {hsts: {include_subdomains: false}}
SPEC
printf '  invoices: {image: {tag: v1, digest: "sha256:%064d"}}\n' 7 >> releases/prod.yaml
compiled; repository
run formwork check
run formwork check --env prod
note one gap is meant, and has a reason
cat >> environments/dev.yaml <<'SPEC'
waivers:
  no-invoices: {id: DR030, subject: services.invoices, reason: invoices are written in production alone, owner: team-shop, expires: 2099-01-01}
SPEC
compiled; commit meant
run formwork check --format concise --as-of 2026-06-01
run formwork diff dev prod --parity --format concise
run formwork diff HEAD~1 HEAD --parity
