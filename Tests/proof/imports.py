#!/usr/bin/env python3
"""A file of many contacts in which about one in a hundred rows is bad, in every way there is: what the trial says of each
row, what applying does, and what stands there afterwards are held against an oracle of its own. Then the same file again,
which must change nothing; the portal's own file, which must change nothing either; a server that is killed (SIGKILL) while
it applies, after which every row is there once; and the memory of the server, which must not grow with the file. Writes
imports.jsonl, one line a row that is not simply new, and one for each hundred that are.

    imports.py                                  both databases, then the planted faults
    DATABASES=sqlite ROWS=2000 imports.py       a part of it
"""

import csv
import io
import os
import random
import re
import sys
import time
import uuid
from concurrent.futures import ProcessPoolExecutor

from common import DATABASES, LONG, SEED, Journal, Server, Stopwatch, everything, query
from stage import CONTACTS, Stage

IMPORTS = "/api/v1/imports"
ROWS = int(os.environ.get("ROWS", 100_000 if LONG else 3_000))
SIZES = (10_000, 100_000)  # rows of the files beside which the server's memory is measured
TRIED = 500  # rows of them that are tried
MEMORY = 48  # MiB that the file ten times as long may cost more
KILLED = 1_000  # rows of the file that is applied by servers that are killed
COLUMNS = ["id", "external_id", "first_name", "last_name", "email", "phone", "title", "time_zone", "language", "kind", "sites", "roles", "level"]
LONG_TEXT = "x" * 300


class Row:
    """A row of the file, with what the oracle says of it."""

    def __init__(self, what, outcome, why="", **cells):
        self.what = what
        self.outcome = outcome
        self.why = why  # of a refused one the fields that are wrong, or a pattern of the words; of a changed one the changes
        self.cells = cells
        self.more = []  # cells beyond the columns

    def text(self):
        return [str(self.cells.get(name, "")) for name in COLUMNS] + self.more


class World:
    """An organization whose only Admin brings the files."""

    def __init__(self, server, rows):
        self.server = server
        self.stage = Stage(server, SEED)
        self.random = random.Random(SEED)
        self.home = self.stage.found()
        self.admin = self.stage.maker(self.home, "admin")
        self.foreign = self.stage.make(self.stage.home["id"])
        self.sites = [self.stage.site(self.home)["code"].lower() for _ in range(3)]
        self.names = iter(range(1, 10_000_000))
        self.there = {}  # what must stand there, by the address
        self.first = [self.new() for _ in range(60)]
        self.count = rows

    # -- rows ----------------------------------------------------------------------------------------------------------

    def new(self, **cells):
        """A row of somebody new, all of it right, in one of many spellings."""
        n, chance = next(self.names), self.random
        row = Row("new", "created", external_id=f"E{n}", first_name=chance.choice(["Ada", "Björn", "José María", "李"]), last_name=f"Berg{n}", email=f"p{n}@import.example")
        if chance.random() < 0.5:
            row.cells |= {"phone": chance.choice(["+4730{:06d}", "+47 30{:06d}", "0047-30{:06d}"]).format(n % 1_000_000), "title": f"NOC, \"shift\" {n}"}
        if chance.random() < 0.1:
            row.cells |= {"time_zone": "Europe/Oslo", "language": chance.choice(["es", "en"]), "roles": chance.choice([f"noc@{self.sites[0]} legal", "shipping@*"]), "sites": self.sites[1].upper()}
        row.cells |= cells
        return row

    def bad(self):
        """One row of every kind of bad there is, and what is wrong with it."""
        known = self.random.sample(self.first, 3)
        invited = self.invited
        yield "email", ["email"], {"email": "nobody@"}
        yield "email too long", ["email"], {"email": "a" * 250 + "@import.example"}
        yield "phone", ["phone"], {"phone": "112"}
        yield "zone", ["time_zone"], {"time_zone": "Mars/Olympus"}
        yield "language", ["language"], {"language": "tlh"}
        yield "kind", ["kind"], {"kind": "robot"}
        yield "unknown role", ["roles[0].role"], {"roles": "king@*"}
        yield "role at unknown site", ["roles"], {"roles": "noc@nowhere9"}
        yield "unknown site", ["sites"], {"sites": f"{self.sites[0]} nowhere9"}
        yield "name too long", ["first_name"], {"first_name": LONG_TEXT}
        yield "title too long", ["title"], {"title": LONG_TEXT}
        yield "external id too long", ["external_id"], {"external_id": LONG_TEXT}
        yield "control character", ["title"], {"title": "NOC\x07"}
        yield "unit separator", ["title"], {"title": "NOC\x1fshift"}
        yield "text that turns around", ["last_name"], {"last_name": "Berg\u202e"}
        yield "no name", ["first_name"], {"first_name": "", "last_name": ""}
        yield "no address", ["email"], {"email": "", "phone": ""}
        yield "level of the operator's", ["level"], {"level": "auditor"}
        yield "no level at all", ["level"], {"level": "king"}
        yield "level without address", ["email"], {"email": "", "phone": "+4730112233", "level": "read_only"}
        yield "several", ["email", "phone", "time_zone"], {"email": "x", "phone": "y", "time_zone": "z"}
        yield "nothing to know it by", "Nothing says", {"external_id": "", "email": "", "phone": "+4730112233"}
        yield "unknown id", "nothing of this id", {"id": str(uuid.UUID(int=self.random.getrandbits(128), version=4)), "email": "", "external_id": ""}
        yield "id of another organization's", "nothing of this id", {"id": self.foreign["id"], "email": "", "external_id": ""}
        yield "no id", ["id"], {"id": "17", "email": "", "external_id": ""}
        yield "address of somebody else", ["email"], {"email": known[0].cells["email"].upper()}
        yield "address of somebody else, changed to", ["email"], {"external_id": known[1].cells["external_id"], "email": known[2].cells["email"]}
        yield "address taken from an invited one", ["email"], {"external_id": invited.cells["external_id"], "email": "-", "phone": "+4730112233"}
        yield "the last Admin", "Admin", {"id": self.admin.contact, "external_id": "", "email": "", "level": "none"}

    def file(self):
        """The rows of the large file, in an order by chance."""
        chance, rows = self.random, []
        known = self.first[:-1]
        self.invited = self.first[-1]
        chance.shuffle(known)
        # Bad rows that name somebody who is there must be the only ones of the file that do.
        bad, spent = [], set()
        wanted = max(self.count // 100, 29)
        while len(bad) < wanted:
            for what, why, cells in self.bad():
                named = {str(cells.get(name, "")).lower() for name in ("id", "external_id", "email")} - {"", "-"}
                short = cells.get("id") == "17" or cells.get("external_id") == LONG_TEXT
                if bad and not short and named & spent:
                    continue
                spent |= named
                row = self.new(**cells)
                row.what, row.outcome, row.why = what, "refused", why
                bad.append(row)
            if len(bad) >= 29:
                for _ in range(4):
                    row = self.new()
                    row.what, row.outcome, row.why, row.more = "too many cells", "refused", "cells for", ["x"]
                    bad.append(row)
        for row in known:
            if {row.cells["external_id"].lower(), row.cells["email"]} & spent:
                continue
            kind = chance.random()
            if kind < 0.4:
                same = Row("same", "same", **row.cells)
                rows.append(same)
            elif kind < 0.8:
                now = f"Title {next(self.names)}"
                rows.append(Row("changed", "changed", [{"field": "title", "before": row.cells.get("title", ""), "after": now}], external_id=row.cells["external_id"], title=now))
            elif row.cells.get("title"):
                rows.append(Row("emptied", "changed", [{"field": "title", "before": row.cells["title"], "after": ""}], email=row.cells["email"].upper(), title="-"))
        rows += bad
        while len(rows) < self.count - 4:
            rows.append(self.new())
        chance.shuffle(rows)
        # An earlier row about the same one: anywhere behind it, by either name.
        plain = [place for place, row in enumerate(rows[: len(rows) // 2]) if row.what == "new"]
        for name in ("external_id", "email") * 2:
            place = chance.choice(plain)
            again = self.new(**{name: rows[place].cells[name].upper() if name == "email" else rows[place].cells[name]})
            again.what, again.outcome, again.why = f"the same {name} twice", "refused", f"Line {place + 2} "
            rows.append(again)
        return rows

    # -- the way of a file ---------------------------------------------------------------------------------------------

    def call(self, method, path, body=None, **headers):
        self.admin.renew()
        answer = self.admin.api(method, path, body, **headers)
        if answer.status not in (200, 201):
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.text[:500]}")
        return answer.json

    def upload(self, data, media="text/csv"):
        return self.call("POST", query(IMPORTS, kind="contacts", name="people.csv"), data, content_type=media)["id"]

    def until(self, id, states, patience=900):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            found = self.call("GET", f"{IMPORTS}/{id}")
            if found["state"] in states:
                return found
            time.sleep(0.1)
        raise RuntimeError(f"it stands at {found}")

    def step(self, id, verb):
        """Lets the server check or apply; how it ended, and how many rows a second."""
        began = time.monotonic()
        self.call("POST", f"{IMPORTS}/{id}/{verb}", {})
        found = self.until(id, ("checked", "applied", "cancelled"))
        return found, found["rows"] / (time.monotonic() - began)

    def report(self, id):
        return everything(self.admin, query(f"{IMPORTS}/{id}/rows", limit=200))

    def memory(self):
        """The most that the server has held since this was asked last."""
        status = open(f"/proc/{self.server.process.pid}/status", encoding="ascii").read()
        with open(f"/proc/{self.server.process.pid}/clear_refs", "w", encoding="ascii") as file:
            file.write("5")
        return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) << 10

    def list(self):
        return {contact["email"]: contact for contact in everything(self.admin, query(CONTACTS, limit=200))}

    def export(self):
        """The portal's own file of everybody."""
        self.admin.renew()
        answer = self.admin.page("/users.csv")
        if answer.status != 200:
            raise RuntimeError(f"no file: {answer.status}")
        return answer.body


def written(rows, dialect=None):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=(dialect or {}).get("delimiter", ","), lineterminator=(dialect or {}).get("end", "\r\n"))
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(row.text())
    return text.getvalue().encode()


# -- the oracle's side ---------------------------------------------------------------------------------------------------


def said(row, result):
    """What the report says of a row, in the oracle's words."""
    if result["outcome"] == "refused":
        if isinstance(row.why, list):
            return ["refused", sorted({error["field"] for error in result.get("errors", [])})]
        return ["refused", row.why if row.why and row.why in result.get("detail", "") else result.get("detail", "")]
    return [result["outcome"], result["changes"] if result["outcome"] == "changed" else ""]


def expected(row, again=False):
    if row.outcome == "refused":
        return ["refused", sorted(row.why) if isinstance(row.why, list) else row.why]
    return ["same", ""] if again else [row.outcome, row.why if row.outcome == "changed" else ""]


def compare(lines, kind, phase, rows, results, again=False):
    """A line for each row that is not simply new, or not what it should be; the others by the hundred."""
    plain = 0
    for number, (row, result) in enumerate(zip(rows, results), 1):
        wanted, got = expected(row, again), said(row, result) if result["row"] == number and result["line"] >= number + 1 else ["row", result["row"]]
        if row.what == "new" and wanted == got:
            plain += 1
            if plain % 100:
                continue
        lines.append({"db": kind, "phase": phase, "row": number, "what": row.what, "expected": wanted, "got": got})
    lines.append({"db": kind, "phase": phase, "what": "rows of the report", "expected": len(rows), "got": len(results)})


def as_contact(cells, sites):
    """What the API must say of whom a row made."""
    phone = cells.get("phone", "").replace(" ", "").replace("-", "")
    phone = "+" + phone[2:] if phone.startswith("00") else phone
    roles = {tuple((word + "@*").split("@")[:2]) for word in cells.get("roles", "").split()}
    return {
        "first_name": cells["first_name"], "last_name": cells["last_name"], "phone": phone or None, "title": cells.get("title", ""),
        "language": cells.get("language") or "en", "time_zone": cells.get("time_zone") or None, "level": "none",
        "roles": sorted((role, None if site == "*" else sites[site]) for role, site in roles),
        "sites": sorted({sites[code.lower()] for code in cells.get("sites", "").split()} | {sites[site] for _, site in roles if site != "*"}),
    }


def as_said(contact):
    kept = {name: contact[name] for name in ("first_name", "last_name", "phone", "title", "language", "time_zone", "level")}
    return kept | {"roles": sorted((role["role"], role["site"]) for role in contact["roles"]), "sites": sorted(contact["sites"])}


def settle(lines, world, rows):
    """What stands there, against what the rows that were taken say."""
    sites = {site["code"].lower(): site["id"] for site in everything(world.admin, "/api/v1/sites?limit=200")}
    there = world.list()
    must = {row.cells["email"]: as_contact(row.cells, sites) for row in world.first}
    own = {row.cells["external_id"]: row.cells["email"] for row in world.first}
    for row in rows:
        if row.outcome == "created":
            must[row.cells["email"]] = as_contact(row.cells, sites)
        elif row.outcome == "changed":
            address = own.get(row.cells.get("external_id"), row.cells.get("email", "").lower())
            must[address]["title"] = row.why[0]["after"]
    must[world.invited.cells["email"]]["level"] = "read_only"
    plain = 0
    for address in sorted(must.keys() | (there.keys() - {None})):
        wanted, got = must.get(address), there.get(address) and as_said(there[address])
        if wanted is None and there[address]["id"] == world.admin.contact:
            continue
        plain += wanted == got
        if wanted != got or plain % 100 == 0:
            lines.append({"db": world.server.kind, "phase": "what stands there", "what": address, "expected": wanted, "got": got})
    return there


def proof(kind, rows=None, tamper=None):
    """The lines of one database. `tamper` spoils something, to be found."""
    lines, rows = [], rows or ROWS
    watch = Stopwatch()
    with Server(kind) as server:
        world = World(server, rows)
        first = world.first
        world.first[-1].cells["level"] = "read_only"
        oneself = Row("oneself", "changed", id=world.admin.contact, title="Importer")
        for phase in (0, 1):
            id = world.upload(written([*first, oneself]))
            world.step(id, "check")
            found, _ = world.step(id, "apply")
            expected_tally = [len(first), 1, 0] if phase == 0 else [0, 0, len(first) + 1]
            lines.append({"db": kind, "phase": f"the first ones, {phase}", "what": "tally", "expected": expected_tally, "got": [found["created"], found["changed"], found["same"]]})
        if not tamper:
            memory(lines, world)
        all = world.file()
        began = time.monotonic()
        id = world.upload(written(all))
        speed = {"upload": rows / (time.monotonic() - began)}
        found, speed["check"] = world.step(id, "check")
        dry = world.report(id)
        compare(lines, kind, "trial", all, dry)
        lines.append({"db": kind, "phase": "trial", "what": "ids of what is not there", "expected": 0, "got": sum(r["outcome"] == "created" and r["target"] is not None for r in dry)})
        found, speed["apply"] = world.step(id, "apply")
        done = world.report(id)
        compare(lines, kind, "applied", all, done)
        tally = {name: sum(row.outcome == name for row in all) for name in ("created", "changed", "same", "refused")}
        lines.append({"db": kind, "phase": "applied", "what": "tally", "expected": tally, "got": {name: found[name] for name in tally}})
        if tamper:
            tamper(world, all)
        there = settle(lines, world, all)

        id = world.upload(written(all))
        world.step(id, "check")
        compare(lines, kind, "again", all, world.report(id), again=True)
        id = world.upload(world.export())
        found, speed["own file"] = world.step(id, "check")
        lines.append({"db": kind, "phase": "own file", "what": "tally", "expected": [len(there), 0, 0, 0], "got": [found[name] for name in ("same", "created", "changed", "refused")]})
        if not tamper:
            killed(lines, world)
        told = ", ".join(f"{phase} {rate:,.0f}" for phase, rate in speed.items())
        print(f"{kind}: {rows} rows, {len(lines)} lines in {watch}; rows a second: {told}", flush=True)
    return lines


def memory(lines, world):
    """The most that the server holds while files of two sizes come in, and while their first rows are tried."""
    peaks = {}
    for size in SIZES:
        rows = (Row("new", "created", external_id=f"S{n}", first_name="Ada", last_name=f"Berg{n}", email=f"s{n}@import.example", title="NOC, night shift") for n in range(size))
        data = written(rows)
        world.memory()
        id = world.upload(data)
        world.call("POST", f"{IMPORTS}/{id}/check", {})
        while world.call("GET", f"{IMPORTS}/{id}")["done"] < TRIED:
            time.sleep(0.1)
        world.call("POST", f"{IMPORTS}/{id}/cancel", {})
        peaks[size] = world.memory() >> 20
    small, large = peaks.values()
    lines.append({"db": world.server.kind, "phase": "memory", "what": f"MiB by rows: {peaks}", "expected": "bounded", "got": "bounded" if large - small <= MEMORY else "it grows with the file"})


def killed(lines, world):
    """Applied by servers that are killed in the middle of it: every row is there once, and has one entry."""
    marks = [f"k{n}@import.example" for n in range(KILLED)]
    id = world.upload(written([Row("new", "created", external_id=f"K{n}", first_name="Ada", last_name="Killed", email=mark) for n, mark in enumerate(marks)]))
    world.step(id, "check")
    world.call("POST", f"{IMPORTS}/{id}/apply", {})
    kills = 0
    while world.call("GET", f"{IMPORTS}/{id}")["state"] != "applied" and kills < 3:
        time.sleep(world.random.uniform(0.05, 0.4))
        world.server.kill()
        kills += 1
        for person in (world.admin, world.stage.chief):
            person.connection.close()
        # Another process takes it up once the lease of the dead one is over.
        world.server.database.change("UPDATE imports SET leased_until = 0")
        world.server.start()
    found = world.until(id, ("applied", "cancelled"))
    people = [c["email"] for c in everything(world.admin, query(CONTACTS, limit=200)) if c["last_name"] == "Killed"]
    report = world.report(id)
    lines.append({"db": world.server.kind, "phase": f"killed {kills} times", "what": "tally", "expected": ["applied", KILLED, KILLED], "got": [found["state"], found["created"], found["done"]]})
    lines.append({"db": world.server.kind, "phase": f"killed {kills} times", "what": "each row once", "expected": sorted(marks), "got": sorted(people)})
    lines.append({"db": world.server.kind, "phase": f"killed {kills} times", "what": "the report", "expected": [["created", True]] * KILLED, "got": [[r["outcome"], bool(r["target"])] for r in report]})


def planted():
    """Somebody edits one contact behind the proof's back, and somebody else is not bad after all."""
    def edit(world, rows):
        row = next(row for row in rows if row.what == "new")
        contact = world.list()[row.cells["email"]]
        world.stage.must("PATCH", f"{CONTACTS}/{contact['id']}", {"title": "not from the file"})

    lines = proof("sqlite", 400, edit)
    found = sum(line["expected"] != line["got"] and line["phase"] == "what stands there" for line in lines)
    journal = Journal("planted-imports")
    journal.write({"harness": "imports", "fault": "a contact that is not as the file says", "findings": found, "expected": 1, "got": found})
    journal.close()
    print(f"imports: planted fault: {found} findings")
    return not journal.wrong


def main():
    print(f"imports: seed {SEED}", flush=True)
    journal = Journal("imports")
    with ProcessPoolExecutor(len(DATABASES)) as pool:
        for lines in pool.map(proof, DATABASES):
            for line in lines:
                journal.write(line)
    journal.close()
    print(f"imports: {journal.lines} lines, {len(journal.wrong)} violations")
    sys.exit(0 if not journal.wrong and planted() else 1)


if __name__ == "__main__":
    main()
