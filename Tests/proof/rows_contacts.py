"""The rows of the walk for contacts over the API."""

import deeds
import oracle
from common import everything, query
from stage import CONTACTS
from targets import FEW, KINDS, NOBODYS, PLACES, label, organization, place_target, put_back, take, target, who
from walk import Trial


def kinds_for(person, kinds):
    """Nobody has no self, and to nobody all targets are alike."""
    kinds = NOBODYS if person.status != "active" else kinds
    return [kind for kind in kinds if kind.place != "self" or person.contact]


def on_contacts(all_deeds, send, fields=0):
    """A row: every deed on every kind of contact, and each time so many fields of its details, drawn by lot.
    `send(person, contact, sent)` sends it."""
    def trials(stage, person, route):
        references = {}
        for kind in kinds_for(person, KINDS):
            tried = stage.random.sample(deeds.EDITS, fields) + all_deeds
            for deed in tried if person.status == "active" else tried[:1]:
                if person.program and kind.place == "self" and deed.deed not in ("view", "edit", "assign"):
                    continue  # the token would end with its owner's access
                contact = take(stage, kind, person, fresh=deed.invites)
                sent = deed.fields(stage, contact)
                expected = expect(stage, person, deed, contact)
                cell = yield Trial(
                    person, label(stage, kind, person, contact), contact["organization"] == person.organization, expected,
                    lambda: send(person, contact, sent), route["path"].replace("{id}", contact["id"]),
                    subject=f"{CONTACTS}/{contact['id']}" if kind.place != "nowhere" else None,
                    effect=deed.effect and (lambda before, after, answer: effect(deed, before, after, sent, person)),
                    chain=contact["organization"], note=deed.name, reference=references.get(deed.name) if kind.place != "nowhere" else None,
                    invites=(sent.get("email") or contact["email"]) if invites(deed, contact) else None)
                if kind.place == "nowhere":
                    references[deed.name] = cell.answer
                if not invites(deed, contact):  # else no other trial may make a mail of it
                    put_back(stage, kind, person, contact, cell.after)
    return trials


def effect(deed, before, after, sent, person):
    if deed.name == "edit email":
        return deeds.email_changed(before, after, sent, own=before["id"] == person.contact)
    return deed.effect(before, after, sent)


def invites(deed, contact):
    """True when the address had no mail before, so that one mail more or less can be told."""
    return deed.name.startswith("grant") and contact["status"] == "none" and contact["email"] is not None


def expect(stage, person, deed, contact):
    actor, t = who(person), target(stage, contact)
    verdict = oracle.on_contact(actor, deed.deed, t, deed.requested, deed.also)
    if verdict == oracle.DONE and deed.name == "edit email" and contact["status"] == "invited":
        verdict = oracle.on_contact(actor, "grant", t)  # another address for an open invitation invites again
    if verdict == oracle.DONE and deed.name == "assign kind" and contact["status"] != "none":
        return oracle.INVALID  # the access has to be taken away first
    if verdict == oracle.DONE and actor.is_program and deed.name == "edit email" and t.level != "none" and contact["status"] in ("active", "suspended"):
        return oracle.INVALID  # an address that somebody signs in with is changed in person
    if verdict == oracle.DONE:
        tops = stage.active_tops(t) if t.level in oracle.TOP and contact["status"] == "active" else 2
        verdict = oracle.beyond(actor, deed.name, t, contact["status"], deed.requested, tops)
    return verdict


def create(stage, person, route):
    for place in PLACES:
        id = organization(stage, place)
        levels = ["none", "operations", "operator_admin"] if place == "operator" else ["none", *oracle.PARTNER]
        for level in levels:
            body = stage.details() | {"organization": id} | ({} if level == "none" else {"level": level})
            expected = oracle.on_contact(who(person), "create", oracle.Target(id, place == "operator", "", level, exists=place != "nowhere"))
            yield Trial(person, place_label(person, id, place), id == person.organization, expected, lambda: person.api("POST", CONTACTS, body),
                        CONTACTS, chain=id, creates=body["email"], invites=body["email"] if level != "none" else None, note=f"create {level}",
                        effect=lambda before, after, answer: created(answer, body, level))


def created(answer, body, level):
    made = answer.json
    if (made["level"], made["status"]) != (level, "none" if level == "none" else "invited"):
        return f"made {made['level']} {made['status']}"
    if not (answer.header("location") or "").endswith(f"{CONTACTS}/{made['id']}"):
        return f"Location: {answer.header('location')}"
    return next((f"{k} is {made[k]!r}" for k, v in body.items() if k != "level" and made[k] != v), None)


def place_label(person, id, place):
    return "nowhere" if place == "nowhere" else ("own " if id == person.organization else "foreign ") + ("operator" if place == "operator" else "organization")


def listing(stage, person, route):
    for place in [None, *PLACES]:
        id = organization(stage, place) if place else person.organization or stage.home["id"]
        path = query(CONTACTS, organization=id if place else None, limit=200)
        t = place_target(stage, id)
        expected = oracle.on_listing(who(person), "view", t)
        yield Trial(person, place_label(person, id, place), id == person.organization, expected, lambda: person.api("GET", path), path,
                    note="" if place else "not named", effect=lambda before, after, answer: as_in_reach(stage, person, id, path))


def as_in_reach(stage, person, id, path):
    """The list holds exactly the rows that the actor reaches."""
    shown = {c["id"] for c in everything(person, path)}
    actor = who(person)
    there = everything(stage.chief, query(CONTACTS, organization=id, limit=200))
    meant = {c["id"] for c in there if oracle.atom(actor, target(stage, c)) in oracle.CONTACTS["view"][actor.level]}
    return None if shown == meant else f"{len(shown - meant)} too many, {len(meant - shown)} missing"


def patch(person, contact, sent):
    return person.api("PATCH", f"{CONTACTS}/{contact['id']}", sent)


def call(method, tail=""):
    return lambda person, contact, sent: person.api(method, f"{CONTACTS}/{contact['id']}{tail}", sent or None)


def level_in_patch(stage, person, route):
    """A level in an edit of details is refused, not ignored, wherever details may be edited at all."""
    for kind in kinds_for(person, FEW):
        contact = take(stage, kind, person)
        expected = oracle.on_contact(who(person), "edit", target(stage, contact))
        allowed = person.status == "active" and oracle.CONTACTS["edit"][person.level]
        cell = yield Trial(person, label(stage, kind, person, contact), contact["organization"] == person.organization,
                           oracle.INVALID if allowed else expected, lambda: patch(person, contact, {"title": "Chief", "level": "admin"}), route["path"],
                           subject=f"{CONTACTS}/{contact['id']}" if kind.place != "nowhere" else None, note="level among the details")
        put_back(stage, kind, person, contact, cell.after)


ROWS = {
    ("GET", CONTACTS): [listing],
    ("POST", CONTACTS): [create],
    ("GET", CONTACTS + "/{id}"): [on_contacts([deeds.VIEW], call("GET"))],
    ("PATCH", CONTACTS + "/{id}"): [on_contacts(deeds.ASSIGNS, patch, fields=3), level_in_patch],
    ("DELETE", CONTACTS + "/{id}"): [on_contacts([deeds.DELETE], call("DELETE"))],
    ("PUT", CONTACTS + "/{id}/access"): [on_contacts([*deeds.GRANTS, deeds.STAFF_GRANT], call("PUT", "/access"))],
    ("DELETE", CONTACTS + "/{id}/access"): [on_contacts([deeds.REVOKE], call("DELETE", "/access"))],
    ("POST", CONTACTS + "/{id}/access/resend"): [on_contacts([deeds.RESEND], call("POST", "/access/resend"))],
    ("POST", CONTACTS + "/{id}/access/resume"): [on_contacts([deeds.RESUME], call("POST", "/access/resume"))],
    ("POST", CONTACTS + "/{id}/access/end-sessions"): [on_contacts([deeds.END_SESSIONS], call("POST", "/access/end-sessions"))],
    ("POST", CONTACTS + "/{id}/access/suspend"): [on_contacts([deeds.SUSPEND], call("POST", "/access/suspend"))],
    ("GET", CONTACTS + "/{id}/person"): [on_contacts([deeds.EXPORT], call("GET", "/person"))],
    ("DELETE", CONTACTS + "/{id}/person"): [on_contacts([deeds.ERASE], call("DELETE", "/person"))],
    ("POST", CONTACTS + "/{id}/recovery"): [on_contacts([deeds.RECOVER], call("POST", "/recovery"))],
}
