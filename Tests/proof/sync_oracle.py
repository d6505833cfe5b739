#!/usr/bin/env python3
"""Sync oracle: under strace, no success of a write leaves a socket of the SQLite server before an fdatasync or fsync of the
write-ahead log that follows the commit's last frame. Writes sync.jsonl, one line a write, and shows that it finds the
planted fault (a server that syncs at checkpoints only).

The value that a request writes is looked for in the log's pages, so that batches of several requests, and the jobs beside
them, are told apart. A frame whose header names the size of the database is a commit (SQLite, "WAL file format", 4.1)."""

import os
import re
import shutil
import sys
import threading

from common import SEED, Journal, Server
from stage import CONTACTS, Stage
from wire import Connection

WRITES = int(os.environ.get("WRITES", 200))
WRITERS = 4
CALLS = "write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,fsync,fdatasync,sync_file_range"
LINE = re.compile(r"^(\d+) +(?:\d+\.\d+ )?(?:(\w+)\((.*)|<\.\.\. (\w+) resumed>(.*))$")
BYTES = re.compile(r'"((?:\\x[0-9a-f]{2})+)"')
VALUE = re.compile(rb"sync\d+w\d+n\d{4}")
PATH = re.compile(r"^\d+<([^>]*)>")


def events(trace):
    """(what, file, bytes) in the order of the trace: `write` when a call that writes begins, `syncing` when a sync begins,
    `synced` when it has returned well."""
    begun = {}
    with trace.open(errors="replace") as lines:
        for line in lines:
            found = LINE.match(line.rstrip("\n"))
            if not found:
                continue
            thread, call, rest, resumed, tail = found.groups()
            path = begun.pop(thread, "") if resumed else plain((PATH.match(rest) or ["", ""])[1]).decode(errors="replace")
            if (call or resumed) in ("fsync", "fdatasync"):
                if call:
                    yield "syncing", path, b""
                if (rest or tail).endswith("= 0"):
                    yield "synced", path, b""
                elif call:
                    begun[thread] = path
            elif call:
                yield "write", path, b"".join(plain(text) for text in BYTES.findall(rest))


def plain(text):
    return bytes.fromhex(text.replace("\\x", "")) if text.startswith("\\x") else text.encode()


class Ledger:
    """How far each value is on its way to the disk: absent, written, committed, syncing, synced; and where it was when its
    success left."""

    def __init__(self, values):
        self.state = dict.fromkeys(values, "absent")
        self.answered = {}
        self.is_commit = False
        self.syncs = 0

    def follow(self, trace):
        for what, path, data in events(trace):
            if path.endswith("-wal"):
                self.log(what, data)
            elif path.startswith("socket:"):
                for value in self.values_in(data):
                    self.answered.setdefault(value, self.state[value])
        return self

    def values_in(self, data):
        return {value.decode() for value in VALUE.findall(data)} & self.state.keys()

    def log(self, what, data):
        if what == "syncing":
            self.move("committed", "syncing")
        elif what == "synced":
            self.syncs += 1
            self.move("syncing", "synced")
        elif len(data) == 24:  # a frame's header; its page follows
            self.is_commit = data[4:8] != bytes(4)
        else:
            for value in self.values_in(data):
                if self.state[value] == "absent":
                    self.state[value] = "written"
            if self.is_commit:
                self.move("written", "committed")
                self.is_commit = False

    def move(self, old, new):
        for value, state in self.state.items():
            if state == old:
                self.state[value] = new


def write(server, person, contact, values, statuses):
    connection = Connection(server.port, timeout=120)
    for value in values:
        answer = connection.ask("PATCH", f"{CONTACTS}/{contact['id']}", {"authorization": f"Bearer {person.bearer}"}, {"title": value})
        statuses[value] = answer.status


def run(fault=None, writes=WRITES):
    """For each value what the server's calls said of it when its success left."""
    with Server("sqlite", fault) as server:
        stage = Stage(server, SEED)
        contacts = [stage.make((stage.home, stage.other)[n % 2]["id"]) for n in range(WRITERS)]
        values = [[f"sync{SEED}w{n}n{i:04d}" for i in range(writes // WRITERS)] for n in range(WRITERS)]
        trace = server.database.folder / "trace"
        server.stop()
        server.wrapper = ["strace", "-D", "-f", "-y", "-xx", "-s", "8192", "-e", f"trace={CALLS}", "-o", str(trace)]
        server.start()
        statuses = {}
        threads = [threading.Thread(target=write, args=(server, stage.chief, contacts[n], values[n], statuses)) for n in range(WRITERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        server.stop()
        ledger = Ledger([value for row in values for value in row]).follow(trace)
    lines = []
    for value, status in statuses.items():
        got = ledger.answered.get(value, "its answer was not seen")
        lines.append({"value": value, "status": status, "expected": "synced", "got": got if status == 200 else f"status {status}"})
    return lines, ledger.syncs


def main():
    print(f"sync: seed {SEED}", flush=True)
    if not shutil.which("strace"):
        sys.exit("strace is missing; on Debian: apt-get install strace")
    journal = Journal("sync")
    lines, syncs = run()
    for line in lines:
        journal.write(line)
    journal.close()
    print(f"sync: {journal.lines} writes, {syncs} syncs, {len(journal.wrong)} answered too early")
    early = [line for line in run("synchronous-normal", WRITERS * 10)[0] if line["got"] != "synced"]
    print(f"sync: planted fault synchronous-normal: {len(early)} findings")
    planted = Journal("planted-sync")
    planted.write({"harness": "sync", "fault": "synchronous-normal", "findings": len(early), "expected": "found",
                   "got": "found" if early and all(line["got"] in ("committed", "written") for line in early) else "missed"})
    planted.close()
    sys.exit(1 if journal.wrong or planted.wrong or not journal.lines else 0)


if __name__ == "__main__":
    main()
