. "$SOURCE/tests/golden/steps.sh"
run formwork compile --shard 1/2
run formwork compile --shard 2/2
run formwork check
run formwork compile
run formwork compile --shard 0/2
