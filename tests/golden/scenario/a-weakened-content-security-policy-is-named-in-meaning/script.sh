. "$SOURCE/tests/golden/steps.sh"
compiled
route=infra/prod/kubernetes/edge/hosts/api.yaml
cp $route kept
sed -i "s/default-src 'self'/default-src 'self' https:/; s/base-uri 'none'; //" $route
run formwork check
note the header is gone
sed '/Content-Security-Policy$/,+1d' kept > $route
run formwork check
note another order is another file, with the same meaning
sed "s/\(base-uri 'none'\); \(default-src 'self'\)/\2; \1/" kept > $route
run formwork check
