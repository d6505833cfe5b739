#!/usr/bin/env python3
"""The matrix walk: every route × every actor × every kind of target × own and foreign organization, on both databases,
with the effect, the audit entry and the mail read back, against the oracle. Writes matrix.jsonl, one line a cell.

    matrix.py             both databases, then the planted fault
    matrix.py --only db   one database; MATCH=text walks only routes with that text in "METHOD path"
"""

import json
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor

import rows_contacts
import rows_imports
import rows_open
import rows_pages
import rows_places
import rows_rooms
import rows_tokens
from actors import actors
from common import DATABASES, SEED, Journal, Server, Stopwatch
from stage import Stage
from walk import Walk

LEAST = 5000
ROWS = rows_contacts.ROWS | rows_places.ROWS | rows_pages.ROWS | rows_rooms.ROWS | rows_tokens.ROWS | rows_imports.ROWS | rows_open.ROWS


def routes(server):
    done = server.run("routes", "--json")
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def walk(kind, fault=None, match=os.environ.get("MATCH", "")):
    """The lines of the cells of one database."""
    watch = Stopwatch()
    with Server(kind, fault) as server:
        stage = Stage(server, SEED)
        step = Walk(kind, stage, SEED)
        listed = routes(server)
        step.require(listed, ROWS)
        chosen = [route for route in listed if match in f"{route['method']} {route['path']}"]
        for person in actors(stage):
            for route in (route for route in chosen if route["api"] or not person.program):
                person.renew()
                for row in ROWS.get((route["method"], route["path"]), []):
                    step.follow(route, row(stage, person, route))
        step.settle(server)
        print(f"{kind}: {len(step.cells)} cells of {len(chosen)} routes in {watch}", flush=True)
        return step.lines()


def planted():
    """A tenant condition is left out, and the walk must see it."""
    lines = walk("sqlite", fault="missing-tenant-condition", match="/api/v1/contacts")
    found = sum(line["expected"] != line["got"] for line in lines)
    print(f"matrix: planted fault missing-tenant-condition: {found} findings")
    journal = Journal("planted-matrix")
    journal.write({"harness": "matrix", "fault": "missing-tenant-condition", "findings": found, "expected": "found", "got": "found" if found else "missed"})
    journal.close()
    return not journal.wrong


def main():
    kinds = [sys.argv[2]] if sys.argv[1:2] == ["--only"] else DATABASES
    print(f"matrix: seed {SEED}", flush=True)
    journal = Journal("matrix")
    with ProcessPoolExecutor(len(kinds)) as pool:
        for lines in pool.map(walk, kinds):
            for line in lines:
                journal.write(line)
    journal.close()
    print(f"matrix: {journal.lines} cells, {len(journal.wrong)} mismatches")
    whole = len(kinds) > 1 and not os.environ.get("MATCH")
    enough = journal.lines >= LEAST or not whole
    if not enough:
        print(f"matrix: fewer than {LEAST} cells")
    sys.exit(0 if not journal.wrong and enough and (not whole or planted()) else 1)


if __name__ == "__main__":
    main()
