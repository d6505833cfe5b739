#!/usr/bin/env python3
"""What a call takes for granted and what it refuses, whoever asks: a condition names versions or is refused, a query and a
body are read whole or not at all, a form that is sent twice does its deed once, and nobody gets around the confirmation of
an address. Writes manners.jsonl, one line a check.

    manners.py                      both databases
    DATABASES=sqlite manners.py     one of them
"""

import html
import re
import sys
import time

from common import DATABASES, SEED, Journal, Server
from stage import CONTACTS, Stage

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
        self.forms()

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
        """A person who signs in cannot be made a mailbox, whose address changes at once."""
        person = self.stage.activate(self.stage.make(self.home, "read_only"))
        path = f"{CONTACTS}/{person['id']}"
        self.check("a person who signs in becomes no mailbox", "422 kind: hasAccess", self.told(self.admin.api("PATCH", path, {"kind": "shared_mailbox"})))
        answer = self.admin.api("PATCH", path, {"email": f"new-{self.stage.word()}@example.com"})
        self.check("their address stays until it is confirmed", person["email"], answer.json.get("email", self.told(answer)))
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
        ]:
            answer = self.admin.api("POST", f"{IMPORTS}?kind=contacts", file.encode(), content_type="application/json")
            self.check(f"a JSON file with {what}", expected, self.told(answer))
        twins = [self.stage.must("POST", ORGANIZATIONS, {"name": "Twin Networks", "kind": "network"}) for _ in range(2)]
        rows = "".join(f"{twin['id']},Twin Networks,vendor\n" for twin in twins)
        self.check("two of one name, each by its id, are two", ["changed", "changed"], self.trial("organizations", f"id,name,kind\n{rows}"))
        done = self.server.run("user", "list", "--organization", "Twin Networks")
        self.check("a command does not choose between two of one name", (1, True), (done.returncode, all(twin["id"] in done.stdout + done.stderr for twin in twins)))

    def trial(self, kind, file, person=None):
        """What would become of each row."""
        person = person or self.chief
        path = f"{IMPORTS}/{person.api('POST', f'{IMPORTS}?kind={kind}', file.encode(), content_type='text/csv').json['id']}"
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
        self.check("it takes in what the other changed", ("Editor", "+4722550199"), (dict(merged)["title"], dict(merged)["phone"]))
        self.check("and names no change that nobody made", 0, answer.text.count("Meanwhile changed to"))
        nested = self.admin.submit(f"/users/{contact['id']}", [("opened." * 100_000 + "title", "x"), ("first_name", "Ada")])
        self.check("a name that nests without end is no field", True, nested.status in (303, 409, 422))
        self.check("and the server goes on", 200, self.admin.page("/users").status)
        self.check("saved then, both are there", (303, "Editor", "+4722550199"),
                   (self.admin.submit(f"/users/{contact['id']}", merged).status, *(self.stage.contact(contact["id"])[name] for name in ("title", "phone"))))

    def fields(self, page, id):
        """The fields of the panel's form as a browser would send them."""
        form = next(part for part in re.findall(r"<form.*?</form>", page, re.S) if f"/users/{id}" in part.split(">")[0] and 'name="first_name"' in part)
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


def main():
    print(f"manners: seed {SEED}", flush=True)
    journal = Journal("manners")
    for database in DATABASES:
        with Server(database) as server:
            Manners(server, journal).all()
    journal.close()
    print(f"manners: {journal.lines} checks, {len(journal.wrong)} wrong")
    sys.exit(1 if journal.wrong else 0)


if __name__ == "__main__":
    main()
