#!/usr/bin/env python3
"""What a break-in tried at the portal's doors, one line an attempt: what it did, what it should get, what it got. The rooms
are the modules `doors_*.py`: each has `attempts(doors)`, run against a demo world of its own database, `PLANTED`, pairs of a
fault of the debug build and an attempt that must find it, and `SETTINGS`, the server's environment where it matters. Writes
doors.jsonl and planted-doors.jsonl.

    doors.py                         both databases, then the planted faults
    doors.py wire                    one room
    DATABASES=sqlite doors.py        one database
"""

import importlib
import sys
from pathlib import Path

from common import DATABASES, SEED, Journal, Server
from stage import Stage

ROOMS = sorted(path.stem.removeprefix("doors_") for path in Path(__file__).parent.glob("doors_*.py"))


class Doors:
    """A server with the demo world, its people, and where the lines go."""

    def __init__(self, server, journal, room):
        self.server = server
        self.journal = journal
        self.room = room
        self.stage = Stage(server, SEED)
        self.lines = []

    def check(self, what, expected, got):
        """Writes one attempt; it held when `got` is what was expected."""
        line = {"db": self.server.kind, "room": self.room, "what": what, "expected": expected, "got": got}
        self.lines.append(line)
        self.journal.write(line)


class Nowhere:
    """The journal of a run with a planted fault: its lines are wrong on purpose."""

    def write(self, line):
        line["ok"] = line["expected"] == line["got"]


def module(room):
    return importlib.import_module(f"doors_{room}")


def walk(room, journal, database, fault=None):
    """The lines of one room's attempts, on a server of their own."""
    with Server(database, fault=fault, settings=getattr(module(room), "SETTINGS", None)) as server:
        doors = Doors(server, journal, room)
        module(room).attempts(doors)
        return doors.lines


def planted(room, journal):
    """Each planted fault must be found by the attempt that is named beside it."""
    for fault, attempt in getattr(module(room), "PLANTED", []):
        found = [line["what"] for line in walk(room, Nowhere(), "sqlite", fault) if not line["ok"]]
        print(f"doors: planted fault {fault}: found by {len(found)} attempts", flush=True)
        journal.write({"harness": "doors", "fault": fault, "expected": True, "got": attempt in found})


def main():
    rooms = sys.argv[1:] or ROOMS
    print(f"doors: seed {SEED}", flush=True)
    journal = Journal("doors")
    for room in rooms:
        for database in DATABASES:
            walk(room, journal, database)
    journal.close()
    print(f"doors: {journal.lines} attempts, {len(journal.wrong)} wrong")
    faults = Journal("planted-doors")
    for room in rooms:
        planted(room, faults)
    faults.close()
    sys.exit(1 if journal.wrong or faults.wrong else 0)


if __name__ == "__main__":
    main()
