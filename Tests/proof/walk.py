"""One step of the matrix walk: a trial says what is sent and what the table expects, the walk sends it, reads the effect
back, and keeps a line. Audit entries and mails are compared at the end, when all of them are there."""

import json
import re
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Callable

import oracle
from common import entries, everything, query

CLASSES = {200: oracle.DONE, 201: oracle.DONE, 202: oracle.DONE, 204: oracle.DONE, 303: oracle.DONE, 401: oracle.SIGNED_OUT,
           403: oracle.FORBIDDEN, 404: oracle.MISSING, 409: oracle.CONFLICT, 422: oracle.INVALID}
LET_IN = "let in"  # to a page of one's own, whatever it then says to the fields: not refused at the door
ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass
class Trial:
    who: object  # a Person
    target: str  # its kind, for the line
    own: bool
    expected: str
    send: Callable  # () -> Answer
    path: str
    subject: str | None = None  # what the chief reads before and after, a path of the API
    effect: Callable | None = None  # (before, after, answer) -> complaint or None
    chain: str | None = None  # the organization whose log must tell of it
    invites: str | None = None  # the address that gets a mail exactly if it is done
    creates: str | None = None  # the address that a contact has afterwards exactly if it is done
    leaves: bool = False  # it ends the session: a redirect to the sign-in is its success
    quiet: bool = False  # it leaves no entry in the audit log
    note: str = ""
    reference: object = None  # the answer to a made-up id, where a foreign one must look the same


@dataclass
class Cell:
    line: dict
    trial: Trial
    answer: object
    at: float
    unsafe: bool
    got: str
    after: bytes | None = None  # the subject as the chief saw it afterwards


def classify(answer, leaves=False):
    if answer.status == 303 and "/sign-in" in (answer.header("location") or "") and not (leaves and "done=" in answer.header("location")):
        return oracle.SIGNED_OUT
    return CLASSES.get(answer.status, f"status {answer.status}")


def without_ids(answer):
    """What an answer says, apart from the ids in it (the request's own, and the one asked for) and its nonces."""
    return answer.status, re.sub(rb'(nonce|name="csrf" value|value)="[^"]*"|[0-9a-f]{16,64}', b"", ID.sub(b"ID", answer.body))


class Walk:
    def __init__(self, kind, stage, seed):
        self.kind = kind
        self.stage = stage
        self.seed = seed
        self.cells = []
        self.missing = []

    def require(self, routes, rows):
        """Every route has a row, or stands in the lines as a mismatch."""
        for route in routes:
            if (route["method"], route["path"]) not in rows:
                self.missing.append({"db": self.kind, "actor": "", "action": route["action"], "method": route["method"], "path": route["path"],
                                     "target": "", "own": False, "expected": "a row of the oracle", "got": "none", "seed": self.seed})

    def follow(self, route, trials):
        """Runs one row's trials for one actor; the row hears of each before it makes the next."""
        cell = None
        while True:
            try:
                trial = trials.send(cell)
            except StopIteration:
                return
            cell = self.run(route, trial)

    def lines(self):
        more = [{"db": self.kind, "seed": self.seed} | line for line in self.stage.more]
        return self.missing + more + [cell.line | {"got": cell.got} for cell in self.cells]

    def run(self, route, trial):
        before = self.stage.known(trial.subject) if trial.subject else None
        at = time.time()
        answer = trial.send()
        got = classify(answer, trial.leaves)
        if trial.expected == LET_IN and got not in (oracle.SIGNED_OUT, oracle.FORBIDDEN) and answer.status < 500:
            got = LET_IN
        unsafe = route["method"] not in ("GET", "HEAD")
        if unsafe and got == oracle.DONE:
            self.stage.seen.clear()
        after = self.stage.truth(trial.subject) if trial.subject and unsafe else before
        complaints = []
        if got == oracle.DONE and trial.expected == oracle.SAME and before == after:
            got = oracle.SAME
        if got == oracle.DONE:
            if trial.effect:
                complaints.append(trial.effect(before and json.loads(before), after and json.loads(after), answer))
        elif got != LET_IN and unsafe and before != after:
            complaints.append(f"and yet it changed: {before} -> {after}")
        if got == oracle.FORBIDDEN and trial.who.level != "nobody":
            if not re.fullmatch(rf"[a-z_]+\.[a-z_]+/{trial.who.level}", answer.header("x-permission") or ""):
                complaints.append(f"X-Permission: {answer.header('x-permission')}")
        if got == oracle.MISSING and trial.reference and without_ids(answer) != without_ids(trial.reference):
            complaints.append("unlike an id that never was")
        if not answer.header("x-request-id"):
            complaints.append("no X-Request-Id")
        line = {"db": self.kind, "actor": actor_label(trial.who), "action": route["action"], "method": route["method"], "path": route["path"],
                "target": trial.target + (f" · {trial.note}" if trial.note else ""), "own": trial.own, "expected": trial.expected, "seed": self.seed}
        cell = Cell(line, trial, answer, at, unsafe, got + "".join(f"; {c}" for c in complaints if c), after)
        self.cells.append(cell)
        return cell

    # -- what is compared at the end ---------------------------------------------------------------------------------

    def settle(self, server):
        """Compares the audit log, the mails and the directory with what every cell left behind."""
        addresses = self.directory()
        server.stop()
        log = Log(entries(server))
        # Every mail is a row written in the transaction that causes it.
        sent = {row[0].lower() for row in server.database.rows("SELECT recipient FROM outbox")}
        for cell in self.cells:
            for complaint in (log.complaint(cell), self.mail_complaint(cell, sent), self.contact_complaint(cell, addresses)):
                if complaint:
                    cell.got += f"; {complaint}"

    def directory(self):
        found = set()
        for organization in self.stage.organizations:
            found |= {c["email"].lower() for c in everything(self.stage.chief, query("/api/v1/contacts", organization=organization, limit=200)) if c["email"]}
        return found

    def mail_complaint(self, cell, sent):
        address = cell.trial.invites
        if address is None:
            return None
        was_done = cell.got.split(";")[0] == oracle.DONE
        if was_done != (address.lower() in sent):
            return "no mail" if was_done else "and yet a mail was sent"
        return None

    def contact_complaint(self, cell, addresses):
        address = cell.trial.creates
        if address is None or (cell.got.split(";")[0] == oracle.DONE) == (address.lower() in addresses):
            return None
        return "and yet the contact is there" if address.lower() in addresses else "but no such contact is there"


def actor_label(person):
    return person.level if person.status in ("active", "nobody") else f"{person.level} ({person.status})"


class Log:
    """The exported audit log, by request and by refusal."""

    WINDOW = 3600.0  # repeats within a minute are counted, not written; those of ids that are not in the log's organization, within an hour

    def __init__(self, lines):
        self.by_request = defaultdict(list)
        self.refusals = defaultdict(list)
        for body in lines:
            self.by_request[body["request"]].append(body)
            if body["outcome"] == "refused":
                self.refusals[(body["actor"]["id"], body["chain"])].append(body["at"] / 1000)

    def complaint(self, cell):
        found = self.by_request.get(cell.answer.header("x-request-id"), [])
        done = [e for e in found if e["outcome"] == "done"]
        who = cell.trial.who
        if cell.got.split(";")[0] == oracle.DONE:
            if not cell.unsafe or cell.trial.quiet:
                return None
            if not done:
                return "no audit entry"
            if cell.trial.chain and all(e["chain"] != cell.trial.chain for e in done):
                return f"audited in {sorted({e['chain'] for e in done})}, not in {cell.trial.chain}"
            return None if cell.trial.leaves or any(e["actor"]["id"] == who.stamp for e in done) else "audited under another name"
        if cell.got == LET_IN:
            return None
        if [e for e in done if e["action"] != "organization.look"]:
            return f"refused, and yet audited as done: {done[0]['action']}"
        foreign = cell.got.startswith(oracle.MISSING) and cell.trial.target.startswith("foreign")
        if not (cell.got.startswith(oracle.FORBIDDEN) or foreign) or not who.stamp:
            return None
        if any(e["outcome"] == "refused" and e["chain"] == who.organization for e in found):
            return None
        written = self.refusals[(who.stamp, who.organization)]
        if any(cell.at - self.WINDOW - 1 <= at <= cell.at + 1 for at in written):
            return None  # counted with one before
        return "refusal not audited"
