"""What the proofs share: a server of their own on either database, people who speak to it, and the journal of lines.

Every proof prints its seed, takes another from SEED, writes one JSON object a line to STAGEDOOR_PROOF, stops what it
started, and exits with 1 when anything was not as expected.
"""

import contextlib
import ctypes
import json
import os
import random
import re
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

from wire import Connection

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("STAGEDOOR_BIN", ROOT / ".build/debug/stagedoor"))
PROOF = Path(os.environ.get("STAGEDOOR_PROOF") or os.environ.get("STAGEDOOR_PROOF_DIR") or ROOT / "var/proof")
CLUSTER = os.environ.get("STAGEDOOR_TEST_POSTGRES")
LONG = os.environ.get("STAGEDOOR_PROOF_LEVEL") == "assurance"
SEED = int(os.environ.get("SEED") or random.SystemRandom().randrange(1, 2**31))
DATABASES = os.environ.get("DATABASES", "sqlite postgres").split()


signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped


def die_with_parent():
    """In a child before exec: the kernel ends it when the proof is gone, however that came about."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


class Journal:
    """The lines of one proof: var/proof/NAME.jsonl."""

    def __init__(self, name, append=False):
        PROOF.mkdir(parents=True, exist_ok=True)
        self.file = (PROOF / f"{name}.jsonl").open("a" if append else "w", encoding="utf-8")
        self.lines = 0
        self.wrong = []
        self.lock = threading.Lock()

    def write(self, line):
        """Writes one line; one that did not get what it expected is wrong."""
        with self.lock:
            line.setdefault("seed", SEED)
            line["ok"] = line["expected"] == line["got"]
            self.lines += 1
            if not line["ok"]:
                self.wrong.append(line)
            self.file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def close(self, shown=20):
        self.file.close()
        for line in self.wrong[:shown]:
            print("  " + json.dumps(line, ensure_ascii=False))
        if len(self.wrong) > shown:
            print(f"  … and {len(self.wrong) - shown} more in {self.file.name}")


# -- databases -----------------------------------------------------------------------------------------------------------


def cluster_url(user, database, cluster=None):
    parts = urllib.parse.urlsplit(cluster or CLUSTER or sys.exit("STAGEDOOR_TEST_POSTGRES is not set (Tests/postgres start DIR)"))
    host = parts.netloc.rpartition("@")[2]
    return urllib.parse.urlunsplit((parts.scheme, f"{user}@{host}", f"/{database}", parts.query, ""))


def psql(sql, database="postgres", user="postgres", cluster=None):
    """Runs `sql`; its rows, each a list of text."""
    done = subprocess.run(
        ["psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", cluster_url(user, database, cluster)],
        input=sql, capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    return [line.split("\x1f") for line in done.stdout.splitlines()]


class Database:
    """An empty database of its own: a file in a new folder, or a PostgreSQL database that an ordinary role owns."""

    def __init__(self, kind, cluster=None):
        self.kind = kind
        self.cluster = cluster
        self.name = None if kind == "sqlite" else f"proof_{secrets.token_hex(6)}"
        if self.name:
            psql(f'CREATE ROLE "{self.name}" LOGIN CREATEROLE', cluster=cluster)
            psql(f"""CREATE DATABASE "{self.name}" OWNER "{self.name}" TEMPLATE template0 ENCODING 'UTF8'
                     LC_COLLATE 'C' LC_CTYPE 'C'""", cluster=cluster)
        self.folder = Path(tempfile.mkdtemp(prefix="stagedoor-proof-"))
        self.url = cluster_url(self.name, self.name, cluster) if self.name else f"sqlite://{self.folder}/portal.db"

    def psql(self, sql):
        """As the administrator of the cluster, to whom row security does not apply."""
        return psql(sql, database=self.name, cluster=self.cluster)

    def rows(self, sql):
        """What a query says once no server has the database open."""
        if self.name:
            return self.psql(sql)
        with contextlib.closing(sqlite3.connect(f"{self.folder}/portal.db")) as connection:
            return [list(row) for row in connection.execute(sql)]

    def change(self, sql):
        """Runs `sql` while no server has the database open."""
        if self.name:
            return self.psql(sql)
        with contextlib.closing(sqlite3.connect(f"{self.folder}/portal.db")) as connection, connection:
            connection.execute(sql)

    def drop(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.name:
            psql(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)', cluster=self.cluster)
            psql(f'DROP ROLE IF EXISTS "{self.name}"', cluster=self.cluster)


# -- the server ----------------------------------------------------------------------------------------------------------


class Server:
    """`stagedoor serve` over a database, with the demo or without; a context manager that drops the database as well
    when it made it."""

    def __init__(self, kind, fault=None, database=None, wrapper=(), demo=True, smtp=None, settings=None):
        self.database = database or Database(kind)
        self.owns = database is None
        self.kind = kind
        self.fault = fault
        self.wrapper = list(wrapper)
        self.words = ["--demo"] if demo else []
        self.smtp = smtp
        self.settings = settings or {}  # more of the environment
        self.process = None
        self.port = 0
        self.log = self.database.folder / "server.log"

    def environment(self):
        folder = self.database.folder
        kept = {k: v for k, v in os.environ.items() if not k.startswith("STAGEDOOR_")}
        kept |= {
            "STAGEDOOR_DATABASE": self.database.url,
            "STAGEDOOR_PORT": str(self.port),  # the same again after a restart: the public address names it
            "STAGEDOOR_KEYS": str(folder / "keys"),
            "STAGEDOOR_CHECKPOINTS": str(folder / "checkpoints"),
        }
        more = {"STAGEDOOR_PLANTED_FAULT": self.fault, "STAGEDOOR_SMTP_URL": self.smtp}
        return kept | {name: value for name, value in more.items() if value} | self.settings

    def start(self, patience=90):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.wrapper, str(BINARY), "serve", *self.words], env=self.environment(), stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=log, preexec_fn=die_with_parent)
        ready = threading.Event()
        threading.Thread(target=self.listen, args=(self.process, ready), daemon=True).start()
        if not ready.wait(patience) or self.process.poll() is not None:
            self.kill()
            raise RuntimeError(f"the server did not get ready on {self.kind}:\n{self.log_text()[-3000:]}")
        return self

    def listen(self, process, ready):
        """Reads standard output to its end: the ready line, and whatever should not be there goes to the log."""
        for line in process.stdout:
            found = re.match(rb"stagedoor: ready http://localhost:(\d+)", line)
            if found:
                self.port = int(found[1])
                ready.set()
            else:
                with self.log.open("ab") as log:
                    log.write(line)
        ready.set()

    def log_text(self):
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()
        self.process = None

    def run(self, *words, timeout=120):
        """One of the administrator's commands over the same database."""
        return subprocess.run([str(BINARY), *words], env=self.environment(), capture_output=True, text=True, timeout=timeout,
                              preexec_fn=die_with_parent)

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, fault=None, *_):
        code = self.process and self.process.poll()
        if fault or code is not None:
            print(f"{self.kind}: the server {'runs' if code is None else f'ended by itself ({code})'}; its log:\n{self.log_text()[-6000:]}", flush=True)
        self.stop()
        if self.owns:
            self.database.drop()


def entries(server):
    """The whole audit log as `audit export` writes it."""
    done = server.run("audit", "export")
    if done.returncode:
        raise RuntimeError(f"audit export: {done.returncode} after {len(done.stdout)} characters: {done.stderr[-2000:]}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [line | json.loads(line["body"]) for line in lines if "body" in line]


# -- people --------------------------------------------------------------------------------------------------------------


class Person:
    """Somebody who speaks to the server, over a connection of their own: a persona of the demo, or nobody."""

    def __init__(self, server, persona=None):
        self.server = server
        self.connection = Connection(server.port)
        self.bearer = self.cookie = self.csrf = None
        self.id = self.name = self.organization = self.contact = None
        self.level = self.status = "nobody"
        self.signed_at = None
        self.program = None  # the id of the token by which it speaks
        if persona:
            for name in ("id", "name", "organization", "contact", "level", "status"):
                setattr(self, name, persona[name])

    @property
    def stamp(self):
        """What the audit log knows the actor by: the contact, or the organization's token."""
        return self.contact or self.program

    def sign_in(self):
        """Signs in as the persona; the answer, which is 403 for somebody who may not."""
        answer = self.connection.ask("POST", "/demo/sign-in", {"accept": "application/json"}, {"persona": self.id})
        if answer.status == 200:
            self.signed_at = time.monotonic()
            self.bearer = answer.json["bearer"]
            self.cookie = "; ".join(c.split(";")[0] for c in answer.all("set-cookie"))
            self.csrf = None
        return answer

    def renew(self):
        """A sign-in that is recent enough for sensitive acts."""
        if self.status == "active" and self.signed_at and time.monotonic() - self.signed_at > 120:
            self.sign_in()

    def api(self, method, path, body=None, **headers):
        """One call of the API, as JSON."""
        if self.bearer:
            headers["authorization"] = f"Bearer {self.bearer}"
        return self.connection.ask(method, path, headers, body)

    def page(self, path, **headers):
        """One page, by the session's cookie."""
        return self.connection.ask("GET", path, self.browsing(headers))

    def submit(self, path, fields, **headers):
        """One form, with the session's token against forgery."""
        token = [("csrf", self.token())] if self.token() else []
        pairs = token + list(fields.items() if isinstance(fields, dict) else fields)
        return self.connection.ask("POST", path, self.browsing(headers) | {"origin": self.connection.origin}, form=pairs)

    def remember(self, page):
        """The cookies and the token against forgery that a page brings."""
        jar = dict(pair.split("=", 1) for pair in (self.cookie or "").split("; ") if pair)
        jar |= dict(c.split(";")[0].split("=", 1) for c in page.all("set-cookie"))
        self.cookie = "; ".join(f"{name}={value}" for name, value in jar.items() if value)
        found = re.search(r'name="csrf"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="csrf"', page.text)
        self.csrf = (found[1] or found[2]) if found else ""

    def token(self):
        if self.csrf is None and self.cookie:
            self.remember(self.page("/permissions"))
        return self.csrf

    def browsing(self, headers):
        sent = {"accept": "text/html", "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate"} | headers
        return sent | ({"cookie": self.cookie} if self.cookie else {})


def personas(server):
    """The demo's people in organizations that are not suspended: whoever of them is active can sign in."""
    return [p for p in Connection(server.port).ask("GET", "/demo/personas.json").json if p["organization_status"] == "active"]


def signed_in(server, persona):
    person = Person(server, persona)
    answer = person.sign_in()
    if answer.status != 200:
        raise RuntimeError(f"{persona['name']} cannot sign in: {answer.status} {answer.body[:300]!r}")
    return person


def everything(person, path):
    """All items of a list of the API, page after page."""
    items = []
    while path:
        answer = person.api("GET", path)
        if answer.status != 200:
            raise RuntimeError(f"GET {path}: {answer.status} {answer.body[:300]!r}")
        items += answer.json["items"]
        found = re.search(r'<([^>]+)>;\s*rel="next"', answer.header("link") or "")
        path = None
        if found:
            parts = urllib.parse.urlsplit(found[1])
            path = parts.path + "?" + parts.query
    return items


def query(path, **parameters):
    """`path` with those parameters that are not None."""
    parameters = {k: v for k, v in parameters.items() if v is not None}
    return path + ("?" + urllib.parse.urlencode(parameters) if parameters else "")


class Stopwatch:
    def __init__(self):
        self.started = time.monotonic()

    def __str__(self):
        return f"{time.monotonic() - self.started:.0f} s"
