#!/usr/bin/env python3
"""Restores: backups taken while writers write, restored into empty databases of both kinds in turn. Each time the audit
chain verifies, everything that was acknowledged before the backup began is there, nothing stands there twice, and what one
backup restores is the same every time. Writes restores.jsonl, one line a restore. RESTORES says how many (20)."""

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor

from common import DATABASES, LONG, SEED, Database, Journal, Server, Stopwatch
from crash import WRITERS, Writer, verified
from stage import Stage

RESTORES = int(os.environ.get("RESTORES", 100 if LONG else 20))
BACKUPS = 2  # of each kind of database


def acknowledged(writers):
    return {address for writer in writers for address, outcome in writer.made if outcome == "acknowledged"}


def take(server, file):
    """A backup in the middle of the writing: what was acknowledged before it, and whether the writers went on meanwhile."""
    stage = Stage(server, SEED)
    people = [stage.chief, stage.person("admin", stage.home["id"]), stage.person("admin", stage.other["id"])]
    places = [stage.home["id"], stage.home["id"], stage.other["id"]]
    writers = [Writer(server.port, people[n % 3], stage.make(places[n % 3]), 0, n, f"{SEED}/{file.name}/{n}") for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(1)
    before = acknowledged(writers)
    done = server.run("backup", str(file))
    meanwhile = acknowledged(writers) - before
    for writer in writers:
        writer.halt = True
    for writer in writers:
        writer.join(30)
    fault = None if done.returncode == 0 and before and meanwhile else (
        f"backup: {done.returncode} {(done.stdout + done.stderr)[-500:]}; {len(before)} writes before it, {len(meanwhile)} meanwhile")
    return before, fault


def restored(kind, file, before):
    """What one restore brought: complaints, and what stands there."""
    database = Database(kind)
    try:
        target = Server(kind, database=database)
        done = target.run("restore", str(file))
        if done.returncode:
            return [f"restore: {done.returncode} {(done.stdout + done.stderr)[-500:]}"], None
        faults = [fault for fault in [verified(target)] if fault]
        there = sorted(tuple(map(str, row)) for row in database.rows("SELECT id, COALESCE(email, ''), title, version FROM contacts"))
        addresses = [row[1] for row in there if row[1].endswith("@crash.example")]
        faults += [f"{len(before - set(addresses))} lost"] if before - set(addresses) else []
        faults += ["something stands there twice"] if len(addresses) != len(set(addresses)) else []
        return faults, there
    finally:
        database.drop()


def restores(source):
    """The lines of the backups of one kind of database."""
    lines, watch = [], Stopwatch()
    each = RESTORES // (BACKUPS * len(DATABASES))
    for backup in range(BACKUPS):
        with Server(source) as server:
            file = server.database.folder / f"{backup}.backup"
            before, fault = take(server, file)
            first = None
            for number in range(each):
                kind = DATABASES[number % len(DATABASES)]
                began = time.monotonic()
                faults, there = ([fault], None) if fault else restored(kind, file, before)
                first = first or there
                if there != first:
                    faults.append("not what the same backup restored before")
                lines.append({"from": source, "db": kind, "backup": backup, "round": number, "acknowledged": len(before), "contacts": there and len(there),
                              "ms": round((time.monotonic() - began) * 1000), "expected": [], "got": faults})
    print(f"{source}: {len(lines)} restores in {watch}", flush=True)
    return lines


def main():
    print(f"restores: seed {SEED}", flush=True)
    journal = Journal("restores")
    with ProcessPoolExecutor(len(DATABASES)) as pool:
        for lines in pool.map(restores, DATABASES):
            for line in lines:
                journal.write(line)
    journal.close()
    print(f"restores: {journal.lines} restores, {len(journal.wrong)} violations")
    sys.exit(0 if not journal.wrong and journal.lines >= min(RESTORES, 20) else 1)


if __name__ == "__main__":
    main()
