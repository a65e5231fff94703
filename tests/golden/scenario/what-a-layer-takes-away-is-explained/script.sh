. "$SOURCE/tests/golden/steps.sh"
# A `null` leaves no trace in the value that stands there now.
sed -i 's/^      CURRENCY: EUR/      CURRENCY: EUR\n      BANNER: hello\n    scale: {max: 9}/' environments/base.yaml
printf '    config: {BANNER: null}\n' >> environments/prod.yaml
sed -i 's/{min: 4}/{min: 4, max: null}/' environments/prod.yaml
run formwork explain dev services.api.config.BANNER
run formwork explain prod services.api.config.BANNER
note a default takes the place of what went
run formwork explain dev services.api.scale.max
run formwork explain prod services.api.scale.max
note a whole map, and what stood in it
sed -i 's/config: {BANNER: null}/resources: null/' environments/prod.yaml
sed -i 's/^    scale: {max: 9}/    scale: {max: 9}\n    resources: {requests: {cpu: 300m}}/' environments/base.yaml
run formwork explain prod services.api.resources
run formwork explain prod services.api.resources.requests.cpu
note what no layer ever set is another matter, and so is an empty path
run formwork explain prod registry.pull_secret
run formwork explain prod ''
run formwork explain '' services.api.port
run formwork explain ''
