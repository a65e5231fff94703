. "$SOURCE/tests/golden/steps.sh"
# The whole of it, as people read it: a text that changes here is one that they see.
formwork help all
note asked for in three ways, it is the same
formwork check --help >a
formwork check -h >b
formwork help check >c
cmp a b && cmp b c
formwork help csp lint >a
formwork csp lint --help >b
cmp a b
note nothing in it is wider than a screen of 150 columns
formwork help all | awk 'length($0) > 150'
