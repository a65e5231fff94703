#!/usr/bin/env bash
# The step of the emitted workflows that looks at what is served, as it is emitted, against a real nginx over TLS: the right
# headers pass, and what is missing, weaker, different, only reported on or there twice is told with its id.
#   served.sh FORMWORK
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
formwork=$(realpath "$1")
for tool in curl nginx openssl python3; do
  command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
python3 -c 'import yaml' 2>/dev/null || { echo "skipped: no PyYAML"; exit 77; }
work=$(mktemp -d)
server=
stop() {
  if [ -z "$server" ]; then return; fi
  kill "$server" 2>/dev/null || true
  wait "$server" || true
  server=
}
trap 'stop; rm -rf "$work"' EXIT
cp -R "$root"/examples/actix-kubernetes/{environments,releases,formwork.yaml} "$work"
cd "$work"
"$formwork" compile -q --no-progress

# The steps that look, out of the workflows' YAML, with the addresses they are given.
python3 - <<'PYTHON'
import yaml

def job(workflow, name):
    with open(f".github/workflows/{workflow}.yaml", encoding="utf-8") as text:
        return yaml.safe_load(text)["jobs"][name]

def script(found):
    return next(step["run"] for step in found["steps"] if step.get("name") == "Smoke test")

live = job("scheduled", "live-prod")
if live["uses"] != "./.github/workflows/post-deploy-smoke.yaml":
    raise SystemExit("the daily look is not the smoke test")
for path, text in [
    ("live.sh", script(job("post-deploy-smoke", "smoke"))),
    ("smoke.sh", script(job("deploy-environment", "deploy"))),
    ("urls", live["with"]["urls"]),
]:
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
if job("deploy", "deploy-prod")["with"]["urls"] != live["with"]["urls"]:
    raise SystemExit("the workflows ask different addresses")
PYTHON

# Every host is this server, whose certificate is trusted: curl reads it in its own configuration.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out certificate.pem -days 2 \
  -subj /CN=served -addext "subjectAltName=$(tr ' ' '\n' <urls | sed -E 's|https://([^/]*).*|DNS:\1|' | sort -u | paste -sd,)" 2>/dev/null
mkdir home bin runner
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
printf 'connect-to = "::127.0.0.1:%s"\ncacert = "%s/certificate.pem"\nretry-delay = 0\nretry-max-time = 1\n' "$port" "$work" >home/.curlrc
ln -s "$formwork" bin/formwork

spec_headers() {
  echo 200
  "$formwork" csp show prod | sed -nE 's/^  (Content-Security-Policy[^:]*: .*)/\1/p' | head -n 1
  "$formwork" csp show prod | sed -n '/^  beside it/,/^[a-z]/s/^    //p'
}
spec_headers >right
grep -qi '^content-security-policy: ' right
[ "$(wc -l <right)" -ge 8 ] || { echo "the spec's headers are not shown"; cat right; exit 1; }

# serve: an nginx that answers with the status and the headers in `headers`; /down is down. What was asked for, and as which request,
# goes to `asked`.
serve() {
  local status name value
  stop
  {
    echo "daemon off; master_process off; pid $work/nginx.pid; error_log $work/nginx.log; events {} http {"
    for name in client_body fastcgi proxy scgi uwsgi; do echo "${name}_temp_path $work/temp-$name;"; done
    echo "log_format asked '\$uri \$http_x_request_id \$http_traceparent'; access_log $work/asked asked; server_tokens off;"
    echo "server { listen 127.0.0.1:$port ssl; ssl_certificate $work/certificate.pem; ssl_certificate_key $work/key.pem;"
    read -r status <headers
    tail -n +2 headers | while IFS= read -r value; do
      name=${value%%:*} value=${value#*: }
      value=${value//\\/\\\\}
      echo "add_header $name \"${value//\"/\\\"}\" always;"
    done
    echo "location / { return $status; } location = /down { return 503; } } }"
  } >nginx.conf
  nginx -p "$work" -c "$work/nginx.conf" -e "$work/nginx.log" &
  server=$!
  until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    kill -0 "$server" 2>/dev/null || { cat nginx.log; exit 1; }
    sleep 0.02
  done
}

# answers SCRIPT EXPECTED_STATUS [ID…]: with `headers` as they are, the step ends so and tells of these ids alone.
answers() {
  local script=$1 expected=$2 status=0 output ids
  shift 2
  serve
  output=$(env -i HOME="$work/home" PATH="$work/bin:$PATH" RUNNER_TEMP="$work/runner" ENVIRONMENT=prod TREE=. TRIES=1 URLS="$(cat urls)" READY_URLS="${ready:-}" \
    bash "$script" 2>&1) || status=$?
  ids=$(grep -oE 'DR0[0-9]{2}|FW[0-9]{4}' <<<"$output" | sort -u | paste -sd' ' -) || true
  if [ "$status" != "$expected" ] || [ "$ids" != "$*" ]; then
    printf '%s: status %s for %s, ids %s for %s\n%s\n' "$script" "$status" "$expected" "$ids" "$*" "$output"
    cat headers
    exit 1
  fi
  cases=$((cases + 1))
}
cases=0
csp=$(grep -i '^content-security-policy: ' right)
for script in smoke.sh live.sh; do
  cp right headers && answers $script 0
  # Another order, other case: the same.
  { head -n 1 right; tail -n +2 right | tac | sed -E 's/^([^:]*)/\U\1/'; } >headers && answers $script 0
  grep -vi '^content-security-policy: ' right >headers && answers $script 1 DR022
  sed -E "s|default-src 'self'|default-src 'self' https:|" right >headers && answers $script 1 DR023
  sed -E "s|default-src 'self'|default-src 'none'|" right >headers && answers $script 1 DR024
  sed 's/^Content-Security-Policy:/Content-Security-Policy-Report-Only:/' right >headers && answers $script 1 DR025
  { cat right; echo "$csp"; } >headers && answers $script 1 DR026
  grep -v '^strict-transport-security' right >headers && answers $script 1 DR022
  sed 's/^\(strict-transport-security\): .*/\1: max-age=300/' right >headers && answers $script 1 DR023
  sed 's/^\(x-content-type-options\): .*/\1: sniff/' right >headers && answers $script 1 DR023
  sed 's/^\(referrer-policy\): .*/\1: no-referrer/' right >headers && answers $script 1 DR024
  { cat right; echo 'X-Frame-Options: SAMEORIGIN'; } >headers && answers $script 1 DR026
  { grep -v '^referrer-policy' right; echo 'Referrer-Policy: unsafe-url'; } >headers && answers $script 1 DR023
  # Nobody answers with a success.
  sed '1s/.*/404/' right >headers && answers $script 1
done

# Readiness is asked for as well, without a word about its headers; and every request has the id that is left behind.
cp right headers
ready=$(sed 's|/[a-z]*$|/readyz|' urls) answers smoke.sh 0
stop
[[ "$(cat runner/request-id)" =~ ^smoke-[0-9a-f]{16}$ ]] || { echo "no id of the requests"; exit 1; }
grep -qE "^/readyz $(cat runner/request-id) 00-[0-9a-f]{32}-[0-9a-f]{16}-01$" asked ||
  { echo "the requests did not carry their id"; cat asked; exit 1; }
ready=$(sed 's|/[a-z]*$|/down|' urls) answers smoke.sh 1
echo "$cases answers judged by the emitted steps"
