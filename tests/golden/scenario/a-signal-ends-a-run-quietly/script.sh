. "$SOURCE/tests/golden/steps.sh"
mkfifo never
exec 8<>never
# Reads what never comes, until the signal does; it may come before it is awaited, so it is sent again.
ends_with() {
  formwork bind prod --from - <never >out 2>&1 &
  local pid=$!
  sleep 0.3
  while kill -s "$1" $pid 2>/dev/null; do sleep 0.1; done
  wait $pid
  echo "$1: $? $(wc -c <out) bytes"
}
ends_with INT
ends_with TERM
exec 8>&-
rm never out
note at any moment of a compile: what it was doing is finished or taken back, and no file is half there
compiled
for round in 1 2 3 4 5 6 7 8; do
  sed -i "s/min: [0-9]*/min: $((round % 7 + 4))/" environments/prod.yaml
  formwork compile -q >/dev/null 2>&1 &
  pid=$!
  sleep 0.0$((round * 7 % 10))
  [ $((round % 2)) = 0 ] && kill -TERM $pid 2>/dev/null || kill -KILL $pid 2>/dev/null
  { wait $pid; } 2>/dev/null
  formwork compile -q || echo "round $round: compile $?"
  formwork check -q || echo "round $round: check $?"
done
run formwork check
find . -name '*.tmp' -o -name 'formwork.lock.new'
