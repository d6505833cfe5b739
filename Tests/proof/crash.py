#!/usr/bin/env python3
"""Crash: the server is killed (SIGKILL) at a random moment while several writers write; after it is up again every
acknowledged write is there exactly once, every refused one is not, and of those without an answer each is there once or not
at all. On PostgreSQL backends are terminated as well, and the whole cluster is killed. Writes crash-sqlite.jsonl and
crash-postgres.jsonl, one line a cycle. CYCLES says how many (100)."""

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from common import DATABASES, LONG, ROOT, SEED, Database, Journal, Server, Stopwatch, everything, query
from stage import CONTACTS, Stage
from wire import Connection, Gone

CYCLES = int(os.environ.get("CYCLES", 300 if LONG else 100))
WRITERS = 6
VERIFY_EVERY = 10  # cycles between two whole checks of the audit log; the last one always


class Cluster:
    """A PostgreSQL server of our own, so that it may be killed."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="stagedoor-crash-pg-"))
        self.folder.chmod(0o755)
        self.start()

    def start(self):
        for _ in range(40):
            # Through a file: the server keeps its standard output open.
            with (self.folder / "url").open("w") as url:
                done = subprocess.run([ROOT / "Tests/postgres", "start", self.folder], stdin=subprocess.DEVNULL, stdout=url, stderr=subprocess.PIPE)
            if done.returncode == 0:
                self.url = (self.folder / "url").read_text().strip()
                return
            time.sleep(0.25)  # the memory of the killed one may not be free yet
        raise RuntimeError(f"PostgreSQL does not start: {done.stderr.decode()[-500:]}")

    def kill(self):
        """SIGKILL to the postmaster and all its backends."""
        parent = (self.folder / "data/postmaster.pid").read_text().split()[0]
        children = [status.parent.name for status in Path("/proc").glob("[0-9]*/status") if f"PPid:\t{parent}\n" in read(status)]
        for process in [parent, *children]:
            try:
                os.kill(int(process), signal.SIGKILL)
            except ProcessLookupError:
                pass
        # Where nobody collects the dead, they look alive to pg_ctl.
        (self.folder / "data/postmaster.pid").unlink()

    def stop(self):
        subprocess.run([ROOT / "Tests/postgres", "stop", self.folder], capture_output=True)
        shutil.rmtree(self.folder, ignore_errors=True)


def read(path):
    try:
        return path.read_text()
    except OSError:
        return ""


class Writer(threading.Thread):
    """Writes until its connection breaks: a contact more, or another title of its own contact. It keeps a journal."""

    def __init__(self, port, person, contact, cycle, number, seed):
        super().__init__(daemon=True)
        self.connection = Connection(port)
        self.headers = {"authorization": f"Bearer {person.bearer}"}
        self.contact = contact
        self.name_of = lambda: f"k{cycle:04d}w{number}n{len(self.made) + len(self.titles):05d}"
        self.random = random.Random(seed)
        self.made = []  # [address, outcome]
        self.titles = [(contact["title"], contact["version"], "acknowledged")]  # (title, version, outcome)
        self.odd = []
        self.halt = False

    def run(self):
        while not self.halt and not (self.made and self.made[-1][1] == "unknown" or self.titles[-1][2] == "unknown"):
            if self.random.random() < 0.5:
                self.create()
            else:
                self.edit()

    def ask(self, method, path, body):
        """The answer, or None when it never came: then nobody knows."""
        try:
            return self.connection.ask(method, path, self.headers, body, retry=False)
        except Gone:
            return None

    def outcome(self, answer, *good):
        if answer is None or answer.status >= 500:
            return "unknown"
        if answer.status in good:
            return "acknowledged"
        return "refused"

    def create(self):
        word = self.name_of()
        refused = self.random.random() < 0.1
        body = {"first_name": "Crash", "last_name": word, "email": f"{word}@crash.example", "phone": "12" if refused else "+493012345", "language": "en",
                "organization": self.contact["organization"]}
        answer = self.ask("POST", CONTACTS, body)
        self.made.append((body["email"], self.outcome(answer, 201)))

    def edit(self):
        title = self.name_of()
        answer = self.ask("PATCH", f"{CONTACTS}/{self.contact['id']}", {"title": title})
        outcome = self.outcome(answer, 200)
        if outcome == "refused":
            self.odd.append(f"an edit was answered {answer.status}: {answer.text[:200]}")
        else:
            self.titles.append((title, answer.json["version"] if outcome == "acknowledged" else None, outcome))


class Check:
    """What is there after the crash, against the journals of the writers."""

    def __init__(self, stage, writers, cycle):
        self.lost = self.doubled = self.unknown = self.acknowledged = 0
        self.odd = [odd for writer in writers for odd in writer.odd]
        there = {}
        for id in {writer.contact["organization"] for writer in writers}:
            for contact in everything(stage.chief, query(CONTACTS, organization=id, search=f"k{cycle:04d}", limit=200)):
                there[contact["email"]] = there.get(contact["email"], 0) + 1
        for writer in writers:
            for email, outcome in writer.made:
                self.count(outcome, there.pop(email, 0), email)
            self.details(stage, writer)
        self.odd += [f"nobody wrote {email}" for email in there if email and email.startswith(f"k{cycle:04d}")]

    def count(self, outcome, found, what):
        self.acknowledged += outcome == "acknowledged"
        self.unknown += outcome == "unknown"
        self.lost += outcome == "acknowledged" and found == 0
        self.doubled += found > 1
        if outcome == "refused" and found:
            self.odd.append(f"{what} was refused and is there")

    def details(self, stage, writer):
        """The last acknowledged title, or the one after it; and the version has moved once for each."""
        acknowledged = [entry for entry in writer.titles if entry[2] == "acknowledged"]
        last, pending = acknowledged[-1], writer.titles[-1] if writer.titles[-1][2] == "unknown" else None
        self.acknowledged += len(acknowledged) - 1
        self.unknown += pending is not None
        now = stage.contact(writer.contact["id"])
        if now["title"] == last[0]:
            self.doubled += now["version"] != last[1]
        elif pending and now["title"] == pending[0]:
            self.doubled += now["version"] != last[1] + 1
        else:
            self.lost += 1
        versions = [entry[1] for entry in acknowledged]
        if versions != list(range(versions[0], versions[0] + len(versions))):
            self.odd.append(f"versions {versions[:20]}")
        writer.contact = now


def intact(database):
    """SQLite's own word on a copy of the files as the crash left them."""
    with tempfile.TemporaryDirectory() as folder:
        for file in database.folder.glob("portal.db*"):
            if file.is_file() and not file.name.endswith("-shm"):
                shutil.copy(file, folder)
        connection = sqlite3.connect(f"{folder}/portal.db")
        try:
            words = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        finally:
            connection.close()
    return None if words == ["ok"] and not broken else f"integrity_check: {words[:3]}, foreign keys: {broken[:3]}"


def strike(server, cluster, cycle):
    """What goes wrong in this cycle. True when the server is gone."""
    if cluster and cycle % 10 == 9:
        cluster.kill()
        server.kill()
        cluster.start()
    elif cluster and cycle % 4 == 2:
        server.database.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
        return False
    else:
        server.kill()
    return True


def backends(database):
    """PostgreSQL's processes that answer clients of this database, but the one that is asked."""
    return {pid for pid, in database.psql(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()")}


def settled(database, of_the_dead, patience=30):
    """Waits for those that the killed server left behind: they still do what they have been sent, and may commit it."""
    deadline = time.monotonic() + patience
    while of_the_dead & backends(database):
        if time.monotonic() > deadline:
            raise RuntimeError(f"the dead server's backends do not end: {of_the_dead}")
        time.sleep(0.01)


def cycles(kind):
    """The lines of the cycles on one database."""
    lines, watch = [], Stopwatch()
    with contextlib.ExitStack() as stack:
        cluster = Cluster() if kind == "postgres" else None
        if cluster:
            stack.callback(cluster.stop)
        database = Database(kind, cluster and cluster.url)
        stack.callback(database.drop)
        server = Server(kind, database=database)
        stack.callback(server.stop)
        server.start()
        stage = Stage(server, SEED)
        people = [stage.chief, stage.person("admin", stage.home["id"]), stage.person("admin", stage.other["id"])]
        places = [stage.home["id"], stage.home["id"], stage.other["id"]]
        owned = [stage.make(places[n % 3]) for n in range(WRITERS)]
        for number in range(CYCLES):
            line, owned = cycle(number, server, cluster, stage, people, owned)
            lines.append(line)
    print(f"{kind}: {len(lines)} cycles in {watch}", flush=True)
    return lines


def cycle(number, server, cluster, stage, people, owned):
    """One cycle: its line, and the writers' contacts as they are now."""
    seed = f"{SEED}/{server.kind}/{number}"
    chance = random.Random(seed)
    writers = [Writer(server.port, people[n % 3], owned[n], number, n, f"{seed}/{n}") for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(chance.uniform(0.05, 0.6))
    is_gone = strike(server, cluster, number)
    for writer in writers:
        writer.halt = True
    for writer in writers:
        writer.join(30)
    faults = []
    if is_gone:
        left = backends(server.database) if cluster else set()
        faults += [intact(server.database)] if server.kind == "sqlite" else []
        if number % (2 * VERIFY_EVERY) == VERIFY_EVERY - 1:
            faults.append(verified(server))  # over the database as the crash left it
        began = time.monotonic()
        server.start()
        ready = time.monotonic() - began
        if cluster:
            settled(server.database, left)
    else:
        ready = 0
    stage.chief.connection.close()
    check = Check(stage, writers, number)
    if number % VERIFY_EVERY == 0 or number == CYCLES - 1:
        faults.append(verified(server))
    faults = [fault for fault in faults + check.odd if fault]
    return {"cycle": number, "db": server.kind, "seed": seed, "acknowledged": check.acknowledged, "lost": check.lost, "doubled": check.doubled,
            "unknown": check.unknown, "killed": is_gone, "ready_ms": round(ready * 1000), "faults": faults,
            "expected": [0, 0, []], "got": [check.lost, check.doubled, faults]}, [writer.contact for writer in writers]


def verified(server):
    done = server.run("audit", "verify")
    return None if done.returncode == 0 and ", ok" in done.stdout else f"audit verify: {done.returncode} {(done.stdout + done.stderr)[-500:]}"


def main():
    print(f"crash: seed {SEED}", flush=True)
    wrong = 0
    with ProcessPoolExecutor(len(DATABASES)) as pool:
        for kind, lines in zip(DATABASES, pool.map(cycles, DATABASES)):
            journal = Journal(f"crash-{kind}")
            for line in lines:
                journal.write(line)
            journal.close()
            wrong += len(journal.wrong)
            for line in lines:
                if line["faults"] or line["lost"] or line["doubled"]:
                    print(line)
            print(f"crash {kind}: {len(lines)} cycles, {sum(l['acknowledged'] for l in lines)} acknowledged, {sum(l['lost'] for l in lines)} lost")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
