"""The rows of the walk for tokens, for bulk operations over the API, and for what else has no room of its own."""

import uuid

import deeds
import oracle
from common import query
from rows_contacts import expect, kinds_for
from rows_places import place_label
from rows_rooms import door, enter
from stage import CONTACTS
from targets import KINDS, label, organization, place_target, put_back, take, who
from walk import Trial

TOKENS = "/api/v1/tokens"
PLACES = ["nowhere", "home", "other", "operator"]


# -- tokens --------------------------------------------------------------------------------------------------------------


def kinds(person):
    """Each kind of token: (its label, who makes it, for whom); nobody makes one that never was."""
    yield "one's own", "self", "person"
    yield "that never was", None, None
    for place, level in [("home", "admin"), ("home", "engineering"), ("other", "admin"), ("operator", "operator_admin")]:
        for owner in ["person", "organization"] if level in oracle.TOP else ["person"]:
            yield f"{place} {owner}'s, made by {level}", (place, level), owner


def atom(stage, person, where, owner, level):
    actor = who(person)
    if where is None:
        return "nothing"
    if where == "self":
        return "self"
    id = organization(stage, where[0])
    target = oracle.Target(id, where[0] == "operator", "", "") if owner == "organization" else oracle.Target(id, where[0] == "operator", "someone", level)
    return oracle.atom(actor, target)


def on_tokens(deed, send, name, own_only=False, done=None, nothing_to_do=False):
    def trials(stage, person, route):
        for kind, where, owner in kinds(person):
            if where == "self" and (person.status != "active" or person.program):
                continue
            by = person if where == "self" else where and stage.maker(organization(stage, where[0]), where[1])
            token = {"id": str(uuid.uuid4())}
            if by:
                answer = by.api("POST", TOKENS, {"name": stage.word(), "owner": owner, "level": by.level, "days": 1})
                if answer.status != 201:
                    raise RuntimeError(f"no token: {answer.status} {answer.text[:300]}")
                token = answer.json["token"]
            place = token.get("organization", "")
            expected = expect_token(stage, person, deed, where, owner, own_only)
            if nothing_to_do and expected == oracle.DONE:  # its maker is there; and in another organization nobody answers for it
                expected = oracle.FORBIDDEN if atom(stage, person, where, owner, "") == "partner" else oracle.CONFLICT
            elsewhere = place and place != person.organization
            path = route["path"].replace("{id}", token["id"])
            sent = query(path, organization=place if elsewhere else None)
            read = query(f"{TOKENS}/{token['id']}", organization=place) if place else None
            yield Trial(person, kind, place == person.organization, expected, lambda: send(person, sent, path, place if elsewhere else None), path, subject=read,
                        chain=place or None, note=name, quiet=True,
                        effect=done and (lambda before, after, answer: None if after["state"] == done else f"it is {after['state']}"))
            if by:
                stage.must("DELETE", query(f"{TOKENS}/{token['id']}", organization=place))
    return trials


def expect_token(stage, person, deed, where, owner, own_only):
    actor = who(person)
    kind = atom(stage, person, where, owner, where[1] if isinstance(where, tuple) else "")
    if kind == "nothing":
        return oracle.SIGNED_OUT if actor.level is None else oracle.FORBIDDEN if person.program else oracle.MISSING
    verdict = oracle.on_token(actor, deed, kind)
    if own_only and verdict == oracle.DONE:
        # A new secret is for the owner's eyes; the organization's for those of it who make them.
        if kind == "partner":
            return oracle.FORBIDDEN
        if owner == "person" and where != "self":
            return oracle.CONFLICT
    return verdict


def make_token(stage, person, route):
    for owner in ["person", "organization"]:
        for level in oracle.LEVELS:
            body = {"name": stage.word(), "owner": owner, "level": level, "days": 1}
            actor = who(person)
            expected = oracle.SIGNED_OUT if actor.level is None else oracle.FORBIDDEN if person.program else oracle.DONE
            if expected == oracle.DONE and owner == "organization" and actor.level not in oracle.TOP:
                expected = oracle.FORBIDDEN
            elif expected == oracle.DONE and not oracle.covers(actor.level, level):
                expected = oracle.INVALID
            cell = yield Trial(person, f"{owner}'s at {level}", True, expected, lambda: person.api("POST", TOKENS, body), TOKENS, quiet=True)
            if cell.answer.status == 201:
                stage.must("DELETE", query(f"{TOKENS}/{cell.answer.json['token']['id']}", organization=person.organization))


def listing(stage, person, route):
    for place in PLACES:
        id = organization(stage, place)
        actor = who(person)
        kind = oracle.atom(actor, place_target(stage, id)) if actor.level else ""
        own = id == person.organization
        expected = oracle.SIGNED_OUT if actor.level is None else oracle.FORBIDDEN if person.program else oracle.DONE if own else (
            oracle.MISSING if kind == "foreign" or place == "nowhere" else oracle.DONE if "partner" in oracle.TOKENS["see"][actor.level] else oracle.FORBIDDEN)
        yield Trial(person, place_label(person, id, place), own, expected, lambda: person.api("GET", query(TOKENS, organization=id)), TOKENS)


def call(method, body=None):
    return lambda person, sent, path, place: person.api(method, sent, body)


def form(person, sent, path, place):
    return person.submit(path, {"organization": place} if place else {})


# -- bulk operations -------------------------------------------------------------------------------------------------------


OPERATIONS = [
    (deeds.GRANTS[0], lambda contact: {"do": "access", "id": contact["id"], "level": "read_only"}),
    (deeds.REVOKE, lambda contact: {"do": "access", "id": contact["id"], "level": "none"}),
    (deeds.SUSPEND, lambda contact: {"do": "suspend", "id": contact["id"]}),
    (deeds.DELETE, lambda contact: {"do": "delete", "id": contact["id"]}),
]


def operations(stage, person, route):
    """A new contact together with one deed on one of each kind: both, or neither."""
    actor = who(person)
    for deed, make in OPERATIONS[:None if actor.level else 1]:
        for kind in [kind for kind in kinds_for(person, KINDS) if kind.place != "self" or person.level not in oracle.TOP and not person.program]:
            contact = take(stage, kind, person)
            place = contact["organization"] or stage.home["id"]
            new = stage.details()
            body = {"operations": [{"do": "create", "contact": new}, make(contact)]} | ({"organization": place} if person.level in oracle.STAFF else {})
            verdict = expect(stage, person, deed, contact)
            expected = verdict
            if actor.level and not oracle.CONTACTS["assign"][actor.level]:
                expected = oracle.FORBIDDEN
            elif actor.level:
                elsewhere = place != person.organization and person.level not in oracle.STAFF
                created = oracle.on_contact(actor, "create", oracle.Target(person.organization if elsewhere else place, place == stage.operator, "", "none"))
                both = {verdict, created} <= {oracle.DONE, oracle.SAME}
                expected = oracle.DONE if both and not elsewhere else oracle.CONFLICT
            cell = yield Trial(person, label(stage, kind, person, contact), contact["organization"] == person.organization, expected,
                               lambda: person.api("POST", f"{CONTACTS}/bulk", body), f"{CONTACTS}/bulk", creates=new["email"], note=f"create and {deed.name}",
                               subject=f"{CONTACTS}/{contact['id']}" if kind.place != "nowhere" else None, quiet=True)
            put_back(stage, kind, person, contact, cell.after)


# -- the rest --------------------------------------------------------------------------------------------------------------


def api_door(levels=oracle.LEVELS, method="GET"):
    def trials(stage, person, route):
        path = route["path"].replace("{id}", str(uuid.uuid4()))
        yield Trial(person, "own", True, enter(person, person.level in levels), lambda: person.api(method, path), path)
    return trials


ROWS = {
    ("GET", TOKENS): [listing],
    ("POST", TOKENS): [make_token],
    ("GET", TOKENS + "/{id}"): [on_tokens("see", call("GET"), "read")],
    ("DELETE", TOKENS + "/{id}"): [on_tokens("keep", call("DELETE"), "end", done="ended")],
    ("POST", TOKENS + "/{id}/pause"): [on_tokens("keep", call("POST"), "pause", done="paused")],
    ("POST", TOKENS + "/{id}/resume"): [on_tokens("keep", call("POST"), "resume", done="active")],
    ("POST", TOKENS + "/{id}/take-over"): [on_tokens("keep", call("POST"), "take over", nothing_to_do=True)],
    ("POST", TOKENS + "/{id}/rotate"): [on_tokens("keep", call("POST", {"overlap_hours": 0}), "rotate", own_only=True, done="active")],
    ("POST", CONTACTS + "/bulk"): [operations],
    ("GET", "/api/v1/mail"): [api_door(("operator_admin", "auditor"))],
    ("POST", "/api/v1/mail/{id}/retry"): [api_door(("operator_admin",), "POST")],
    ("GET", "/api/v1/permissions"): [api_door()],
    ("GET", "/api"): [door()],
    ("GET", "/tokens"): [door()],
    ("GET", "/tokens.csv"): [door()],
    ("POST", "/tokens"): [door()],
    ("POST", "/tokens/{id}/pause"): [on_tokens("keep", form, "pause", done="paused")],
    ("POST", "/tokens/{id}/resume"): [on_tokens("keep", form, "resume", done="active")],
    ("POST", "/tokens/{id}/take-over"): [on_tokens("keep", form, "take over", nothing_to_do=True)],
    ("POST", "/tokens/{id}/rotate"): [on_tokens("keep", form, "rotate", own_only=True, done="active")],
    ("POST", "/tokens/{id}/end"): [on_tokens("keep", form, "end", done="ended")],
}
