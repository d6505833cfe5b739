#!/usr/bin/env python3
"""The administrator's commands beside a running server, on both databases: what they print, what they change, how they
end, and what the log then says. Writes commands.jsonl, one line a command."""

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

from common import BINARY, DATABASES, SEED, Database, Journal, Person, Server, entries, personas, signed_in


class Trial:
    def __init__(self, server, journal):
        self.server = server
        self.journal = journal

    def run(self, words, code, contains):
        done = self.server.run(*words)
        said = done.stdout + done.stderr
        got = {"exit": done.returncode, "says": contains if contains in said else said[-300:]}
        self.journal.write({"db": self.server.kind, "command": " ".join(words), "expected": {"exit": code, "says": contains}, "got": got})
        return done.stdout

    def check(self, what, expected, got):
        self.journal.write({"db": self.server.kind, "command": what, "expected": expected, "got": got})


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def arrives(chief, address):
    """True once the outbox has delivered it."""
    for _ in range(100):
        if any(m["to"] == address and "/recovery/" in m["text"] for m in chief.connection.ask("GET", "/demo/mail.json").json):
            return True
        time.sleep(0.1)
    return False


def trials(server, journal):
    trial = Trial(server, journal)
    people = [p for p in personas(server) if p["status"] == "active" and p["level"] in ("admin", "engineering")]
    admin = next(p for p in people if p["level"] == "admin")
    engineer = next(p for p in people if p["level"] == "engineering" and p["organization"] == admin["organization"])
    chief = signed_in(server, next(p for p in personas(server) if p["level"] == "operator_admin" and p["status"] == "active"))
    name = chief.api("GET", f"/api/v1/organizations/{admin['organization']}").json["name"]
    address = chief.api("GET", f"/api/v1/contacts/{engineer['contact']}").json["email"]
    fellow = signed_in(server, engineer)
    made = fellow.api("POST", "/api/v1/tokens", {"name": "Sync", "level": "engineering", "days": 1}).json
    token = made["token"]["id"]
    program = Person(server)
    program.bearer = made["secret"]

    def answered(person):
        return person.api("GET", "/api/v1/contacts?limit=1").status

    here = ["--organization", name]
    listed = lines(trial.run(["user", "list", *here, "--json"], 0, engineer["contact"]))
    trial.check("user list names those with access and nobody else", [], [c["id"] for c in listed if c["level"] == "none"])
    trial.run(["user", "list", "--organization", name.upper()], 0, address)
    trial.run(["user", "list", "--organization", "No such house"], 1, "no organization is called No such house")
    trial.check("the token works", 200, answered(program))
    trial.run(["token", "list", *here], 0, "Sync")
    trial.check("token list as the API shows it", [token], [t["id"] for t in lines(trial.run(["token", "list", *here, "--json"], 0, token))])
    for verb, state, status in [("pause", "paused", 401), ("resume", "active", 200), ("end", "ended", 401)]:
        trial.run(["token", verb, *here, token], 0, f"Sync is {state}")
        trial.check(f"after token {verb}", status, answered(program))
    trial.run(["token", "resume", *here, token], 1, "This token has ended")
    trial.run(["token", "end", *here, "x"], 1, "x is not the id of a token")
    trial.run(["user", "recover", *here, address], 0, "goes to the address that")
    trial.check("the recovery is a mail", True, arrives(chief, address))
    trial.check("before the suspension", 200, answered(fellow))
    trial.run(["user", "suspend", *here, address], 0, "is suspended")
    trial.check("after the suspension", 401, answered(fellow))
    trial.run(["user", "suspend", *here, address], 1, "Not possible")
    trial.run(["user", "resume", *here, address], 0, "signs in again, as before")
    trial.run(["user", "resume", *here, address], 1, "Not possible")
    trial.run(["user", "recover", *here, "nobody@nowhere.example"], 1, "no contact with the address nobody@nowhere.example")
    trial.run(["config"], 0, "STAGEDOOR_DATABASE")
    trial.check("config prints no password", False, "hunter2" in server.run("config", "--database", "postgres://x:hunter2@db/y").stdout)
    trial.run(["config", "--json"], 0, "STAGEDOOR_PUBLIC_URL")
    trial.run(["token"], 0, "SUBCOMMANDS")
    trial.run(["token", "end"], 64, "Missing expected argument")
    trial.check("audit verify as JSON", (True, 0, []), tuple(json.loads(trial.run(["audit", "verify", "--json"], 0, "problem_count"))[n] for n in ("ok", "problem_count", "problems")))
    copy, archive = server.database.folder / "copy.backup", server.database.folder / "archive.zip"
    trial.check("backup as JSON", str(copy), json.loads(trial.run(["backup", str(copy), "--json"], 0, "checkpoint"))["file"])
    trial.run(["backup", str(copy)], 1, "exists")
    wrote = json.loads(trial.run(["export", *here, "--output", str(archive), "--json"], 0, "sha256"))
    trial.check("export as JSON", (archive.stat().st_size, hashlib.sha256(archive.read_bytes()).hexdigest()), (wrote["size"], wrote["sha256"]))
    trial.check("an archive is for its owner alone", 0o600, archive.stat().st_mode & 0o777)
    trial.run(["export", *here, "--output", str(archive)], 1, "exists")
    nothing = trial.run(["contacts", "list", *here, "--search", "nobody-of-this-name", "--csv"], 0, "id,organization,first_name")
    trial.check("a list without rows has its header, and nothing else", 1, len(nothing.splitlines()))
    partner = json.loads(chief.api("POST", "/api/v1/organizations", {"name": "Commands without sites", "kind": "vendor", "asns": []}).body)["id"]
    trial.check("so has an export", 1, len(trial.run(["export", "--organization", partner, "--csv", "sites"], 0, "id,organization,code").splitlines()))
    for words in (["contacts", "list", *here, "--json"], ["contacts", "list", *here], ["export", *here, "--csv", "activity"], ["user", "list", *here], ["permissions", "--json"]):
        trial.check(f"{words[0]}, of which nobody reads: it ends without a word", (141, ""), unread(server, words))
    trial.run(["export", "--organization", "No such house", "--output", f"{archive}2"], 1, "no organization is called No such house")
    trial.run(["import", "--archive", str(archive)], 1, "is here already; nothing was brought in")
    trial.run(["import", "--archive", f"{archive}2"], 1, "there is no file")
    server.stop()
    trial.run(["token", "list", *here], 0, "ended")
    by_console = [e["action"] for e in entries(server) if e["actor"]["level"] == "console" and e["chain"] == admin["organization"] and e["outcome"] == "done"]
    # A suspension finds no living token any more.
    trial.check("the log", ["token.edit", "token.edit", "token.edit", "recovery.start", "access.suspend", "access.grant", "organization.archive"], by_console)


def unread(server, words):
    """How a command ends, and what it says on the standard error, whose reader has left before it writes."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.Popen([str(BINARY), *words], env=server.environment(), stdin=subprocess.DEVNULL, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    said = done.communicate(timeout=60)[1]
    return (141 if done.returncode == -signal.SIGPIPE else done.returncode), said


def starts(kind, journal):
    """A server that cannot start says which file or address, which setting, and what to do; mended, it starts."""
    database = Database(kind)
    server = Server(kind, database=database, demo=False)
    folder = database.folder
    (folder / "file").write_text("no database")
    (folder / "open").write_text("{}")
    (folder / "open").chmod(0o644)
    (folder / "empty").touch(0o600)
    taken = socket.create_server(("127.0.0.1", 0))
    port = str(taken.getsockname()[1])
    wrong = [
        # What is set, and what the message names: the thing, the setting, the remedy.
        ({"STAGEDOOR_KEYS": f"{folder}/none/keys"}, [f"{folder}/none", "STAGEDOOR_KEYS", "make it"]),
        ({"STAGEDOOR_KEYS": f"{folder}/open"}, [f"{folder}/open", "STAGEDOOR_KEYS", "chmod 600"]),
        ({"STAGEDOOR_KEYS": f"{folder}/empty"}, [f"{folder}/empty", "STAGEDOOR_KEYS", "restore"]),
        ({"STAGEDOOR_CHECKPOINTS": f"{folder}/file/checkpoints"}, [f"{folder}/file/checkpoints", "STAGEDOOR_CHECKPOINTS", "make it"]),
        ({"STAGEDOOR_DATABASE": f"sqlite:{folder}/file/x.db"}, [f"{folder}/file", "STAGEDOOR_DATABASE", "make it"]),
        ({"STAGEDOOR_DATABASE": f"sqlite:{folder}/file"}, [f"{folder}/file", "STAGEDOOR_DATABASE", "see that it is a database"]),
        ({"STAGEDOOR_DATABASE": f"sqlite:{folder}"}, [str(folder), "STAGEDOOR_DATABASE", "read and write"]),
        ({"STAGEDOOR_DATABASE": f"sqlite:{folder}/{'x' * 110}/x.db"}, ["x" * 3, "STAGEDOOR_DATABASE", "shorter"]),
        ({"STAGEDOOR_DATABASE": "postgres://nobody@127.0.0.1:1/none"}, ["127.0.0.1:1/none", "STAGEDOOR_DATABASE", "see that PostgreSQL runs"]),
        ({"STAGEDOOR_DATABASE": "mysql://x"}, ["mysql://x", "STAGEDOOR_DATABASE", "write sqlite:PATH"]),
        ({"STAGEDOOR_CONFIG": f"{folder}/none.env"}, [f"{folder}/none.env", "STAGEDOOR_CONFIG", "No such file"]),
        ({"STAGEDOOR_CONFIG": str(folder)}, [str(folder), "STAGEDOOR_CONFIG", "settings file"]),
        ({"STAGEDOOR_PORT": port}, [f"port {port} is taken", "STAGEDOOR_PORT", "choose another"]),
        ({"STAGEDOOR_METRICS_PORT": port}, [f"port {port} is taken", "STAGEDOOR_METRICS_PORT", "choose another"]),
        ({"STAGEDOOR_PORT": "99999"}, ["99999", "STAGEDOOR_PORT", "write a number"]),
        ({"STAGEDOOR_BIND": "192.0.2.1", "STAGEDOOR_PORT": "18099"}, ["192.0.2.1", "STAGEDOOR_BIND", "write one of its own"]),
        ({"STAGEDOOR_BIND": "nowhere.invalid", "STAGEDOOR_PORT": "18099"}, ["nowhere.invalid", "STAGEDOOR_BIND", "correct"]),
        ({"STAGEDOOR_SMTP_URL": "http://mail"}, ["STAGEDOOR_SMTP_URL", "begins with smtp://"]),
        ({"STAGEDOOR_MAIL_FROM": "portal"}, ["portal", "STAGEDOOR_MAIL_FROM", "write an address"]),
        ({"STAGEDOOR_SUPPORT_EMAIL": "help"}, ["help", "STAGEDOOR_SUPPORT_EMAIL", "write an address"]),
        ({"STAGEDOOR_PROXIES": "127.0.0.1, 10.0.0.0/8"}, ["10.0.0.0/8", "STAGEDOOR_PROXIES", "write the addresses"]),
        ({"STAGEDOOR_LOG_LEVEL": "loud"}, ["loud", "STAGEDOOR_LOG_LEVEL", "write debug, info"]),
        ({"STAGEDOOR_PUBLIC_URL": "ftp://x"}, ["ftp://x", "STAGEDOOR_PUBLIC_URL", "write https://"]),
    ]
    for settings, words in wrong:
        done = subprocess.run([str(BINARY), "serve"], env=server.environment() | settings, capture_output=True, text=True, timeout=60)
        said = done.stdout + done.stderr
        journal.write({"db": kind, "command": f"serve with {sorted(settings)}", "settings": {n: v[-80:] for n, v in settings.items()}, "expected": [True, words],
                       "got": [done.returncode not in (0, -11), words if all(word in said for word in words) else said[-400:]]})
    taken.close()
    # The first start made the tables and no keys; with a place for them the next one begins.
    with server:
        journal.write({"db": kind, "command": "serve once it is mended", "expected": True, "got": server.port > 0})
    shutil.rmtree(folder, ignore_errors=True)
    database.drop()


def main():
    print(f"commands: seed {SEED}", flush=True)
    journal = Journal("commands")
    for kind in DATABASES:
        with Server(kind) as server:
            trials(server, journal)
        starts(kind, journal)
    journal.close()
    print(f"commands: {journal.lines} commands, {len(journal.wrong)} wrong")
    sys.exit(1 if journal.wrong else 0)


if __name__ == "__main__":
    main()
