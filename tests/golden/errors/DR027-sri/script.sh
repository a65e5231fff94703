. "$SOURCE/tests/golden/steps.sh"
mkdir -p web/dist
cat >> environments/base.yaml <<'SPEC'
  csp: {hashes: true}
SPEC
sed -i 's|^  api:$|&\n    assets: [web/dist/index.html, "web/dist/*.js"]|' environments/base.yaml
note what is listed must be there
run formwork validate --env prod
printf '%s\n' '<!DOCTYPE html>' '<script src="/app.js"></script>' '<script>start()</script>' > web/dist/index.html
printf 'app()\n' > web/dist/app.js
note the script within the page is allowed by its hash, and both files have their integrity
compiled
grep -h script-src infra/prod/kubernetes/edge/hosts/*.yaml
cat infra/prod/kubernetes/services/api/integrity.json
grep sri infra/prod/formwork.lock
run formwork check
note a file is built anew
printf 'app(1)\n' > web/dist/app.js
run formwork check --env prod
note a page, with what it runs
sed -i 's/start()/start(1)/' web/dist/index.html
run formwork check --env prod --format concise
run formwork plan --env prod
compiled
run formwork check
note a hash that somebody writes is none
sed -i 's/sha384-./sha384-x/' infra/prod/kubernetes/services/api/integrity.json
run formwork check --env prod
formwork compile -q --discard infra/prod/kubernetes/services/api/integrity.json
note a page that asks for another file
sed -i 's|<script src="/app.js">|<script src="/app.js" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC">|' web/dist/index.html
run formwork validate --env prod
