"""The rows of the walk for imports: each route on an import of each kind, and each row of a file as the deed that it is, by the
same oracle as a form."""

import csv
import io
import time
import uuid

import deeds
import oracle
from common import everything, query
from rows_contacts import expect, kinds_for
from rows_places import place_label
from stage import CONTACTS
from targets import KINDS, label, organization, place_target, put_back, take, who
from walk import Trial

IMPORTS = "/api/v1/imports"
CSV = "text/csv"
HEAD = ["id", "first_name", "last_name", "email", "title", "roles", "level"]
TAKEN = {oracle.DONE: ("created", "changed"), oracle.SAME: ("same",)}


def sheet(*rows):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    writer.writerows([row.get(name, "") for name in HEAD] for row in rows)
    return text.getvalue().encode()


def expect_import(stage, person, place, owner):
    """Importing is "create and edit": Admin and Engineering, whole organizations. OPEN: whose imports one sees; settled: those of an
    organization in reach, and of the operator's own, a Partner manager's, the files that they brought themselves."""
    actor = who(person)
    if actor.level is None:
        return oracle.SIGNED_OUT
    if not oracle.PLACES["imports"][actor.level]:
        return oracle.FORBIDDEN
    id = organization(stage, place) if place != "self" else person.organization
    if place == "nowhere" or oracle.atom(actor, place_target(stage, id)) == "foreign":
        return oracle.MISSING
    if id == stage.operator and actor.level != "operator_admin":
        return oracle.DONE if owner == "self" else oracle.MISSING
    return oracle.DONE


# -- whole imports -------------------------------------------------------------------------------------------------------


def brought(stage, by, elsewhere=None, state="uploaded"):
    """An import of somebody, in that state; one is used again as long as it is in it."""
    key = by.stamp, elsewhere, state
    kept = stage.imports.setdefault(key, [])
    while kept:
        found = kept.pop()
        if by.api("GET", query(f"{IMPORTS}/{found}", organization=elsewhere)).json.get("state") == state:
            return found
    made = []
    for _ in range(4):
        answer = by.api("POST", query(IMPORTS, kind="contacts", organization=elsewhere), sheet({"last_name": stage.word(), "email": stage.address()}), content_type=CSV)
        if answer.status != 201:
            raise RuntimeError(f"no import: {answer.status} {answer.text[:300]}")
        made.append(answer.json["id"])
    if state == "checked":
        for id in made:
            by.api("POST", query(f"{IMPORTS}/{id}/check", organization=elsewhere))
        for id in made:
            until(by, id, elsewhere)
    kept += made[1:]
    return made[0]


def until(person, id, elsewhere=None):
    """The import, once the server is through with it."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        person.renew()
        found = person.api("GET", query(f"{IMPORTS}/{id}", organization=elsewhere)).json
        if found.get("state") not in ("checking", "applying"):
            return found
        time.sleep(0.05)
    raise RuntimeError(f"it stands at {found}")


def on_imports(send, state="uploaded", quiet=False, effect=None, spends=True):
    def trials(stage, person, route):
        references = {}  # of an id that never was, in an organization that never was and in one's own
        for place, owner in [("nowhere", None), ("nowhere", "self"), ("self", "self"), ("home", "maker"), ("other", "maker"), ("operator", "chief")]:
            expected = expect_import(stage, person, place, owner)
            if place == "self" and expected != oracle.DONE:
                continue
            home = person.organization if owner == "self" else organization(stage, place)
            by = None if place == "nowhere" else person if place == "self" else stage.chief if place == "operator" else stage.maker(home, "admin")
            id = brought(stage, by, state=state) if by else str(uuid.uuid4())
            elsewhere = home if home != person.organization else None
            path = route["path"].replace("{id}", id)
            cell = yield Trial(person, f"{place_label(person, home, place)}, {owner}'s", home == person.organization, expected,
                               lambda: send(person, query(path, organization=elsewhere), elsewhere), path, chain=home if by else None, quiet=quiet, note=state,
                               reference=references.get(elsewhere is None) if by else None, effect=effect and (lambda before, after, answer: effect(answer)))
            if by is None:
                references[elsewhere is None] = cell.answer
            elif cell.got != oracle.DONE or not spends:
                stage.imports.setdefault((by.stamp, None, state), []).append(id)
    return trials


def call(method, body=None):
    return lambda person, path, elsewhere: person.api(method, path, body)


def page(person, path, elsewhere):
    return person.page(path)


def form(person, path, elsewhere):
    return person.submit(path.split("?")[0], {"organization": elsewhere} if elsewhere else {})


def state_is(*states):
    return lambda answer: None if answer.json["state"] in states else f"it is {answer.json['state']}"


def uploading(send):
    def trials(stage, person, route):
        for place in ["nowhere", "home", "other", "operator"]:
            id = organization(stage, place)
            elsewhere = id if id != person.organization else None
            expected = expect_import(stage, person, place, "self")
            data = sheet({"last_name": stage.word(), "email": stage.address()})
            yield Trial(person, place_label(person, id, place), id == person.organization, expected, lambda: send(person, data, elsewhere), route["path"], chain=id)
    return trials


def send_file(person, data, elsewhere):
    return person.api("POST", query(IMPORTS, kind="contacts", organization=elsewhere), data, content_type=CSV)


def send_form(person, data, elsewhere):
    mark = uuid.uuid4().hex
    part = f'--{mark}\r\ncontent-disposition: form-data; name="'
    body = f'{part}kind"\r\n\r\ncontacts\r\n{part}file"; filename="a.csv"\r\n\r\n'.encode() + data + f"\r\n--{mark}--\r\n".encode()
    headers = {"origin": person.connection.origin, "content_type": f"multipart/form-data; boundary={mark}"}
    return person.connection.ask("POST", query("/imports", csrf=person.token() or None, organization=elsewhere), person.browsing(headers), body)


def listing(show):
    def trials(stage, person, route):
        for place in ["nowhere", "home", "other", "operator"]:
            id = organization(stage, place)
            elsewhere = id if id != person.organization else None
            yield Trial(person, place_label(person, id, place), id == person.organization, expect_import(stage, person, place, "self"),
                        lambda: show(person, query(route["path"], organization=elsewhere)), route["path"])
    return trials


# -- each row as a deed --------------------------------------------------------------------------------------------------


DEEDS = [deeds.EDITS[4], deeds.ASSIGNS[0], *deeds.GRANTS, deeds.STAFF_GRANT, deeds.REVOKE]


def cells(deed, contact, sent):
    """A deed as a row of a file."""
    row = {"id": contact["id"]}
    if "title" in sent:
        row["title"] = sent["title"]
    if "roles" in sent:
        row["roles"] = " ".join(f"{held['role']}@*" for held in sent["roles"]) or "-"
    if deed.name == "revoke" or deed.requested:
        row["level"] = deed.requested or "none"
    return row


def each_row(stage, person, route):
    """One file with every deed on every kind of contact: the trial, then the report, row by row."""
    place = stage.home["id"] if person.level in oracle.STAFF else person.organization
    elsewhere = place if place != person.organization else None
    if expect_import(stage, person, "home", "self") != oracle.DONE:
        return
    rows, told, taken = [], [], []
    for deed in DEEDS:
        for kind in kinds_for(person, KINDS):
            if kind.place == "self" and deed is not DEEDS[0]:
                continue  # two rows about one are one too many, and behind a row of one's own access the others are somebody else's
            contact = take(stage, kind, person)
            sent = deed.fields(stage, contact)
            same = (deed.requested or "none" if deed.name == "revoke" else deed.requested) == contact["level"]
            expected = oracle.SAME if same else expect(stage, person, deed, contact)
            rows.append(cells(deed, contact, sent))
            told.append((f"{label(stage, kind, person, contact)} · {deed.name}", expected if contact["organization"] == place else oracle.MISSING))
            taken.append((kind, contact))
    for level in ["none", *oracle.PARTNER, "operations"]:
        rows.append({"last_name": stage.word(), "email": stage.address(), "level": "" if level == "none" else level})
        verdict = oracle.on_contact(who(person), "create", oracle.Target(place, False, "", level))
        told.append((f"new contact · {level}", oracle.INVALID if verdict == oracle.DONE and level in oracle.STAFF else verdict))
    answer = person.api("POST", query(IMPORTS, kind="contacts", organization=elsewhere), sheet(*rows), content_type=CSV)
    if answer.status != 201:
        raise RuntimeError(f"no import: {answer.status} {answer.text[:300]}")
    path = f"{IMPORTS}/{answer.json['id']}"
    for verb in ["check", "apply"]:
        person.renew()
        yield Trial(person, "one's own, every deed", True, oracle.DONE, lambda: person.api("POST", query(f"{path}/{verb}", organization=elsewhere)), route["path"],
                    quiet=verb == "check", chain=place, note=verb)
        until(person, answer.json["id"], elsewhere)
        report = everything(person, query(f"{path}/rows", limit=200, organization=elsewhere))
        for (what, expected), row in zip(told, report, strict=True):
            got = row["outcome"]
            stage.more.append({"actor": person.level, "action": "import.run", "method": "ROW", "path": f"import, {verb}", "target": what, "own": elsewhere is None,
                               "expected": expected, "got": expected if got in TAKEN.get(expected, ("refused",)) else f"{got}: {row.get('detail', '')}"})
    stage.seen.clear()
    for kind, contact in taken:
        put_back(stage, kind, person, contact)


ROWS = {
    ("GET", IMPORTS): [listing(lambda person, path: person.api("GET", path))],
    ("POST", IMPORTS): [uploading(send_file)],
    ("GET", IMPORTS + "/{id}"): [on_imports(call("GET"), spends=False)],
    ("GET", IMPORTS + "/{id}/rows"): [on_imports(call("GET"), spends=False)],
    ("PATCH", IMPORTS + "/{id}"): [on_imports(call("PATCH", {"columns": {"title": None}}), quiet=True, spends=False, effect=state_is("uploaded"))],
    ("POST", IMPORTS + "/{id}/check"): [on_imports(call("POST"), quiet=True, effect=state_is("checking")), each_row],
    ("POST", IMPORTS + "/{id}/apply"): [on_imports(call("POST"), "checked", effect=state_is("applying"))],
    ("POST", IMPORTS + "/{id}/cancel"): [on_imports(call("POST"), effect=state_is("cancelled"))],
    ("DELETE", IMPORTS + "/{id}"): [on_imports(call("DELETE"))],
    ("GET", "/imports"): [listing(lambda person, path: person.page(path))],
    ("POST", "/imports"): [uploading(send_form)],
    ("GET", "/imports/{id}"): [on_imports(page, spends=False)],
    ("GET", "/imports/{id}/refused.csv"): [on_imports(page, spends=False)],
    ("POST", "/imports/{id}/check"): [on_imports(form, quiet=True)],
    ("POST", "/imports/{id}/apply"): [on_imports(form, "checked")],
    ("POST", "/imports/{id}/cancel"): [on_imports(form)],
    ("POST", "/imports/{id}/forget"): [on_imports(form)],
}
