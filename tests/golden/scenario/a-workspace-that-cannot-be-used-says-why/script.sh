. "$SOURCE/tests/golden/steps.sh"
note no workspace
run formwork check
note a version that this one is not
mkdir environments
printf 'apiVersion: formwork.dev/v1alpha1\nkind: Workspace\nrequires: ">=2"\n' > formwork.yaml
run formwork check
sed -i 's/>=2/two/' formwork.yaml
run formwork check
note no environment in it
sed -i 's/two/>=0.1/' formwork.yaml
run formwork check
note a key it does not have
echo 'spec: envs' >> formwork.yaml
run formwork check
note a folder that is not there
sed -i 's/spec: /specs: /' formwork.yaml
run formwork check
note folders that are not of the workspace
for folder in ../specs /tmp environments/../..; do
  printf 'apiVersion: formwork.dev/v1alpha1\nkind: Workspace\nspecs: %s\n' "$folder" > formwork.yaml
  run formwork validate
done
printf 'apiVersion: formwork.dev/v1alpha1\nkind: Workspace\noverlays: ../mine\n' > formwork.yaml
run formwork check
