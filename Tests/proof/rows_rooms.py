"""The rows of the walk for the pages of the other rooms: bulk edit, sites, organization, the operator's, one's own account."""

import uuid

import deeds
import oracle
from common import query
from rows_contacts import effect, kinds_for
from rows_pages import form_of
from rows_places import asking, on_archives, on_places, place_label, trial
from stage import CONTACTS
from targets import KINDS, label, organization, place_target, put_back, take, target, who
from walk import LET_IN, Trial

API = "/api/v1"


# -- bulk edit -----------------------------------------------------------------------------------------------------------

CHANGES = {"add_roles": ("assign", [("roles", "noc@*")]), "suspend": ("suspend", []), "revoke": ("grant", []), "delete": ("delete", [])}


def bulk(stage, person, route):
    """One that may be changed together with one of each kind: all or nothing, and a refused row is a conflict."""
    kinds = [kind for kind in kinds_for(person, KINDS) if kind.place != "self" or person.level not in oracle.TOP]
    for change, (deed, more) in list(CHANGES.items())[:None if person.status == "active" else 1]:
        for kind in kinds:
            contact = take(stage, kind, person)
            fellow = stage.take(stage.home["id"], "read_only", "active") if change == "suspend" else stage.make(stage.home["id"], "read_only")
            fields = [("ids", fellow["id"]), ("ids", contact["id"]), ("change", change), ("step", "apply"), *more]
            fields += [("organization", stage.home["id"])] if person.level in oracle.STAFF else []
            expected = expect_bulk(stage, person, change, deed, contact)
            cell = yield Trial(
                person, label(stage, kind, person, contact), contact["organization"] == person.organization, expected,
                lambda: person.submit("/users/bulk", fields), "/users/bulk", subject=f"{CONTACTS}/{fellow['id']}", chain=stage.home["id"], note=f"{change}, with one that may",
                effect=lambda before, after, answer: None if before != after else "nothing changed")
            if cell.after:
                stage.keep(stage.contact(fellow["id"]))
            put_back(stage, kind, person, contact)


def expect_bulk(stage, person, change, deed, contact):
    actor = who(person)
    if actor.level is None:
        return oracle.SIGNED_OUT
    t = target(stage, contact)
    requested = "none" if change == "revoke" else None
    verdict = oracle.on_contact(actor, deed, t, requested)
    if verdict == oracle.FORBIDDEN and oracle.CONTACTS[deed][actor.level]:
        # One organization at a time: what is elsewhere is not there. In it, the row says what refuses it.
        verdict = oracle.CONFLICT
    elsewhere = contact["organization"] != stage.home["id"]
    if verdict != oracle.FORBIDDEN and elsewhere:
        return oracle.MISSING
    if verdict == oracle.DONE:
        # What is so already stays as it is, and is no reason to refuse the others.
        so_already = {"suspend": contact["status"] == "suspended", "revoke": contact["status"] == "none"}.get(change)
        tops = stage.active_tops(t) if t.level in oracle.TOP and contact["status"] == "active" else 2
        verdict = oracle.DONE if so_already else oracle.beyond(actor, change, t, contact["status"], requested, tops)
    return verdict


def bulk_form(stage, person, route):
    """The first look at a selection."""
    expected = enter(person, any(oracle.CONTACTS[deed][person.level] for deed in ("assign", "suspend", "grant", "delete")) if who(person).level else False)
    yield Trial(person, "a selection", True, expected, lambda: person.page("/users/bulk"), "/users/bulk")


# -- pages by the actor alone ----------------------------------------------------------------------------------------------


def enter(person, may):
    return oracle.SIGNED_OUT if who(person).level is None else LET_IN if may else oracle.FORBIDDEN


def door(send=None, levels=oracle.LEVELS):
    """A page or form of one's own: whoever is signed in (at those levels) gets in."""
    def trials(stage, person, route):
        path = route["path"].replace("{id}", str(uuid.uuid4()))
        sent = send or (lambda: person.page(path) if route["method"] == "GET" else person.submit(path, {}))
        yield Trial(person, "own", True, enter(person, person.level in levels), sent, path)
    return trials


# -- one's own account ---------------------------------------------------------------------------------------------------


def own_details(stage, person, route):
    """The same deeds on oneself as in the Users room, by the form of My account."""
    for deed in deeds.EDITS:
        if (deed.name == "edit email") != (route["path"] == "/account/email"):
            continue
        contact = stage.contact(person.contact) if who(person).level else {"id": "", "email": None}
        sent = deed.fields(stage, contact)
        fields = sent if deed.name == "edit email" else [pair for pair in form_of(contact, sent) if pair[0] != "email"]
        actor = who(person)
        expected = oracle.SIGNED_OUT if actor.level is None else oracle.DONE if "self" in oracle.CONTACTS["edit"][actor.level] else oracle.FORBIDDEN
        yield Trial(person, "self", True, expected, lambda: person.submit(route["path"], fields), route["path"],
                    subject=f"{CONTACTS}/{contact['id']}" if contact["id"] else None, effect=lambda before, after, answer: effect(deed, before, after, sent, person),
                    chain=person.organization, note=deed.name)


# -- sites, organization, the log ------------------------------------------------------------------------------------------


def page_of(path, deed="view"):
    return on_places(deed, lambda stage, person, id: person.page(query(path, organization=id)))


def inside(id, person):
    """The field by which staff mean another organization."""
    return {"organization": id} if id != person.organization else {}


def site_form(stage, id, person):
    fields = {"code": stage.word().upper(), "name": f"Site {stage.word()}", "address": "1 Quay", "time_zone": "Europe/Oslo"}
    return fields | inside(id, person)


def on_site_page(deed, send, effect=None):
    def trials(stage, person, route):
        for place in ["nowhere", "home", "other", "operator"]:
            id = organization(stage, place)
            site = {"id": str(uuid.uuid4())} if place == "nowhere" else stage.spare_site(id)
            sent = site_form(stage, id, person)
            yield trial(stage, person, route, deed, id, place, lambda: send(person, site["id"], sent), f"{API}/sites/{site['id']}",
                        effect and (lambda before, after, answer: effect(after, sent)), row=True)
            if place != "nowhere" and stage.truth(f"{API}/sites/{site['id']}") is not None:
                stage.spare_sites.setdefault(id, []).append(site)
    return trials


def named(after, sent):
    return None if after and after["name"] == sent["name"] else f"the name is {after and after['name']!r}"


def gone(after, sent):
    return None if after is None else "it is still there"


def policy(stage, person, route):
    for place in ["nowhere", "home", "other", "operator"]:
        id = organization(stage, place)
        days = 30 + stage.random.randrange(300)
        fields = {"allows_exemption": "on", "email_domains": "", "inactivity_days": str(days)} | ({"organization": id} if id != person.organization else {})
        fields["version"] = str(stage.must("GET", f"{API}/organizations/{id}")["version"]) if place != "nowhere" else "1"
        yield trial(stage, person, route, "policy", id, place, lambda: person.submit("/organization/policy", fields), f"{API}/organizations/{id}",
                    lambda before, after, answer: None if after["inactivity_days"] == days else f"inactivity_days is {after['inactivity_days']}")


# -- the operator's ----------------------------------------------------------------------------------------------------------


def partner_form(name):
    return {"name": name, "kind": "network", "asns": ""}


def partners(stage, person, route):
    expected = oracle.on_place(who(person), "list", place_target(stage, stage.home["id"]))
    yield Trial(person, "organizations", True, expected, lambda: person.page(route["path"]), route["path"])


def found(stage, person, route):
    actor = who(person)
    expected = oracle.SIGNED_OUT if actor.level is None else oracle.DONE if oracle.PLACES["found"][actor.level] else oracle.FORBIDDEN
    send = (lambda: person.page(route["path"])) if route["method"] == "GET" else (lambda: person.submit(route["path"], partner_form(f"New {stage.word()}")))
    yield Trial(person, "a new organization", False, expected, send, route["path"])


def partner(send, effect=None, deed="organizations"):
    """OPEN: the operator's own organization on its page of a partner; settled: it is not there."""
    def trials(stage, person, route):
        for place in ["nowhere", "home", "other", "operator"]:
            id = organization(stage, place)
            made = trial(stage, person, route, deed, id, place, lambda: send(stage, person, id), f"{API}/organizations/{id}", effect)
            if place == "operator" and made.expected == oracle.DONE:
                made.expected = oracle.MISSING
            yield made
    return trials


def rename(stage, person, id):
    rename.name = f"Renamed {stage.word()}"
    return person.submit(f"/organizations/{id}", partner_form(rename.name))


def close(verb, status):
    def trials(stage, person, route):
        for place in ["nowhere", "made"]:
            id = str(uuid.uuid4()) if place == "nowhere" else stage.founded(verb)
            path = f"/organizations/{id}/{verb}"
            yield trial(stage, person, route, "organizations", id, place, lambda: person.page(path) if route["method"] == "GET" else person.submit(path, {}),
                        f"{API}/organizations/{id}", None if route["method"] == "GET" else lambda before, after, answer: None if after["status"] == status else f"it is {after['status']}")
    return trials


def first_admin(stage, person, route):
    for place in ["nowhere", "home", "other", "operator"]:
        id = organization(stage, place)
        path = f"/organizations/{id}/admin"
        body = {name: value for name, value in stage.details().items() if name != "kind"}
        is_post = route["method"] == "POST"
        expected = oracle.on_contact(who(person), "create", oracle.Target(id, place == "operator", "", "admin", exists=place != "nowhere"))
        if oracle.CONTACTS["create"].get(who(person).level) and (place == "operator" or person.level in oracle.PARTNER):
            expected = oracle.MISSING  # OPEN: this page of the operator's is not a partner's, nor on the operator; settled so
        yield Trial(person, place_label(person, id, place), id == person.organization, expected, lambda: person.submit(path, body) if is_post else person.page(path), path,
                    chain=id, creates=body["email"] if is_post else None, invites=body["email"] if is_post else None)


ROWS = {
    ("GET", "/users/bulk"): [bulk_form],
    ("POST", "/users/bulk"): [bulk],
    ("GET", "/sites"): [page_of("/sites")],
    ("GET", "/sites/new"): [page_of("/sites/new", "sites")],
    ("POST", "/sites"): [on_places("sites", lambda stage, person, id: person.submit("/sites", site_form(stage, id, person)))],
    ("GET", "/sites/{id}"): [on_site_page("view", lambda person, id, sent: person.page(f"/sites/{id}"))],
    ("POST", "/sites/{id}"): [on_site_page("sites", lambda person, id, sent: person.submit(f"/sites/{id}", sent), named)],
    ("GET", "/sites/{id}/delete"): [on_site_page("sites", lambda person, id, sent: person.page(f"/sites/{id}/delete"))],
    ("POST", "/sites/{id}/delete"): [on_site_page("sites", lambda person, id, sent: person.submit(f"/sites/{id}/delete", {}), gone)],
    ("GET", "/told"): [page_of("/told")],
    ("GET", "/sites.csv"): [page_of("/sites.csv")],
    ("GET", "/organization"): [page_of("/organization")],
    ("POST", "/organization/policy"): [policy],
    ("GET", "/organization/archives"): [page_of("/organization/archives", "archive")],
    ("POST", "/organization/archives"): [asking(lambda person, id: person.submit("/organization/archives", inside(id, person)))],
    ("GET", "/organization/archives/{id}/file"): [on_archives(lambda person, id, archive: person.page(query(f"/organization/archives/{archive}/file", organization=id)))],
    ("POST", "/organization/archives/{id}/remove"): [on_archives(lambda person, id, archive: person.submit(f"/organization/archives/{archive}/remove", inside(id, person)))],
    ("GET", "/activity"): [page_of("/activity")],
    ("GET", "/activity.csv"): [page_of("/activity.csv", "log export")],
    ("GET", "/organizations"): [partners],
    ("GET", "/organizations.csv"): [partners],
    ("GET", "/organizations/new"): [found],
    ("POST", "/organizations"): [found],
    ("GET", "/organizations/{id}"): [partner(lambda stage, person, id: person.page(f"/organizations/{id}"), deed="view")],
    ("POST", "/organizations/{id}"): [partner(rename, effect=lambda before, after, answer: None if after["name"] == rename.name else f"the name is {after['name']!r}")],
    ("GET", "/organizations/{id}/suspend"): [close("suspend", "suspended")],
    ("POST", "/organizations/{id}/suspend"): [close("suspend", "suspended")],
    ("GET", "/organizations/{id}/resume"): [close("resume", "active")],
    ("POST", "/organizations/{id}/resume"): [close("resume", "active")],
    ("GET", "/organizations/{id}/admin"): [first_admin],
    ("POST", "/organizations/{id}/admin"): [first_admin],
    ("GET", "/mail"): [door(levels=("operator_admin", "auditor"))],
    ("GET", "/mail.csv"): [door(levels=("operator_admin", "auditor"))],
    ("POST", "/mail/{id}/retry"): [door(levels=("operator_admin",))],
    ("POST", "/account"): [own_details],
    ("POST", "/account/email"): [own_details],
    **{("GET", path): [door()] for path in ["/account/email", "/account/passkeys", "/account/passkeys/{id}", "/account/passkeys/{id}/name", "/account/totp",
                                            "/account/totp/{id}", "/account/totp/{id}/name", "/account/recovery-codes", "/account/sessions/{id}/end", "/account/sessions/end"]},
    **{(method, path): [door()] for method, path in [
        ("GET", "/"), ("GET", "/permissions"), ("GET", "/permissions.csv"), ("GET", "/search"), ("GET", "/palette.json"), ("GET", "/account"), ("GET", "/confirm"), ("GET", "/enroll"),
        ("POST", "/confirm"), ("POST", "/confirm/passkey"), ("GET", "/help"), ("GET", "/account/passphrase"), ("POST", "/account/passphrase"),
        ("POST", "/account/passkeys"), ("POST", "/account/passkeys/options"), ("POST", "/account/passkeys/{id}"), ("POST", "/account/passkeys/{id}/name"),
        ("POST", "/account/totp"), ("POST", "/account/totp/{id}"), ("POST", "/account/totp/{id}/name"), ("POST", "/account/recovery-codes"), ("POST", "/account/recovery-codes.txt"), ("POST", "/account/sessions/{id}/end"), ("POST", "/switch"),
    ]},
}
