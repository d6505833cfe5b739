"""HTTP/1.1 over a socket that stays open: little enough to be fast, and able to hold back the last byte of many requests
so that they arrive at one instant (RFC 9112)."""

import json
import socket
import urllib.parse


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers  # pairs of lower-case name and value
        self.body = body

    def all(self, name):
        return [value for key, value in self.headers if key == name]

    def header(self, name):
        found = self.all(name)
        return found[0] if found else None

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")


class Gone(Exception):
    """The server closed the connection, or was silent for too long, before an answer was complete."""


class Connection:
    """One connection; `ask` opens it anew when the server has closed it between two requests."""

    def __init__(self, port, timeout=30):
        self.port = port
        self.timeout = timeout
        self.socket = None
        self.buffer = b""
        self.origin = f"http://localhost:{port}"

    def open(self):
        self.close()
        self.socket = socket.create_connection(("localhost", self.port), self.timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket = None

    def ask(self, method, path, headers=None, body=None, form=None, retry=True):
        data = request(self.port, method, path, headers, body, form)
        fresh = self.socket is None
        try:
            self.send(data)
            return self.receive(method)
        except Gone:
            # A connection that lay idle may be closed before the request is read; a fresh one may not.
            if fresh or not retry or self.buffer:
                raise
            self.close()
            self.send(data)
            return self.receive(method)

    def send(self, data):
        try:
            if self.socket is None:
                self.open()
            self.socket.sendall(data)
        except OSError as error:
            self.close()
            raise Gone(str(error)) from error

    def receive(self, method="GET"):
        head = self.until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        status = int(head[0].split(" ", 2)[1])
        headers = []
        for line in head[1:]:
            name, _, value = line.partition(":")
            headers.append((name.lower(), value.strip()))
        found = dict(headers)
        if method == "HEAD" or status in (204, 304):
            body = b""
        elif found.get("transfer-encoding", "").lower() == "chunked":
            body = self.chunks()
        else:
            body = self.exactly(int(found.get("content-length", 0)))
        if found.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, headers, body)

    def chunks(self):
        body = b""
        while size := int(self.until(b"\r\n").split(b";")[0], 16):
            body += self.exactly(size)
            self.until(b"\r\n")
        while self.until(b"\r\n"):
            pass  # trailers
        return body

    def until(self, mark):
        while mark not in self.buffer:
            self.more()
        found, _, self.buffer = self.buffer.partition(mark)
        return found

    def exactly(self, count):
        while len(self.buffer) < count:
            self.more()
        found, self.buffer = self.buffer[:count], self.buffer[count:]
        return found

    def more(self):
        try:
            data = self.socket.recv(262_144) if self.socket else b""
        except OSError as error:
            self.close()
            raise Gone(str(error)) from error
        if not data:
            self.close()
            raise Gone("closed")
        self.buffer += data


def request(port, method, path, headers=None, body=None, form=None):
    """The bytes of one request: `body` as JSON, or `form` (pairs) as a form."""
    lines = [f"{method} {path} HTTP/1.1", f"host: localhost:{port}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in (headers or {}).items()]
    data = b""
    if body is not None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        if "content_type" not in (headers or {}):
            lines.append("content-type: application/json")
    elif form is not None:
        data = urllib.parse.urlencode(form).encode()
        lines.append("content-type: application/x-www-form-urlencoded")
    if data or method in ("POST", "PUT", "PATCH"):
        lines.append(f"content-length: {len(data)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + data


def volley(connections, requests):
    """Sends one request on each connection so that all end at one instant, and reads the answers (None: gone)."""
    for connection, data in zip(connections, requests):
        connection.send(data[:-1])
    for connection, data in zip(connections, requests):
        try:
            connection.send(data[-1:])
        except Gone:
            pass
    answers = []
    for connection in connections[:len(requests)]:
        try:
            answers.append(connection.receive())
        except Gone:
            answers.append(None)
    return answers
