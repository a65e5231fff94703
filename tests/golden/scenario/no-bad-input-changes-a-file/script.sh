. "$SOURCE/tests/golden/steps.sh"
# Every row of bad input, asked of the command that writes: what it is, and the exit status. Nothing on disk changes.
compiled
cp -a . ../before
spec=environments/prod.yaml
# try WHAT: compiles what the caller made of the workspace, says what came of it, and takes it back.
try() {
  cp -a . ../given
  timeout 20 formwork compile -q --format concise >../out 2>&1
  printf '%s %-52s %s\n' $? "$1" "$(grep -o '\[[A-Z]*[0-9]*\]' ../out | sort -u | tr -d '\n')"
  diff -r --no-dereference -x guard . ../given | grep -v 'is a fifo while' && echo "CHANGED by $1"
  grep -qP '[\x00-\x08\x0b-\x1f\x7f]' ../out && echo "RAW CHARACTERS shown for $1"
  find . -mindepth 1 -delete; cp -a ../before/. .; rm -rf ../given
}
# text WHAT TEXT: the spec is TEXT, with printf's escapes.
text() { printf "$2" >$spec; try "$1"; }
# more WHAT TEXT: TEXT below the spec as it is.
more() { printf "$2" >>$spec; try "$1"; }

note the text
text 'empty' ''
text 'only comments' '# one\n  # two\n'
text 'only a comma' ','
text 'null' 'null\n'
{ echo '---'; echo 'a: 1'; } >>$spec; try 'two documents'
more 'a key twice, in other quotes' '"metadata": {name: prod}\n'
more 'an unknown key' 'replcas: 3\n'
sed -i 's/tier: production/tier: producton/' $spec; try 'an unknown enumeration'
more 'a value of the wrong type' 'naming: [shop]\n'
more 'a quote that is never closed' 'naming: {workload: "x}\n'
more 'a bracket that is never closed' 'naming: {workload: x\n'
more 'text behind a value' 'naming: {workload: "x" y}\n'
more 'a comment without a blank' 'naming: {workload: "x"}#c\n'
more 'a comma twice' 'targets: [kubernetes,, docker]\n'
more 'a bare word as a key' 'naming\n'
for i in $(seq 70); do printf '%*s- \n' $((i * 2)) ''; done | sed '1i accept:' >>$spec; try 'seventy levels'
more 'an anchor' 'naming: &n {workload: x}\n'
more 'an alias' 'naming: *n\n'
more 'a merge key' 'naming: {<<: {workload: x}}\n'
more 'a tag' 'naming: !!map {workload: x}\n'
sed -i '1i %YAML 1.1' $spec; try 'a directive'
head -c 1200000 /dev/zero | tr '\0' '#' >>$spec; try 'a file of more than 1 MiB'
{ printf 'naming: {workload: "'; head -c 70000 /dev/zero | tr '\0' x; echo '"}'; } >>$spec; try 'a scalar of more than 64 KiB'
{ echo 'waivers:'; seq 4200 | sed 's/.*/  w&: {}/'; } >>$spec; try 'a map of more than 4,096 keys'
more 'bad UTF-8' 'naming: {workload: "\xff"}\n'
more 'overlong UTF-8' 'naming: {workload: "\xc0\xaf"}\n'
more 'a surrogate' 'naming: {workload: "\xed\xa0\x80"}\n'
text 'UTF-16' '\xff\xfem\0\n\0'
text 'UTF-32' '\xff\xfe\0\0m\0\0\0\n\0\0\0'
sed -i '2s/^/\xef\xbb\xbf/' $spec; try 'a byte order mark within'
more 'NUL' 'naming: {workload: "a\0b"}\n'
more 'ESC' 'naming: {workload: "a\033[31mb"}\n'
more 'bidirectional override' 'naming: {workload: "a\xe2\x80\xaeb"}\n'
more 'zero width' 'naming: {workload: "a\xe2\x80\x8bb"}\n'
more 'a no-break space in a key' 'nam\xc2\xa0ing: {workload: a}\n'
more 'a tab as indentation' 'naming:\n\tworkload: x\n'
more 'conflict markers' '<<<<<<< ours\nnaming: {workload: x}\n=======\n>>>>>>> theirs\n'

note values
set_port() { sed -i "s/^    config:/    port: $1\n    config:/" environments/base.yaml; try "port: $1"; }
for value in yes 0x1f90 8_080 99999 99999999999999999999 .nan .inf 12:30; do set_port "$value"; done
sed -i "s/CURRENCY: EUR/TOKEN: ghp_$(printf 'a1B2c3D4e5F6%.0s' 1 2 3)/" environments/base.yaml; try 'what looks like a secret'
policy() { sed -i '/^  csp:/d' environments/base.yaml; printf '  csp: {policy: {script-src: ["'"'self'"'", %s]}}\n' "$1" >>environments/base.yaml; try "$2"; }
policy '"https://a.example;"' 'a semicolon in a source'
policy '"https://a.example,https://b.example"' 'a comma in a source'
policy '"https://a.example\r\nX: 1"' 'a line end in a source'
policy '"https://b\u00fccher.example"' 'a source beyond ASCII'
policy '"'"'nonce-c3RhdGlj'"'"' 'a nonce that never changes'

note layers, packs and paths
sed -i '/^kind/a extends: [prod.yaml]' environments/base.yaml; try 'cyclic extends'
sed -i 's/extends: .*/extends: [bsae.yaml]/' $spec; try 'a parent that is missing'
sed -i 's/extends: .*/extends: [a1.yaml]/' $spec
for i in $(seq 20); do printf 'extends: [a%d.yaml]\n' $((i + 1)) >environments/a$i.yaml; done; echo 'naming: {}' >environments/a21.yaml; try 'a chain of twenty parents'
pack() {
  mkdir -p overlays/notes; printf 'pack: notes\ndescription: N.\ntarget: kubernetes\nartifacts:\n%s\n' "$1" >overlays/notes/pack.yaml
  printf '%s\n' "${3:-note: 1}" >overlays/notes/note.yaml; try "$2"
}
pack '  - {output: infra/n.yaml, template: ../kubernetes/pdb.yaml}' 'a template of another pack'
pack '  - {output: infra/n.yaml, template: note.yaml}' 'an include of another pack' '<% include "../kubernetes/partials/labels.yaml" %>'
pack '  - {output: infra/n.yaml, template: note.yaml}' 'a variable that is none' 'note: <%= metadata.nme %>'
mkdir -p overlays/notes; ln -s /etc/hostname overlays/notes/pack.yaml; try 'a linked template'
for path in /tmp/n.yaml ../n.yaml infra/../../n.yaml infra/con.yaml 'infra/a:b.yaml' "infra/$(printf 'n%.0s' $(seq 300)).yaml"; do
  pack "  - {output: '$path', template: note.yaml}" "the output $(printf %.30s "$path")"
done
pack '  - {output: infra/n.yaml, template: note.yaml}
  - {output: infra/N.yaml, template: note.yaml}' 'outputs that are equal but for case'
pack '  - {output: "infra/é.yaml", template: note.yaml}
  - {output: "infra/É.yaml", template: note.yaml}' 'the same beyond ASCII'
pack "  - {output: \"infra/$(printf '\xc3\xa9').yaml\", template: note.yaml}
  - {output: \"infra/$(printf 'e\xcc\x81').yaml\", template: note.yaml}" 'outputs of equal Unicode form'

note what stands in the way
mkdir ../outside; rm -r infra/dev; ln -s ../../outside infra/dev; try 'a unit that is a link out'; ls -A ../outside
rm -r infra/dev/kubernetes; ln -s ../.. infra/dev/kubernetes; try 'a folder that is a link'
rm $spec; mkfifo $spec; try 'a FIFO as a spec'
rm $spec; mkdir $spec; try 'a folder as a spec'
rm $spec; ln -s /dev/zero $spec; try 'a device as a spec'
rm $spec; ln -s /etc/hostname $spec; try 'a link out as a spec'
rm infra/dev/kubernetes/namespace.yaml; mkdir infra/dev/kubernetes/namespace.yaml; try 'a folder where an output goes'
echo '# mine' >>infra/dev/kubernetes/namespace.yaml; try 'an output that was edited'
