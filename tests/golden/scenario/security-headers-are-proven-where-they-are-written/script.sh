. "$SOURCE/tests/golden/steps.sh"
compiled
route=infra/prod/kubernetes/edge/hosts/api.yaml
note written otherwise by hand, with the same meaning
sed -i 's/max-age=31536000; includeSubDomains/includeSubDomains; max-age=31536000/' $route
run formwork check --env prod
formwork compile -q --discard $route
note by hand, with another meaning
sed -i -e 's/max-age=31536000/max-age=300/' -e '/name: Referrer-Policy/,+1d' $route
run formwork check --env prod
formwork compile -q --discard $route
note a template of our own
formwork templates eject kubernetes/partials/response-headers.yaml >/dev/null
sed -i -e 's/value: nosniff/value: sniff/' -e '/Referrer-Policy/,+1d' overlays/kubernetes/partials/response-headers.yaml
run formwork validate --env prod
note the same meaning is fine
rm -r overlays
formwork templates eject kubernetes/partials/response-headers.yaml >/dev/null
sed -i 's/value: nosniff/value: NoSniff/' overlays/kubernetes/partials/response-headers.yaml
run formwork validate --env prod
