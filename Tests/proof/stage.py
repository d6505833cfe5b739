"""The people and things on which a walk tries its deeds: made through the API by an Operator admin, used again as long as
they are in the state that the next trial needs."""

import itertools
import json
import random
import re
import time
import uuid

import pyotp

from common import Person, everything, personas, query, signed_in

CONTACTS = "/api/v1/contacts"
PASSPHRASE = "heron violin copper lantern tide"


class Stage:
    def __init__(self, server, seed):
        self.server = server
        self.random = random.Random(seed)
        self.numbers = itertools.count(1)
        self.tag = f"x{seed:x}"
        self.personas = [p for p in personas(server) if p["contact"]]
        self.seen = {}
        self.reserved = set()  # actors, never targets
        self.chief = self.person("operator_admin")
        self.operator = self.chief.organization
        self.organizations = {o["id"]: o for o in everything(self.chief, "/api/v1/organizations?limit=200")}
        self.partners = [o for o in self.organizations.values() if o["kind"] != "operator" and o["status"] == "active"]
        self.home, self.other = self.two_partners()
        self.pool = {}
        self.sites = {}
        self.spare_sites = {}
        self.makers = {}
        self.imports = {}
        self.more = []  # lines of what is tried several at a time
        for persona in self.personas:
            if persona["organization"] in (self.home["id"], self.other["id"], self.operator):
                self.keep({"id": persona["contact"], **{k: persona[k] for k in ("organization", "level", "status")}})

    def persona(self, level, status):
        """A persona of the demo that nobody else uses, or None."""
        found = next((p for p in self.personas if (p["level"], p["status"]) == (level, status) and p["contact"] not in self.reserved), None)
        if found:
            self.reserved.add(found["contact"])
        return found

    def as_persona(self, contact):
        return {"id": contact["id"], "name": contact["last_name"], "organization": contact["organization"], "contact": contact["id"],
                "level": contact["level"], "status": contact["status"]}

    def second_chief(self):
        """An Operator admin who is not the chief."""
        try:
            return self.person("operator_admin")
        except LookupError:
            contact = self.activate(self.make(self.operator, "operator_admin"))
            self.reserved.add(contact["id"])
            return signed_in(self.server, self.as_persona(contact))

    def maker(self, organization, level):
        """Somebody at that level who makes tokens, and is nobody's target; signed in lately."""
        key = organization, level
        if key not in self.makers:
            contact = self.activate(self.make(organization, level))
            self.reserved.add(contact["id"])
            self.makers[key] = signed_in(self.server, self.as_persona(contact))
        self.makers[key].renew()
        return self.makers[key]

    def mails(self):
        return self.chief.connection.ask("GET", "/demo/mail.json").json

    def mails_to(self, address, kind):
        return [m for m in self.chief.connection.ask("GET", query("/demo/mail.json", to=address)).json if m["kind"] == kind]

    def outbox(self, address, kind):
        return [m for m in self.must("GET", "/api/v1/mail?limit=200")["items"] if m["recipient"] == address and m["kind"] == kind]

    def next_mail(self, address, kind, send):
        """The text of the mail to an address that `send` causes; what `send` answered."""
        # An earlier one may still be on its way: the outbox says which one is new.
        written = {m["id"] for m in self.outbox(address, kind)}
        answer = send()
        new = {m["id"] for m in self.outbox(address, kind)} - written
        for _ in range(200 if new else 0):
            there = [m for m in self.mails_to(address, kind) if m["id"] in new]
            if there:
                return there[0]["text"], answer
            time.sleep(0.03)
        raise RuntimeError(f"no mail {kind} to {address}: {answer.status} {answer.text[:2000]}")

    def two_partners(self):
        """Two partners with somebody active at every level, and no rule on addresses."""
        def levels(organization):
            return {p["level"] for p in self.personas if p["organization"] == organization["id"] and p["status"] == "active"}
        fit = [o for o in self.partners if {"admin", "engineering", "read_only"} <= levels(o) and not o.get("email_domains")]
        fit.sort(key=lambda o: -sum(p["organization"] == o["id"] and p["level"] == "admin" and p["status"] == "active" for p in self.personas))
        if len(fit) < 2:
            raise RuntimeError("the demo world has no two partners with somebody active at every level")
        return fit[0], fit[1]

    def person(self, level, organization=None):
        """Somebody active at that level, signed in and kept out of the pool."""
        for persona in self.personas:
            if persona["level"] == level and persona["status"] == "active" and organization in (None, persona["organization"]):
                if persona["contact"] not in self.reserved:
                    self.reserved.add(persona["contact"])
                    return signed_in(self.server, persona)
        raise LookupError(f"nobody is active at {level} in {organization or 'the demo world'}")

    # -- what the chief sees and does ----------------------------------------------------------------------------------

    def must(self, method, path, body=None):
        if method != "GET":
            self.seen.clear()
            self.chief.renew()
        answer = self.chief.api(method, path, body)
        if answer.status not in (200, 201, 204):
            raise RuntimeError(f"{method} {path} {body}: {answer.status} {answer.text[:500]}")
        return answer.json if answer.body else None

    def truth(self, path):
        """What stands there, byte for byte; None when nothing does."""
        answer = self.chief.api("GET", path)
        if answer.status not in (200, 404):
            raise RuntimeError(f"GET {path}: {answer.status} {answer.text[:300]}")
        self.seen[path] = answer.body if answer.status == 200 else None
        return self.seen[path]

    def known(self, path):
        """The same, as it was last read, when nothing has been done since that is meant to change it."""
        return self.seen[path] if path in self.seen else self.truth(path)

    def contact(self, id):
        return self.must("GET", f"{CONTACTS}/{id}")

    def contact_or_none(self, id):
        found = self.truth(f"{CONTACTS}/{id}")
        return found and json.loads(found)

    # -- making --------------------------------------------------------------------------------------------------------

    def word(self):
        return f"{self.tag}n{next(self.numbers)}"

    def address(self):
        return f"{self.word()}@stage.example"

    def phone(self):
        return f"+49301{next(self.numbers):07d}"

    def details(self):
        return {"first_name": "Ada", "last_name": self.word(), "email": self.address(), "phone": self.phone(), "title": "Peering",
                "language": "en", "kind": "person"}

    def make(self, organization, level="none", **fields):
        body = self.details() | fields | {"organization": organization} | ({} if level == "none" else {"level": level})
        return self.must("POST", CONTACTS, body)

    def site(self, organization):
        return self.must("POST", "/api/v1/sites", {
            "organization": organization, "code": self.word().upper(), "name": "Stage site", "address": "1 Quay", "time_zone": "Europe/Oslo"})

    def spare_site(self, organization):
        found = self.spare_sites.setdefault(organization, [])
        return found.pop() if found else self.site(organization)

    def site_of(self, organization):
        """The id of a site that stays."""
        if organization not in self.sites:
            self.sites[organization] = self.site(organization)["id"] if organization in self.organizations else str(uuid.uuid4())
        return self.sites[organization]

    def archives(self, organization):
        """Those of an organization that there are, once none is under way: asking meanwhile would change nothing."""
        path = query("/api/v1/archives", organization=organization)
        for _ in range(300):
            items = self.must("GET", path)["items"] if organization in (self.home["id"], self.other["id"]) else []
            if not any(a["state"] in ("waiting", "making") for a in items):
                return items
            time.sleep(0.1)
        raise RuntimeError(f"an archive of {organization} does not get ready")

    def archive(self, organization):
        """The id of an archive that is ready."""
        if not self.archives(organization):
            self.must("POST", query("/api/v1/archives", organization=organization))
        return self.archives(organization)[0]["id"]

    def found(self):
        made = self.must("POST", "/api/v1/organizations", {"name": f"Stage {self.word()}", "kind": "network", "asns": []})
        self.organizations[made["id"]] = made
        return made["id"]

    def founded(self, verb):
        """An organization on which `verb`, suspend or resume, has something to do."""
        id = self.found()
        if verb == "resume":
            self.must("POST", f"/api/v1/organizations/{id}/suspend")
        return id

    def active_tops(self, target):
        """How many at the target's level can still sign in to its organization."""
        path = query(CONTACTS, organization=target.organization, level=target.level, status="active", limit=200)
        return len(everything(self.chief, path))

    # -- the pool ------------------------------------------------------------------------------------------------------

    def keep(self, contact):
        """Puts a contact where its present state belongs."""
        if contact["id"] not in self.reserved and contact["status"] != "expired":
            self.pool.setdefault((contact["organization"], contact["level"], contact["status"]), []).append(contact)

    def take(self, organization, level, status):
        """A contact in exactly that state; give it back with `keep`."""
        found = self.pool.get((organization, level, status))
        while found:
            contact = found.pop()
            if contact["id"] not in self.reserved:
                return contact if "version" in contact else self.contact(contact["id"])
        if status in ("none", "invited"):
            return self.make(organization, level)
        if status == "active":
            return self.activate(self.make(organization, level))
        contact = self.take(organization, level, "active")
        return self.must("POST", f"{CONTACTS}/{contact['id']}/access/suspend")

    # -- coming in -----------------------------------------------------------------------------------------------------

    def link(self, contact):
        """A fresh link of an invitation at the contact's level, from the mail; its token."""
        self.chief.renew()
        again = contact["status"] in ("invited", "expired")
        path, form = ("resend", {}) if again else ("access", {"level": contact["level"]})
        text, _ = self.next_mail(contact["email"], "invitation", lambda: self.chief.submit(f"/users/{contact['id']}/{path}", form))
        return re.search(r"/invitation/([A-Za-z0-9_-]+)", text)[1]

    def accept(self, token, browser=None):
        """Accepts as a browser without JavaScript would: with a new passphrase, or as whoever is signed in."""
        self.seen.clear()
        browser = browser or Person(self.server)
        page = browser.page(f"/invitation/{token}")
        browser.remember(page)
        return browser.submit(f"/invitation/{token}", {"passphrase": PASSPHRASE, "passphrase_again": PASSPHRASE})

    def activate(self, contact):
        """Lets an invited contact become active, with a second factor; the contact as it is then."""
        browser = Person(self.server)
        answer = self.accept(self.link(contact), browser)
        browser.remember(answer)
        if "__Host-stagedoor=" in (browser.cookie or ""):
            self.enroll(browser)  # else they sign in as before
        now = self.contact(contact["id"])
        if now["status"] != "active":
            raise RuntimeError(f"not activated: {answer.status} {answer.text[:2000]}")
        return now

    def enroll(self, browser):
        """Adds an authenticator app, whose key the page shows as text."""
        browser.remember(browser.page("/enroll"))
        page = browser.submit("/account/totp", {})
        found = re.search(r'name="ceremony"[^>]*value="([^"]+)".*', page.text)
        key = re.search(r'<p class="key"><code>([A-Z2-7 ]+)</code>', page.text)
        answer = browser.submit("/account/totp", {"ceremony": found[1], "name": "Stage", "code": pyotp.TOTP(key[1].replace(" ", "")).now()})
        if answer.status not in (200, 303):
            raise RuntimeError(f"not enrolled: {answer.status} {answer.text[:2000]}")

    def restore(self, person):
        """Gives somebody back the level they had, and a session."""
        contact = self.contact_or_none(person.contact)
        if contact is None:
            raise RuntimeError(f"{person.name} was deleted and cannot come back")
        if (contact["level"], contact["status"]) != (person.level, "active"):
            self.must("PUT", f"{CONTACTS}/{person.contact}/access", {"level": person.level})
        if self.contact(person.contact)["status"] != "active":
            self.activate(self.contact(person.contact))
        answer = person.sign_in()
        if answer.status != 200:
            raise RuntimeError(f"{person.name} cannot come back: {answer.status} {answer.text[:300]}")
