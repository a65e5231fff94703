. "$SOURCE/tests/golden/steps.sh"
sed -i 's/^targets:.*/targets: [kubernetes, docker, github-actions, repository]/; s/^registry:.*/registry: {server: ghcr.io\/acme}/
  s/^services:/repository: {owner: acme, name: shop-environments, plan: enterprise, application: {name: shop}}\
delivery: {formwork: {repository: acme\/formwork, commit: 9244708f1352609bfe45240b3034621fa647a05d}}\
services:/; s/^  api:$/  api:\n    build: {language: rust}/' environments/base.yaml
# The real names of the paths, without the environments' own files.
files() { find "$@" -path '*/.git' -prune -o -type f -not -path '*infra/*/*' -print | sort; }
own() { git -C application -c commit.gpgsign=false "$@"; }

note 'without a checkout what goes there is left alone'
run formwork compile
run formwork check --repository application
files . | grep -v '^./environments\|^./releases'
repository

note 'two repositories, each with its own files and its own lock'
git init -q -b main application
run formwork compile
files application
run git status --short
own add -A && own commit -qm start
run formwork check
run formwork check --repository infrastructure
run formwork check --repository application
run formwork check --rev HEAD 2>&1 | sed 's/revision [0-9a-f]*/revision REV/'

note 'an edit there is drift there'
sed -i 's/^USER .*/USER 0/' application/docker/api/Dockerfile
run formwork check --repository infrastructure --format concise
run formwork check --repository application
run formwork explain application/docker/api/Dockerfile:1
own checkout -q -- .

note 'an edit here is drift here'
sed -i 's/enforce: restricted/enforce: privileged/' infra/dev/kubernetes/namespace.yaml
run formwork check --repository application
run formwork check --repository infrastructure --format concise
git checkout -q -- infra

note 'a setting of an environment moves nothing there, a way of building nothing here but a lock'
sed -i 's/min: 4/min: 5/' environments/prod.yaml
run formwork check --repository application
git checkout -q -- environments
sed -i 's/build: {language: rust}/build: {language: rust, binary: shopd}/' environments/base.yaml
run formwork check --format concise
run formwork compile
own diff --stat
run git status --short
run formwork check

note 'what is right there and not committed there is told'
own rm -q --cached docker/api/Dockerfile
run formwork check
own add -A && own commit -qm shopd && commit shopd

note 'neither lock may speak of files of the other'
printf 'mine\n' > application/notes.txt
sed -i 's|"p":"README.md"|"p":"application/notes.txt"|' formwork.lock
run formwork compile
cat application/notes.txt
sed -i 's|"p":"application/SECURITY.md"|"p":"README.md"|; s|"p":"application/README.md"|"p":"README.md"|' application/formwork.lock
run formwork compile
rm application/notes.txt
run formwork check

note 'from the application a release is proposed in the repository of the environments'
grep -A 8 'Check out the environments' application/.github/workflows/build.yaml
grep -B 4 -A 3 'folder: environments-repository' application/.github/workflows/build.yaml
grep -E '^      - name|repository:|path:|uses: ./|formwork check' application/.github/workflows/drift.yaml

note 'a link is not followed, a folder of the workspace is not given away'
mv application elsewhere && ln -s elsewhere application
run formwork compile
rm application && mv elsewhere application
sed -i 's/application: {name: shop}/application: {name: shop, folder: environments}/' environments/base.yaml
run formwork compile
git checkout -q -- environments
run formwork check --repository application --env dev
sed -i 's/, application: {name: shop}//' environments/base.yaml
run formwork check --repository application
