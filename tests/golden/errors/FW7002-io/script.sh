. "$SOURCE/tests/golden/steps.sh"
# no file may grow: as on a disk that is full
trap '' XFSZ
ulimit -f 0
run formwork compile
