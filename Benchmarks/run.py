#!/usr/bin/env python3
"""Measures the portal in one run on loopback, on both databases, with references of the same run beside it, and writes
docs/benchmarks.md. `make bench` calls it. SEED, DATABASES, BENCH_SECONDS (of a round), BENCH_SIZES (organizations, contacts,
then the sizes to which the measured organization grows) and BENCH_POSTGRES_SIZE (the largest of them on
PostgreSQL) and BENCH_ROWS (of the file that is imported) make smaller or other runs; BENCH_REPORT writes elsewhere."""

import contextlib
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests/proof"))

import files  # noqa: E402
import load  # noqa: E402
import machine  # noqa: E402
import report  # noqa: E402
from common import BINARY, DATABASES, SEED, Database, Server, Stopwatch, psql  # noqa: E402
from world import World, fill  # noqa: E402

SECONDS = int(os.environ.get("BENCH_SECONDS", 6))
ORGANIZATIONS, CONTACTS, *SIZES = (int(n) for n in os.environ.get("BENCH_SIZES", "2000 20000 1000 10000 100000 1000000").split())
POSTGRES_SIZE = int(os.environ.get("BENCH_POSTGRES_SIZE", 1_000_000))  # the largest there
REPORT = Path(os.environ.get("BENCH_REPORT", ROOT / "docs/benchmarks.md"))
SEARCHED = ["lars", "eriksen", "q", "nov+vera", "castro+ada", "p00000"]  # beginnings of names and addresses
watch = Stopwatch()


def tell(what, round=None):
    figures = f": {round.cpu:.3f} ms CPU, {round.rate:.0f}/s" + (f", p50 {round.p50:.2f} p99 {round.p99:.2f} ms" if round.p99 else "") if round else ""
    print(f"{watch}: {what}{figures}", flush=True)


def passphrase():
    """Everybody's passphrase as the program itself hashes it: taken from a demo world."""
    with Server("sqlite") as server:
        server.stop()
        return server.database.rows("SELECT passphrase FROM accounts LIMIT 1")[0][0]


def decisions():
    """The permission check alone: what Benchmarks/Decisions prints."""
    program = os.environ.get("STAGEDOOR_DECISIONS")
    if not program:
        subprocess.run(["swift", "build", "-c", "release", "--product", "decisions"], cwd=ROOT, check=True)
        program = ROOT / ".build/release/decisions"
    return json.loads(subprocess.run([program], capture_output=True, text=True, check=True).stdout)


def made(kind, hash):
    """A portal over the world to measure, and the world."""
    portal = load.Portal(kind, database=Database(kind))
    portal.start().stop()  # makes the schema, the operator, the keys
    world = World(SEED, portal.database.folder / "keys", hash)
    fill(portal.database, world.organizations(ORGANIZATIONS, CONTACTS, SIZES[0]))
    tell(f"{kind}: {ORGANIZATIONS} organizations, {CONTACTS} contacts")
    return portal, world


def measure(kind, hash):
    """Everything of one database: rounds by name and number of connections."""
    got = {"growth": {}, "searched": {}}
    portal, world = made(kind, hash)
    try:
        chief, page = world.admins[0], "/users"
        starts = [portal.cold_start(chief.token) for _ in range(5)]
        got["cold"] = statistics.median(starts)
        time.sleep(3)
        got["rest"], got["tree at rest"] = machine.resident(portal.process.pid), portal.tree().memory()
        body = portal.answers(page, chief.token)
        got["bytes"], got["rows"] = len(body), body.count(b'href="/users/')
        tell(f"{kind}: {got['cold'] * 1000:.0f} ms to the first page, {got['rest']:.0f} MiB at rest")

        def round(name, people, deed="page", numbers=(1, 32)):
            for connections in numbers:
                label = f"{name} at {connections}"
                got[label] = load.wrk(portal.port, people, portal.tree(), portal.process.pid, connections, SECONDS, deed, f"{deed[0]}{connections}")
                tell(f"{kind}: {label}", got[label])

        round("empty", [("/healthz", "")])
        round("page", [(page, chief.token)])
        editors = [(f"/api/v1/contacts/{admin.contact}", admin.token) for admin in world.admins[1:513]]
        round("edit", editors, "edit")
        round("list", [("/api/v1/contacts?limit=50", chief.token)], "list")
        round("search", searches(chief), "list", (1, 16))
        places = list(load.places(portal, chief, 512))
        round("page anew", [(f"{page}?after={place}", chief.token) for place in places])
        round("list anew", [(f"/api/v1/contacts?limit=50&after={place}", chief.token) for place in places], "list")
        round("search anew", searches_anew(portal, chief), "list", (1, 16))
        round("create", [("/api/v1/contacts", admin.token) for admin in world.admins[1:513]], "create")
        got["bulk at 1"] = load.bulks(portal, world.admins[1:], SECONDS)
        tell(f"{kind}: bulk", got["bulk at 1"])
        for connections in (1, 32):
            # Half of the accounts for each: every one signs in once.
            admins = world.admins[1:][::2] if connections == 1 else world.admins[2:][::2]
            got[f"sign-in at {connections}"] = load.sign_ins(portal, admins, connections, SECONDS)
            tell(f"{kind}: sign-in at {connections}", got[f"sign-in at {connections}"])
        got["after"], got["tree after"] = machine.resident(portal.process.pid), portal.tree().memory()
        got["writes per sync"] = written(portal, editors, kind)
        tell(f"{kind}: {got['writes per sync'][0]} writes, {got['writes per sync'][1]} syncs")

        got["files"] = files.measure(portal, world.admins[-1], world.admins[1:65], page, SECONDS)
        for name in ("upload", "trial", "apply", "csv"):
            tell(f"{kind}: {name}: {got['files'][name]}")
        references(portal, chief, body, got)
        growth(portal, world, page, got)
        return got
    finally:
        portal.stop()
        portal.database.drop()


def searches(person):
    return [(f"/api/v1/contacts?limit=50&search={name}", person.token) for name in SEARCHED]


def searches_anew(portal, person):
    """Each from 86 places of the list, so that none is kept when it is asked for again."""
    return [(f"{path}&after={place}", token) for place in load.places(portal, person, 86) for path, token in searches(person)]


def written(portal, editors, kind):
    """Acknowledged writes and syncs of 32 writers, in a round of its own: strace stops the server at each sync."""
    with load.Syncs(portal) if kind == "sqlite" else contextlib.nullcontext() as syncs:
        count = syncs.count if syncs else load.postgres_syncs
        before = count()
        round = load.wrk(portal.port, editors, portal.tree(), portal.process.pid, 32, SECONDS, "edit", "s", warm=False)
        after = count()
    if kind == "sqlite":
        portal.start()
    return round.requests, after - before


def references(portal, chief, body, got):
    """What the same machine does at the same time without the portal."""
    if portal.kind == "sqlite":
        with load.nginx(body) as (port, process):
            for connections in (1, 32):
                got[f"nginx at {connections}"] = load.wrk(port, [("/page.html", "")], machine.Tree(process.pid), process.pid, connections, SECONDS)
                tell(f"nginx at {connections}", got[f"nginx at {connections}"])
        got["reads"] = load.bare_reads(portal.database, chief.organization, SECONDS / 2)
        got["commits"] = load.bare_commits(portal.database.folder, SECONDS / 2)
    else:
        got["reads"] = load.pgbench(portal.database, load.ROWS.format(f"'{chief.organization}'"), 1, SECONDS // 2 or 1)
        portal.database.psql("CREATE TABLE commits (number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text TEXT NOT NULL)")
        insert = "INSERT INTO commits (text) VALUES ('a profile was edited')"
        got["commits"] = load.pgbench(portal.database, insert, 1, SECONDS // 2 or 1)
        before = load.postgres_syncs()
        got["commits at 32"] = load.pgbench(portal.database, insert, 32, SECONDS // 2 or 1)
        got["bare writes per sync"] = (got["commits at 32"].requests, load.postgres_syncs() - before)
        portal.database.psql("DROP TABLE commits")
    tell(f"{portal.kind}: bare reads", got["reads"])
    tell(f"{portal.kind}: bare commits", got["commits"])


def growth(portal, world, page, got):
    """The Users page and a search, again and again while their organization grows."""
    chief, size = world.admins[0], 0
    for goal in SIZES if portal.kind == "sqlite" else [size for size in SIZES if size <= POSTGRES_SIZE]:
        if got["growth"] and got["growth"][size][0].p50 > 2000:
            tell(f"{portal.kind}: {goal} contacts are not asked for: a page of {size} took too long already")
            return
        portal.stop()
        if size:
            fill(portal.database, world.people(chief.organization, size, goal - size))
            tell(f"{portal.kind}: one organization of {goal} contacts")
        size = goal
        portal.start()
        portal.answers(page, chief.token)  # the first of all, with everything still to be read and planned
        alone = load.one_by_one(portal, lambda: portal.answers(page, chief.token))
        rounds = [alone, alone] if alone.p50 > 200 else [load.wrk(portal.port, [(page, chief.token)], portal.tree(), portal.process.pid, n, SECONDS) for n in (1, 32)]
        got["growth"][goal] = rounds
        for round in rounds:
            tell(f"{portal.kind}: the page of {goal} contacts", round)
        anew = searches_anew(portal, chief)
        slowest = max((load.one_by_one(portal, lambda: files.ask(portal, chief, "GET", path)) for path, _ in anew[:len(SEARCHED)]), key=lambda round: round.p50)
        got["searched"][goal] = slowest if slowest.p50 > 200 else load.wrk(
            portal.port, anew, portal.tree(), portal.process.pid, 16, SECONDS, "list", f"g{goal}")
        tell(f"{portal.kind}: a search among {goal} contacts", got["searched"][goal])


def main():
    print(f"bench: seed {SEED}, {BINARY}", flush=True)
    for program in ("wrk", "nginx", "strace", "psql"):
        if not shutil.which(program):
            sys.exit(f"{program} is missing: Tools/install build test bench")
    busy = os.getloadavg()[0]
    check = decisions()
    tell(f"a decision: {check['nanoseconds'] / check['decisions']:.1f} ns")
    hash = passphrase()
    results = {}
    for kind in DATABASES:
        results[kind] = measure(kind, hash)
    first = next(iter(results.values()))
    facts = machine.description(tempfile.gettempdir()) | {
        "date": time.strftime("%Y-%m-%d"), "seed": SEED, "seconds": SECONDS, "organizations": ORGANIZATIONS, "contacts": CONTACTS, "sizes": SIZES,
        "bytes": first["bytes"], "rows": first["rows"], "busy": busy, "build": "Debug" if "debug" in str(BINARY) else "Release",
        "versions": [machine.said("wrk", "-v").partition(" [")[0], machine.said("nginx", "-v"), "PostgreSQL " + psql("SHOW server_version")[0][0],
                     f"SQLite {sqlite3.sqlite_version} of the bare loops"],
    }
    text = report.text(results, check, facts, watch)
    REPORT.write_text(text)
    print(f"{watch}: {REPORT}", flush=True)


if __name__ == "__main__":
    main()
