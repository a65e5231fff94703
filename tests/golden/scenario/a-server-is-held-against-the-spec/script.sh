. "$SOURCE/tests/golden/steps.sh"
policy="base-uri 'none'; default-src 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
beside='strict-transport-security: max-age=31536000; includeSubDomains\r\nx-content-type-options: nosniff\r\nx-frame-options: DENY\r\nreferrer-policy: strict-origin-when-cross-origin\r\npermissions-policy: accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()\r\ncross-origin-opener-policy: same-origin\r\ncross-origin-resource-policy: same-origin\r\n'
# The answer, with the other headers in it.
live() { printf '%b' "${1%\\r\\n}${1:+$beside\r\n}" > headers; run formwork csp live --headers headers --host https://shop.acme.example/basket; }
note HTTP/2, and another order
live "HTTP/2 200 \r\nserver: a\r\ncontent-security-policy: object-src 'none'; default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n\r\n"
note the last of several hops counts
live "HTTP/1.1 301 Moved Permanently\r\nLocation: https://shop.acme.example/\r\n\r\nHTTP/1.1 200 OK\r\nContent-Security-Policy: $policy\r\n\r\n"
note absent
live "HTTP/2 503 \r\nserver: a\r\n\r\n"
note weaker
live "HTTP/2 200 \r\ncontent-security-policy: default-src 'self' https://cdn.evil.example; object-src 'none'; base-uri 'none'; form-action 'self'\r\n\r\n"
note stricter
live "HTTP/2 200 \r\ncontent-security-policy: $policy; script-src 'none'\r\n\r\n"
note only reported on
live "HTTP/2 200 \r\ncontent-security-policy-report-only: $policy\r\n\r\n"
note twice
live "HTTP/2 200 \r\ncontent-security-policy: $policy\r\ncontent-security-policy: default-src 'self'\r\n\r\n"
note headers that nobody can read
live "HTTP/1.1 200 OK\r\nContent-Security-Policy: default-src 'self';\r\n  object-src 'none'\r\nX : y\r\n\r\n"
live "HTTP/1.1 301 Moved Permanently\r\nLocation: https://shop.acme.example/\r\n\r\n"
live ""
note whose headers they are
printf '%b' "HTTP/2 200\ncontent-security-policy: $policy\n$beside" > headers
run formwork csp live --headers - --host shop.acme.example < headers
run formwork csp live prod --headers headers
run formwork csp live --headers headers
run formwork csp live --headers headers --host shop.acme.exampel
run formwork csp live dev --headers headers --host shop.acme.example
run formwork csp live --headers nothing --host shop.acme.example
run formwork csp live --headers headers dev --format json | grep '"code"'
