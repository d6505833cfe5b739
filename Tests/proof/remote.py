#!/usr/bin/env python3
"""The commands over the network, with a token, and the same commands on the server's machine, on both databases: what
they print, what they change, how they end; and what becomes of them when the token, the server or the network is not as
it should be. Writes remote.jsonl, one line a command."""

import contextlib
import csv
import hashlib
import io
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from common import BINARY, DATABASES, SEED, Journal, Server, die_with_parent, entries, everything, personas, query, signed_in
from meddler import Meddler, answer

CONTACTS = "/api/v1/contacts"
CROWD = 4000
SECRET = re.compile(r"sdt_[A-Za-z0-9_-]{20}")


class Trial:
    """Runs commands. None of them may ever print the token."""

    def __init__(self, server, journal):
        self.server = server
        self.journal = journal
        self.url = f"http://localhost:{server.port}"
        self.token = None

    def far(self, *words, code=0, says="", url=None, token=None, **more):
        """At a server, by a token."""
        environment = {"PATH": os.environ["PATH"], "STAGEDOOR_TOKEN": self.token if token is None else token} | more
        return self.run([*words, "--server", url or self.url], environment, code, says)

    def near(self, *words, code=0, says=""):
        """On the server's machine."""
        return self.run(words, self.server.environment(), code, says)

    def run(self, words, environment, code, says):
        done = subprocess.run([str(BINARY), *words], env=environment, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL,
                              preexec_fn=die_with_parent)
        said = done.stdout + done.stderr
        got = {"exit": done.returncode, "says": says if says in said and done.returncode == code else said[-400:], "token printed": bool(SECRET.search(said))}
        self.journal.write({"db": self.server.kind, "command": " ".join(words), "expected": {"exit": code, "says": says, "token printed": False}, "got": got})
        return done.stdout

    def check(self, what, expected, got):
        self.journal.write({"db": self.server.kind, "command": what, "expected": expected, "got": got})


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def ids(items):
    return sorted(item["id"] for item in items)


class World:
    """Who is there: an Admin of a partner, somebody at Read-only, an Operator admin; and tokens of the Admin."""

    def __init__(self, server):
        active = [p for p in personas(server) if p["status"] == "active"]
        self.admin = signed_in(server, next(p for p in active if p["level"] == "admin"))
        self.chief = signed_in(server, next(p for p in active if p["level"] == "operator_admin"))
        self.organization = self.admin.organization
        self.name = self.admin.api("GET", f"/api/v1/organizations/{self.organization}").json["name"]
        self.sites = everything(self.admin, "/api/v1/sites")
        self.site = self.sites[0]
        # Policy may keep addresses to the organization's own domains.
        self.domain = self.admin.api("GET", f"{CONTACTS}/{self.admin.contact}").json["email"].partition("@")[2]

    def token(self, person=None, **more):
        person = person or self.admin
        made = person.api("POST", "/api/v1/tokens", {"name": "Remote", "level": person.level, "days": 1} | more)
        if made.status != 201:
            raise RuntimeError(f"no token: {made.status} {made.text[:300]}")
        return made.json["token"]["id"], made.json["secret"]

    def contacts(self, **filters):
        return everything(self.admin, query(CONTACTS, limit=200, **filters))


def verbs(trial, world, run, origin):
    """Each verb of `contacts`: the same over the network and at home."""
    mark = origin.capitalize()
    site, code = world.site["id"], world.site["code"]
    everybody = lines(run("contacts", "list", "--json"))
    trial.check(f"{origin}: all contacts", ids(world.contacts()), ids(everybody))
    filters = [("--role", "noc", {"role": "noc"}), ("--level", "read_only", {"level": "read_only"}), ("--status", "active", {"status": "active"}),
               ("--site", code, {"site": site}), ("--site", site, {"site": site}), ("--search", everybody[0]["last_name"], {"search": everybody[0]["last_name"]})]
    for option, value, asked in filters:
        trial.check(f"{origin}: {option} {value}", ids(world.contacts(**asked)), ids(lines(run("contacts", "list", option, value, "--json"))))
    run("contacts", "list", "--site", "nowhere99", code=1, says="no site has the code nowhere99; there are:")
    run("contacts", "list", "--level", "emperor", code=1, says="level:")
    run("contacts", "list", says=everybody[0]["email"] or everybody[0]["id"])
    table = list(csv.DictReader(io.StringIO(run("contacts", "list", "--csv").lstrip("\ufeff"))))
    trial.check(f"{origin}: as CSV", ids(everybody), ids(table))
    added = json.loads(run("contacts", "add", "--first-name", "Ada", "--last-name", mark, "--email", f"ada.{origin}@{world.domain}",
                           "--phone", "+4755201143", "--role", f"noc@{code}", "--role", "shipping", "--site", code, "--json"))
    held = [{"role": "noc", "site": site}, {"role": "shipping", "site": None}]
    trial.check(f"{origin}: added", (held, [site], "none"), (sorted(added["roles"], key=lambda r: r["role"]), added["sites"], added["level"]))
    run("contacts", "add", "--first-name", "Eve", "--last-name", mark, "--email", "nowhere", code=1, says="email:")
    address = added["email"]
    shown = run("contacts", "show", address, says=f"noc@{code}")
    trial.check(f"{origin}: shown by its id", shown, run("contacts", "show", added["id"]))
    run("contacts", "show", "nobody@nowhere.example", code=1, says="no contact has the address nobody@nowhere.example")
    run("contacts", "edit", address, code=64, says="Say what to change")
    edited = json.loads(run("contacts", "edit", address, "--phone", "+34915550100", "--title", "", "--role", "none", "--json"))
    trial.check(f"{origin}: edited", ("+34915550100", [], [], "Ada"), (edited["phone"], edited["roles"], edited["sites"], edited["first_name"]))
    trial.check(f"{origin}: what the portal says of it", edited, world.admin.api("GET", f"{CONTACTS}/{added['id']}").json)
    run("contacts", "suspend", address, code=1, says="Conflict")
    run("contacts", "invite", address, "read_only", says="invited")
    run("contacts", "invite", address, "none", says="none")
    run("contacts", "remove", address, code=64, says="say --yes")
    run("contacts", "remove", address, "--yes", says=f"Ada {mark} is deleted")
    run("contacts", "show", added["id"], code=1, says="Not Found")
    active = next(c for c in world.contacts(status="active") if c["id"] != world.admin.contact)
    run("contacts", "suspend", active["id"], says="suspended")
    run("contacts", "resume", active["id"], says="active")
    run("contacts", "suspend", active["id"], says="suspended")
    for what, path in [("sites", "/api/v1/sites"), ("activity", "/api/v1/activity")]:
        rows = list(csv.reader(io.StringIO(run("export", "--csv", what).lstrip("\ufeff")))) or [None]
        first = everything(world.admin, query(path, limit=200))[0]
        trial.check(f"{origin}: export {what}", list(first), rows[0])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.csv"
        run("export", "--csv", "contacts", "--output", str(path))
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        trial.check(f"{origin}: export to a file", (ids(world.contacts()), ["people.csv"]), (ids(rows), os.listdir(folder)))
        run("export", "--csv", "contacts", "--output", f"{folder}/none/people.csv", code=64, says="cannot be written")


def tokens(trial, world):
    """Whose token it is decides what may be done."""
    see = ("contacts", "list")
    trial.far(*see, token="sdt_wrong", code=3, says="The token is wrong, paused or has ended")
    trial.far(*see, token="", code=64, says="STAGEDOOR_TOKEN")
    trial.far(*see, token="two words", code=64, says="begins with sdt_")
    id, secret = world.token()
    trial.far(*see, token=secret)
    for verb, code in [("pause", 3), ("resume", 0)]:
        world.admin.api("POST", f"/api/v1/tokens/{id}/{verb}", {})
        trial.far(*see, token=secret, code=code)
    _, reader = world.token(level="read_only")
    trial.far("contacts", "add", "--first-name", "X", "--email", f"x@{world.domain}", token=reader, code=3, says="(contact.create/read_only)")
    trial.far("import", __file__, "--format", "csv", "--kind", "contacts", token=reader, code=3, says="/read_only)")
    _, narrow = world.token(permissions=["contact.view"])
    trial.far(*see, token=narrow)
    trial.far("contacts", "remove", world.admin.contact, "--yes", token=narrow, code=3, says="(contact.delete/admin)")
    trial.far(*see, "--site", world.site["code"], token=narrow, code=3, says="(site.view/admin)")
    _, staff = world.token(world.chief)
    named = lines(trial.far(*see, "--organization", world.name.upper(), "--json", token=staff))
    trial.check("staff name the organization", ids(world.contacts()), ids(named))
    trial.far(*see, "--organization", "No such house", token=staff, code=1, says="no organization is called No such house")
    trial.far("export", "--csv", "organizations", token=staff, says=world.organization)
    trial.far(*see, "--organization", world.chief.organization, code=1, says="Not Found")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "token"
        path.write_text(secret + "\n")
        path.chmod(0o600)
        kept = trial.run([*see, "--server", trial.url, "--token-file", str(path)], {}, 0, "")
        trial.check("the server's address from the environment", kept, trial.run([*see, "--token-file", str(path)], {"STAGEDOOR_SERVER": trial.url}, 0, ""))
        path.chmod(0o644)
        trial.far(*see, "--token-file", str(path), token="", says="others on this machine can read the token")
        trial.far(*see, "--token-file", f"{folder}/none", code=64, says="cannot be read")


def addresses(trial):
    """A token goes nowhere in clear text, and only where it was sent."""
    see = ("contacts", "list")
    for url in ["http://portal.example.com", "http://127.0.0.1.example.com", "http://localhost.example.com:8080", "http://10.0.0.1", "HTTP://[2001:db8::1]/"]:
        trial.far(*see, url=url, code=64, says="in clear text")
    for url in ["portal.example.com", "ftp://localhost", "https://portal.example.com/api", "http://lena:hunter2@localhost", "https://portal.example.com?x", "https://", ""]:
        out = trial.far(*see, url=url or "x", code=64, says="is not the address of a server")
        trial.check(f"no password of {url} is printed", False, "hunter2" in out)
    trial.far(*see, "--insecure-http", url="http://portal.invalid", code=4, says="cannot be reached")
    trial.far(*see, url="http://127.0.0.1:1", code=4, says="cannot be reached")


def losses(trial, world, meddler):
    """Calls and answers that are lost: what was asked for happens once."""
    def add(name, *plan):
        meddler.plan = ["pass", *plan]  # the sites are asked for first
        trial.far("contacts", "add", "--first-name", name, "--email", f"{name.lower()}@{world.domain}", "--json",
                  url=f"http://localhost:{meddler.port}")
        trial.check(f"{name}: one effect", 1, sum(c["first_name"] == name for c in world.contacts(search=name)))

    add("Lostanswer", "lose the answer")
    add("Lostcall", "lose the call")
    add("Lostboth", "lose the call", "lose the answer", "lose the answer")
    add("Gateway", answer("502 Bad Gateway"), "lose the answer")
    add("Patience", answer("429 Too Many Requests", "retry-after: 1"), answer("503 Service Unavailable", "retry-after: 0"))


def planted():
    """Calls without a key: the losses must be seen."""
    class Findings(list):
        def write(self, line):
            if line["expected"] != line["got"]:
                self.append(line)

    found = Findings()
    with Server("sqlite") as server:
        trial, world = Trial(server, found), World(server)
        _, trial.token = world.token()
        losses(trial, world, Meddler(server.port, forgets=True))
    print(f"remote: planted fault no key: {len(found)} findings")
    journal = Journal("planted-remote")
    journal.write({"harness": "remote", "fault": "no key", "findings": len(found), "expected": "found", "got": "found" if found else "missed"})
    journal.close()
    return not journal.wrong


def network(trial, world):
    """A network that loses calls and answers, and a server that asks for patience."""
    see = ("contacts", "list")
    meddler = Meddler(trial.server.port)
    url = f"http://localhost:{meddler.port}"
    losses(trial, world, meddler)
    with tempfile.TemporaryDirectory() as folder:
        people = Path(folder) / "once.csv"
        people.write_text(f"first_name,last_name,email\nOnce,Alone,once@{world.domain}\n")
        meddler.plan, meddler.seen = ["lose the answer", "lose the call", "pass", "lose the answer"], []
        trial.far("import", str(people), "--kind", "contacts", "--apply", url=url, says="1 created")
        trial.check("an upload is sent again as it was, from its beginning", [True, True, True],
                    [sent == meddler.seen[0] and sent.endswith(people.read_bytes()) for sent in meddler.seen[:3]])
        trial.check("an upload whose answer was lost is one import", 1, sum(i["name"] == "once.csv" for i in everything(world.admin, "/api/v1/imports")))
    meddler.plan, meddler.seen = ["pass", "pass", "lose the answer"], []
    trial.far("contacts", "edit", f"gateway@{world.domain}", "--title", "Twice", url=url, code=4, says="look before you do it again")
    trial.check("a change without a key is sent once", 1, sum(sent.startswith(b"PATCH ") for sent in meddler.seen))
    meddler.plan = [answer("429 Too Many Requests", "retry-after: 600", "content-type: application/problem+json", body=b'{"title": "Too Many Requests", "detail": "Wait."}')]
    trial.far(*see, url=url, code=75, says="Try again in 600 seconds.")
    meddler.plan = [answer("503 Service Unavailable", "retry-after: 0")] * 5
    trial.far(*see, url=url, code=75)
    elsewhere = Meddler(trial.server.port)
    meddler.plan, meddler.seen = [answer("302 Found", f"location: http://localhost:{elsewhere.port}/")], []
    trial.far(*see, url=url, code=1, says="sends elsewhere")
    trial.check("no redirect is followed", (1, 0), (len(meddler.seen), len(elsewhere.seen)))
    page = [answer("200 OK", f'link: </api/v1/sites?limit=200&after={n}>; rel="next"', body=b'{"items": []}') for n in range(20)]
    meddler.plan, meddler.seen, before = [*page, answer("200 OK", body=b'{"items": []}')], [], meddler.connections
    trial.far("export", "--csv", "sites", url=url)
    trial.check("a long list comes over one connection", (21, 1), (len(meddler.seen), meddler.connections - before))
    nowhere = "http://127.0.0.1:1"
    trial.far(*see, url=url, http_proxy=nowhere, all_proxy=nowhere, ALL_PROXY=nowhere)
    meddler.plan = [answer("200 OK", body=b"<html>a hotel's page</html>")]
    trial.far(*see, url=url, code=1, says="is the address that of a portal?")
    # What others on the machine can see of a command while it runs.
    meddler.plan = ["wait"]
    running = subprocess.Popen([str(BINARY), *see, "--server", url], env={"STAGEDOOR_TOKEN": trial.token}, stdout=subprocess.DEVNULL, preexec_fn=die_with_parent)
    time.sleep(0.5)
    shown = Path(f"/proc/{running.pid}/cmdline").read_bytes()
    meddler.released.set()
    trial.check("the token is not in the list of processes", (False, 0), (trial.token.encode() in shown, running.wait(30)))
    trial.run([*see, "--token", trial.token, "--server", url], {}, 64, "Unknown option '--token'")
    meddler.close()
    elsewhere.close()


PEOPLE = """First name,Surname,E-Mail,Handy,Notes
Mara,{mark},mara.{mark}@{domain},+4755201150,likes trams
Nils,{mark},nils.{mark}@{domain},+4755201151,
Otto,{mark},nowhere,+4755201152,
"""


def imports(trial, world, run, mark):
    """A dry run changes nothing; what it refuses is told; Ctrl-C stops an import at the portal."""
    with tempfile.TemporaryDirectory() as folder:
        people = Path(folder) / "people.csv"
        people.write_text(PEOPLE.format(mark=mark, domain=world.domain))
        here = ["import", str(people), "--kind", "contacts", "--map", "Handy=phone", "--map", "Notes="]

        def there():
            return {c["first_name"]: c["phone"] for c in world.contacts(search=mark)}

        run(*here, code=1, says="stagedoor: 3 rows: 2 created, 0 changed, 0 as they were, 1 refused")
        shown = lines(run(*here, "--json", code=1))
        trial.check(f"{mark}: the refused row and the import", ([4], "checked", 3), ([row["line"] for row in shown[:-1]], shown[-1]["state"], shown[-1]["rows"]))
        trial.check(f"{mark}: a dry run changes nothing", {}, there())
        run(*here, "--apply", code=1, says="line 4  ")
        trial.check(f"{mark}: applied", {"Mara": "+4755201150", "Nils": "+4755201151"}, there())
        people.write_text("".join(people.read_text().splitlines(True)[:3]))
        run(*here, "--apply", says="0 created, 0 changed, 2 as they were, 0 refused")
        run("import", str(people), "--kind", "contacts", "--map", "Handy=hat", code=1, says="Handy: Write it like one of these: id,")
        run("import", str(people), "--kind", "contacts", "--map", "Handy", code=64, says="Column=field")
        run("import", str(people), "--kind", "cats", code=1, says="kind:")
        run("import", f"{folder}/none.csv", "--kind", "contacts", code=64, says="cannot be read")
        odd = Path(folder) / "people.doc"
        odd.write_bytes(b"\xd0\xcf\x11\xe0\0\0")
        run("import", str(odd), "--kind", "contacts", code=64, says="--format")
        run("import", str(odd), "--kind", "contacts", "--format", "csv", code=1)


def stopped(trial, world):
    """Ctrl-C while an import runs: the portal stops, and the command says how far it came."""
    with tempfile.TemporaryDirectory() as folder:
        crowd = Path(folder) / "crowd.csv"
        crowd.write_text("first_name,last_name,email\n" + "".join(f"N{n},Crowd,n{n}.crowd@{world.domain}\n" for n in range(CROWD)))
        before = {item["id"] for item in everything(world.admin, "/api/v1/imports")}
        environment = {"PATH": os.environ["PATH"], "STAGEDOOR_TOKEN": trial.token}
        running = subprocess.Popen([str(BINARY), "import", str(crowd), "--kind", "contacts", "--apply", "--server", trial.url], env=environment,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=die_with_parent)
        mine = {}
        while running.poll() is None and not (mine.get("state") == "applying" and mine["done"]):
            time.sleep(0.05)
            mine = next((item for item in everything(world.admin, "/api/v1/imports") if item["id"] not in before), {})
        running.send_signal(signal.SIGINT)
        out, told = running.communicate(timeout=60)
        mine = world.admin.api("GET", f"/api/v1/imports/{mine['id']}").json
        trial.check("Ctrl-C", (130, "cancelled", True, f"cancelled after {mine['done']} of {CROWD} rows" in out, True),
                    (running.returncode, mine["state"], 0 < mine["done"] < CROWD, True, "stopping" in told))


def archives(trial, world):
    """The archive of an organization, from a portal that makes one; and from one that breaks off."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/archive.zip"
        told = json.loads(trial.far("export", "--output", path, "--json") or "{}")
        whole = Path(path).read_bytes() if told else b""
        trial.check("an archive and what is told of it", (world.organization, path, hashlib.sha256(whole).hexdigest(), len(whole), True),
                    (told.get("organization"), told.get("file"), told.get("sha256"), told.get("size"), zipfile.is_zipfile(path)))
        trial.far("import", "--archive", path, code=64, says="without --server")
    meddler = Meddler(trial.server.port)
    url = f"http://localhost:{meddler.port}"

    def state(name, status="200 OK", **more):
        return answer(status, body=json.dumps({"id": world.organization, "state": name, "rows_done": 3, "rows_total": 7, "size": None} | more).encode())

    def ask(*plan, **expected):
        meddler.plan = list(plan)
        with tempfile.TemporaryDirectory() as folder:
            trial.far("export", "--output", f"{folder}/archive.zip", url=url, **expected)
            return {path.name: path.read_bytes() for path in Path(folder).iterdir()}

    waiting, ready = state("waiting", "201 Created"), state("ready", size=9)
    trial.check("an archive", {"archive.zip": "PK archiv"},
                {name: data.decode() for name, data in ask(waiting, state("making"), "lose the answer", ready, answer("200 OK", body=b"PK archiv"), says="wrote 7 rows").items()})
    for plan, expected in [([ready, answer("200 OK", body=b"PK")], {"code": 4, "says": "2 bytes came of 9"}),
                           ([ready, answer("200 OK", body=b"PK archiv")[:-3]], {"code": 4, "says": "the connection ended before the file did"}),
                           ([waiting, state("failed")], {"code": 1, "says": "could not make the archive"}),
                           ([answer("403 Forbidden", body=b'{"title": "Forbidden", "detail": "No.", "permission": "organization.archive/engineering"}')],
                            {"code": 3, "says": "(organization.archive/engineering)"})]:
        trial.check(f"no archive: {expected['says']}", {}, {name: data.decode() for name, data in ask(*plan, **expected).items()})
    trial.far("export", "--output", __file__, url=url, code=64, says="exists")
    trial.far("export", url=url, code=64, says="--output FILE")
    meddler.close()


def listening(serve):
    """A server of one's own: `serve` gets the head and the connection of each request. Its port, and the heads that came."""
    listener, heads = socket.create_server(("127.0.0.1", 0)), []

    def connected(client):
        with client, contextlib.suppress(OSError):
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                if not (byte := client.recv(1)):
                    return
                head += byte
            heads.append(head)
            serve(head, client)

    def listen():
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=connected, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    return listener, heads


def halfway(trial, world):
    """What does not get to its end: an upload that is refused while it is sent, a download that somebody stops."""
    refusal = answer("403 Forbidden", "connection: close", body=b'{"title": "Forbidden", "detail": "No.", "permission": "import.run/engineering"}')

    def politely(_, client):
        client.sendall(refusal)
        client.shutdown(socket.SHUT_WR)
        while client.recv(65_536):
            pass

    def abruptly(_, client):
        client.sendall(refusal)  # what else comes is not read: the connection is reset

    with tempfile.TemporaryDirectory() as folder:
        crowd = Path(folder) / "crowd.csv"
        crowd.write_bytes(b"first_name,last_name,email\n" + b"Nina,Crowd,nina@example.com\n" * 1_000_000)
        for serve in [politely, abruptly]:
            listener, heads = listening(serve)
            with listener:
                trial.far("import", str(crowd), "--kind", "contacts", url=f"http://localhost:{listener.getsockname()[1]}", code=3, says="(import.run/engineering)")
            trial.check(f"an upload that is refused {serve.__name__} has one key", 1, len({re.search(rb"idempotency-key: (\S+)", head.lower())[1] for head in heads}))
            if serve is politely:
                trial.check("an upload that is refused is not sent again", 1, len(heads))
        _, reader = world.token(level="read_only")
        trial.far("import", str(crowd), "--kind", "contacts", token=reader, code=3, says="/read_only)")
        crowd.write_bytes(b"x" * 30_000_000)
        for run in [trial.far, lambda *words, **expected: trial.near(*words, "--organization", world.name, **expected)]:
            run("import", str(crowd), "--kind", "contacts", "--format", "json", code=1, says="JSON")

        def endless(head, client):
            if head.startswith(b"POST "):
                return client.sendall(answer("201 Created", "connection: close", body=json.dumps({"id": world.organization, "state": "ready", "size": 1 << 40}).encode()))
            client.sendall(f"HTTP/1.1 200 OK\r\ncontent-length: {1 << 40}\r\n\r\n".encode())
            while True:
                client.sendall(b"PK archive" * 1000)
                time.sleep(0.01)

        listener, heads = listening(endless)
        with listener:
            running = subprocess.Popen([str(BINARY), "export", "--output", f"{folder}/archive.zip", "--server", f"http://localhost:{listener.getsockname()[1]}"],
                                       env={"STAGEDOOR_TOKEN": trial.token}, preexec_fn=die_with_parent)
            part = Path(folder) / "archive.zip.part"
            for _ in range(200):
                if part.exists() and part.stat().st_size:
                    break
                time.sleep(0.05)
            pressed = time.monotonic()
            running.send_signal(signal.SIGINT)
            trial.check("Ctrl-C while a file comes", (-signal.SIGINT, True, False), (running.wait(30), time.monotonic() - pressed < 3, Path(folder, "archive.zip").exists()))


def encryption(trial):
    """A certificate that nobody here trusts: nothing is sent."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)

    with tempfile.TemporaryDirectory() as folder:
        made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost", "-keyout", f"{folder}/key", "-out", f"{folder}/certificate"]
        subprocess.run(made, check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{folder}/certificate", f"{folder}/key")
        server = HTTPServer(("127.0.0.1", 0), Handler)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None
        threading.Thread(target=server.serve_forever, daemon=True).start()
        trial.far("contacts", "list", url=f"https://localhost:{server.server_port}", code=4, says="its certificate is not trusted")
        trial.far("contacts", "list", url=trial.url.replace("http:", "https:"), code=4, says="does it speak https there?")
        server.shutdown()
    trial.check("nothing was sent to it", [], seen)


def completion(trial):
    """Every shell is told of every verb."""
    for shell in ["bash", "zsh", "fish"]:
        script = trial.near("--generate-completion-script", shell)
        trial.check(f"completion for {shell}", [], [word for word in ["contacts", "invite", "import", "export", "token-file", "insecure-http"] if word not in script])


def trials(server, journal):
    trial, world = Trial(server, journal), World(server)
    _, trial.token = world.token()
    verbs(trial, world, trial.far, "far")
    here = ["--organization", world.name]

    def near(*words, **expected):
        return trial.near(*words, *here, **expected)

    verbs(trial, world, near, "near")
    imports(trial, world, trial.far, "Ferry")
    imports(trial, world, near, "Nearby")
    stopped(trial, world)
    tokens(trial, world)
    addresses(trial)
    network(trial, world)
    archives(trial, world)
    halfway(trial, world)
    encryption(trial)
    completion(trial)
    trial.near("contacts", "list", code=64, says="--organization")
    there = ids(world.contacts())
    server.stop()
    trial.check("at home without a server", there, ids(lines(trial.near("contacts", "list", *here, "--json"))))
    trial.near("contacts", "add", *here, "--first-name", "Quiet", "--email", f"quiet@{world.domain}", says="quiet@")
    trial.far("contacts", "list", code=4, says="cannot be reached")
    with tempfile.TemporaryDirectory() as folder:
        people = Path(folder) / "people.json"
        people.write_text(json.dumps([{"first_name": "Petra", "last_name": "Home", "email": f"petra@{world.domain}"}]))
        trial.near("import", str(people), *here, "--kind", "contacts", "--apply", says="1 created")
    by_console = [e["action"] for e in entries(server) if e["actor"]["level"] == "console" and e["outcome"] == "done"]
    once = ["contact.create", "contact.edit", "access.grant", "contact.delete", "access.suspend", "import.run"]
    trial.check("the log of the console", sorted(once), sorted(set(by_console)))


def main():
    print(f"remote: seed {SEED}", flush=True)
    journal = Journal("remote")
    for kind in DATABASES:
        with Server(kind) as server:
            trials(server, journal)
    journal.close()
    print(f"remote: {journal.lines} commands, {len(journal.wrong)} wrong")
    sys.exit(0 if not journal.wrong and planted() else 1)


if __name__ == "__main__":
    main()
