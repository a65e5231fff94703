. "$SOURCE/tests/golden/steps.sh"
cat >> environments/base.yaml <<YAML
waivers:
  writable-disk:
    {id: K8S-CTR-002, subject: "**#api/api", reason: the cache writes to its folder, owner: team-shop, expires: 2027-03-31}
YAML
mkdir -p overlays/kubernetes/partials
formwork templates eject kubernetes/partials/container-security.yaml >/dev/null
sed -i 's/readOnlyRootFilesystem: true/readOnlyRootFilesystem: false/' overlays/kubernetes/partials/container-security.yaml
compiled
judge() { run formwork check -q --only DR031 "$@"; }
note 'long before, 14 days before, the day before, the last day, the day after'
judge --as-of 2027-03-16
judge --as-of 2027-03-17
judge --as-of 2027-03-30 --format concise
judge --as-of 2027-03-31 --format concise
judge --as-of 2027-04-01 --format concise
judge --as-of 2027-04-01 --format concise --expiry warn
judge --as-of 2027-04-01 --format concise --expiry=warn --fail-on warning
run formwork validate -q --as-of 2027-04-01 --format concise
note the finding stays away, and nothing compiled depends on the day
cp -r infra ../before
run formwork compile
diff -r infra ../before && echo the same bytes
note what it let off is mended, or was misnamed
rm -r overlays && compiled
judge --as-of 2026-06-01
sed -i 's/K8S-CTR-002/K8S-CTR-0O2/' environments/base.yaml
run formwork validate -q --as-of 2026-06-01 --format concise
note an environment alone cannot tell what the others use
run formwork validate --env prod --as-of 2026-06-01
note a day that no calendar has
sed -i 's/2027-03-31/2027-02-30/' environments/base.yaml
run formwork validate -q --env prod --as-of 2026-06-01
run formwork check --as-of tomorrow
run formwork check --expiry never
