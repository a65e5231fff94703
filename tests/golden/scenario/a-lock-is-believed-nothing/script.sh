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
