#!/usr/bin/env python3
"""Canaries: every string field of every organization carries its own marker; no answer, mail, export or line of the log
meant for another organization holds it. Writes canaries.jsonl, one line for each of them."""

import random
import re
import sys
from concurrent.futures import ProcessPoolExecutor

from common import DATABASES, SEED, Journal, Server, Stopwatch, entries, everything, query
from matrix import routes
from stage import CONTACTS, Stage

CRAWLED = 150  # pages that one person comes to by following links
HEAD = 8  # so much of a marker is searched for: an answer that repeats the question does not hold a whole one
# Open to everybody in the demo, about everybody: the price of one-click personas.
DEMO = re.compile(r"^/demo(/|$)")


class Marked:
    """One organization's marker and the ids of what carries it."""

    def __init__(self, stage, organization, chance):
        self.id = organization["id"]
        self.marker = "zq" + "".join(chance.choice("bcdfghjklmnprstvw") for _ in range(14))
        self.is_operator = self.id == stage.operator
        m = self.marker
        if not self.is_operator:
            stage.must("PATCH", f"/api/v1/organizations/{self.id}", {"name": f"{organization['name'][:40]} {m}"})
        stage.must("PATCH", f"/api/v1/organizations/{self.id}/policy", {"email_domains": [f"{m}.example"]})
        site = stage.must("POST", "/api/v1/sites", {"organization": self.id, "code": m.upper(), "name": f"Site {m}", "address": f"{m} 1, {m}", "time_zone": "Europe/Oslo"})
        roles = [{"role": "noc", "site": site["id"]}, {"role": "billing", "site": None}]
        contacts = [self.contact(stage, f"{n}", sites=[site["id"]], roles=roles) for n in range(2)]
        contacts.append(self.contact(stage, "invited", level="auditor" if self.is_operator else "read_only"))
        gone = self.contact(stage, "gone")
        stage.must("DELETE", f"{CONTACTS}/{gone['id']}")
        self.ids = [site["id"], self.id, gone["id"], *(c["id"] for c in contacts)]
        for persona in stage.personas:
            # Not the operator's: they act visibly in a partner's activity, under their name.
            if persona["organization"] == self.id and not self.is_operator and persona["status"] == "active":
                stage.must("PATCH", f"{CONTACTS}/{persona['contact']}", {"last_name": f"Persona {m}", "title": m})

    def contact(self, stage, tag, **more):
        m = self.marker
        return stage.must("POST", CONTACTS, {
            "organization": self.id, "first_name": f"First {m}", "last_name": f"Last{tag} {m}", "email": f"{m}.{tag}@{m}.example", "phone": stage.phone(),
            "title": f"Title {m}", "language": "es", "time_zone": "America/Lima", "kind": "person"} | more)


class Watch:
    """Looks for foreign markers in whatever leaves."""

    def __init__(self, kind, all_marked):
        self.kind = kind
        self.of = {marked.marker.encode(): marked.id for marked in all_marked}
        self.pattern = re.compile(b"|".join(self.of), re.IGNORECASE)
        self.lines = []
        self.seen_own = {}

    def look(self, actor, organizations, what, data):
        """One thing that left for somebody of `organizations`."""
        found = {self.of[match.lower()] for match in self.pattern.findall(data)}
        foreign = sorted(found - set(organizations))
        self.seen_own[actor] = self.seen_own.get(actor, 0) + len(found & set(organizations))
        self.lines.append({"db": self.kind, "actor": actor, "what": what, "expected": [], "got": foreign, "seed": SEED})

    def answer(self, actor, organizations, what, answer):
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers).encode()
        self.look(actor, organizations, f"{what} {answer.status}", headers + b"\n" + answer.body)

    def want(self, what, holds):
        self.lines.append({"db": self.kind, "actor": "", "what": what, "expected": True, "got": bool(holds), "seed": SEED})


def addresses(listed, own, foreign):
    """Every GET route with every id, every organization, and searches for what is not theirs: (path, is of the API)."""
    ids = own.ids + [id for marked in foreign for id in marked.ids]
    for route in listed:
        if route["method"] != "GET" or DEMO.match(route["path"]):
            continue
        paths = [route["path"]]
        if "{" in route["path"]:
            paths = [re.sub(r"\{\w+\}", id, route["path"]) for id in ids]
        for path in paths:
            yield path, route["api"]
        if "{" not in route["path"]:
            for marked in [own, *foreign]:
                head = marked.marker[:HEAD]
                for parameters in ({"organization": marked.id}, {"search": head}, {"q": head}, {"site": marked.ids[0]}, {"actor": marked.ids[-1], "target": marked.ids[-1]}):
                    yield query(route["path"], **parameters), route["api"]


def crawl(watch, person, own, foreign, listed):
    """As one person: the whole list of addresses, then links, as a reader would follow them."""
    name = f"{person.level} of {own.id}"
    waiting = []
    for path, is_api in addresses(listed, own, foreign):
        answer = person.api("GET", path) if is_api else person.page(path)
        watch.answer(name, [own.id], path, answer)
        if answer.status == 200 and not is_api:
            waiting += links(answer)
    seen = set()
    while waiting and len(seen) < CRAWLED:
        path = waiting.pop(0)
        if path not in seen and not DEMO.match(path) and not path.startswith("/assets/"):
            seen.add(path)
            answer = person.page(path)
            watch.answer(name, [own.id], path, answer)
            waiting += links(answer)


def links(answer):
    found = re.findall(r'href="(/[^"#]*)', answer.text) if (answer.header("content-type") or "").startswith("text/html") else []
    return [path.replace("&amp;", "&") for path in found]


def staff(watch, stage, all_marked):
    """Staff see each partner's marker where they look into it, and an Auditor's look is on record in that partner's log."""
    for level in ("auditor", "partner_manager", "operations"):
        person = stage.person(level)
        for marked in all_marked:
            if not marked.is_operator:
                answer = person.api("GET", query(CONTACTS, organization=marked.id, search=marked.marker))
                watch.want(f"{level} sees the contacts of {marked.id}", marked.marker in answer.text)


def mails(watch, stage, all_marked):
    """Each mail for people of the organizations that its reader is in."""
    belongs = {}
    for id in stage.organizations:
        for contact in everything(stage.chief, query(CONTACTS, organization=id, limit=200)):
            if contact["email"]:
                belongs.setdefault(contact["email"].lower(), set()).add(id)
    for marked in all_marked:
        belongs.setdefault(f"{marked.marker}.gone@{marked.marker}.example", {marked.id})
    for mail in stage.mails():
        watch.look(f"mail to {mail['to']}"[:20], belongs.get(mail["to"].lower(), set()), f"mail {mail['kind']}",
                   "\n".join([mail["subject"], mail["text"], mail["html"]]).encode())


def exports(watch, server):
    """The audit log, chain by chain; the installation's own tells of everybody's sign-ins, for the operator."""
    for entry in (entry for entry in entries(server) if entry["chain"] != "installation"):
        watch.look("audit export", [entry["chain"]], f"entry {entry['number']} of {entry['chain']}", str(entry).encode())


def log(watch, server, stage, people):
    """The server's own log names nobody: no marker, no address, no phone, no token."""
    text = server.log_text()
    contacts = [c for id in stage.organizations for c in everything(stage.chief, query(CONTACTS, organization=id, limit=200))]
    secrets = [p.bearer for p in [stage.chief, *people]] + [c["email"] for c in contacts if c["email"]] + [c["phone"] for c in contacts if c["phone"]]
    watch.look("log", [], "server.log", text.encode())
    watch.want("the log holds no address, phone or token", not any(secret.lower() in text.lower() for secret in secrets))


def watched(kind, fault=None, only=""):
    """The lines of one database."""
    clock = Stopwatch()
    with Server(kind, fault) as server:
        stage = Stage(server, SEED)
        chance = random.Random(SEED)
        all_marked = [Marked(stage, organization, chance) for organization in stage.organizations.values() if organization["status"] == "active"]
        watch = Watch(kind, all_marked)
        listed = [route for route in routes(server) if only in route["path"]]
        people = []
        for home in (stage.home, stage.other):
            own = next(marked for marked in all_marked if marked.id == home["id"])
            foreign = [marked for marked in all_marked if marked.id != home["id"]]
            for level in ("admin", "engineering", "read_only"):
                person = stage.person(level, home["id"])
                people.append(person)
                crawl(watch, person, own, foreign[:2] + [m for m in foreign if m.is_operator], listed)
                watch.want(f"{level} of {own.id} sees their own", watch.seen_own.get(f"{level} of {own.id}"))
        if not only:
            staff(watch, stage, all_marked)
            mails(watch, stage, all_marked)
            log(watch, server, stage, people)
            server.stop()
            exports(watch, server)
    print(f"{kind}: {len(watch.lines)} answers, mails, entries and logs in {clock}", flush=True)
    return watch.lines


def planted():
    found = sum(line["got"] != line["expected"] for line in watched("sqlite", "missing-tenant-condition", CONTACTS))
    print(f"canaries: planted fault missing-tenant-condition: {found} findings")
    journal = Journal("planted-canaries")
    journal.write({"harness": "canaries", "fault": "missing-tenant-condition", "findings": found, "expected": "found", "got": "found" if found else "missed"})
    journal.close()
    return not journal.wrong


def main():
    print(f"canaries: seed {SEED}", flush=True)
    journal = Journal("canaries")
    with ProcessPoolExecutor(len(DATABASES)) as pool:
        for lines in pool.map(watched, DATABASES):
            for line in lines:
                journal.write(line)
    journal.close()
    print(f"canaries: {journal.lines} looked at, {len(journal.wrong)} with a foreign marker")
    sys.exit(0 if not journal.wrong and planted() else 1)


if __name__ == "__main__":
    main()
