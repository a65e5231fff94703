. "$SOURCE/tests/golden/steps.sh"
gone() { [ -e .formwork ] && find .formwork | sort; return 0; }
note an output that is in the way
mkdir -p infra/dev/kubernetes; echo mine > infra/dev/kubernetes/namespace.yaml
run formwork compile --format concise; gone
rm -r infra
note a template that is wrong
mkdir -p overlays/kubernetes; echo 'note: [' > overlays/kubernetes/pdb.yaml
run formwork compile --format concise >/dev/null 2>&1; gone
rm -r overlays
note a disk that is full
(trap '' XFSZ; ulimit -f 0; run formwork compile --format concise); gone
note with a schema that init wrote
mkdir .formwork; echo '{}' > .formwork/environment.schema.json
mkdir -p infra/dev/kubernetes; echo mine > infra/dev/kubernetes/namespace.yaml
run formwork compile --format concise >/dev/null 2>&1; gone
rm -r infra .formwork
note a folder of formwork that is none
echo mine > .formwork; run formwork compile; cat .formwork; rm .formwork
mkdir ../outside; ln -s ../outside .formwork; run formwork compile; ls -A ../outside; rm .formwork
mkdir -p .formwork/guard; run formwork compile; rm -r .formwork
mkdir .formwork; mkfifo .formwork/guard; run formwork compile; rm -r .formwork
ls
note one that is done
compiled; gone
