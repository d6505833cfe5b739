"""Who stands between a program and the server, and does what happens to calls on a real network: answers in the server's
place, loses an answer that was given, loses a call before it arrives."""

import re
import socket
import threading


class Meddler:
    """Listens on a port of its own. For each request it takes the next of `plan`: "pass"; "lose the answer", which the
    server gave; "lose the call"; "wait", until `released`; or the bytes of an answer. Behind the plan everything passes.
    `forgets`: the fault that a proof plants, a caller who gives no Idempotency-Key."""

    def __init__(self, port, forgets=False):
        self.server = port
        self.forgets = forgets
        self.plan = []
        self.seen = []  # the requests, as bytes
        self.connections = 0
        self.released = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with client:
            while request := read_message(client):
                self.seen.append(request)
                step = self.plan.pop(0) if self.plan else "pass"
                if step == "lose the call":
                    return
                if isinstance(step, bytes):
                    client.sendall(step)
                    if not whole(step):
                        return
                    continue
                if step == "wait":
                    self.released.wait(30)
                with socket.create_connection(("127.0.0.1", self.server)) as server:
                    server.sendall(re.sub(rb"\r\nidempotency-key:[^\r]*", b"", request, flags=re.IGNORECASE) if self.forgets else request)
                    answer = read_message(server)
                if step == "lose the answer":
                    return
                client.sendall(answer)

    def close(self):
        self.listener.close()


def whole(message):
    """False for an answer that promises more than it has."""
    head, _, body = message.partition(b"\r\n\r\n")
    return f"content-length: {len(body)}".encode() in head


def read_message(connection):
    """One HTTP message with its body; empty when there is none."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65_536)
        if not piece:
            return b""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    lines = [line.lower() for line in head.split(b"\r\n")]
    length = next((int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        piece = connection.recv(65_536)
        if not piece:
            return b""
        body += piece
    return head + b"\r\n\r\n" + body


def answer(status, *headers, body=b""):
    """The bytes of an answer."""
    lines = [f"HTTP/1.1 {status}", *headers, f"content-length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body
