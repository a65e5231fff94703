. "$SOURCE/tests/golden/steps.sh"
sed -i 's/^targets: .*/targets: [kubernetes, repository]/' environments/base.yaml
note nobody is known to ask
run formwork compile
ls -A . .github
note the team of the environment, in the organisation of the repository
printf 'repository: {owner: acme, name: shop}\n' >> environments/base.yaml
mkdir -p .github; printf '* @acme/everybody\n' > .github/CODEOWNERS
run formwork compile
run cat .github/CODEOWNERS
note others in production, beside the team
printf 'repository: {code_owners: ["@acme/platform", "@ann", "ops@acme.example"]}\n' >> environments/prod.yaml
run formwork plan
run formwork compile
grep prod .github/CODEOWNERS
note what is no owner
sed -i 's/"@ann"/"ann"/' environments/prod.yaml
run formwork validate -q --env prod
sed -i 's/"ann"/"@ann * @evil"/' environments/prod.yaml
run formwork validate -q --env prod
note nobody any more: the block goes, the file stays
sed -i '$d' environments/prod.yaml; sed -i '$d' environments/base.yaml
run formwork compile
run cat .github/CODEOWNERS
run formwork check
note what git is told
run cat .gitattributes .gitignore
