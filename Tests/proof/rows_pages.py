"""The rows of the walk for the pages of the Users room: the same deeds as over the API, sent as forms."""

import deeds
import oracle
from common import everything, query
from rows_contacts import on_contacts, place_label
from stage import CONTACTS
from targets import PLACES, organization, place_target, who
from walk import Trial

DETAILS = ("first_name", "last_name", "email", "phone", "title", "time_zone", "language")
ASSIGNMENT = ("roles", "sites", "kind")


def form_of(contact, sent):
    """The fields that the page's form would send: all details when one of them changes, all of kind, sites and roles when one of
    those does."""
    both = {"first_name": "Ada", "last_name": "Nobody", "phone": "+493012345", "language": "en", "kind": "person", "roles": [], "sites": []} | contact | sent
    pairs = []
    if any(name in sent for name in DETAILS):
        pairs += [(name, both.get(name) or "") for name in DETAILS]
    if any(name in sent for name in ASSIGNMENT):
        pairs += [("assignment", "1"), ("kind", both["kind"])]
        pairs += [("sites", site) for site in both["sites"]]
        pairs += [("roles", f"{held['role']}@{held['site'] or '*'}") for held in both["roles"]]
    return pairs


def submit(tail="", form=lambda contact, sent: list(sent.items())):
    return lambda person, contact, sent: person.submit(f"/users/{contact['id']}{tail}", form(contact, sent))


def show(tail=""):
    return lambda person, contact, sent: person.page(f"/users/{contact['id']}{tail}")


def create(stage, person, route):
    for place in PLACES:
        id = organization(stage, place)
        levels = ["none", "operations"] if place == "operator" else ["none", *oracle.PARTNER]
        for level in levels:
            body = stage.details()
            pairs = form_of({}, body) + [("level", level)] + ([("organization", id)] if id != person.organization else [])
            expected = oracle.on_contact(who(person), "create", oracle.Target(id, place == "operator", "", level, exists=place != "nowhere"))
            yield Trial(person, place_label(person, id, place), id == person.organization, expected, lambda: person.submit("/users", pairs), "/users",
                        chain=id, creates=body["email"], invites=body["email"] if level != "none" else None, note=f"create {level}")


def grid(path, whole=True):
    """The list of an organization's contacts as a page or file; not `whole` when it is of some of them."""
    deed = "export" if path.endswith(".csv") else "view"

    def trials(stage, person, route):
        for place in PLACES:
            id = organization(stage, place)
            expected = oracle.on_listing(who(person), deed, place_target(stage, id))
            yield Trial(person, place_label(person, id, place), id == person.organization, expected, lambda: person.page(query(path, organization=id)), path,
                        effect=lambda before, after, answer: names_in_reach(stage, person, id, answer, deed if whole else "view"))
    return trials


def names_in_reach(stage, person, id, answer, deed):
    """Nobody out of reach stands on the page; in an export, nobody in reach is missing."""
    actor = who(person)
    there = everything(stage.chief, query(CONTACTS, organization=id, limit=200))
    out = [c for c in there if oracle.atom(actor, oracle.Target(id, id == stage.operator, c["id"], c["level"])) not in oracle.CONTACTS["view"][actor.level]]
    shown = [c for c in out if c["id"] in answer.text or (c["email"] or c["id"]) in answer.text]
    if deed == "export" and not shown:
        shown = [c for c in there if c not in out and c["email"] and c["email"] not in answer.text]
        return f"{len(shown)} are missing" if shown else None
    return f"{len(shown)} too many" if shown else None


def form_new(stage, person, route):
    for place in PLACES:
        id = organization(stage, place)
        expected = oracle.on_contact(who(person), "create", oracle.Target(id, place == "operator", "", "none", exists=place != "nowhere"))
        yield Trial(person, place_label(person, id, place), id == person.organization, expected, lambda: person.page(query("/users/new", organization=id)), "/users/new")


def gap(stage, person, route):
    """Choosing who is told, for whoever gives roles there."""
    for place in PLACES:
        id = organization(stage, place)
        expected = choosing(who(person), place_target(stage, id))
        yield Trial(person, place_label(person, id, place), id == person.organization, expected,
                    lambda: person.page(query("/told/gap", organization=id, notice="maintenance")), "/told/gap",
                    effect=lambda before, after, answer: names_in_reach(stage, person, id, answer, "view"))


def choosing(actor, target):
    """Whoever may give a role to somebody of the place may look whom."""
    if actor.level is None:
        return oracle.SIGNED_OUT
    reach = oracle.CONTACTS["assign"][actor.level]
    if not reach:
        return oracle.FORBIDDEN
    if not target.exists or target.organization != actor.organization and actor.level not in oracle.STAFF:
        return oracle.MISSING
    # A Partner manager has nobody to choose at home.
    return oracle.DONE if target.organization != actor.organization or reach != {"partner"} else oracle.FORBIDDEN


def role_form(stage, contact):
    """One role that the contact does not hold everywhere."""
    held = {r["role"] for r in contact["roles"] if r["site"] is None}
    return {"notice": "occasional", "role": next(r for r in ("legal", "marketing", "abuse", "billing", "security", "peering") if r not in held), "back": "/told"}


def role_given(before, after, sent):
    new = [r for r in after["roles"] if r not in before["roles"]]
    return None if new == [{"role": sent["role"], "site": None}] and len(after["roles"]) == len(before["roles"]) + 1 else f"new roles: {new}"


GIVE = deeds.Deed("give a role", "assign", role_form, effect=role_given)

ROWS = {
    ("GET", "/told/gap"): [gap],
    ("POST", "/users/{id}/role"): [on_contacts([GIVE], submit("/role"))],
    ("GET", "/users"): [grid("/users")],
    ("GET", "/users.csv"): [grid("/users.csv")],
    ("GET", "/told.csv"): [grid("/told.csv", whole=False)],
    ("GET", "/users/new"): [form_new],
    ("POST", "/users"): [create],
    ("GET", "/users/{id}"): [on_contacts([deeds.VIEW], show())],
    ("POST", "/users/{id}"): [on_contacts(deeds.ASSIGNS, submit(form=form_of), fields=2)],
    ("GET", "/users/{id}/delete"): [on_contacts([deeds.ASK_DELETE], show("/delete"))],
    ("POST", "/users/{id}/delete"): [on_contacts([deeds.DELETE], submit("/delete"))],
    ("GET", "/users/{id}/erase"): [on_contacts([deeds.ASK_ERASE], show("/erase"))],
    ("POST", "/users/{id}/erase"): [on_contacts([deeds.ERASE], submit("/erase"))],
    ("GET", "/users/{id}/person.json"): [on_contacts([deeds.EXPORT], show("/person.json"))],
    ("POST", "/users/{id}/access"): [on_contacts([*deeds.GRANTS, deeds.STAFF_GRANT], submit("/access"))],
    ("POST", "/users/{id}/resend"): [on_contacts([deeds.RESEND], submit("/resend"))],
    ("POST", "/users/{id}/revoke"): [on_contacts([deeds.REVOKE], submit("/revoke"))],
    ("POST", "/users/{id}/suspend"): [on_contacts([deeds.SUSPEND], submit("/suspend"))],
    ("POST", "/users/{id}/resume"): [on_contacts([deeds.RESUME], submit("/resume"))],
    ("POST", "/users/{id}/sessions/end"): [on_contacts([deeds.END_SESSIONS], submit("/sessions/end"))],
    ("POST", "/users/{id}/recovery"): [on_contacts([deeds.RECOVER], submit("/recovery"))],
}
