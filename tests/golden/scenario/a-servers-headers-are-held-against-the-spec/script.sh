. "$SOURCE/tests/golden/steps.sh"
run formwork csp show prod
cat > right <<'HEADERS'
HTTP/2 200
content-security-policy: base-uri 'none'; default-src 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'
strict-transport-security: max-age=31536000; includeSubDomains
x-content-type-options: nosniff
x-frame-options: DENY
referrer-policy: strict-origin-when-cross-origin
permissions-policy: accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()
cross-origin-opener-policy: same-origin
cross-origin-resource-policy: same-origin
HEADERS
live() { run formwork csp live prod --headers headers --format concise; }
note another way to say the same
sed -e 's/max-age=31536000; includeSubDomains/INCLUDESUBDOMAINS; max-age="31536000"/' -e 's/nosniff/NoSniff/' -e 's/DENY/deny/' \
  -e 's/accelerometer=(), camera=()/camera=(), accelerometer=()/' -e 's/opener-policy: same-origin/&; report-to="x"/' right > headers
live
note one is missing
grep -v referrer right > headers
live
note all protect less
sed -e 's/31536000/300/' -e 's/nosniff/sniff/' -e 's/DENY/SAMEORIGIN/' -e 's/strict-origin-when-cross-origin/unsafe-url/' \
  -e 's/camera=()/camera=(self)/' -e 's/opener-policy: same-origin/&-allow-popups/' -e 's/resource-policy: same-origin/resource-policy: Same-Origin/' right > headers
live
note others, and more of them
sed -e 's/31536000/63072000/' -e 's/strict-origin-when-cross-origin/no-referrer/' right > headers
printf 'cross-origin-embedder-policy: require-corp\nx-frame-options: DENY\nserver: a\n' >> headers
live
run formwork csp live prod --headers headers
