. "$SOURCE/tests/golden/steps.sh"
echo '{"cluster_name": {"sensitive": false, "type": "string", "value": "aks-payments-prod"}}' > names.json
run formwork bind prod --from names.json
echo '{"services__api__identity__client_id": {"value": ""}}' > empty.json
run formwork bind prod --from empty.json
echo '{"services__api__identity__client_id": {"sensitive": false, "type": "string", "value": "1b0c"}}' > outputs.json
run formwork bind prod --from outputs.json
run cat bindings/prod.yaml
note what was bound before stays
echo '{"services__web__identity__client_id": {"value": "9f3e"}}' > more.json
run formwork bind prod --from "$PWD/more.json"
run cat bindings/prod.yaml
echo 'client_id = "1b0c"' > outputs.txt
run formwork bind prod --from outputs.txt
run formwork bind prod --from nothing.json
run formwork bind live --from outputs.json
run ls
