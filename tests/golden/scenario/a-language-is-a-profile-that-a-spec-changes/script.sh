. "$SOURCE/tests/golden/steps.sh"
note the first service in Python
formwork init -q --name payments --language python
run grep -e language: -e command: environments/base.yaml
compiled
run grep -A1 'name: Lint' .github/workflows/ci.yaml
run grep ENTRYPOINT docker/api/Dockerfile
note one command of its own, the rest as it was
cat >> environments/base.yaml <<'SPEC'
languages:
  python:
    unit: uv run --locked pytest tests/unit
    least_coverage: 90
SPEC
run formwork plan
compiled
run grep -A1 -e 'Unit tests' -e 'Integration tests' .github/workflows/ci.yaml
run grep COVERAGE: .github/workflows/ci.yaml
note a language that nobody described
sed -i 's/language: python/language: cobol/' environments/base.yaml
run formwork validate --env prod --format concise
note and one that somebody did, without images
cat >> environments/base.yaml <<'SPEC'
  cobol: {name: COBOL, lockfile: cobol.lock, unit: make test, checks: [{name: Lint, run: make lint}]}
SPEC
run formwork validate --env prod --format concise
note init knows which there are
run formwork init elsewhere --language pyhton
