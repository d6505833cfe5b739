#!/usr/bin/env python3
"""The OpenAPI document keeps its word: Schemathesis makes cases from the document as it is served, and every answer is
one that the document describes. No server error, no other status, media type, header or member; what breaks the schema
is refused, what is not listed is not allowed, and without a token nobody gets anything. Three callers, each with a token
and an empty demo of their own. Writes document.jsonl, one line a case, and one for how many of the calls somebody got
done, so that a run of refusals does not count.

    document.py           three callers, then the planted faults
    CALLERS=admin EXAMPLES=5 document.py    a part of it
"""

import copy
import json
import os
import random
import re
import sys
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from common import DATABASES, LONG, SEED, Journal, Server, Stopwatch, everything, signed_in
from stage import Stage

LEAST = 20_000 if LONG else 2_000
EXAMPLES = int(os.environ.get("EXAMPLES", 150 if LONG else 8))  # cases made for each call, in each phase that draws them
CALLERS = ["operator_admin", "admin", "engineering"]
CHOSEN = os.environ.get("CALLERS", " ".join(CALLERS)).split()
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TOKENS = "/api/v1/tokens"
IMPORTS = "/api/v1/imports"
IN_PERSON = re.compile(r"/tokens|/recovery$")  # no token does these: they are called with the session of the person
# Whether a case meets something in the state that its call needs is chance, so a few calls may be refused every time; matrix.py
# gets each of them done.
DONE = 0.75
# Headers that are left out or not known break no schema, though the cases count them as if they did. Elsewhere a broken body
# comes with them; here the body is a file, of which the document says nothing, so that nothing in it is broken either.
MISJUDGED = re.compile("Invalid component: (in header - |positive test case)")
# Asked for in another organization, which `made` puts in, what was made in one is not there.
ELSEWHERE = "ensure_resource_availability"
# A token that was ended stays listed as ended.
STAYS = "use_after_free"
CHECKS = {
    # A schema cannot say every rule: 422 names the field, and is an answer that the document describes.
    "positive_data_acceptance": {"enabled": False},
    # 412 as well: the condition is looked at first.
    "negative_data_rejection": {"expected-statuses": ["400", "401", "403", "404", "405", "409", "412", "413", "415", "422"]},
}


class Real:
    """What stands in the portal. Ids that were made up are mostly replaced by these, so that more than refusals is seen."""

    def __init__(self, caller, seed):
        self.caller = caller
        self.chance = random.Random(seed)
        self.ids = defaultdict(list)
        self.known = set()
        for _ in range(6):
            caller.api("POST", f"{IMPORTS}?kind=contacts", self.file("text/csv"), content_type="text/csv")
        for noun in ("organizations", "contacts", "sites", "tokens", "archives", "imports"):
            for home in [None, *self.ids["organizations"]]:
                answer = caller.api("GET", f"/api/v1/{noun}?" + (f"organization={home}" if home and noun != "organizations" else ""))
                if answer.status == 200:
                    self.learn(noun, answer.json)

    def file(self, media):
        """One that can be read."""
        person = {"last_name": "Dahl", "email": f"w{self.chance.randrange(1 << 40):x}@example.com"}
        text = {"text/csv": ",".join(person) + "\n" + ",".join(person.values()), "application/json": json.dumps([person])}
        return text.get(media, json.dumps(person)).encode()

    def learn(self, noun, data):
        """Keeps the ids of an answer: those of a list, of one thing, of a new token."""
        for item in data.get("items", [data.get("token", data)]):
            id = item.get("id") if isinstance(item, dict) else None
            if id and id not in self.known:
                self.known.add(id)
                self.ids[noun].append(id)

    def id(self, noun, made_up):
        """One of those that are there, for one that was made up. What is no id at all is meant to be none."""
        there = self.ids[noun]
        if not isinstance(made_up, str) or not UUID.fullmatch(made_up) or made_up in self.known or not there or self.chance.random() < 0.15:
            return made_up
        return self.chance.choice(there)

    def fill(self, value):
        """The same within a body; an address is made unlike any other."""
        if isinstance(value, list):
            return [self.fill(item) for item in value]
        if not isinstance(value, dict):
            return value
        filled = {}
        for name, inner in value.items():
            if name in ("organization", "site"):
                inner = self.id(f"{name}s", inner)
            elif name == "sites" and isinstance(inner, list):
                inner = [self.id("sites", id) for id in inner]
            elif name == "id":
                inner = self.id("contacts", inner)
            elif name == "email" and isinstance(inner, str) and inner.endswith("@example.com"):
                inner = f"w{self.chance.randrange(1 << 40):x}@example.com"
            elif name == "code" and re.fullmatch(r"osl\d+", str(inner)):  # the document's example
                inner = f"w{self.chance.randrange(1 << 20):x}"
            filled[name] = self.fill(inner)
        return filled


class Bearer:
    """The caller's session and token. The cases pause and end tokens, revoke access and delete contacts, these too: what was
    refused is made anew."""

    def __init__(self, stage, caller, real):
        self.stage = stage
        self.caller = caller
        self.real = real
        self.secret = None

    def come_back(self):
        """The caller as they were, or somebody like them."""
        try:
            self.stage.restore(self.caller)
        except RuntimeError:
            contact = self.stage.activate(self.stage.make(self.caller.organization, self.caller.level))
            self.caller = signed_in(self.stage.server, self.stage.as_persona(contact))

    def refused(self, header):
        """Hears what an answer of 401 was asked with."""
        if self.secret and self.secret in header:
            self.secret = None
        elif self.caller.bearer in header:
            self.come_back()

    def text(self):
        if self.secret is None:
            answer = self.make()
            if answer.status == 409:  # too many
                for token in everything(self.caller, TOKENS):
                    self.caller.api("DELETE", f"{TOKENS}/{token['id']}")
                answer = self.make()
            if answer.status != 201:
                self.come_back()
                answer = self.make()
            if answer.status != 201:
                raise RuntimeError(f"no token: {answer.status} {answer.text[:300]}")
            self.real.learn("tokens", answer.json)
            self.secret = answer.json["secret"]
        return self.secret

    def make(self):
        self.caller.renew()
        return self.caller.api("POST", TOKENS, {"name": "Document", "level": self.caller.level, "days": 1})


def made(schema, stage, caller, real):
    """Hangs the caller and what is real on the cases that come."""

    bearer = Bearer(stage, caller, real)

    @schema.auth(refresh_interval=None, retry_on=[])
    class Auth:
        def get(self, case, context):
            if not IN_PERSON.search(case.operation.path):
                return bearer.text()
            bearer.caller.renew()
            return bearer.caller.bearer

        def set(self, case, data, context):
            case.headers["Authorization"] = f"Bearer {data}"

    @schemathesis.serializer("text/csv", "application/x-ndjson")
    def file(context, value):
        """An upload's bytes, of which the document says nothing: mostly some that can be read."""
        return real.file(context.case.media_type) if real.chance.random() < 0.7 else str(value).encode()

    schemathesis.hooks.unregister_all()  # they are the process's, not the schema's

    @schemathesis.hook
    def before_call(context, case, kwargs):
        noun = case.operation.path.split("/")[3]
        if case.path_parameters and "id" in case.path_parameters:
            case.path_parameters["id"] = real.id(noun, case.path_parameters["id"])
        if case.query and "organization" in case.query:
            there = real.id("organizations", case.query["organization"])
            case.query["organization"] = there
            if isinstance(there, str) and there in real.known and real.chance.random() < 0.5:
                del case.query["organization"]
        if case.headers and "If-Match" in case.headers and real.chance.random() < 0.5 and re.fullmatch(r'"\d{1,18}"', case.headers["If-Match"]):
            case.headers["If-Match"] = '"1"'
        case.body = real.fill(case.body)

    @schemathesis.hook
    def after_call(context, case, response):
        if response.status_code == 401:
            bearer.refused(str(response.request.headers.get("Authorization")))
        if 200 <= response.status_code < 300 and response.content and "json" in response.headers.get("content-type", [""])[0]:
            real.learn(case.operation.path.split("/")[3], response.json())


def settings(server, coverage, examples):
    return SchemathesisConfig.from_dict({
        "seed": SEED,
        "base-url": f"http://localhost:{server.port}",
        "continue-on-failure": True,
        "request-timeout": 30,
        "generation": {"max-examples": examples, "no-shrink": True, "database": "none"},
        "checks": CHECKS,
        "phases": {"coverage": {"enabled": coverage, "generate-duplicate-query-parameters": True}},
    })


def cases(schema, caller):
    """The line of each case that Schemathesis makes."""
    for event in from_schema(schema).execute():
        if isinstance(event, (events.FatalError, events.NonFatalError)):
            yield {"caller": caller, "method": "", "path": event.__class__.__name__, "status": None, "expected": [], "got": [str(getattr(event, "value", None) or event.exception)[:500]]}
        if not isinstance(event, events.ScenarioFinished):
            continue
        record = event.recorder
        for id, interaction in record.interactions.items():
            operation = record.cases[id].value.operation
            faults = [f"{check.name}: {check.failure_info.failure.title}: {check.failure_info.failure.message}"[:500]
                      for check in record.checks.get(id, []) if check.failure_info
                      and not (operation.path == IMPORTS and MISJUDGED.search(check.failure_info.failure.message))
                      and not (check.name == ELSEWHERE and "organization=" in interaction.request.uri)
                      and not (check.name == STAYS and operation.path.startswith(TOKENS))]
            line = {"caller": caller, "phase": event.phase.name, "method": interaction.request.method, "path": operation.path, "call": operation.label,
                    "status": interaction.response and interaction.response.status_code, "expected": [], "got": faults}
            if interaction.response is None:
                line["got"] = ["no answer"]
            if line["got"]:
                line |= {"uri": interaction.request.uri, "sent": (interaction.request.body or b"")[:400].decode("utf-8", "replace"),
                         "answer": ((interaction.response and interaction.response.content) or b"")[:400].decode("utf-8", "replace")}
            yield line


def run(level, database, alter=None, only=None, examples=EXAMPLES):
    """The lines of one caller's cases, from the document as it is served or as `alter` makes it."""
    watch = Stopwatch()
    with Server(database) as server:
        stage = Stage(server, SEED)
        caller = stage.second_chief() if level == "operator_admin" else stage.person(level, stage.home["id"])
        document = caller.api("GET", "/api/v1/openapi.json").json
        if alter:
            alter(document)
        # The cases that enumerate a schema are the same for everybody; they are tried by whoever is refused least.
        schema = schemathesis.openapi.from_dict(document, config=settings(server, LONG or level == CALLERS[0], examples))
        if only:
            schema = schema.include(path=only)
        real = Real(caller, SEED)
        made(schema, stage, caller, real)
        lines = [line | {"db": database} for line in cases(schema, level)]
    wrong = sum(bool(line["got"]) for line in lines)
    print(f"{level} on {database}: {len(lines)} cases, {wrong} failures, {dict(Counter(str(line['status'])[:1] + 'xx' for line in lines))}, {watch}", flush=True)
    return lines, sorted(f"{method.upper()} {path}" for path, group in document["paths"].items() for method in group)


def wrong_type(document):
    """A contact's title is said to be a number."""
    document["components"]["schemas"]["Contact"]["properties"]["title"] = {"type": "integer"}


def open_door(document):
    """The document's own address is said to need a token, as everything does that it lists."""
    document["paths"]["/api/v1/openapi.json"] = {"get": {"operationId": "get_openapi", "responses": {"200": {"description": "The document."}}}}


def planted():
    """The document says something else than what is answered, and the cases must see it."""
    journal = Journal("planted-document")
    for fault, path, check in [(wrong_type, "/api/v1/contacts", "response_schema_conformance"), (open_door, "/api/v1/openapi.json", "ignored_auth")]:
        lines, _ = run("admin", "sqlite", fault, path, 5)
        found = sum(any(check in complaint for complaint in line["got"]) for line in lines)
        print(f"document: planted fault {fault.__name__}: {found} findings")
        journal.write({"harness": "document", "fault": fault.__name__, "findings": found, "expected": "found", "got": "found" if found else "missed"})
    journal.close()
    return not journal.wrong


def main():
    print(f"document: seed {SEED}", flush=True)
    journal = Journal("document")
    calls, done = set(), set()
    with ProcessPoolExecutor(2) as pool:
        for lines, listed in pool.map(run, CHOSEN, [DATABASES[n % len(DATABASES)] for n in range(len(CHOSEN))]):
            calls.update(listed)
            for line in lines:
                journal.write(line)
                if line["status"] and line["status"] < 300:
                    done.add(line["call"])
    made = journal.lines
    whole = CHOSEN == CALLERS
    if whole:
        refused = sorted(calls - done)
        print(f"document: {len(calls) - len(refused)} of {len(calls)} calls done, never {', '.join(refused) or 'none'}")
        enough_done = len(refused) <= (1 - DONE) * len(calls)
        journal.write({"calls": len(calls), "refused": refused, "expected": "mostly done", "got": "mostly done" if enough_done else "mostly refused"})
    journal.close()
    print(f"document: {made} cases, {len(journal.wrong)} failures")
    enough = made >= LEAST or not whole
    if not enough:
        print(f"document: fewer than {LEAST} cases")
    sys.exit(0 if not journal.wrong and enough and (not whole or planted()) else 1)


if __name__ == "__main__":
    main()
