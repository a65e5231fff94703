. "$SOURCE/tests/golden/steps.sh"
note before there is a lock, one cause fits all
run formwork plan --env prod
mkdir -p infra/prod/kubernetes
echo mine > infra/prod/kubernetes/namespace.yaml
formwork plan --env prod | grep namespace
rm -r infra
compiled
note a value that is gone is named, although nothing reads it any more
sed -i 's/^      CURRENCY: EUR/      CURRENCY: EUR\n      BANNER: hello/' environments/base.yaml
formwork compile -q
sed -i '/BANNER/d' environments/base.yaml
run formwork plan --env prod
formwork compile -q
note a hand, a bit, a link, a record
echo >> infra/prod/kubernetes/namespace.yaml
chmod +x infra/prod/kubernetes/default-deny.yaml
rm infra/prod/kubernetes/kustomization.yaml
rm infra/prod/kubernetes/alerts.yaml && ln -s namespace.yaml infra/prod/kubernetes/alerts.yaml
sed -i '/"p":"infra\/prod\/kubernetes\/services\/api\/hpa.yaml"/d' infra/prod/formwork.lock
rm infra/prod/kubernetes/services/api/hpa.yaml
run formwork plan --env prod
