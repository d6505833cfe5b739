"""Attempts at the way from a gap to a person: roles for whom the sender may not, elsewhere, and addresses that say what is not so."""

import re
import uuid

CONTACTS = "/api/v1/contacts"


def attempts(doors):
    stage = doors.stage
    home = stage.home["id"]
    admin, engineer, reader = (stage.person(level, home) for level in ("admin", "engineering", "read_only"))
    site = stage.site_of(home)
    low = stage.make(home)

    def give(person, contact, **fields):
        sent = {"notice": "maintenance", "role": "noc", "site": site, "back": "/told"} | fields
        return person.submit(f"/users/{contact}/role", {name: value for name, value in sent.items() if value is not None})

    def roles(contact):
        return stage.contact(contact)["roles"]

    def tried(what, expected, answer, contact=None):
        doors.check(what, [expected, True], [answer.status, contact is None or roles(contact) == before])

    before = roles(admin.contact)
    tried("Engineering gives an Admin a role", 403, give(engineer, admin.contact), admin.contact)
    before = roles(engineer.contact)
    tried("Engineering gives itself a role", 403, give(engineer, engineer.contact), engineer.contact)
    before = roles(low["id"])
    tried("Read-only gives a role", 403, give(reader, low["id"]), low["id"])
    tried("a role that does not get the message", 422, give(admin, low["id"], role="billing"), low["id"])
    tried("a role that there is not", 422, give(admin, low["id"], role="root"), low["id"])
    tried("a message that there is not", 422, give(admin, low["id"], notice="everything"), low["id"])
    tried("at another organization's site", 422, give(admin, low["id"], site=stage.site_of(stage.other["id"])), low["id"])
    tried("at a site that is none", 422, give(admin, low["id"], site="x"), low["id"])
    foreign = stage.make(stage.other["id"])
    before = roles(foreign["id"])
    answers = [give(admin, foreign["id"], site=None), give(admin, str(uuid.uuid4()), site=None)]
    tried("to another organization's contact", 404, answers[0], foreign["id"])
    shapes = [re.sub(rb"[0-9a-f-]{16,}|nonce=\"[^\"]*\"|value=\"[^\"]*\"", b"", answer.body) for answer in answers]
    doors.check("which looks like one that is not there", True, shapes[0] == shapes[1])
    before = roles(low["id"])
    forged = admin.connection.ask("POST", f"/users/{low['id']}/role", admin.browsing({}) | {"origin": "https://evil.example"},
                                  form=[("notice", "maintenance"), ("role", "noc")])
    tried("from another site", 403, forged, low["id"])

    for back in ("//evil.example/", "https://evil.example/", "/\\evil.example", "/told?x=\r\nSet-Cookie: a=b"):
        answer = give(admin, low["id"], back=back)
        doors.check(f"back to {back[:20]!r}", [303, True], [answer.status, (answer.header("location") or "").startswith("/told?")])
    doors.check("the role that was meant is given once", 1, len([r for r in roles(low["id"]) if r == {"role": "noc", "site": site}]))

    name = stage.contact(low["id"])["last_name"]
    said = f"/told?done=role-given&told={low['id']}&of=logistics&at={site}"
    doors.check("an address says that somebody is told who is not", False, "is now told" in admin.page(said).text)
    doors.check("an address names another organization's contact", False, foreign["last_name"] in admin.page(said.replace(low["id"], foreign["id"])).text)
    doors.check("an address says that a gap opened where there is none", False, "opened a gap" in admin.page(f"/users?done=contact-saved&gap=maintenance@{site}").text)
    doors.check("what is so is said", True, f"{name} is now told" in admin.page(said.replace("logistics", "maintenance")).text)
    form = admin.page(f"/users/new?roles=noc@{site}&level=admin&email=evil@evil.example&first_name=Evil").text
    doors.check("an address fills a new contact's level or address in", [False, False], [bool(re.search(r'<input[^>]*name="email"[^>]*value="evil', form)), bool(re.search(r'value="admin"[^>]* checked', form))])
    picker = admin.page(f"/told/gap?notice=maintenance&site={stage.site_of(stage.other['id'])}")
    doors.check("the picker of another organization's site", 404, picker.status)
    many = "/users/bulk?chosen=" + "A" * 30_000
    doors.check("a choice of nobody, longer than any of ours", 404, admin.page(many).status)
