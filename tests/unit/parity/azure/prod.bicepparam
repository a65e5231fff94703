using 'main.bicep'

param location = 'westeurope'
param apiImage = 'crpaymentsprod.azurecr.io/payments/api@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
param siteContentSecurityPolicy = 'default-src \'self\'; object-src \'none\'; frame-ancestors \'none\'; base-uri \'none\'; form-action \'self\''
param tags = {
  environment: 'prod'
  workload: 'payments'
}
