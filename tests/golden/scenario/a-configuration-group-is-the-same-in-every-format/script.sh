. "$SOURCE/tests/golden/steps.sh"
# Of one environment, since each says the same; Terraform and Bicep differ as well then (DR032).
only() { formwork validate -q --format concise --env "$1" | grep DR028; echo "[${PIPESTATUS[0]}]"; }
own() { formwork templates eject "azure/$1" >/dev/null 2>&1; }
note the spec gives it in each environment, and every format has it
run formwork compile
grep -c FEATURE_BILLING_PORTAL infra/*/terraform/terraform.tfvars infra/*/bicep/main.bicepparam
run formwork validate -q
note a variable of Terraform of our own
own terraform/terraform.tfvars; own terraform/variables.tf
echo 'flags = { FEATURE_BILLING_PORTAL = "maybe" }' >> overlays/azure/terraform/terraform.tfvars
printf '\nvariable "flags" {\n  type        = map(string)\n  description = "Flags of our own."\n}\n' >> overlays/azure/terraform/variables.tf
only prod
rm -r overlays
note a parameter of Bicep of our own
own bicep/main.bicepparam; own bicep/main.bicep
echo "param flags = { FEATURE_BILLING_PORTAL: 'maybe' }" >> overlays/azure/bicep/main.bicepparam
printf "\n@description('Flags of our own.')\nparam flags { *: string }\n" >> overlays/azure/bicep/main.bicep
only prod
rm -r overlays
note the root adds it to what containers are given, in Terraform
own terraform/config.tf
sed -i 's/^\( *\)\(APPLICATIONINSIGHTS_CONNECTION_STRING\)/\1FEATURE_BILLING_PORTAL = "maybe"\n\1\2/' overlays/azure/terraform/config.tf
only prod
rm -r overlays
note in Bicep
own bicep/config.bicep
sed -i "s/^\( *\)\(APPLICATIONINSIGHTS_CONNECTION_STRING\)/\1FEATURE_BILLING_PORTAL: 'maybe'\n\1\2/" overlays/azure/bicep/config.bicep
only prod
rm -r overlays
note a module changes what it is given, in Terraform
own modules/terraform/container-app/main.tf
sed -i 's/value = env.value/value = upper(env.value)/' overlays/azure/modules/terraform/container-app/main.tf
only dev
rm -r overlays
note in Bicep
own modules/bicep/container-app/main.bicep
sed -i 's/value: entry.value/value: toUpper(entry.value)/' overlays/azure/modules/bicep/container-app/main.bicep
only dev
rm -r overlays
note the same edits by hand, in what is committed
repository
sed -i 's/FEATURE_BILLING_PORTAL   = "false"/FEATURE_BILLING_PORTAL   = "maybe"/' infra/prod/terraform/terraform.tfvars
sed -i "s/FEATURE_BILLING_PORTAL: 'false'/FEATURE_BILLING_PORTAL: 'maybe'/" infra/prod/bicep/main.bicepparam
formwork check --env prod | grep -e '^infra' -e DR028
