. "$SOURCE/tests/golden/steps.sh"
partial=overlays/kubernetes/partials/response-headers.yaml
cp $partial opened
run formwork validate --env prod
note the header is left out
sed '/edge.csp.header/,+1d' opened > $partial
run formwork validate --env prod
note it is only reported on
sed 's/<%= edge.csp.header %>/Content-Security-Policy-Report-Only/; s/; img-src \*//' opened > $partial
run formwork compile --env prod
note it is written in another order, with the same meaning
sed "s/\"<%= edge.csp.text %>; img-src \*\"/\"<%= join(reverse(split(edge.csp.text, '; ')), '; ') %>\"/" opened > $partial
run formwork validate --env prod
