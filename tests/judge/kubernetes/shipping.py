#!/usr/bin/env python3
"""Asks the expressions of emitted configurations of Fluent Bit and of the OpenTelemetry Collector what they take out, and
whether each part of a pipeline is there. Python's expressions are a superset of what these use of RE2 and of Onigmo.

    shipping.py DIR      0 all hold, 1 one does not, 2 there are none
"""
import pathlib
import re
import sys

import yaml

TAKEN_OUT = ["jane.doe+x@mail.example.org", "mail to a@b.co.", "Authorization: Bearer abc.DEF-1_2~3+/==", "eyJhbGciOi.eyJzdWIi.c2ln",
             "4111111111111111", "card 4111 1111 1111 1111 declined", "5500-0000-0000-0004", "378282246310005", "2223003122003222"]
KEPT = ["4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "1796051844123456789", "user@localhost", "bearer of bad news",
        "GET /a?b=c HTTP/1.1", "2026-11-30T15:17:24.123456789Z", "1411111111111111", "10.0.0.1:5316", "postgresql"]
PERSONAL = ["email", "user.email", "enduser.e_mail.email", "http.request.header.authorization", "http.response.header.set-cookie", "user.first_name",
            "db.password", "X-Api-Key", "refresh_token"]
PLAIN = ["server.address", "http.route", "url.path", "db.system.name", "http.response.status_code", "messaging.message.body.size", "tokens", "emailed"]
FILES = {"/var/log/containers/api-7d9c5b6f4-x2x9z_shop-prod_api-" + "0123456789abcdef" * 4 + ".log": ("api-7d9c5b6f4-x2x9z", "shop-prod", "api"),
         "/var/log/containers/web.v1_shop-prod_web-canary-" + "f" * 64 + ".log": ("web.v1", "shop-prod", "web-canary")}


def collector(config):
    processors, pipeline = config["processors"], config["service"]["pipelines"]["traces"]
    for part, names in (("receivers", pipeline["receivers"]), ("processors", pipeline["processors"]), ("exporters", pipeline["exporters"]),
                        ("extensions", config["service"]["extensions"])):
        yield from (f"{name} is not among the {part}" for name in names if name not in config[part])
        yield from (f"{name} is used nowhere" for name in config[part] if name not in names)
    if pipeline["processors"][0] != "memory_limiter" or pipeline["processors"][-1] != "batch":
        yield "memory is not the first thought, or batches are not the last"
    values = [re.compile(v) for v in processors["redaction/values"]["blocked_values"]]
    yield from (f"lets through: {t}" for t in TAKEN_OUT if not any(v.search(t) for v in values))
    yield from (f"takes out: {t}" for t in KEPT if any(v.search(t) for v in values))
    names = [re.compile(a["pattern"]) for a in processors["attributes/personal"]["actions"] if a["action"] == "delete"]
    yield from (f"keeps the attribute {n}" for n in PERSONAL if not any(p.search(n) for p in names))
    yield from (f"deletes the attribute {n}" for n in PLAIN if any(p.search(n) for p in names))


def agent(config):
    pipeline = config["pipeline"]
    parsers = {p["name"]: p for p in config["parsers"]}
    regex = re.compile(parsers["of_file"]["regex"].replace("(?<", "(?P<"))
    for file, due in FILES.items():
        found = regex.match(file)
        if not found or found.group("pod", "namespace", "container") != due:
            yield f"reads {found and found.groupdict()} out of {file}"
    filters = [f["name"] for f in pipeline["filters"]]
    if filters[-1] != "lua" or filters.count("lua") != 1:
        yield "what is taken out is not taken out last"
    yield from (f"no parser {f['parser']}" for f in pipeline["filters"] if f["name"] == "parser" and f["parser"] not in parsers)
    tags = {i["tag"] for i in pipeline["inputs"]}
    yield from (f"nothing is tagged {p['match']}" for p in pipeline["filters"] + pipeline["outputs"] if p["match"] not in tags)


def main(folder):
    count, wrong = 0, []
    for path in sorted(pathlib.Path(folder).rglob("*.yaml")):
        # A SopsSecret of the collector has its name, in another folder.
        judge = {"traces/otel-collector.yaml": collector, "logging/fluent-bit.yaml": agent}.get(f"{path.parent.name}/{path.name}")
        if judge:
            count += 1
            wrong += [f"{path}: {w}" for w in judge(yaml.safe_load(path.read_text()))]
    print("\n".join([*wrong, f"{count} configurations that ship logs or traces, {len(wrong)} findings"]))
    return 1 if wrong else 0 if count else 2


sys.exit(main(*sys.argv[1:]))
