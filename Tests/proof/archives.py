#!/usr/bin/env python3
"""Archives: each partner of the demo, an empty one and one of many contacts leave one installation and come into another,
from either kind of database into either. Written again there, every member is the same byte for byte; the log only went
on, and verifies. An archive that was damaged or made to do harm is refused wherever the damage is, within a bounded time and
memory, and leaves nothing behind. Memory does not grow with the organization. Writes archives.jsonl, one line a trial.
CONTACTS says how many the large one has (10000, at length 20000)."""

import hashlib
import io
import json
import os
import random
import subprocess
import sys
import time
import uuid
import warnings
import zipfile
from concurrent.futures import ProcessPoolExecutor

from common import BINARY, DATABASES, LONG, SEED, Database, Journal, Server, Stopwatch, die_with_parent, everything, personas, query, signed_in

MEMBERS = ["organization.jsonl", "sites.jsonl", "contacts.jsonl", "portal-users.jsonl", "external-ids.jsonl", "activity.jsonl"]
MANIFEST, README = "manifest.json", "README.txt"
TRIPS = [("sqlite", "sqlite"), ("sqlite", "postgres"), ("postgres", "sqlite")]
FEW, MANY = 1_000, int(os.environ.get("CONTACTS", 20_000 if LONG else 10_000))
ROUNDS = 12  # of random damage in each member
GROWTH = 16 << 20  # bytes that a process may grow between few and many contacts
SECONDS = 60  # for any refusal

warnings.filterwarnings("ignore", "Duplicate name")


# -- files -----------------------------------------------------------------------------------------------------------------


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(parts, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in parts.items() if isinstance(parts, dict) else parts:
            archive.writestr(name, data)
    return out.getvalue()


def sealed(parts, **changes):
    """The same members with a manifest that fits them."""
    said = json.loads(parts[MANIFEST]) | changes
    said["members"] = [{"name": n, "lines": parts[n].count(b"\n"), "bytes": len(parts[n]), "sha256": hashlib.sha256(parts[n]).hexdigest()} for n in MEMBERS]
    return parts | {MANIFEST: json.dumps(said).encode()}


def text(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def made_up(contacts):
    """An archive written here, from what docs/archive.md says: so many contacts, and as many entries of the log."""
    chance = random.Random(SEED)

    def ids(count):
        return sorted(str(uuid.UUID(int=chance.getrandbits(128))) for _ in range(count))
    organization, site = ids(1)[0], ids(1)[0]
    people, entries, before = ids(contacts), [], ""
    for number in range(1, contacts + 1):
        body = {"v": 1, "chain": organization, "number": number, "at": 1_790_000_000_000 + number,
                "actor": {"id": None, "organization": None, "level": "console", "name": "Console"}, "action": "contact.edit", "outcome": "done",
                "target": people[number - 1], "label": None, "changes": [{"field": "title", "before": None, "after": "x" * 200}], "request": "r", "address": None, "repeats": 0}
        before = hashlib.sha256(f"{before}\n{text(body)}".encode()).hexdigest()
        entries.append({"chain": organization, "number": number, "at": body["at"], "action": body["action"], "outcome": "done", "actor": None,
                        "target": body["target"], "body": text(body), "hash": before, "values": {}, "repeats": 0})
    rows = {
        "organization.jsonl": [{"id": organization, "name": "Many", "kind": "vendor", "status": "active", "asns": [], "policy": {
            "allows_exemption": True, "email_domains": [], "inactivity_days": None}, "version": 1, "created_at": 1}],
        "sites.jsonl": [{"id": site, "code": "osl001", "name": "Oslo", "address": "", "time_zone": "Europe/Oslo", "version": 1, "created_at": 1}],
        "contacts.jsonl": [{"id": id, "kind": "person", "first_name": "Ada", "last_name": f"Number {n}", "email": f"n{n}@many.example", "phone": None, "title": "",
                            "time_zone": None, "language": "en", "sites": [site], "roles": [{"role": "noc", "site": site}], "version": 1, "created_at": 1}
                           for n, id in enumerate(people)],
        "portal-users.jsonl": [{"contact": id, "level": "read_only", "suspended": False, "last_sign_in": None} for id in people],
        "external-ids.jsonl": [{"source": "file", "kind": "contact", "external_id": f"x{n:07d}", "target": id, "fields": "{}"} for n, id in enumerate(people)],
        "activity.jsonl": entries,
    }
    parts = {README: b""} | {name: "".join(text(row) + "\n" for row in rows[name]).encode() for name in MEMBERS}
    return sealed(parts | {MANIFEST: json.dumps({"stagedoor_archive": 1, "stagedoor": "0", "made_at": "", "organization": organization, "name": "Many"}).encode()})


# -- commands --------------------------------------------------------------------------------------------------------------


def measured(server, *words):
    """A command by itself: exit code, what it said, its greatest memory in bytes, and how long it took."""
    began = time.monotonic()
    with open(server.database.folder / "said", "w+b") as said:
        process = subprocess.Popen([str(BINARY), *words], env=server.environment(), stdout=said, stderr=subprocess.STDOUT, preexec_fn=die_with_parent)
        memory = 0
        while process.poll() is None:
            memory = peak(process.pid) or memory
            time.sleep(0.002)
        said.seek(0)
        return process.returncode, said.read().decode(errors="replace"), memory, time.monotonic() - began


def peak(pid):
    """The most that a process has held so far. What wait() says of it would count this program before it became the other."""
    try:
        with open(f"/proc/{pid}/status") as status:
            return next((int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def count(server, organization):
    return int(server.database.rows(f"SELECT COUNT(*) FROM organizations WHERE id = '{organization}'")[0][0])


def verified(server):
    done = server.run("audit", "verify", "--json")
    return None if done.returncode == 0 and json.loads(done.stdout)["ok"] else f"audit verify: {done.stdout}{done.stderr}"[-800:]


def fresh(kind):
    """An installation that nobody has opened yet."""
    server = Server(kind, database=Database(kind), demo=False)
    done = server.run("migrate")
    if done.returncode:
        raise RuntimeError(done.stderr)
    return server


def known_outside(server, organization):
    """Gives two of its contacts a name of another system's."""
    file = server.database.folder / "people.csv"
    file.write_text("external id,first name,phone\nHR-1,Nina,+4755200001\n\"HR \u201c2\u201d\",Nils,+4755200002\n")
    done = server.run("import", str(file), "--kind", "contacts", "--organization", organization, "--apply")
    if done.returncode:
        raise RuntimeError(f"{done.stdout}{done.stderr}")


# -- trips -----------------------------------------------------------------------------------------------------------------


def asked_for(person, organization):
    """An archive through the API, from asking to the last byte, and what is wrong with that."""
    path = query("/api/v1/archives", organization=organization)
    made = person.api("POST", path).json
    for _ in range(600):
        state = person.api("GET", query(f"/api/v1/archives/{made['id']}", organization=organization)).json
        if state["state"] not in ("waiting", "making"):
            break
        time.sleep(0.1)
    answer = person.api("GET", query(f"/api/v1/archives/{made['id']}/file", organization=organization))
    fits = answer.status == 200 and len(answer.body) == state["size"] and hashlib.sha256(answer.body).hexdigest() == state["sha256"]
    return answer.body, [] if fits else [f"{state['state']}: {answer.status}, {len(answer.body)} of {state['size']} bytes"]


def trip(pair):
    """The lines of one way: every partner of a demo, and an empty one."""
    source, target = pair
    lines, watch = [], Stopwatch()
    with Server(source) as server:
        chief = signed_in(server, next(p for p in personas(server) if p["level"] == "operator_admin" and p["status"] == "active"))
        empty = chief.api("POST", "/api/v1/organizations", {"name": "Empty", "kind": "vendor", "asns": []}).json["id"]
        partners = [o["id"] for o in everything(chief, "/api/v1/organizations?limit=200") if o["kind"] != "operator"]
        for id in partners:
            if id != empty:
                known_outside(server, id)
        taken = {id: asked_for(chief, id) for id in partners}
        admin = signed_in(server, next(p for p in personas(server) if p["level"] == "admin" and p["status"] == "active"))
        _, faults = asked_for(admin, None)
        lines.append({"trial": "an Admin of a partner", "from": source, "db": target, "expected": [], "got": faults})
    other = fresh(target)
    try:
        for id, (data, faults) in taken.items():
            file, again = other.database.folder / f"{id}.zip", other.database.folder / f"{id}-again.zip"
            file.write_bytes(data)
            for words in [["import", "--archive", str(file)], ["export", "--organization", id, "--output", str(again)]]:
                done = other.run(*words)
                faults += [] if done.returncode == 0 else [f"{words[0]}: {done.stdout}{done.stderr}"[-500:]]
            if not faults:
                first, second = members(data), members(again.read_bytes())
                faults += [f"{name} is another" for name in [README, *MEMBERS[:-1]] if first[name] != second[name]]
                faults += [] if second[MEMBERS[-1]].startswith(first[MEMBERS[-1]]) else ["the log is another"]
                gone_on = [json.loads(line)["action"] for line in second[MEMBERS[-1]][len(first[MEMBERS[-1]]):].splitlines()]
                faults += [] if gone_on == ["organization.imported", "organization.archive"] else [f"the log went on with {gone_on}"]
                faults += [] if id == empty or len(first["contacts.jsonl"]) > 0 else ["nobody in it"]
            lines.append({"trial": "empty" if id == empty else "partner", "from": source, "db": target, "organization": id, "expected": [], "got": faults})
        lines.append({"trial": "audit", "from": source, "db": target, "expected": None, "got": verified(other)})
    finally:
        other.database.drop()
    print(f"{source} to {target}: {len(taken)} organizations in {watch}", flush=True)
    return lines


# -- damage ----------------------------------------------------------------------------------------------------------------


def damages(data):
    """Names, and files that must be refused."""
    parts, chance = members(data), random.Random(SEED)
    for name in [*MEMBERS, MANIFEST]:
        for number in range(ROUNDS):
            bytes_, place = bytearray(parts[name]), chance.randrange(len(parts[name]))
            if number % 3 == 0:
                bytes_[place] ^= 1 << chance.randrange(8)
            elif number % 3 == 1:
                del bytes_[place]
            else:
                bytes_.insert(place, chance.randrange(256))
            # Blanks in the manifest are nobody's concern, and neither are names and times that it tells.
            if name != MANIFEST or not same_manifest(bytes(bytes_), parts[MANIFEST]):
                yield f"{name} damaged at {place}", packed(parts | {name: bytes(bytes_)})
        yield f"{name} missing", packed({n: d for n, d in parts.items() if n != name})
        yield f"{name} twice", packed([*parts.items(), (name, parts[name])])
        yield f"{name} empty", packed(parts | {name: b""})
    for number in range(ROUNDS):
        yield f"cut short {number}", data[:chance.randrange(len(data))]
    yield "nothing", b""
    yield "a tar file", b"organization.jsonl".ljust(257, b"\0") + b"ustar\x0000".ljust(1024, b"\0")
    for name in ["../../etc/passwd", "/etc/passwd", "contacts.jsonl/x", "C:\\x", "more.jsonl", "sites.jsonl\0.txt", "folder/"]:
        yield f"a member {name!r}", packed([*parts.items(), (name, b"x")])
    yield "a newer format", packed(sealed(parts, stagedoor_archive=2))
    yield "another organization in the manifest", packed(sealed(parts, organization=str(uuid.uuid4())))
    link = zipfile.ZipInfo("sites.jsonl")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    yield "a symbolic link", packed([*((n, d) for n, d in parts.items() if n != "sites.jsonl"), (link, b"/etc/passwd")])
    yield "a line of 64 MiB", packed(sealed(parts | {"contacts.jsonl": b"[" * (64 << 20) + b"\n"}))
    yield "a deep line", packed(sealed(parts | {"contacts.jsonl": b"[" * 900_000 + b"\n"}))
    yield "100,000 members", packed([*parts.items(), *((f"{n}.jsonl", b"") for n in range(100_000))], zipfile.ZIP_STORED)
    yield "a bomb behind a true size", packed(parts | {"activity.jsonl": parts["activity.jsonl"] + b"\0" * (1 << 30)})
    yield "a bomb in the manifest", packed(parts | {MANIFEST: b" " * (1 << 30)})


def same_manifest(left, right):
    def bare(data):
        try:
            said = json.loads(data)
        except ValueError:
            return None
        return {k: v for k, v in said.items() if k in ("stagedoor_archive", "organization", "members")} if isinstance(said, dict) else None
    return bare(left) == bare(right)


def damaged(kind):
    """The lines of one database: everything is refused with a word, soon, in little memory, and nothing is left of it."""
    lines, watch = [], Stopwatch()
    with Server("sqlite") as server:
        organization = next(p["organization"] for p in personas(server) if p["level"] == "admin" and p["status"] == "active")
        file = server.database.folder / "archive.zip"
        known_outside(server, organization)
        server.run("export", "--organization", organization, "--output", str(file))
        data = file.read_bytes()
    target = fresh(kind)
    try:
        file = target.database.folder / "archive.zip"
        for what, bad in damages(data):
            file.write_bytes(bad)
            code, said, memory, seconds = measured(target, "import", "--archive", str(file))
            got = {"exit": code, "says": "manifest" if "upgrade the program" in said else "damaged" if "make it anew" in said else said[-300:],
                   "bounded": memory < 256 << 20 and seconds < SECONDS}
            lines.append({"trial": what, "db": kind, "size": len(bad), "memory": memory, "seconds": round(seconds, 2),
                          "expected": {"exit": 1, "says": "manifest" if what == "a newer format" else "damaged", "bounded": True}, "got": got})
        lines.append({"trial": "nothing is left of them", "db": kind, "expected": 0, "got": count(target, organization)})
        file.write_bytes(data)
        lines.append({"trial": "the whole one comes in", "db": kind, "expected": 0, "got": measured(target, "import", "--archive", str(file))[0]})
        lines.append({"trial": "once", "db": kind, "expected": 1, "got": measured(target, "import", "--archive", str(file))[0]})
        lines.append({"trial": "audit", "db": kind, "expected": None, "got": verified(target)})
    finally:
        target.database.drop()
    print(f"{kind}: {len(lines)} damaged archives in {watch}", flush=True)
    return lines


# -- memory ----------------------------------------------------------------------------------------------------------------


def large(kind):
    """The lines of one database: few contacts and many, in and out."""
    lines, peaks, watch = [], {}, Stopwatch()
    for contacts in (FEW, MANY):
        server = fresh(kind)
        try:
            parts = made_up(contacts)
            file, again = server.database.folder / "in.zip", server.database.folder / "out.zip"
            file.write_bytes(packed(parts))
            id = json.loads(parts[MANIFEST])["organization"]
            faults = []
            for name, words in [("import", ["import", "--archive", str(file)]), ("export", ["export", "--organization", id, "--output", str(again)])]:
                code, said, memory, seconds = measured(server, *words)
                peaks[name, contacts] = memory
                faults += [] if code == 0 else [f"{name}: {said[-300:]}"]
                lines.append({"trial": f"{name} of {contacts} contacts", "db": kind, "memory": memory, "seconds": round(seconds, 2), "expected": 0, "got": code})
            out = members(again.read_bytes()) if not faults else {}
            faults += [f"{name} is another" for name in MEMBERS[:-1] if out.get(name) != parts[name]]
            lines.append({"trial": f"{contacts} contacts are the same", "db": kind, "expected": [], "got": faults})
        finally:
            server.database.drop()
    for name in ("import", "export"):
        grown = peaks[name, MANY] - peaks[name, FEW]
        lines.append({"trial": f"{name}: {MANY} contacts take no more memory than {FEW}", "db": kind, "grown": grown, "bound": GROWTH, "expected": True, "got": grown < GROWTH})
    print(f"{kind}: {FEW} and {MANY} contacts in {watch}: " + ", ".join(f"{name} {contacts} {memory >> 20} MiB" for (name, contacts), memory in peaks.items()), flush=True)
    return lines


def main():
    print(f"archives: seed {SEED}", flush=True)
    journal = Journal("archives")
    with ProcessPoolExecutor(2) as pool:
        for lines in [line for work, of in ((trip, TRIPS), (damaged, DATABASES)) for line in pool.map(work, of)]:
            for line in lines:
                journal.write(line)
    for kind in DATABASES:  # one after the other: time is measured
        for line in large(kind):
            journal.write(line)
    journal.close()
    print(f"archives: {journal.lines} trials, {len(journal.wrong)} violations")
    sys.exit(1 if journal.wrong or not journal.lines else 0)


if __name__ == "__main__":
    main()
