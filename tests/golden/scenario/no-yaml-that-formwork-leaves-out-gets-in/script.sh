. "$SOURCE/tests/golden/steps.sh"
try() {
  note "$1"
  printf "$2" > environments/prod.yaml
  run formwork validate --format concise
}
try 'empty' ''
try 'only a comment' '# nothing yet\n'
try 'null' 'null\n'
try 'a key twice, in other quotes' 'metadata: {name: prod}\n"metadata": {tier: production}\n'
try 'a second document' 'metadata: {name: prod}\n---\nmetadata: {name: prod}\n'
try 'a tab' 'metadata:\n\tname: prod\n'
try 'an anchor and its alias' 'metadata: &m {name: prod}\nnaming: *m\n'
try 'a merge key' 'metadata:\n  <<: {name: prod}\n'
try 'a quote that is never closed' 'metadata: {name: "prod}\nnaming:\n  workload: a\n'
try 'a tag' 'metadata: !!map {name: prod}\n'
try 'text with NUL and ESC' 'metadata: {name: "a\000b\033[31mred"}\n'
try 'UTF-16' '\377\376m\000\n\000'
try 'conflict markers' 'metadata:\n<<<<<<< ours\n  name: prod\n=======\n  name: live\n>>>>>>> theirs\n'
