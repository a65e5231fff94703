#!/usr/bin/env python3
"""Serves one answer over TLS: served.py PORT CERTIFICATE KEY HEADERS, a file with a status and header lines; /down
is down. What is asked for, and as which request, goes to HEADERS.asked."""
import http.server
import ssl
import sys

port, certificate, key, headers = sys.argv[1:]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        with open(headers, encoding="utf-8") as lines:
            status, *fields = lines.read().splitlines()
        with open(headers + ".asked", "a", encoding="utf-8") as asked:
            print(self.path, self.headers.get("X-Request-Id"), self.headers.get("Traceparent"), file=asked)
        self.send_response(503 if self.path == "/down" else int(status))
        for field in fields:
            name, value = field.split(": ", 1)
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
server.serve_forever()
