#!/usr/bin/env python3
"""Makes of each AlertmanagerConfig below a folder the configuration that the Prometheus Operator hands to Alertmanager (its
namespace's alerts alone, secrets filled in), and has amtool judge it: that it can be loaded, and where alerts go.

    alertmanager.py AMTOOL DIR      0 all are right, 1 one is not, 2 there is none
"""
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

LISTS_OF_PAIRS = {"details", "headers"}
# As the operator spells what is not just the same name in another case.
NAMES = {"apiURL": "api_url", "urlSecret": "url", "requireTLS": "require_tls"}


def snake(name):
    return NAMES.get(name) or re.sub(r"([A-Z])", lambda m: "_" + m[1].lower(), name)


def fields(value):
    """What the configuration of a receiver is called by Alertmanager, with something where the Secret's value goes."""
    if isinstance(value, dict):
        if set(value) == {"name", "key"}:
            return "https://hooks.example/of-the-secret"
        return {snake(k): dict((p["key"], p["value"]) for p in v) if k in LISTS_OF_PAIRS else fields(v) for k, v in value.items()}
    if isinstance(value, list):
        return [fields(v) for v in value]
    return value


def matchers(listed):
    return [f'{m["name"]}{m["matchType"]}"{m["value"]}"' for m in listed]


def route(one, prefix):
    out = {"receiver": prefix + one["receiver"]}
    for key in ("groupBy", "groupWait", "groupInterval", "repeatInterval", "continue"):
        if key in one:
            out[snake(key)] = one[key]
    if "matchers" in one:
        out["matchers"] = matchers(one["matchers"])
    if "routes" in one:
        out["routes"] = [route(r, prefix) for r in one["routes"]]
    return out


def configuration(config):
    namespace, spec = config["metadata"]["namespace"], config["spec"]
    prefix = f'{namespace}/{config["metadata"]["name"]}/'
    own = f'namespace="{namespace}"'
    top = route(spec["route"], prefix)
    top["matchers"], top["continue"] = [own], True
    return {
        "route": {"receiver": "null", "routes": [top]},
        "receivers": [{"name": "null"}] + [
            {"name": prefix + r["name"], **{snake(k): fields(v) for k, v in r.items() if k != "name"}} for r in spec["receivers"]],
        "inhibit_rules": [{"source_matchers": matchers(i["sourceMatch"]) + [own], "target_matchers": matchers(i["targetMatch"]) + [own],
                           "equal": i["equal"]} for i in spec.get("inhibitRules", [])],
    }


def judge(amtool, path, config):
    namespace = config["metadata"]["namespace"]
    prefix = f'{namespace}/{config["metadata"]["name"]}/'
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
        yaml.safe_dump(configuration(config), file)
        file.flush()
        checked = subprocess.run([amtool, "check-config", file.name], capture_output=True, text=True)
        if checked.returncode != 0:
            return [f"{path}: amtool: {checked.stdout}{checked.stderr}"]
        wrong = []
        for severity in ("page", "ticket"):
            for where, due in ((namespace, None), ("elsewhere", ["null"])):
                due = due or [prefix + r["receiver"] for r in config["spec"]["route"]["routes"]
                              if any(m["name"] == "severity" and m["value"] == severity for m in r["matchers"])]
                asked = subprocess.run([amtool, "config", "routes", "test", "--config.file", file.name, f"severity={severity}",
                                        f"namespace={where}"], capture_output=True, text=True)
                told = asked.stdout.strip().split(",")
                if told != due:
                    wrong.append(f"{path}: {severity} in {where} tells {told}, not {due}")
        return wrong


def main(amtool, folder):
    count, wrong = 0, []
    for path in sorted(pathlib.Path(folder).rglob("*.yaml")):
        text = path.read_text()
        if "kind: AlertmanagerConfig" not in text:
            continue
        for document in yaml.safe_load_all(text):
            if document and document.get("kind") == "AlertmanagerConfig":
                count += 1
                wrong += judge(amtool, path, document)
    for line in wrong:
        print(line)
    print(f"{count} AlertmanagerConfigs, {len(wrong)} wrong")
    return 1 if wrong else 0 if count else 2


sys.exit(main(*sys.argv[1:]))
