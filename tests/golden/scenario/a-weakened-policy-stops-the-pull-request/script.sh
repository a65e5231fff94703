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
note one that would let off whatever comes lets off nothing
cp environments/base.yaml waived
for subject in '**' script-src 'script-src#**' '*#https:' 'script-src#*'; do
  sed "s|subject: \"[^\"]*\"|subject: \"$subject\"|" waived > environments/base.yaml
  run formwork check --base HEAD --env prod --only DR021 --only DR031 --format concise
done
rm waived
note a directive is taken out, and the policy is no longer enforced
sed -i '/csp:/,$d' environments/base.yaml
git commit -qam opened
run formwork check --base HEAD --only DR021
printf '  csp: {mode: report-only}\n' >> environments/base.yaml
run formwork check --base HEAD --only DR021
run formwork csp diff prod --base HEAD | sed '/^    /d'
note a note about the finding as a whole has no place in JSON
run formwork check --base HEAD --env prod --only DR021 --format json | grep -A 3 '"it was'
note against another environment
sed -i '$d' environments/base.yaml
printf "edge:\n  csp: {policy: {img-src: ['*']}}\n" >> environments/prod.yaml
run formwork check --base-env dev --env prod --only DR021
run formwork check --base-env stagin --env prod --only DR021
run formwork check --base nowhere --only DR021
note "a base that another formwork checked is read; one that cannot be read is told, a workspace that was not there yet not"
git checkout -q environments
printf 'apiVersion: formwork.dev/v1alpha1\nkind: Workspace\nrequires: ">=0.0 <0.1"\n' > formwork.yaml
git commit -qam older
git show HEAD^:formwork.yaml > formwork.yaml
printf "edge:\n  csp: {policy: {img-src: ['*']}}\n" >> environments/prod.yaml
run formwork check --base HEAD --env prod --only DR021
echo 'requiers: ">=0.1"' > formwork.yaml
git commit -qm broken formwork.yaml
git show HEAD^^:formwork.yaml > formwork.yaml
run formwork check --base HEAD --env prod --only DR021
git rm -q --cached formwork.yaml && git commit -qm none
run formwork check --base HEAD --env prod --only DR021
note a waiver is not unused where nobody asked
printf 'waivers:\n  open: {id: DR021, subject: "img-src#*", reason: the new player, owner: team-shop, expires: 2027-03-31}\n' >> environments/prod.yaml
run formwork check --only DR031
