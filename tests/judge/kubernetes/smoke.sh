#!/usr/bin/env bash
# The job that asks a new version before requests do, as it is compiled: its very command passes where each path answers with a
# success, after a while too, and fails at anything else. The manifests name it before the first weight, or before the promotion.
set -euo pipefail
# shellcheck source=../setup.sh
. "$(dirname "$0")/../setup.sh"
services=$root/examples/gitops-argocd/infra/prod/kubernetes/services/api
need curl python3
python3 -c 'import yaml' 2>/dev/null || skip 'no yaml for python3'

# A version: what each path answers is read anew for each request, so a file of two lines answers better the second time.
cat >"$work/version.py" <<'PY'
import http.server, os, sys

class Version(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        place = os.path.join(sys.argv[1], self.path.strip("/").replace("/", "_"))
        answers = open(place).read().split() if os.path.exists(place) else ["404"]
        if len(answers) > 1:
            open(place, "w").write("\n".join(answers[1:]))
        self.send_response(int(answers[0]))
        if answers[0].startswith("3"):
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()
        with open(os.path.join(sys.argv[1], "asked"), "a") as asked:
            print(self.headers["Host"], self.path, answers[0], self.headers["User-Agent"], file=asked)

    def log_message(self, *_):
        pass

version = http.server.HTTPServer(("127.0.0.1", 0), Version)
print(version.server_port, flush=True)
version.serve_forever()
PY
mkdir "$work/answers"
python3 "$work/version.py" "$work/answers" >"$work/port" &
at_end "kill $! 2>/dev/null || true"
for _ in $(seq 50); do [ -s "$work/port" ] && break; sleep 0.1; done
port=$(cat "$work/port")

# The command comes out of the manifest, as do the Service and the Rollout's steps.
python3 - "$services" "$work" <<'PY'
import os, sys, urllib.parse, yaml

services, work = sys.argv[1:]
def load(name):
    return [d for d in yaml.safe_load_all(open(os.path.join(services, name))) if d]
template, = (d for d in load("smoke.yaml") if d["kind"] == "AnalysisTemplate")
metric, = template["spec"]["metrics"]
pod = metric["provider"]["job"]["spec"]["template"]["spec"]
container, = pod["containers"]
asked = [urllib.parse.urlsplit(word) for word in container["command"] if word.startswith("http")]
service, = load("service-next.yaml")
port, = service["spec"]["ports"]
assert {url.netloc for url in asked} == {service["metadata"]["name"]} and port["port"] == 80, asked
deployment, = load("deployment.yaml")
probe = deployment["spec"]["template"]["spec"]["containers"][0]["readinessProbe"]
assert probe["httpGet"]["path"] in [url.path for url in asked], asked
steps = load("rollout.yaml")[0]["spec"]["strategy"]["canary"]["steps"]
named = [i for i, s in enumerate(steps) if "analysis" in s
         and s["analysis"]["templates"] == [{"templateName": template["metadata"]["name"]}]]
weights = [i for i, s in enumerate(steps) if "setWeight" in s]
assert named and "setCanaryScale" in steps[0] and named[0] < weights[0], steps
open(os.path.join(work, "command"), "w").write("\n".join(container["command"]))
open(os.path.join(work, "paths"), "w").write("\n".join(url.path for url in asked))
PY
mapfile -t command <"$work/command"
mapfile -t paths <"$work/paths"
[ "${#paths[@]}" -ge 2 ] || fail "only ${paths[*]} are asked"

# answer PATH STATUS...: what a path answers, one time after the other, and with the last one from then on.
answer() { local place=${1#/}; shift; printf '%s\n' "$@" >"$work/answers/${place//\//_}"; }
# Only where names lead and how long it waits between two tries are the test's.
run() {
  rm -f "$work/answers/asked"
  "${command[0]}" --connect-to "::127.0.0.1:$port" "${command[@]:1}" --retry-delay 1 --retry 2 >"$work/told" 2>&1
}
answer /elsewhere 200
healthy() { local path; for path in "${paths[@]}"; do answer "$path" 200; done; }

healthy
run || fail 'a version that answers is refused'
for path in "${paths[@]}"; do
  grep -q "^api-canary $path 200 formwork-smoke$" "$work/answers/asked" || fail "$path was not asked at the new version's own Service"
done
[ ! -s "$work/told" ] || fail 'it says something though all is well'
answer "${paths[0]}" 404 200
run || fail 'a version that answers the second time is refused'
[ "$(wc -l <"$work/answers/asked")" = $((${#paths[@]} + 1)) ] || fail 'it was not asked again'
for path in "${paths[@]}"; do
  for status in 302 404 500 503; do
    healthy
    answer "$path" "$status"
    ! run || fail "a version that answers $path with $status passes"
  done
done
healthy
port=1
! run || fail 'a version that does not answer at all passes'
echo "the job's command: ${#paths[@]} paths, each refused at 302, 404, 500 and 503"
