. "$SOURCE/tests/golden/steps.sh"
# Put together here, so that no scanner takes this file for a leak.
token="ghp_$(printf 'aB3%.0s' 1 2 3 4 5 6 7 8 9 10 11 12)"
key="AKIA$(printf 'Q7%.0s' 1 2 3 4 5 6 7 8)"
url="postgres://app:$(printf 's3cr3t')-w0rd@db.internal/app"
cat > add <<YAML
      TOKEN: $token
      ACCESS: $key
      DATABASE_URL: $url
      CERTIFICATE: |
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIJ
        -----END PRIVATE KEY-----
      INTEGRITY: sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC
      COMMIT: 3d3c42e5aac5ba805825da76410c181273ba90b1
      SUBSCRIPTION: 7f0e3f6a-52a0-4f5c-9d0b-0d6d5f3a1c22
YAML
sed -i '/CURRENCY: EUR/r add' environments/base.yaml
run formwork validate
for format in concise json sarif github markdown; do
  formwork compile --format $format 2>&1 | grep -e "$token" -e "$key" -e w0rd -e MC4C
done
note none of it was printed, in no format
run ls
