"""Files on their way in and out: an import of many contacts while others work, and the same contacts as CSV and archive."""

import http.client
import json
import os
import time

import load

ROWS = int(os.environ.get("BENCH_ROWS", 100_000))


class Stretch:
    """So many rows in so many seconds, at so much processor time."""

    def __init__(self, rows, seconds, cpu):
        self.rows, self.seconds, self.cpu = rows, seconds, cpu

    def __str__(self):
        return f"{self.rows} rows, {self.rows / self.seconds:,.0f}/s, {self.cpu / self.rows * 1000:.3f} ms CPU a row"


def timed(portal, rows, act):
    tree = portal.tree()
    began, cpu = time.monotonic(), tree.cpu()
    answer = act()
    return Stretch(rows, time.monotonic() - began, tree.cpu() - cpu), answer


def ask(portal, person, method, path, body=None, kind="application/json"):
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=600)
    connection.request(method, path, body, {"authorization": f"Bearer {person.token}", "content-type": kind})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status >= 400:
        raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]}")
    return text


def table(rows):
    """A file of new contacts, a piece at a time."""
    yield b"External id,First name,Last name,Email,Phone,Roles\r\n"
    for first in range(0, rows, 1000):
        yield "".join(f"E{n:07d},Ada{n % 997},Berg{n % 89},i{n:07d}@files.example,+4722{n:08d},{'noc' if n % 2 else ''}\r\n" for n in range(first, min(rows, first + 1000))).encode()


def waited(portal, person, path):
    while True:
        found = json.loads(ask(portal, person, "GET", path))
        if found["state"] not in ("checking", "applying"):
            return found
        time.sleep(0.2)


def measure(portal, person, others, page, seconds, rows=ROWS):
    """An import of new contacts into `person`'s organization and their way out; what `others` wait for meanwhile."""
    got = {}
    got["upload"], answer = timed(portal, rows, lambda: ask(portal, person, "POST", "/api/v1/imports?kind=contacts&name=bench.csv", table(rows), "text/csv"))
    path = f"/api/v1/imports/{json.loads(answer)['id']}"
    usual = beside(portal, others, page, seconds)
    ask(portal, person, "POST", f"{path}/check")
    got["trial"], found = timed(portal, rows, lambda: waited(portal, person, path))
    ask(portal, person, "POST", f"{path}/apply")
    meanwhile = beside(portal, others, page, seconds)  # the import is at work on its first rows
    got["beside"] = [(name, usual[name], meanwhile[name]) for name in usual]
    done = json.loads(ask(portal, person, "GET", path))["done"]
    got["apply"], found = timed(portal, rows - done, lambda: waited(portal, person, path))
    if found["state"] != "applied" or found["created"] != rows:
        raise RuntimeError(f"the import came to {found}")
    got["csv"], body = timed(portal, rows, lambda: portal.answers("/users.csv", person.token))
    got["csv"].rows = body.count(b"\r\n") - 1
    return got


def beside(portal, others, page, seconds):
    """Rounds of others at 16 connections: looking, and editing."""
    editors = [(f"/api/v1/contacts/{admin.contact}", admin.token) for admin in others]
    return {name: load.wrk(portal.port, people, portal.tree(), portal.process.pid, 16, seconds, deed, f"{name}{time.monotonic_ns()}")
            for name, people, deed in (("a page", [(page, others[0].token)], "page"), ("an edit", editors, "edit"))}
