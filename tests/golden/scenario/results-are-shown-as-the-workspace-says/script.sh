. "$SOURCE/tests/golden/steps.sh"
compiled
rm infra/prod/kubernetes/namespace.yaml
set_key() { sed -i '/^presentation/d' formwork.yaml; echo "presentation: {$1}" >> formwork.yaml; }
note 'format: the file, then a variable, then a flag'
set_key 'format: concise'
run formwork check -q
FORMWORK_FORMAT=github run formwork check -q
FORMWORK_FORMAT=github run formwork check -q --format concise
note 'what is wrong with a spec is shown so too'
sed -i 's/min: 4/min: four/' environments/prod.yaml
run formwork validate -q
sed -i 's/min: four/min: 4/' environments/prod.yaml
note 'color: the same order'
set_key 'format: concise, color: always'
colored() { "$@" 2>&1 | grep -c $'\x1b'; }
set_key 'color: always'
colored formwork check -q
FORMWORK_COLOR=never colored formwork check -q
FORMWORK_COLOR=never colored formwork check -q --color always
colored formwork check -q --color never
note 'jobs and progress are taken, and checked'
set_key 'jobs: 1, progress: false'
run formwork check -q --format concise
set_key 'jobs: -1'
run formwork check -q
set_key 'format: xml'
run formwork check -q
FORMWORK_FORMAT=xml run formwork check -q
FORMWORK_JOBS=many run formwork check -q
note 'paths too'
set_key 'format: concise'
mv environments specs && echo 'specs: specs' >> formwork.yaml
run formwork check -q
cd .. && FORMWORK_DIR=w run formwork check -q
cd w
note 'variables of others are obeyed where colour is automatic'
set_key 'color: auto'
FORCE_COLOR=1 colored formwork check -q
CLICOLOR_FORCE=1 colored formwork check -q
CLICOLOR_FORCE=0 colored formwork check -q
NO_COLOR=1 FORCE_COLOR=1 colored formwork check -q
FORCE_COLOR=1 colored formwork check -q --color never
