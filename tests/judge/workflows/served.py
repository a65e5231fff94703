#!/usr/bin/env python3
"""Serves one answer over TLS: served.py PORT CERTIFICATE KEY HEADERS, a file with a status and header lines."""
import http.server
import ssl
import sys

port, certificate, key, headers = sys.argv[1:]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        with open(headers, encoding="utf-8") as lines:
            status, *fields = lines.read().splitlines()
        self.send_response(int(status))
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
