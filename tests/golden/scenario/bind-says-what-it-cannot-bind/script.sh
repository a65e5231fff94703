. "$SOURCE/tests/golden/steps.sh"
echo '{"services__api__identity__client_id": {"sensitive": false, "type": "string", "value": "1b0c"}}' > outputs.json
run formwork bind prod --from outputs.json
echo 'client_id = "1b0c"' > outputs.txt
run formwork bind prod --from outputs.txt
run formwork bind prod --from nothing.json
run formwork bind live --from outputs.json
run ls
