#!/usr/bin/env python3
"""Races: rounds of 16 requests that end at one instant, and what must hold whoever wins. Writes races.jsonl, one line a
round; ROUNDS of each kind (1,000), half of them on each database.

    races.py              both databases, then the planted fault
    KINDS="email" DATABASES=sqlite ROUNDS=50 races.py    a part of it
"""

import os
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor

import races_access
import races_contacts
from arena import Arena
from common import DATABASES, SEED, Journal, Server, Stopwatch

ROUNDS = int(os.environ.get("ROUNDS", 10_000 if os.environ.get("STAGEDOOR_PROOF_LEVEL") == "assurance" else 1_000))
KINDS = {
    "last-admin": races_access.LastAdmin,
    "invitation": races_access.Invitation,
    "promoted-while-edited": races_contacts.PromotedWhileEdited,
    "email-taken": races_contacts.EmailTaken,
    "suspended-while-requesting": races_access.SuspendedWhileRequesting,
}
CHOSEN = os.environ.get("KINDS", " ".join(KINDS)).split()


def race(database, rounds=None, kinds=CHOSEN, fault=None):
    """The lines of the rounds on one database."""
    lines = []
    with Server(database, fault) as server:
        arena, rings = Arena(server, SEED), []
        for kind in kinds:
            watch, began = Stopwatch(), len(lines)
            ring = KINDS[kind](arena)
            rings.append((ring, began))
            for number in range(rounds or ROUNDS // len(DATABASES)):
                seed = f"{SEED}/{database}/{kind}/{number}"
                outcome, violation = ring.round(random.Random(seed))
                lines.append({"kind": kind, "db": database, "round": number, "seed": seed, "outcome": outcome, "violation": violation,
                              "expected": None, "got": violation})
            wrong = sum(line["violation"] is not None for line in lines[began:])
            print(f"{database}: {kind}: {len(lines) - began} rounds, {wrong} violations, {watch}", flush=True)
        server.stop()
        for ring, began in rings:
            if hasattr(ring, "settle"):
                ring.settle(lines[began:])
    return lines


def planted():
    """The check of the last Admin does not hold its transaction, and the rounds must see it."""
    lines = race("sqlite", rounds=20, kinds=["last-admin"], fault="check-outside-transaction")
    found = sum(line["violation"] is not None for line in lines)
    print(f"races: planted fault check-outside-transaction: {found} findings")
    journal = Journal("planted-races")
    journal.write({"harness": "races", "fault": "check-outside-transaction", "findings": found, "expected": "found", "got": "found" if found else "missed"})
    journal.close()
    return not journal.wrong


def main():
    print(f"races: seed {SEED}", flush=True)
    journal = Journal("races")
    with ProcessPoolExecutor(len(DATABASES)) as pool:
        for lines in pool.map(race, DATABASES):
            for line in lines:
                journal.write(line)
    journal.close()
    print(f"races: {journal.lines} rounds, {len(journal.wrong)} violations")
    whole = CHOSEN == list(KINDS)
    sys.exit(0 if not journal.wrong and (not whole or planted()) else 1)


if __name__ == "__main__":
    main()
