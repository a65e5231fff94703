"""What the test of a preview takes out of its manifests.

    preview.py MANIFESTS NUMBER      is each object the pull request's own? Prints what is wrong.
    preview.py MANIFESTS FOLDER PASSWORD
        writes what the server is given into FOLDER: files of the ConfigMap, a password for each role, certificate and key beside
        them are the caller's; `args`, a word a line; `env`; and `urls`, the addresses that the pods are given, one a line
"""
import pathlib
import re
import sys

import yaml


def of(manifests, kind, name):
    return next(m for m in manifests if m["kind"] == kind and m["metadata"]["name"] == name)


def strangers(manifests, number):
    own = f"rates-pr-{number}"
    for m in manifests:
        place = m["metadata"]["name"] if m["kind"] == "Namespace" else m["metadata"].get("namespace")
        if place != own:
            yield f"{m['kind']} {m['metadata']['name']} is in {place}"
        if "rates-preview" in yaml.safe_dump(m).replace("rates/preview/", ""):
            yield f"{m['kind']} {m['metadata']['name']} names the preview that nobody has"
        if m["kind"] in ("PrometheusRule", "AlertmanagerConfig", "Rollout", "AnalysisTemplate"):
            yield f"{m['kind']} {m['metadata']['name']} is for environments that stay"
        if m["kind"] == "CronJob" and not m["spec"]["suspend"]:
            yield f"CronJob {m['metadata']['name']} runs by itself"
    hosts = sorted({h for m in manifests if m["kind"] == "HTTPRoute" for h in m["spec"]["hostnames"]})
    if hosts != [f"{own}--api.preview.acme.example"]:
        yield f"hosts are {hosts}"
    waves = {name: int(of(manifests, kind, name)["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"])
             for kind, name in [("StatefulSet", "database")] + [("Job", m["metadata"]["name"]) for m in manifests if m["kind"] == "Job"]}
    migrate, seed = (next(w for n, w in waves.items() if n.startswith(p)) for p in ("migrate-", "seed-"))
    if not waves["database"] < migrate < seed:
        yield f"waves are {waves}"


def lay_out(manifests, folder, password):
    pod = of(manifests, "StatefulSet", "database")["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    mounts = {m["mountPath"]: m for m in container["volumeMounts"]}
    assert mounts["/etc/postgresql/pg_hba.conf"]["subPath"] == "pg_hba.conf" and mounts["/docker-entrypoint-initdb.d/roles.sh"]["subPath"] == "roles.sh"
    for name, text in of(manifests, "ConfigMap", "database")["data"].items():
        folder.joinpath(name).write_text(text)
    secrets = folder / "passwords"
    secrets.mkdir()
    for entry in of(manifests, "ExternalSecret", "database")["spec"]["data"]:
        assert entry["remoteRef"]["key"] == "rates/preview/database/" + entry["secretKey"]
        secrets.joinpath(entry["secretKey"]).write_text(f"{entry['secretKey']}-{password}")
    args = "\n".join(container["args"]).replace("/etc/postgresql/", f"{folder}/").replace("/run/secrets/tls/", f"{folder}/")
    folder.joinpath("args").write_text(args + "\n")
    folder.joinpath("env").write_text("".join(f"{e['name']}={e['value']}\n" for e in container["env"]))
    urls = []
    for m in manifests:
        url = m["kind"] == "ExternalSecret" and m["spec"]["target"].get("template", {}).get("data", {}).get("database-url")
        if url:
            role = re.match(r"postgres://([a-z_]+):", url)[1]
            urls.append(url.replace("{{ .database_password | urlquery }}", f"{role}-{password}").replace("/etc/database/ca.pem", f"{folder}/tls.crt"))
    folder.joinpath("urls").write_text("".join(u + "\n" for u in urls))


with open(sys.argv[1], encoding="utf-8") as text:
    all_of_it = [m for m in yaml.safe_load_all(text) if m]
if len(sys.argv) == 3:
    wrong = list(strangers(all_of_it, sys.argv[2]))
    print("\n".join(wrong), end="\n" if wrong else "")
    sys.exit(bool(wrong))
lay_out(all_of_it, pathlib.Path(sys.argv[2]), sys.argv[3])
