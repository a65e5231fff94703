. "$SOURCE/tests/golden/steps.sh"
compiled; repository
run formwork csp diff dev prod
cat >> environments/prod.yaml <<'SPEC'
edge:
  csp:
    policy:
      script-src: ["'self'", https://cdn.acme.example/js/]
      frame-ancestors: ["'self'"]
      upgrade-insecure-requests: []
SPEC
run formwork csp diff dev prod
run formwork csp diff prod --base HEAD
run formwork csp diff prod --base HEAD --format json | grep -e '"code"' -e '"message"'
run formwork csp diff prod
run formwork csp diff prod dve
run formwork csp diff prod --base HEAD~5
