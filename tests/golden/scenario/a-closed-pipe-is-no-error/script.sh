. "$SOURCE/tests/golden/steps.sh"
formwork schema | head -1
echo "${PIPESTATUS[0]}"
formwork schema > /dev/full
echo $?
