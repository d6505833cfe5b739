"""Every token of one permission tries every verb, and what has changed afterwards is read back by somebody who sees it all:
whatever a verb caused, its own permission must have been held. One line for each token and verb."""

import time

from common import everything, query, signed_in
from stage import CONTACTS

PERMISSIONS = [
    "contact.create", "contact.delete", "contact.edit", "contact.assign", "contact.export", "access.grant", "access.level", "access.suspend",
    "policy.edit", "site.edit", "activity.export", "organization.archive", "import.run",
]
PLANTED = [("role-without-assign", "Engineering deletes a site where an Admin holds a role")]

DETAILS = ("first_name", "last_name", "phone", "title", "language", "time_zone", "kind")


class Cast:
    """The things that verbs are tried on; made anew only when something became of them."""

    def __init__(self, stage):
        self.stage, self.home = stage, stage.home["id"]
        self.made = {}

    def contact(self, name):
        if name not in self.made:
            self.made[name] = getattr(self, name)()
        return self.made[name]

    def bare(self):
        return self.stage.make(self.home)

    def holder(self):
        return self.stage.make(self.home, roles=[{"role": "noc", "site": None}])

    def invited(self):
        return self.stage.make(self.home, "admin")

    def active(self):
        contact = self.stage.activate(self.stage.make(self.home, "engineering"))
        self.person = signed_in(self.stage.server, self.stage.as_persona(contact))
        return contact

    def suspended(self):
        contact = self.stage.activate(self.stage.make(self.home, "read_only"))
        return self.stage.must("POST", f"{CONTACTS}/{contact['id']}/access/suspend")

    def site(self):
        site = self.stage.site(self.home)
        self.stage.make(self.home, roles=[{"role": "shipping", "site": site["id"]}])
        return site


def picture(cast):
    """Everything that a verb could change, by who it concerns."""
    stage, home = cast.stage, cast.home
    people = {}
    path = query(CONTACTS, organization=home, limit=200)
    for contact in everything(stage.chief, path):
        people[contact["id"]] = contact
    mails = [(m["id"], m["kind"]) for m in stage.must("GET", "/api/v1/mail?limit=200")["items"]]
    alive = cast.made.get("active") is not None and cast.person.api("GET", "/api/v1/permissions").status == 200
    return {
        "people": people, "mails": dict(mails), "alive": alive,
        "sites": stage.must("GET", query("/api/v1/sites", organization=home))["items"],
        "organization": stage.must("GET", f"/api/v1/organizations/{home}"),
        "tokens": [t["id"] for t in stage.must("GET", query("/api/v1/tokens", organization=home))["items"]],
        "archives": [a["id"] for a in stage.must("GET", query("/api/v1/archives", organization=home))["items"]],
    }


def needed(before, after):
    """The permissions of all that changed."""
    asked = set()
    old, new = before["people"], after["people"]
    for id in new.keys() - old.keys():
        asked.add("contact.create")
        if new[id]["level"] != "none":
            asked.add("access.grant")
        if new[id]["roles"] or new[id]["sites"]:
            asked.add("contact.assign")
    for id in old.keys() - new.keys():
        asked.add("contact.delete")
        if old[id]["level"] != "none":
            asked.add("access.grant")
        if old[id]["roles"] or old[id]["sites"]:
            asked.add("contact.assign")
    for id in old.keys() & new.keys():
        a, b = old[id], new[id]
        if any(a[name] != b[name] for name in DETAILS) or a["email"] != b["email"]:
            asked.add("contact.edit")
        if a["email"] != b["email"] and a["status"] == "invited":
            asked.add("access.grant")
        if sorted(map(str, a["roles"])) != sorted(map(str, b["roles"])) or sorted(a["sites"]) != sorted(b["sites"]):
            asked.add("contact.assign")
        if a["status"] != b["status"]:
            asked.add("access.suspend" if b["status"] == "suspended" else "access.grant")
        if a["level"] != b["level"]:
            asked.add("access.level" if a["status"] == b["status"] == "active" else "access.grant")
    for id in after["mails"].keys() - before["mails"].keys():
        kind = after["mails"][id]
        if kind == "invitation":
            asked.add("access.grant")
        if kind in ("recovery", "recovery_notice"):
            asked.add("recovery.start")
    if before["alive"] and not after["alive"]:
        asked.add("access.suspend or access.grant")
    if before["sites"] != after["sites"]:
        asked.add("site.edit")
    if before["organization"] != after["organization"]:
        asked.add("policy.edit")
    if before["tokens"] != after["tokens"]:
        asked.add("token.edit")
    if before["archives"] != after["archives"]:
        asked.add("organization.archive")
    return asked


def verbs(cast):
    """Each verb with what it is tried on: (what, on whom, call)."""
    stage = cast.stage

    def on(name, method, tail="", body=None):
        return lambda program: program.api(method, f"{CONTACTS}/{cast.contact(name)['id']}{tail}", body() if callable(body) else body)

    for name in ("bare", "holder", "invited", "active", "suspended"):
        yield f"edit {name}", name, on(name, "PATCH", body=lambda: {"title": stage.word()})
        yield f"another address for {name}", name, on(name, "PATCH", body=lambda: {"email": stage.address()})
        yield f"roles of {name}", name, on(name, "PATCH", body={"roles": [{"role": "billing", "site": None}]})
        yield f"delete {name}", name, on(name, "DELETE")
        yield f"Read-only for {name}", name, on(name, "PUT", "/access", {"level": "read_only"})
        yield f"revoke {name}", name, on(name, "DELETE", "/access")
        for verb in ("resend", "resume", "suspend", "end-sessions"):
            yield f"{verb} {name}", name, on(name, "POST", f"/access/{verb}")
    yield "recover active", "active", on("active", "POST", "/recovery")
    for level in (None, "read_only"):
        yield f"create at {level}", None, lambda program, level=level: program.api("POST", CONTACTS, stage.details() | ({"level": level} if level else {}))
    yield "create with roles", None, lambda program: program.api("POST", CONTACTS, stage.details() | {"roles": [{"role": "noc", "site": None}]})
    for do in ("resend", "delete", "suspend"):
        yield f"{do} in one call of many", "invited", lambda program, do=do: program.api(
            "POST", f"{CONTACTS}/bulk", {"operations": [{"do": do, "id": cast.contact("invited")["id"]}]})
    yield "another address in one call of many", "invited", lambda program: program.api(
        "POST", f"{CONTACTS}/bulk", {"operations": [{"do": "change", "id": cast.contact("invited")["id"], "changes": {"email": stage.address()}}]})
    yield "delete a site with roles", "site", lambda program: program.api("DELETE", f"/api/v1/sites/{cast.contact('site')['id']}")
    yield "a new site", None, lambda program: program.api("POST", "/api/v1/sites", {"code": stage.word().upper(), "name": "Quay", "address": "1", "time_zone": "Europe/Oslo"})
    yield "policy", None, lambda program: program.api("PATCH", f"/api/v1/organizations/{cast.home}/policy", {"inactivity_days": 300 + int(time.time()) % 60})
    yield "a token", None, lambda program: program.api("POST", "/api/v1/tokens", {"name": "more", "owner": "person", "level": "read_only", "days": 1})
    yield "a file with another address", "invited", lambda program: brought_in(program, "email", cast.contact("invited"), stage.address())
    yield "a file with a level", "bare", lambda program: brought_in(program, "level", cast.contact("bare"), "read_only")


def brought_in(program, column, contact, value):
    """A file of one row, tried and applied; the last answer."""
    data = f"id,{column}\n{contact['id']},{value}\n".encode()
    answer = program.connection.ask("POST", "/api/v1/imports?kind=contacts&name=one.csv",
                                    {"authorization": f"Bearer {program.bearer}", "content_type": "text/csv"}, data)
    if answer.status != 201:
        return answer
    path = f"/api/v1/imports/{answer.json['id']}"

    def until(*states):
        for _ in range(400):
            state = program.api("GET", path)
            if state.status != 200 or state.json["state"] in states:
                return state
            time.sleep(0.03)
        return state
    if until("uploaded", "checked").json.get("state") == "uploaded":
        program.api("POST", f"{path}/check")
        until("checked", "cancelled")
    program.api("POST", f"{path}/apply")
    return until("applied", "cancelled", "checked")


def attempts(doors):
    stage = doors.stage
    cast = Cast(stage)
    maker = stage.maker(cast.home, "admin")
    did = {}
    for permission in PERMISSIONS:
        maker.renew()
        made = maker.api("POST", "/api/v1/tokens", {"name": permission, "owner": "person", "level": "admin", "days": 1, "permissions": [permission]})
        program = type(maker)(doors.server)
        program.bearer = made.json["secret"]
        for what, name, call in verbs(cast):
            if name:
                cast.contact(name)
            before = picture(cast)
            answer = call(program)
            after = picture(cast)
            asked = needed(before, after)
            missing = sorted(one for one in asked if permission not in one.split(" or "))
            did.setdefault(permission, set()).update(asked)
            doors.check(f"{permission} alone: {what}", [], missing and [*missing, answer.status])
            if asked:
                cast.made = {k: v for k, v in cast.made.items() if after["people"].get(v["id"]) == before["people"].get(v["id"]) and k not in (name,)}
    for permission in ("contact.create", "contact.delete", "contact.edit", "access.grant", "access.suspend", "site.edit", "policy.edit"):
        doors.check(f"the walk sees what {permission} does", True, permission in did[permission])
    of_a_site(doors, cast)


def of_a_site(doors, cast):
    """A site goes, and with it roles of people whom the one who deletes may not assign; and what the log says of it."""
    stage = doors.stage
    engineer = stage.maker(cast.home, "engineering")
    admin = stage.activate(stage.make(cast.home, "admin"))
    site = stage.site(cast.home)
    stage.must("PATCH", f"{CONTACTS}/{admin['id']}", {"roles": [{"role": "noc", "site": site["id"]}]})
    def assigned():
        log = stage.must("GET", query("/api/v1/activity", organization=cast.home, limit=50))
        return [entry["action"] for entry in log["items"] if entry.get("target") == admin["id"]].count("contact.assign")

    before = assigned()
    answer = engineer.api("DELETE", f"/api/v1/sites/{site['id']}")
    roles = stage.contact(admin["id"])["roles"]
    doors.check("Engineering deletes a site where an Admin holds a role", [403, "contact.assign/engineering", 1],
                [answer.status, answer.header("x-permission"), len(roles)])
    stage.chief.api("DELETE", f"/api/v1/sites/{site['id']}")
    doors.check("the log has the lost role under the Admin", before + 1, assigned())
