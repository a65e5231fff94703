# A service that flows.sh asks: tenants sign up, and see themselves alone. With DATABASE_URL their names stand in a table that the
# migration makes, with REDIS_URL tokens are counted there; in their place a name of the network is a socket of this machine.
import json
import os
import socket
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

database = os.environ.get("DATABASE_URL", "").rpartition("/")[2]
cache = os.environ.get("REDIS_URL")
names = {}


def sql(statement, **values):
    """What one statement gives; `:'name'` in it is a value."""
    given = [part for name, value in values.items() for part in ("--set", f"{name}={value}")]
    command = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1", "--dbname", database]
    return subprocess.run(command + given, input=statement, capture_output=True, check=True, text=True).stdout.strip()


def count():
    if not cache:
        return len(names) + 1
    with socket.create_connection(("127.0.0.1", int(os.environ["REDIS_PORT"])), timeout=5) as server:
        server.sendall(b"INCR tenants\r\n")
        return int(server.makefile().readline().lstrip(":"))


class Service(BaseHTTPRequestHandler):
    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self):
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        try:
            token = f"token-{count()}"
            if database:
                sql("insert into tenants values (:'token', :'name')", token=token, name=sent["name"])
            names[token] = sent["name"]
        except (OSError, ValueError, subprocess.CalledProcessError):
            self.answer(500, {})
            return
        self.answer(201, {"token": token, "ids": [7, 8]})

    def do_GET(self):
        if self.path == "/readyz":
            self.answer(200, {})
            return
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        name = sql("select name from tenants where token = :'token'", token=token) if database else names.get(token)
        if name:
            self.answer(200, {"name": name, "path": self.path})
        else:
            self.answer(401, {})

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Service)
print(server.server_port, flush=True)
sys.stdout.close()
server.serve_forever()
