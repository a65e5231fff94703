. "$SOURCE/tests/golden/steps.sh"
run formwork list
run formwork list --as gha-matrix
run formwork list --env 'd*' --target docker
run formwork list --files --env dev
note the packs, without their counts
formwork templates list | grep '^[a-z]' | sed 's/[0-9][0-9]* \([ar]\)/N \1/g'
