. "$SOURCE/tests/golden/steps.sh"
run formwork csp lint
note scripts are let in
cat >> environments/prod.yaml <<'SPEC'
edge:
  csp:
    policy:
      script-src: ["'self'", "'unsafe-inline'", https://cdnjs.cloudflare.com]
SPEC
run formwork csp lint prod
run formwork csp lint prdo
note a policy of somebody else
run formwork csp lint --policy "default-src self; scirpt-src 'self' *; default-src https:"
run formwork csp lint --policy - --format concise <<< "default-src 'none', script-src 'nonce-abc' style-src *"
run formwork csp lint --policy "default-src 'self' data:" --format json | sed -n '/"findings"/,/^    }/p'
run formwork csp lint --policy "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'; report-uri /r"
run formwork csp lint --policy "object-src *" --fail-on warning --format sarif | grep '"ruleId"'
note each kind that is printed is explained
run formwork explain csp:plain-http
run formwork explain csp:plain-htp
