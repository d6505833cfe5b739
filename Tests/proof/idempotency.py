#!/usr/bin/env python3
"""A POST with an Idempotency-Key is done once, however often it comes: sixteen at one instant, again one after the other,
with another body under the same key, and again after the server was killed (SIGKILL) in the middle of it. Every repeat
gets the first answer (a secret shown once is left out and said to be), another body gets 422, and in the end each key has
had exactly one effect. Writes idempotency.jsonl, one line a retry.

    idempotency.py                                     both databases
    DATABASES=sqlite RETRIES=100 idempotency.py        a part of it
"""

import json
import os
import random
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from arena import WIDTH
from common import DATABASES, LONG, SEED, Journal, Server, Stopwatch, everything, query
from stage import CONTACTS, Stage
from wire import Connection, Gone, request, volley

TOKENS = "/api/v1/tokens"
IMPORTS = "/api/v1/imports"
RETRIES = int(os.environ.get("RETRIES", 20_000 if LONG else 2_000)) // len(DATABASES)
SHARES = {"parallel": 0.5, "sequential": 0.3, "killed": 0.2}
FLIGHT = 6  # requests on their way when the server is killed
FEW_EACH = 15  # tokens and files in each kind of round: nobody has more than fifty tokens
DONE, REUSED = "done once", "/problems/idempotency-key-reused"


class Deed:
    """Something to do once, whose doing leaves marks that nothing but the key keeps from standing there twice."""

    def __init__(self, stage, kind):
        self.kind = kind
        self.mark = stage.word()
        self.key = f"key-{self.mark}"
        self.path, self.body = {
            "contact": lambda: (CONTACTS, self.contact(stage)),
            "bulk": lambda: (f"{CONTACTS}/bulk", {"operations": [{"do": "create", "contact": self.contact(stage)} for _ in range(3)]}),
            "token": lambda: (TOKENS, {"name": self.mark, "level": "read_only", "days": 1}),
            "import": lambda: (query(IMPORTS, kind="contacts", name=self.mark), f"last name,phone\n{self.mark},{stage.phone()}\n".encode()),
        }[kind]()
        self.marks = 3 if kind == "bulk" else 1
        self.status = 200 if kind == "bulk" else 201

    def contact(self, stage):
        """Without an address, which no two contacts share."""
        return {"last_name": self.mark, "phone": stage.phone()}

    def other(self):
        """Another body."""
        if self.kind == "import":
            return self.body.replace(self.mark.encode(), f"{self.mark}-other".encode())
        text = json.dumps(self.body)
        return json.loads(text.replace(self.mark, f"{self.mark}-other"))


def said(deed, answer):
    """What a repeat must say again, byte for byte but for the secret and the word that it was left out."""
    body = answer.json
    if deed.kind == "token" and answer.status == 201:
        body.pop("secret"), body.pop("secret_left_out")
    return answer.status, answer.header("location"), answer.header("etag"), body


class Rounds:
    def __init__(self, server, forgets=False):
        self.server = server
        self.forgets = forgets  # sends no key
        self.stage = Stage(server, SEED)
        self.person = self.stage.person("admin", self.stage.home["id"])
        self.connections = [Connection(server.port) for _ in range(WIDTH)]
        self.chance = random.Random(SEED)
        self.lines = []
        self.deeds = []
        self.few = 0

    def new(self):
        self.person.renew()
        few = [kind for kind in ("token", "import") if sum(deed.kind == kind for deed in self.deeds) < self.few]
        deed = Deed(self.stage, self.chance.choice(["contact", "contact", "bulk", *few]))
        self.deeds.append(deed)
        return deed

    def named(self, deed):
        return ({} if self.forgets else {"idempotency-key": deed.key}) | ({"content_type": "text/csv"} if deed.kind == "import" else {})

    def shot(self, deed):
        headers = {"authorization": f"Bearer {self.person.bearer}"} | self.named(deed)
        return request(self.server.port, "POST", deed.path, headers, deed.body)

    def retry(self, how, deed, first, answer, expected=DONE):
        """The line of one retry. `first` is what was answered first, or None when that never arrived."""
        if answer is None:
            got = "no answer"
        elif expected == REUSED:
            got = answer.json.get("type") if answer.status == 422 else f"status {answer.status}"
        elif answer.status != deed.status:
            got = f"status {answer.status}: {answer.text[:200]}"
        elif first and said(deed, first) != said(deed, answer):
            got = f"another answer: {answer.text[:200]}"
        elif first and deed.kind == "token" and not (answer.json["secret"] is None and answer.json["secret_left_out"]):
            got = "the secret again"
        else:
            got = DONE
        self.lines.append({"db": self.server.kind, "how": how, "deed": deed.kind, "key": deed.key, "status": answer and answer.status, "expected": expected, "got": got})

    def once(self, deed, body=None):
        return self.person.api("POST", deed.path, body or deed.body, **self.named(deed))

    def parallel(self):
        """Nobody knows which came first: of a token one answer shows the secret, of all else they are all alike."""
        deed = self.new()
        answers = volley(self.connections, [self.shot(deed)] * WIDTH)
        first = next((answer for answer in answers if answer and answer.status == deed.status and (deed.kind != "token" or answer.json["secret"])), None)
        rest = list(answers)
        if first:
            rest.remove(first)
        for answer in rest:
            self.retry("parallel" if first else "parallel, nobody first", deed, first, answer, DONE if first else "a first answer")

    def sequential(self):
        deed = self.new()
        first = self.once(deed)
        for _ in range(3):
            self.retry("sequential", deed, first, self.once(deed))
        self.retry("another body", deed, first, self.once(deed, deed.other()), REUSED)
        self.retry("after another body", deed, first, self.once(deed))

    def killed(self):
        """Asked, killed before or after the answer, asked again twice of whoever is there then."""
        deeds = [self.new() for _ in range(FLIGHT)]
        for connection, deed in zip(self.connections, deeds):
            connection.send(self.shot(deed))
        time.sleep(self.chance.uniform(0, 0.06))
        self.server.kill()
        firsts = [answered(connection) for connection in self.connections[:FLIGHT]]
        for connection in [*self.connections, self.person.connection, self.stage.chief.connection]:
            connection.close()
        self.server.start()
        for deed, first in zip(deeds, firsts):
            again = self.once(deed)
            self.retry("after a kill, answered before" if first else "after a kill", deed, first, again)
            if again.status == deed.status:
                self.retry("after a kill, once more", deed, again, self.once(deed))

    def settle(self):
        """Counts what stands there; the last line of a key whose deed was not done exactly once is wrong."""
        path = query(CONTACTS, organization=self.stage.home["id"], limit=200)
        there = Counter(contact["last_name"] for contact in everything(self.stage.chief, path))
        there.update(token["name"] for token in everything(self.person, TOKENS))
        there.update(file["name"] for file in everything(self.person, IMPORTS) if file["state"] != "uploading")
        last = {line["key"]: line for line in self.lines}
        for deed in self.deeds:
            if (there[deed.mark], there[f"{deed.mark}-other"]) != (deed.marks, 0) and deed.key in last:
                last[deed.key]["got"] += f"; {there[deed.mark]} of {deed.marks} stand there, {there[f'{deed.mark}-other']} of the other body"


def answered(connection):
    try:
        return connection.receive()
    except Gone:
        return None


def retries(kind, wanted=RETRIES, shares=SHARES, forgets=False):
    """The lines of the retries on one database."""
    with Server(kind) as server:
        rounds = Rounds(server, forgets)
        for how, share in shares.items():
            watch, began = Stopwatch(), len(rounds.lines)
            rounds.few += FEW_EACH
            while len(rounds.lines) - began < wanted * share:
                getattr(rounds, how)()
            print(f"{kind}: {how}: {len(rounds.lines) - began} retries, {watch}", flush=True)
        rounds.settle()
        return rounds.lines


def planted():
    """The key is forgotten, and the count of what stands there must see it."""
    lines = retries("sqlite", 60, {"parallel": 0.5, "sequential": 0.5}, forgets=True)
    found = sum("stand there" in line["got"] for line in lines)
    print(f"idempotency: planted fault no key: {found} findings")
    journal = Journal("planted-idempotency")
    journal.write({"harness": "idempotency", "fault": "no key", "findings": found, "expected": "found", "got": "found" if found else "missed"})
    journal.close()
    return not journal.wrong


def main():
    print(f"idempotency: seed {SEED}", flush=True)
    journal = Journal("idempotency")
    with ProcessPoolExecutor(len(DATABASES)) as pool:
        for lines in pool.map(retries, DATABASES):
            for line in lines:
                journal.write(line)
    journal.close()
    print(f"idempotency: {journal.lines} retries, {len(journal.wrong)} violations")
    sys.exit(0 if not journal.wrong and planted() else 1)


if __name__ == "__main__":
    main()
