. "$SOURCE/tests/golden/steps.sh"
run formwork csp show prod --edge front-door
note a longer one
sed -i "s|img-src: .*|img-src: [\"'self'\", $(seq -f 'https://h%g.assets.acme.example' 30 | paste -sd, | sed 's/,/, /g')]|" environments/base.yaml
run formwork csp show dev --edge front-door
