#!/usr/bin/env bash
# formwork: compiled; change the spec instead
#
# Makes a storage account serve a static site. The switch is a setting of the blob service, which Azure Resource Manager
# and so Bicep cannot set; Terraform has a resource for it. Run after each deployment, from inside the network, by an
# identity that holds Storage Blob Data Contributor. Running it again changes nothing.
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 3 ]; then
  echo 'usage: enable-static-website.sh ACCOUNT [INDEX_DOCUMENT [ERROR_404_DOCUMENT]]' >&2
  exit 2
fi

az storage blob service-properties update --account-name "$1" --auth-mode login --only-show-errors --output none \
  --static-website true --index-document "${2:-index.html}" --404-document "${3:-404.html}"
