"""The rows of the walk for organizations, their sites, and what is read of them over the API."""

import uuid

import oracle
from common import query
from rows_contacts import place_label
from targets import organization, place_target, who
from walk import Trial

API = "/api/v1"


def on_places(deed, send, subject=lambda id: None, effect=None):
    """A row: a deed on an organization as a whole, each kind of it. `send(stage, person, id)`."""
    def trials(stage, person, route):
        reference = None
        for place in ["nowhere", "home", "other", "operator"]:
            id = organization(stage, place)
            cell = yield trial(stage, person, route, deed, id, place, lambda: send(stage, person, id), subject(id), effect, reference)
            if place == "nowhere":
                reference = cell.answer
    return trials


def trial(stage, person, route, deed, id, place, send, subject=None, effect=None, reference=None, row=False):
    expected = oracle.on_place(who(person), deed, place_target(stage, id), row)
    return Trial(person, place_label(person, id, place), id == person.organization, expected, send, route["path"].replace("{id}", id),
                 subject=subject if place != "nowhere" else None, effect=effect, chain=id, reference=reference if place != "nowhere" else None)


def reading(name):
    return on_places("view", lambda stage, person, id: person.api("GET", query(f"{API}/{name}", organization=id, limit=20)))


# -- sites ---------------------------------------------------------------------------------------------------------------


def site_body(stage):
    return {"code": stage.word().upper(), "name": f"Site {stage.word()}", "address": "1 Quay", "time_zone": "Europe/Oslo"}


def create_site(stage, person, id):
    return person.api("POST", f"{API}/sites", site_body(stage) | {"organization": id})


def on_sites(deed, send, effect=None):
    def trials(stage, person, route):
        reference = None
        for place in ["nowhere", "home", "other", "operator"]:
            id = organization(stage, place)
            site = {"id": str(uuid.uuid4()), "organization": id} if place == "nowhere" else stage.spare_site(id)
            path = f"{API}/sites/{site['id']}"
            sent = {"name": f"Site {stage.word()}"}
            cell = yield trial(stage, person, route, deed, id, place, lambda: send(person, path, sent), path,
                               effect and (lambda before, after, answer: effect(after, sent)), reference, row=True)
            if place == "nowhere":
                reference = cell.answer
            elif stage.truth(path) is not None:
                stage.spare_sites.setdefault(id, []).append(site)
    return trials


def renamed(after, sent):
    return None if after and after["name"] == sent["name"] else f"the name is {after and after['name']!r}"


# -- archives ------------------------------------------------------------------------------------------------------------


def on_archives(send):
    """A deed on an archive that is ready, where there can be one."""
    def trials(stage, person, route):
        reference = None
        for place in ["nowhere", "home", "other", "operator"]:
            id = organization(stage, place)
            archive = stage.archive(id) if place in ("home", "other") else str(uuid.uuid4())
            cell = yield trial(stage, person, route, "archive", id, place, lambda: send(person, id, archive), reference=reference, row=True)
            if place == "nowhere":
                reference = cell.answer
    return trials


def asking(send):
    """Asks for an archive while none is under way."""
    return on_places("archive", lambda stage, person, id: stage.archives(id) is not None and send(person, id))


def archive_call(method, tail=""):
    return on_archives(lambda person, id, archive: person.api(method, query(f"{API}/archives/{archive}{tail}", organization=id)))


# -- organizations -------------------------------------------------------------------------------------------------------


def organizations(stage, person, route):
    """Staff get the partners, others their own and nothing more."""
    own = oracle.on_place(who(person), "view", place_target(stage, person.organization)) if person.organization else oracle.SIGNED_OUT
    expected = own if who(person).level is None else oracle.DONE

    def effect(before, after, answer):
        shown = {o["id"] for o in answer.json["items"]}
        if person.level in oracle.STAFF:
            missing = {stage.home["id"], stage.other["id"]} - shown
            return f"{len(missing)} partners are missing" if missing else None
        return None if shown == {person.organization} else f"shows {shown}"
    yield Trial(person, "organizations", True, expected, lambda: person.api("GET", f"{API}/organizations?limit=200"), route["path"], effect=effect)


def found(stage, person, route):
    body = {"name": f"New {stage.word()}", "kind": "network", "asns": []}
    actor = who(person)
    expected = oracle.SIGNED_OUT if actor.level is None else oracle.DONE if oracle.PLACES["found"][actor.level] else oracle.FORBIDDEN

    def effect(before, after, answer):
        stage.organizations[answer.json["id"]] = answer.json
        return None if answer.json["name"] == body["name"] else "another name"
    yield Trial(person, "a new organization", False, expected, lambda: person.api("POST", f"{API}/organizations", body), route["path"], effect=effect)


def edit(tail, field, make):
    """A change of one field, to another value than it has."""
    def trials(stage, person, route):
        for place in ["nowhere", "home", "other", "operator"]:
            id = organization(stage, place)
            path = f"{API}/organizations/{id}"
            sent = make(stage, stage.must("GET", path) if place != "nowhere" else {})
            yield trial(stage, person, route, "policy" if tail else "organizations", id, place, lambda: person.api("PATCH", path + tail, {field: sent}), path,
                        lambda before, after, answer: None if after[field] == sent else f"{field} is {after[field]!r}, not {sent!r}")
    return trials


def close(verb, status):
    """Suspending and resuming, of organizations made for it: nobody else's session ends."""
    def trials(stage, person, route):
        reference = None
        for place in ["nowhere", "made", "own"]:
            if place == "own" and person.organization != stage.home["id"]:
                continue  # the operator is not suspended here: nobody could take it back
            id = str(uuid.uuid4()) if place == "nowhere" else person.organization if place == "own" else stage.founded(verb)
            path = f"{API}/organizations/{id}"
            cell = yield trial(stage, person, route, "organizations", id, place, lambda: person.api("POST", f"{path}/{verb}"), path,
                               lambda before, after, answer: None if after["status"] == status else f"it is {after['status']}", reference)
            reference = cell.answer if place == "nowhere" else reference
    return trials


ROWS = {
    ("GET", f"{API}/sites"): [reading("sites")],
    ("POST", f"{API}/sites"): [on_places("sites", create_site)],
    ("GET", API + "/sites/{id}"): [on_sites("view", lambda person, path, sent: person.api("GET", path))],
    ("PATCH", API + "/sites/{id}"): [on_sites("sites", lambda person, path, sent: person.api("PATCH", path, sent), renamed)],
    ("DELETE", API + "/sites/{id}"): [on_sites("sites", lambda person, path, sent: person.api("DELETE", path),
                                               lambda after, sent: None if after is None else "it is still there")],
    ("GET", f"{API}/organizations"): [organizations],
    ("POST", f"{API}/organizations"): [found],
    ("GET", API + "/organizations/{id}"): [on_places("view", lambda stage, person, id: person.api("GET", f"{API}/organizations/{id}"))],
    ("PATCH", API + "/organizations/{id}"): [edit("", "name", lambda stage, now: f"Renamed {stage.word()}")],
    ("PATCH", API + "/organizations/{id}/policy"): [edit("/policy", "allows_exemption", lambda stage, now: not now.get("allows_exemption"))],
    ("POST", API + "/organizations/{id}/suspend"): [close("suspend", "suspended")],
    ("POST", API + "/organizations/{id}/resume"): [close("resume", "active")],
    ("GET", f"{API}/archives"): [on_places("archive", lambda stage, person, id: person.api("GET", query(f"{API}/archives", organization=id)))],
    ("POST", f"{API}/archives"): [asking(lambda person, id: person.api("POST", query(f"{API}/archives", organization=id)))],
    ("GET", API + "/archives/{id}"): [archive_call("GET")],
    ("GET", API + "/archives/{id}/file"): [archive_call("GET", "/file")],
    ("DELETE", API + "/archives/{id}"): [archive_call("DELETE")],
    ("GET", f"{API}/told"): [reading("told")],
    ("GET", f"{API}/activity"): [reading("activity")],
}
