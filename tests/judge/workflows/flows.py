# A service that flows.sh asks: tenants sign up, and see themselves alone.
import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer


class Service(BaseHTTPRequestHandler):
    names = {}

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self):
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        token = f"token-{len(self.names)}"
        self.names[token] = sent["name"]
        self.answer(201, {"token": token, "ids": [7, 8]})

    def do_GET(self):
        if self.path == "/readyz":
            self.answer(200, {})
            return
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if token in self.names:
            self.answer(200, {"name": self.names[token], "path": self.path})
        else:
            self.answer(401, {})

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Service)
print(server.server_port, flush=True)
sys.stdout.close()
server.serve_forever()
