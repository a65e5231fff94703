. "$SOURCE/tests/golden/steps.sh"
compiled; repository
run formwork check --base HEAD
note the spec of both environments is opened, and compiled
cat >> environments/base.yaml <<'SPEC'
  csp:
    policy:
      script-src: ["'self'", https://cdn.acme.example, "https:"]
SPEC
run formwork plan --env prod 2>&1 | sed -n '/DR021/,$p'
compiled; git add -A
run formwork check --base HEAD
note a waiver by directive and source
cat >> environments/base.yaml <<'SPEC'
waivers:
  cdn: {id: DR021, subject: "script-src#https://cdn.acme.example", reason: the new player, owner: team-shop, expires: 2027-03-31}
SPEC
run formwork check --base HEAD --env prod --only DR021
note a directive is taken out, and the policy is no longer enforced
sed -i '/csp:/,$d' environments/base.yaml
git commit -qam opened
run formwork check --base HEAD --only DR021
printf '  csp: {mode: report-only}\n' >> environments/base.yaml
run formwork check --base HEAD --only DR021
note against another environment
sed -i '$d' environments/base.yaml
printf "edge:\n  csp: {policy: {img-src: ['*']}}\n" >> environments/prod.yaml
run formwork check --base-env dev --env prod --only DR021
run formwork check --base-env stagin --env prod --only DR021
run formwork check --base nowhere --only DR021
