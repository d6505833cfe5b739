#!/usr/bin/env python3
"""What a call takes for granted and what it refuses, whoever asks: a condition names versions or is refused, a query and a
body are read whole or not at all, a form that is sent twice does its deed once, nobody gets around the confirmation of an
address or a proof of who one is, and what was filled in is not lost. Writes manners.jsonl, one line a check.

    manners.py                      both databases, then the planted fault
    DATABASES=sqlite manners.py     one of them
"""

import html
import json
import re
import sys
import time
from pathlib import Path

from common import DATABASES, SEED, Journal, Server, query
from stage import CONTACTS, Stage

CASES = Path(__file__).parent / "cases"
TOKENS, IMPORTS, ORGANIZATIONS = (f"/api/v1/{noun}" for noun in ("tokens", "imports", "organizations"))


class Manners:
    def __init__(self, server, journal):
        self.server = server
        self.journal = journal
        self.stage = Stage(server, SEED)
        self.chief, self.home = self.stage.chief, self.stage.home["id"]
        self.admin = self.stage.person("admin", self.home)

    def check(self, what, expected, got):
        self.journal.write({"db": self.server.kind, "what": what, "expected": expected, "got": got})

    def told(self, answer):
        """The status, and the stable words of a refusal."""
        said = answer.json if answer.body and "json" in (answer.header("content-type") or "") else {}
        words = [said.get("conflict")] + [f"{error['field']}: {error['code']}" for error in said.get("errors", [])]
        return " ".join([str(answer.status), *filter(None, words)])

    def all(self):
        self.queries()
        self.conditions()
        self.bodies()
        self.tokens()
        self.addresses()
        self.files()
        self.numbers()
        self.forms()
        self.stale()
        self.activity()
        self.proofs()
        self.programs()
        self.sessions()
        self.kept()
        self.room()

    def queries(self):
        before = len(self.stage.must("GET", f"{CONTACTS}?organization={self.stage.operator}&limit=200")["items"])
        person = {"last_name": "Astray", "phone": self.stage.phone()}
        self.check("a byte that is no text in the query: nothing is done", "400", self.told(self.chief.api("POST", f"{CONTACTS}?organization={self.home}&x=%ff", person)))
        self.check("the contact was not made elsewhere", before, len(self.stage.must("GET", f"{CONTACTS}?organization={self.stage.operator}&limit=200")["items"]))
        self.check("a lone percent sign", "400", self.told(self.chief.api("GET", f"{CONTACTS}?status=active&search=%")))
        self.check("the same of a page", 400, self.admin.page("/users?q=%").status)
        self.check("a level that nobody has", "422 level: notOneOf", self.told(self.chief.api("GET", f"{CONTACTS}?level=worker")))
        self.check("two organizations in one request", "422 organization: notOneOf",
                   self.told(self.chief.api("POST", f"{CONTACTS}?organization={self.home}", person | {"organization": self.stage.other["id"]})))
        name = self.stage.home["name"]
        for search, found in [(name.split()[0][:4].lower(), [name]), ("zzzz", [])]:
            answer = self.admin.api("GET", f"{ORGANIZATIONS}?search={search}")
            self.check(f"a partner's search for {search}", found, [item["name"] for item in answer.json["items"]])

    def conditions(self):
        contact = self.stage.make(self.home)
        path, version = f"{CONTACTS}/{contact['id']}", contact["version"]
        for sent, expected in [
            ('"99"', "412"), ('"-1"', "412"), ('"0%d"' % version, "412"), ('W/"%d"' % version, "412"), ('"98",', "412"), ("1", "422 If-Match: notAnEntityTag"),
            ('"1', "422 If-Match: notAnEntityTag"), ('"98", "%d"' % version, "200"), ("*", "200"),
        ]:
            answer = self.chief.api("PATCH", path, {"title": "Sound"}, **{"if-match": sent})
            self.check(f"If-Match: {sent}", expected, self.told(answer))
        invited = self.stage.make(self.home, "read_only")
        partner = self.stage.must("POST", ORGANIZATIONS, {"name": f"Manners {self.stage.word()}", "kind": "vendor", "asns": []})
        for what, method, place in [
            ("resend", "POST", f"{CONTACTS}/{invited['id']}/access/resend"), ("suspend", "POST", f"{ORGANIZATIONS}/{partner['id']}/suspend"),
            ("resume", "POST", f"{ORGANIZATIONS}/{partner['id']}/resume"),
        ]:
            own = f'"{invited["version"] if what == "resend" else 1}"'
            self.check(f"{what} with another version", "412", self.told(self.chief.api(method, place, **{"if-match": '"99"'})))
            if what != "resume":
                self.check(f"{what} with its own", "200", self.told(self.chief.api(method, place, **{"if-match": own})))
        self.check("a condition on what has no versions", "422 If-Match: hasNoVersion", self.told(self.chief.api("POST", CONTACTS, {"last_name": "X"}, **{"if-match": '"1"'})))
        self.check("the other condition there", "422 If-None-Match: hasNoVersion", self.told(self.chief.api("POST", CONTACTS, {"last_name": "X"}, **{"if-none-match": "*"})))
        self.known(self.stage.make(self.home))

    def known(self, contact):
        """What a client has already is not sent again, and is not changed where it says so (RFC 9110, 13.1.2)."""
        path = f"{CONTACTS}/{contact['id']}"
        read = self.chief.api("GET", path)
        tag, version = read.header("etag"), read.json["version"]
        for sent, expected in [
            (tag, 304), (f"W/{tag}", 304), (f'"x", {tag}', 304), (f'"a,b",W/"c,d" ,, {tag}', 304), ("*", 304), (f'"a,{tag[1:]}', 200),
            (f'"{version}"', 200), ('"x"', 200), (tag.strip('"'), 200), (f"{tag} {tag}", 200), (f"w/{tag}", 200), ("", 200),
        ]:
            for method in ("GET", "HEAD"):
                answer = self.chief.api(method, path, **{"if-none-match": sent})
                self.check(f"{method} If-None-Match: {sent.replace(tag, 'ETAG')}", (expected, tag, method == "GET" and expected == 200),
                           (answer.status, answer.header("etag"), bool(answer.body)))
        for kind, listed in [("sites", self.stage.site(self.home)["id"]), ("organizations", self.home)]:
            place = f"/api/v1/{kind}/{listed}"
            own = self.chief.api("GET", place).header("etag")
            self.check(f"GET of {kind} that are held", (304, 0), ((answer := self.chief.api("GET", place, **{"if-none-match": own})).status, len(answer.body)))
        asset = re.search(r'href="(/[^"]*\.css)"', self.admin.page("/users").text)[1]
        own = self.admin.page(asset).header("etag")
        for sent, expected in [(own, 304), (f'"x,y", W/{own}', 304), ("*", 304), ('"x"', 200)]:
            self.check(f"GET of an asset, If-None-Match: {sent.replace(own, 'ETAG')}", expected, self.admin.page(asset, **{"if-none-match": sent}).status)
        unseen = self.stage.person("admin", self.stage.other["id"]).api("GET", path, **{"if-none-match": "*"})
        self.check("what may not be seen is not there, whatever is held", 404, unseen.status)
        for sent, expected in [(tag, "412"), (f'"{version}"', "412"), (f'W/"{version}"', "412"), ("*", "412"), (f'"9,{version}"', "200")]:
            answer = self.chief.api("PATCH", path, {"title": "Sound"}, **{"if-none-match": sent})
            self.check(f"PATCH If-None-Match: {sent.replace(tag, 'ETAG')}", expected, self.told(answer))
            if expected == "412":
                self.check("which says the version", version, answer.json.get("version"))
        now = self.chief.api("GET", path)
        self.check("what has changed is sent again", 200, self.chief.api("GET", path, **{"if-none-match": tag}).status)
        self.check("the whole tag as If-Match", "200", self.told(self.chief.api("PATCH", path, {"title": "Noise"}, **{"if-match": f'"a,b", {now.header("etag")}'})))
        self.check("and then no more", "412", self.told(self.chief.api("PATCH", path, {"title": "Hum"}, **{"if-match": now.header("etag")})))
        self.check("what is no tag", "422 If-None-Match: notAnEntityTag", self.told(self.chief.api("PATCH", path, {"title": "Hum"}, **{"if-none-match": "1"})))
        self.check("DELETE If-None-Match: *", "412", self.told(self.chief.api("DELETE", path, **{"if-none-match": "*"})))

    def bodies(self):
        invited = self.stage.make(self.home, "read_only")
        resend = f"{CONTACTS}/{invited['id']}/access/resend"
        self.check("a member where no body is taken", "422 level: unknownField", self.told(self.chief.api("POST", resend, {"level": "admin"})))
        self.check("an empty object there", "200", self.told(self.chief.api("POST", resend, {})))
        number = 4_200_000_000 + self.stage.random.randrange(1000)
        made = self.chief.api("POST", ORGANIZATIONS, {"name": f"Twice {self.stage.word()}", "kind": "network", "asns": [number, number]})
        self.check("an AS number given twice is one", [number], made.json.get("asns", self.told(made)))
        alone = self.stage.make(self.stage.operator)
        self.check("a conflict has its own word", "409 wrongStatus", self.told(self.chief.api("POST", f"{CONTACTS}/{alone['id']}/access/suspend")))

    def tokens(self):
        self.admin.renew()
        made = self.admin.api("POST", TOKENS, {"name": "Adds people", "level": "admin", "days": 1, "permissions": ["contact.create"]})
        self.check("chosen permissions come with those to see", ["contact.create", "contact.view"], made.json.get("token", {}).get("permissions", self.told(made)))
        headers = {"authorization": f"Bearer {made.json['secret']}"}
        answer = self.admin.connection.ask("POST", CONTACTS, headers, {"last_name": "Made", "phone": self.stage.phone()})
        self.check("a token that may add people adds them", "201", self.told(answer))
        schemas = self.admin.api("GET", "/api/v1/openapi.json").json["components"]["schemas"]
        offered = str(schemas["NewToken"]["properties"]["permissions"])
        self.check("what tokens can hold is offered, and nothing else", [True, False, False, False],
                   [name in offered for name in ("contact.create", "mail.deliver", "import.advance", "archive.make")])

    def addresses(self):
        """What a person signs in with stays until they confirm another; where the organization writes changes at once."""
        person = self.stage.activate(self.stage.make(self.home, "read_only"))
        path = f"{CONTACTS}/{person['id']}"
        self.check("a person who signs in becomes no mailbox", "422 kind: hasAccess", self.told(self.admin.api("PATCH", path, {"kind": "shared_mailbox"})))
        new = f"new-{self.stage.word()}@example.com"
        answer = self.admin.api("PATCH", path, {"email": new})
        self.check("the organization writes to the new address", new, answer.json.get("email", self.told(answer)))
        self.check("they sign in with the one of before", True, f"with {new} waits" in html.unescape(self.admin.page(f"/users/{person['id']}").text))
        own = f"{CONTACTS}/{self.admin.contact}"
        old = self.admin.api("GET", own).json
        file = f"id,email\n{self.admin.contact},new-{self.stage.word()}@example.com\n"
        self.check("nor does a file change one's own", ["refused"], self.trial("contacts", file, self.admin))
        answer = self.admin.api("POST", f"{CONTACTS}/bulk", {"operations": [{"do": "change", "id": self.admin.contact, "contact": {"email": f"new-{self.stage.word()}@example.com"}}]})
        self.check("nor do many changes at once", 409, answer.status)
        self.check("one's own address stands", old["email"], self.admin.api("GET", own).json["email"])
        other = self.stage.make(self.home)
        self.check("whoever does not sign in does", "200", self.told(self.admin.api("PATCH", f"{CONTACTS}/{other['id']}", {"kind": "shared_mailbox"})))

    def files(self):
        for what, file, expected in [
            ("words between rows", '[{"last_name": "A", "phone": "+4722000001"} garbage, {"last_name": "B"}]', "422"),
            ("a missing comma", '[{"last_name": "A"} {"last_name": "B"}]', "422"),
            ("a comma at the end", '[{"last_name": "A"},]', "422"),
            ("a second list", '[{"last_name": "A"}][{"last_name": "B"}]', "422"),
            ("a member without its value", '{"items": , "more": [{"last_name": "A"}]}', "422"),
            ("a whole list", '{"next": null, "items": [{"last_name": "A"}, {"last_name": "B"}]}', "201"),
            ("no JSON beside the rows", (CASES / "json_side_bad_string.json").read_text(), "422"),
            ("a word beyond all bounds beside the rows", '{"n": 1%s, "items": [{"last_name": "A"}]}' % ("0" * 70_000), "201"),
            ("a text beyond all bounds beside the rows", '{"n": ["%s"], "items": [{"last_name": "A"}]}' % ("x" * 70_000), "201"),
        ]:
            answer = self.admin.api("POST", f"{IMPORTS}?kind=contacts", file.encode(), content_type="application/json")
            self.check(f"a JSON file with {what}", expected, self.told(answer))
        twins = [self.stage.must("POST", ORGANIZATIONS, {"name": "Twin Networks", "kind": "network"}) for _ in range(2)]
        rows = "".join(f"{twin['id']},Twin Networks,vendor\n" for twin in twins)
        self.check("two of one name, each by its id, are two", ["changed", "changed"], self.trial("organizations", f"id,name,kind\n{rows}"))
        done = self.server.run("user", "list", "--organization", "Twin Networks")
        self.check("a command does not choose between two of one name", (1, True), (done.returncode, all(twin["id"] in done.stdout + done.stderr for twin in twins)))

    def numbers(self):
        """Files that public dumps, spreadsheets and people make."""
        net = {"org": {"data": [{"id": 991, "name": "Example Net", "status": "ok"}], "meta": {}}, "net": {"data": [{"id": 991, "org_id": 991, "asn": 64991, "status": "ok"}]}}
        for what, dump in [
            ("a list that nobody reads", {"as_set": {"data": [{str(64512 + n): f"AS-EXAMPLE{n}" for n in range(4000)}]}} | net),
            ("the same behind the others", net | {"as_set": {"data": [{str(64512 + n): f"AS-EXAMPLE{n}" for n in range(4000)}]}}),
            ("notes that nobody reads", net | {"net": {"data": [net["net"]["data"][0] | {"notes": "x" * 70_000}]}}),
            ("the notes of an exchange", net | {"ix": {"data": [{"id": 1, "notes": "x" * 70_000}]}}),
        ]:
            self.check(f"a dump with {what}", ["created"], self.trial("peeringdb", json.dumps(dump), media="application/json"))
        self.check("numbers in a spreadsheet's format", ["refused"] * 3 + ["created"], self.trial("organizations", (CASES / "asns_float.csv").read_text()))
        answer = self.chief.api("POST", f"{IMPORTS}?kind=peeringdb", (CASES / "pdb_zones.json").read_bytes(), content_type="application/json")
        path = f"{IMPORTS}/{answer.json['id']}"
        self.until(self.chief, path, "check", "checked")
        self.until(self.chief, path, "apply", "applied")
        zone = next(o for o in self.chief.api("GET", f"{ORGANIZATIONS}?search=Zone").json["items"] if o["name"] == "Zone Trial")
        sites = self.chief.api("GET", f"/api/v1/sites?organization={zone['id']}").json["items"]
        self.check("facilities are in their zones, as guesses", [("fac11", "Asia/Kolkata", True), ("fac12", "America/Chicago", True), ("fac13", "America/Los_Angeles", True)],
                   sorted((site["code"], site["time_zone"], site["time_zone_guessed"]) for site in sites))
        place = f"/api/v1/sites/{sites[0]['id']}"
        self.stage.must("PATCH", place, {"name": "Renamed"})
        self.check("a change beside it confirms no zone", True, self.stage.must("GET", place)["time_zone_guessed"])
        self.stage.must("PATCH", place, {"time_zone": sites[0]["time_zone"]})
        self.check("a zone that is said is confirmed", False, self.stage.must("GET", place)["time_zone_guessed"])
        for name, expected in [("Asia/Kolkata", 200), ("Asia/Calcutta", 200), ("Etc/GMT+5", 200), ("Mars/Base", 422), ("posix/Europe/Oslo", 422)]:
            self.check(f"the time zone {name}", (expected, name if expected == 200 else None), (
                (said := self.chief.api("PATCH", place, {"time_zone": name})).status, said.json.get("time_zone")))
        file = (CASES / "phones_trunk_zero.csv").read_text()
        answer = self.admin.api("POST", f"{IMPORTS}?kind=contacts", file.encode(), content_type="text/csv")
        path = f"{IMPORTS}/{answer.json['id']}"
        self.until(self.admin, path, "check", "checked")
        self.until(self.admin, path, "apply", "applied")
        for search, phone in [("020 7946 0018", "+442079460018"), ("+44 (0)20 7946 0018", "+442079460018"), ("030 901820", "+4930901820")]:
            found = self.admin.api("GET", query(CONTACTS, search=search)).json["items"]
            self.check(f"a search for {search}", [phone], [contact["phone"] for contact in found])

    def until(self, person, path, verb, state):
        person.api("POST", f"{path}/{verb}")
        for _ in range(200):
            if person.api("GET", path).json["state"] == state:
                return
            time.sleep(0.05)

    def trial(self, kind, file, person=None, media="text/csv"):
        """What would become of each row."""
        person = person or self.chief
        path = f"{IMPORTS}/{person.api('POST', f'{IMPORTS}?kind={kind}', file.encode(), content_type=media).json['id']}"
        person.api("POST", f"{path}/check")
        for _ in range(200):
            if person.api("GET", path).json["state"] == "checked":
                break
            time.sleep(0.05)
        return [row["outcome"] for row in person.api("GET", f"{path}/rows").json["items"]]

    def forms(self):
        self.admin.renew()
        page = self.admin.page("/tokens")
        id = re.search(r'name="id"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="id"', page.text)
        fields = {"id": id[1] or id[2], "name": "Sent twice", "owner": "person", "level": "read_only", "days": "1"}
        answers = [self.admin.submit("/tokens", fields).status for _ in range(2)]
        tokens = [token for token in self.admin.api("GET", f"{TOKENS}?limit=200").json["items"] if token["name"] == "Sent twice"]
        self.check("a form for a token sent twice", ([200, 303], 1), (answers, len(tokens)))
        # Two people edit one contact: what one did not touch is the other's.
        contact = self.stage.make(self.home)
        self.admin.remember(self.admin.page(f"/users/{contact['id']}"))
        opened = self.fields(self.admin.page(f"/users/{contact['id']}").text, contact["id"])
        self.stage.must("PATCH", f"{CONTACTS}/{contact['id']}", {"phone": "+4722550199"})
        answer = self.admin.submit(f"/users/{contact['id']}", [(n, "Editor" if n == "title" else v) for n, v in opened])
        merged = self.fields(answer.text, contact["id"])
        self.check("a stale form is not saved", 409, answer.status)
        self.check("it takes in what the other changed", ("Editor", "+47 22 55 01 99"), (dict(merged)["title"], dict(merged)["phone"]))
        self.check("and names no change that nobody made", 0, answer.text.count("Meanwhile changed to"))
        nested = self.admin.submit(f"/users/{contact['id']}", [("opened." * 100_000 + "title", "x"), ("first_name", "Ada")])
        self.check("a name that nests without end is no field", True, nested.status in (303, 409, 422))
        self.check("and the server goes on", 200, self.admin.page("/users").status)
        self.check("saved then, both are there", (303, "Editor", "+4722550199"),
                   (self.admin.submit(f"/users/{contact['id']}", merged).status, *(self.stage.contact(contact["id"])[name] for name in ("title", "phone"))))

    def stale(self):
        """A site, and one's own details, of which somebody else changes something at the same time."""
        site = self.stage.site(self.home)
        opened = self.fields(self.admin.page(f"/sites/{site['id']}").text, f"/sites/{site['id']}", "code")
        self.stage.must("PATCH", f"/api/v1/sites/{site['id']}", {"time_zone": "UTC", "name": "Theirs"})
        answer = self.admin.submit(f"/sites/{site['id']}", [(n, {"name": "Mine", "address": "2 Quay"}.get(n, v)) for n, v in opened])
        merged = self.fields(answer.text, f"/sites/{site['id']}", "code")
        self.check("a stale form of a site is not saved", 409, answer.status)
        self.check("it takes in what the other changed, and keeps mine", ("Mine", "2 Quay", "UTC"), tuple(dict(merged)[n] for n in ("name", "address", "time_zone")))
        self.check("and shows what both changed, once, and by whom", (1, 1, True),
                   (answer.text.count("Meanwhile changed to:"), answer.text.count("Meanwhile changed to: Theirs"), f"{self.chief.name} changed this site" in answer.text))
        saved = self.admin.submit(f"/sites/{site['id']}", merged).status
        kept = self.stage.must("GET", f"/api/v1/sites/{site['id']}")
        self.check("saved then, all of it is there", (303, "Mine", "2 Quay", "UTC"), (saved, *(kept[n] for n in ("name", "address", "time_zone"))))

        own = f"{CONTACTS}/{self.admin.contact}"
        before = self.stage.must("GET", own)
        opened = self.fields(self.admin.page("/account").text, "/account", "first_name")
        self.stage.must("PATCH", own, {"phone": "+4722550198"})
        answer = self.admin.submit("/account", [(n, "Chief of nets" if n == "title" else v) for n, v in opened])
        merged = self.fields(answer.text, "/account", "first_name")
        self.check("a stale form of one's own details is shown again", (409, "Chief of nets", "+47 22 55 01 98"), (answer.status, dict(merged)["title"], dict(merged)["phone"]))
        self.check("and says who changed them", (True, 0), (f"{self.chief.name} changed your details" in answer.text, answer.text.count("Meanwhile changed to:")))
        saved = self.admin.submit("/account", merged).status
        after = self.stage.must("GET", own)
        self.check("saved then, both are there, and the address is as it was", (303, "Chief of nets", "+4722550198", before["email"]), (saved, after["title"], after["phone"], after["email"]))

    def activity(self):
        self.check("an action that no log tells of", "422 action: notOneOf", self.told(self.admin.api("GET", "/api/v1/activity?action=contact.edited")))
        self.check("an event is an action", "200", self.told(self.admin.api("GET", "/api/v1/activity?action=invitation.accepted")))
        page = self.admin.page("/activity?action=contact.edited")
        self.check("the page says so, and shows the others", (200, True, False), (page.status, "No log tells of “contact.edited”" in page.text, "No entry matches" in page.text))
        self.check("nothing else is exported instead", 422, self.admin.page("/activity.csv?action=contact.edited").status)
        reader = self.stage.person("read_only", self.home)
        contact = self.stage.make(self.home)
        reader.api("DELETE", f"{CONTACTS}/{contact['id']}")
        entry = self.admin.api("GET", f"/api/v1/activity?target={contact['id']}&outcome=refused").json["items"][0]
        self.check("a refusal names what was asked about", ("contact.delete", f"{contact['first_name']} {contact['last_name']}"), (entry["action"], entry["label"]))
        shown = self.admin.page(f"/activity?contact={contact['id']}&outcome=refused").text
        self.check("so does the page", (True, False), (contact["last_name"] in shown, f">{contact['id']}<" in shown))

    def aged(self):
        """Lets the last proof of everybody who is signed in be an hour old."""
        self.server.stop()
        self.server.database.change("UPDATE sessions SET confirmed_at = confirmed_at - 3600000")
        self.server.start()

    def proofs(self):
        home = f"{ORGANIZATIONS}/{self.home}"
        engineer = self.stage.take(self.home, "engineering", "active")
        invited = self.stage.make(self.home, "admin")
        partner = self.stage.must("POST", ORGANIZATIONS, {"name": f"Proofs {self.stage.word()}", "kind": "vendor", "asns": []})
        levels, plain = (self.imported(f"first_name,last_name,email{column}") for column in (",level", ""))
        admin, chief = self.admin, self.chief
        deeds = [
            ("changing the policy", admin, "PATCH", f"{home}/policy", {"inactivity_days": 200}, "200"),
            ("adding an Admin", admin, "POST", CONTACTS, self.stage.details() | {"level": "admin"}, "201"),
            ("raising to Admin", admin, "PUT", f"{CONTACTS}/{engineer['id']}/access", {"level": "admin"}, "200"),
            ("inviting an Admin again", admin, "POST", f"{CONTACTS}/{invited['id']}/access/resend", None, "200"),
            ("sending an Admin's invitation elsewhere", admin, "PATCH", f"{CONTACTS}/{invited['id']}", {"email": self.stage.address()}, "200"),
            ("a partner's first Admin", chief, "POST", CONTACTS, self.stage.details() | {"level": "admin", "organization": partner["id"]}, "201"),
            ("staff at Operator admin", chief, "POST", CONTACTS, self.stage.details() | {"level": "operator_admin", "organization": self.stage.operator}, "201"),
            ("a file that gives levels", admin, "POST", f"{levels}/apply", None, "200"),
            ("an archive", admin, "POST", "/api/v1/archives", None, "201"),
            ("exporting a person", chief, "GET", f"{CONTACTS}/{invited['id']}/person", None, "200"),
            ("suspending a partner", chief, "POST", f"{ORGANIZATIONS}/{partner['id']}/suspend", None, "200"),
            ("erasing a person", chief, "DELETE", f"{CONTACTS}/{invited['id']}/person", None, "200"),
        ]
        self.aged()
        for what, person, method, path, body, _ in deeds:
            before = person.api("GET", home).json
            answer = person.api(method, path, body)
            self.check(f"{what} asks for a proof", ("403", "/problems/confirmation-needed", before), (self.told(answer), answer.json.get("type"), person.api("GET", home).json))
        low = admin.api("POST", CONTACTS, self.stage.details() | {"level": "read_only"})
        self.check("inviting at another level asks for none", "201", self.told(low))
        self.check("a file without levels neither", "200", self.told(admin.api("POST", f"{plain}/apply")))
        answer = admin.api("POST", f"{CONTACTS}/bulk", {"operations": [{"do": "access", "id": low.json["id"], "level": "engineering"}, {"do": "access", "id": engineer["id"], "level": "admin"}]})
        self.check("of many at once, the row says it", (409, [200, 403], "/problems/confirmation-needed"), (answer.status, [r["status"] for r in answer.json["results"]], answer.json["results"][1].get("type")))
        self.check("and none is done", "read_only", self.stage.contact(low.json["id"])["level"])
        self.held(partner)
        self.aged()
        admin.sign_in()
        chief.sign_in()
        for what, person, method, path, body, expected in deeds:
            if isinstance(body, dict) and body.get("email"):
                body = body | {"email": self.stage.address()}
            self.check(f"with one, {what} is done", expected, self.told(person.api(method, path, body)))

    def held(self, partner):
        """Forms that were filled in before the proof."""
        admin = self.admin
        for path, words in [("/organization", "To change the policy"), ("/organization/archives", "An archive holds everything"), ("/users/new", "For Admin you prove")]:
            admin.remember(page := admin.page(path))
            self.check(f"{path} says that a proof is needed", True, words in page.text)
        self.check("so does the page of a partner's Admin", True, "To invite an Admin" in self.chief.page(f"/organizations/{partner['id']}/admin").text)
        self.check("no archive is asked for there", False, 'action="/organization/archives"' in admin.page("/organization/archives").text)
        policy = self.fields(admin.page("/organization").text, "/organization/policy", "version")
        wanted = [(n, "222" if n == "inactivity_days" else v) for n, v in policy]
        for what, target, back, fields in [
            ("the policy", "/organization/policy", "/organization", wanted),
            ("a new Admin", "/users", "/users/new", list((self.stage.details() | {"level": "admin", "last_name": 'Held "over"'}).items())),
        ]:
            answer = admin.submit(target, fields, referer=f"{admin.connection.origin}{back}")
            self.check(f"{what}: sent without a proof, it asks for one", (403, True), (answer.status, "What you filled in is kept until then." in answer.text))
            wrong = admin.submit("/confirm", self.proof(answer, "not the passphrase"))
            self.check(f"{what}: a wrong passphrase keeps it", (422, True), (wrong.status, f'value="{target}"' in wrong.text))
            done = admin.submit("/confirm", self.proof(wrong, "an open door for the demo"))
            admin.remember(done)
            self.check(f"{what}: after the proof it is there, and not saved yet", (200, True, True), (done.status, "not saved yet" in done.text, f'href="{back}"' in done.text))
            sent = self.fields(done.text, target, fields[0][0])
            self.check(f"{what}: as it was filled in", sorted(fields), sorted(sent))
            saved = admin.submit(target, sent)
            self.check(f"{what}: sent then, it is done", True, saved.status in (200, 303))
            self.aged()
            admin.csrf = None
        self.check("the policy is the one that was filled in", 222, self.stage.must("GET", f"{ORGANIZATIONS}/{self.home}")["inactivity_days"])
        found = self.stage.must("GET", f"{CONTACTS}?organization={self.home}&search=over")["items"]
        self.check("so is the Admin", [("admin", "invited")], [(c["level"], c["status"]) for c in found])

    def proof(self, page, passphrase):
        """The fields of the page that asks for a proof."""
        return [(n, v) for n, v in self.fields(page.text, "/confirm", "next") if n != "passphrase"] + [("passphrase", passphrase)]

    def programs(self):
        """A program's token does what its permissions say, however old any proof is."""
        self.admin.sign_in()
        made = self.admin.api("POST", TOKENS, {"name": "Manages access", "level": "admin", "days": 1})
        headers = {"authorization": f"Bearer {made.json['secret']}"}
        self.aged()
        ask = lambda method, path, body=None: self.told(self.admin.connection.ask(method, path, headers, body))
        self.check("a token adds an Admin", "201", ask("POST", CONTACTS, self.stage.details() | {"level": "admin"}))
        self.check("it changes the policy", "200", ask("PATCH", f"{ORGANIZATIONS}/{self.home}/policy", {"inactivity_days": 201}))
        self.check("it asks for an archive", "201", ask("POST", "/api/v1/archives"))

    def sessions(self):
        """A form whose session is over."""
        person = self.stage.person("engineering", self.home)
        contact = self.stage.make(self.home)
        fields = self.fields(person.page(f"/users/{contact['id']}").text, contact["id"])
        person.token()
        person.api("GET", f"{CONTACTS}/{contact['id']}")
        self.stage.must("POST", f"{CONTACTS}/{person.contact}/access/suspend")
        for what, path, referer, back in [
            ("a panel's form", f"/users/{contact['id']}", f"/users/{contact['id']}?status=active", f"/users/{contact['id']}?status=active"),
            ("a form that was shown again", f"/users/{contact['id']}/access", f"/users/{contact['id']}/access", f"/users/{contact['id']}"),
        ]:
            answer = person.submit(path, [(n, "Lost" if n == "title" else v) for n, v in fields], referer=f"{person.connection.origin}{referer}")
            place = answer.header("location") or ""
            self.check(f"{what} without its session leads to the sign-in", (303, True), (answer.status, place.startswith("/sign-in?next=")))
            door = person.page(place)
            self.check(f"{what}: it says so", True, "Your session ended before what you sent could be saved. Nothing was changed." in door.text)
            self.check(f"{what}: and leads back", back, dict(self.fields(door.text, "/sign-in", "email")).get("next"))
        self.check("nothing was changed", contact["title"], self.stage.contact(contact["id"])["title"])
        self.check("a page without a session says nothing of a form", False, "Your session ended" in person.page(person.page("/users").header("location")).text)

    def imported(self, head):
        """The path of a file of one contact that was tried."""
        level = ",admin" if head.endswith("level") else ""
        file = f"{head}\nAda,{self.stage.word()},{self.stage.address()}{level}\n"
        path = f"{IMPORTS}/{self.admin.api('POST', f'{IMPORTS}?kind=contacts', file.encode(), content_type='text/csv').json['id']}"
        self.admin.api("POST", f"{path}/check")
        for _ in range(200):
            if self.admin.api("GET", path).json["state"] == "checked":
                break
            time.sleep(0.05)
        return path

    def room(self):
        """Files for which there is no room are refused before they are read."""
        path = self.imported("first_name,last_name,email")
        self.server.stop()
        self.server.database.change(f"UPDATE imports SET bytes = 999999000 WHERE id = '{path.rpartition('/')[2]}'")
        self.server.start()
        file = b"first_name,last_name,email\n" + b"Ada,Large,ada@large.example\n" * 1000
        upload = lambda: self.admin.api("POST", f"{IMPORTS}?kind=contacts", file, content_type="text/csv")
        kept = len(self.admin.api("GET", f"{IMPORTS}?limit=200").json["items"])
        answer = upload()
        self.check("a file without room", "409 importsFull", self.told(answer))
        self.check("what to do is said", True, "wait: each goes 30 days after its last step" in answer.json["detail"])
        self.check("nothing of it stays", kept, len(self.admin.api("GET", f"{IMPORTS}?limit=200").json["items"]))
        self.check("another organization has its own room", "201", self.told(self.chief.api("POST", f"{IMPORTS}?kind=contacts", file, content_type="text/csv")))
        self.check("one that is removed makes room", ("204", "201"), (self.told(self.admin.api("DELETE", path)), self.told(upload())))

    def kept(self):
        """What was asked for before is told again only while it is still true."""
        contact = self.stage.make(self.home, "read_only")
        listed = f"{CONTACTS}?search={contact['email']}"

        def seen():
            item, = self.admin.api("GET", listed).json["items"]
            return item["title"], item["level"], item["status"]

        self.check("a list, asked for twice", seen(), seen())
        for what, method, path, body, expected in [
            ("an edit", "PATCH", "", {"title": "Colourist"}, ("Colourist", "read_only", "invited")),
            ("another level", "PUT", "/access", {"level": "engineering"}, ("Colourist", "engineering", "invited")),
            ("access revoked", "DELETE", "/access", None, ("Colourist", "none", "none")),
        ]:
            self.stage.must(method, f"{CONTACTS}/{contact['id']}{path}", body)
            self.check(f"the list after {what}", expected, seen())
        page = f"/users?q={contact['email']}"
        self.check("a page, asked for twice", [True, True], [contact["last_name"] in self.admin.page(page).text for _ in range(2)])
        self.stage.must("PATCH", f"{CONTACTS}/{contact['id']}", {"last_name": "Kept-Anew"})
        self.check("the page after an edit", True, "Kept-Anew" in self.admin.page(page).text)
        self.stage.must("DELETE", f"{CONTACTS}/{contact['id']}", None)
        self.check("the list after a removal", [], self.admin.api("GET", listed).json["items"])

    def fields(self, page, id, name="first_name"):
        """The fields of the panel's form as a browser would send them."""
        form = next(part for part in re.findall(r"<form.*?</form>", page, re.S) if id in part.split(">")[0] and f'name="{name}"' in part)
        found = []
        for tag in re.findall(r"<input[^>]*>|<select.*?</select>", form, re.S):
            name = re.search(r'name="([^"]*)"', tag)
            if not name or name[1] == "csrf":
                continue
            if tag.startswith("<select"):
                chosen = re.search(r'<option[^>]*value="([^"]*)"[^>]*selected|<option[^>]*selected[^>]*value="([^"]*)"', tag)
                value = (chosen[1] or chosen[2] or "") if chosen else ""
            elif re.search(r'type="(checkbox|radio)"', tag) and " checked" not in tag:
                continue
            else:
                value = (re.search(r'value="([^"]*)"', tag) or [None, ""])[1]
            found.append((name[1], html.unescape(value)))
        return found


def planted():
    """Changes do not move the revision: the server itself must find that it would tell what is no longer true."""
    with Server("sqlite", fault="unmoved-revision") as server:
        stage = Stage(server, SEED)
        contact = stage.make(stage.home["id"])
        admin = stage.person("admin", stage.home["id"])
        listed = f"{CONTACTS}?search={contact['email']}"
        before = admin.api("GET", listed).status
        stage.must("PATCH", f"{CONTACTS}/{contact['id']}", {"title": "Colourist"})
        after = admin.api("GET", listed).status
    print(f"manners: planted fault unmoved-revision: {before}, then {after}")
    journal = Journal("planted-manners")
    journal.write({"harness": "manners", "fault": "unmoved-revision", "expected": [200, 500], "got": [before, after]})
    journal.close()
    return not journal.wrong


def main():
    print(f"manners: seed {SEED}", flush=True)
    journal = Journal("manners")
    for database in DATABASES:
        with Server(database) as server:
            Manners(server, journal).all()
    journal.close()
    print(f"manners: {journal.lines} checks, {len(journal.wrong)} wrong")
    sys.exit(0 if not journal.wrong and planted() else 1)


if __name__ == "__main__":
    main()
