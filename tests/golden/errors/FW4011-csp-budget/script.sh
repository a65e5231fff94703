. "$SOURCE/tests/golden/steps.sh"
cat >> environments/prod.yaml <<'SPEC'
edge:
  csp:
    policy:
      font-src: ["'self'"]
      connect-src: [https://api.acme.example/one, https://api.acme.example/two]
      img-src:
SPEC
seq -f '        - https://h%g.assets.acme.example' 160 >> environments/prod.yaml
run formwork validate --env prod
