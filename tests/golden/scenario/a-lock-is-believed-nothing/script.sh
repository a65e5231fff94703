. "$SOURCE/tests/golden/steps.sh"
compiled; repository
lock=infra/dev/formwork.lock
note a line twice, a kind that is none, and paths that leave the root
echo 'precious' > "$HOME/precious"
digest=$(sha256sum < "$HOME/precious" | cut -c1-64)
{ cat $lock
  tail -1 $lock
  printf '{"k":"out","p":"../precious","d":"%s"}\n' "$digest"
  printf '{"k":"out","p":"/etc/hostname","d":"%s"}\n' "$digest"
  printf '{"k":"spell","p":"x"}\n'
} > n && mv n $lock
run formwork check --format concise
run formwork compile
run cat "$HOME/precious" | sed "s#$HOME#HOME#"
run git status --short
note gone
rm $lock
run formwork check
note of a format to come
printf '{"k":"formwork","lock":2,"version":"9.0.0"}\n' > $lock
run formwork check
run formwork compile
note a file of ours that it claims, with the right digest
rm formwork.lock infra/*/formwork.lock; formwork compile -q; rm -rf .git; repository; ls $lock
echo 'work of a year' > mine.txt
digest=$(sha256sum < mine.txt | cut -c1-64)
last=$(grep -n '"k":"out"' infra/dev/formwork.lock | tail -1 | cut -d: -f1)
sed -i "${last}a {\"k\":\"out\",\"p\":\"mine.txt\",\"d\":\"$digest\"}" infra/dev/formwork.lock
run formwork check --format concise
run formwork plan
run formwork compile
run cat mine.txt
note and one of another environment
digest=$(sha256sum < infra/prod/kubernetes/namespace.yaml | cut -c1-64)
sed -i "${last}a {\"k\":\"out\",\"p\":\"infra/prod/kubernetes/namespace.yaml\",\"d\":\"$digest\"}" infra/dev/formwork.lock
run formwork check --env dev --format concise
run formwork compile -q --env dev
run formwork check -q
