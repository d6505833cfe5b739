"""Who walks: every level, every staff role, nobody, a stranger, and everybody whose session or access has ended."""

import secrets

import oracle
from common import Person, signed_in
from stage import CONTACTS


def actors(stage):
    """One after the other: those who lose their access lose it when their turn comes, since it cannot be taken back."""
    living = [stage.person(level, stage.home["id"]) for level in oracle.PARTNER]
    living += [stage.person(level) if level != "operator_admin" else stage.second_chief() for level in oracle.STAFF]
    doomed = [stage.person(level, stage.other["id"]) for level in oracle.PARTNER]
    outside = [persona for status in ("invited", "expired", "suspended") for level in oracle.PARTNER if (persona := stage.persona(level, status))]
    yield from living
    for level in oracle.PARTNER:
        yield program(stage, level, "person")
    yield program(stage, "engineering", "organization")
    yield nobody(stage, "nobody")
    yield nobody(stage, "stranger", bearer=secrets.token_urlsafe(32))
    for persona in outside:
        yield shut_out(stage, persona)
    stage.keep(stage.take(stage.other["id"], "admin", "active"))  # the last Admin is not suspended
    for person in doomed:
        yield suspended(stage, person)
    yield revoked(stage)
    yield deleted(stage)
    yield of_a_suspended_organization(stage)


def program(stage, level, owner):
    """A token at that level: of somebody at it, or of the organization."""
    person = stage.maker(stage.home["id"], level if owner == "person" else "admin")
    answer = person.api("POST", "/api/v1/tokens", {"name": "Walk", "owner": owner, "level": level, "days": 1})
    if answer.status != 201:
        raise RuntimeError(f"no token for {person.name}: {answer.status} {answer.text[:300]}")
    walker = Person(stage.server)
    walker.bearer, walker.program, walker.status = answer.json["secret"], answer.json["token"]["id"], "active"
    walker.name, walker.organization, walker.level = f"token of {owner}", person.organization, level
    walker.id = walker.contact = person.contact if owner == "person" else None
    return walker


def nobody(stage, name, bearer=None):
    person = Person(stage.server)
    person.name = name
    person.bearer = bearer
    person.cookie = bearer and f"__Host-stagedoor={bearer}"
    return person


def shut_out(stage, persona):
    """Somebody who cannot sign in: whatever the sign-in handed out is what they walk with."""
    person = Person(stage.server, persona)
    answer = person.sign_in()
    if answer.status != 403:
        raise RuntimeError(f"{persona['name']} is {persona['status']} and was answered {answer.status} at sign-in")
    return person


def suspended(stage, person):
    stage.must("POST", f"{CONTACTS}/{person.contact}/access/suspend")
    person.status = "suspended"
    return person


def revoked(stage):
    person = signed_in(stage.server, stage.as_persona(stage.take(stage.home["id"], "engineering", "active")))
    stage.must("DELETE", f"{CONTACTS}/{person.contact}/access")
    person.status = "revoked"
    return person


def deleted(stage):
    person = signed_in(stage.server, stage.as_persona(stage.take(stage.home["id"], "engineering", "active")))
    stage.must("DELETE", f"{CONTACTS}/{person.contact}")
    person.status = "deleted"
    person.contact = None
    return person


def of_a_suspended_organization(stage):
    """Last of all: an organization whose sessions end with it."""
    third = next(o for o in stage.partners if o["id"] not in (stage.home["id"], stage.other["id"]))
    persona = next(p for p in stage.personas if p["organization"] == third["id"] and p["status"] == "active")
    person = signed_in(stage.server, persona)
    stage.must("POST", f"/api/v1/organizations/{third['id']}/suspend")
    person.status = "organization suspended"
    return person
