formwork templates eject kubernetes/partials/container-security.yaml -q
sed -i 's/allowPrivilegeEscalation: false/allowPrivilegeEscalation: true/; s/drop: .*//; s/runAsNonRoot: true/runAsNonRoot: false/' overlays/kubernetes/partials/container-security.yaml
formwork compile --format concise 2>&1 | sort
echo "compile ${PIPESTATUS[0]}"
diff infra/prod/kubernetes/services/api/deployment.yaml "$SOURCE/examples/minimal/infra/prod/kubernetes/services/api/deployment.yaml" && echo "nothing was written"
