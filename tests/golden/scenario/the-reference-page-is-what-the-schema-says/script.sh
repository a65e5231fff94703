formwork schema --reference | diff "$SOURCE/docs/spec.md" - && echo "docs/spec.md is true"
