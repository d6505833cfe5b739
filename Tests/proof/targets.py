"""The kinds of target of the matrix walk, and what the oracle is told of each."""

import json
import uuid
from dataclasses import dataclass

import oracle
from stage import CONTACTS


@dataclass(frozen=True)
class Kind:
    """Where a contact is and in which state; `place` is home, other, operator, self or nowhere."""

    place: str
    level: str = "none"
    status: str = "none"


KINDS = [
    Kind("self"), Kind("nowhere"), Kind("home"),
    *(Kind("home", level, status) for level in oracle.PARTNER for status in ("invited", "active", "suspended")),
    Kind("other"), Kind("other", "read_only", "invited"), Kind("other", "engineering", "active"), Kind("other", "admin", "active"),
    Kind("operator"), Kind("operator", "auditor", "invited"), Kind("operator", "partner_manager", "active"), Kind("operator", "operator_admin", "invited"),
]
# Where a deed is tried on somebody whose level does not matter.
FEW = [Kind("nowhere"), Kind("home"), Kind("other"), Kind("operator")]
NOBODYS = [Kind("home")]  # to nobody all targets are alike
PLACES = ["home", "other", "operator", "nowhere"]


def organization(stage, place):
    return {"home": stage.home["id"], "other": stage.other["id"], "operator": stage.operator, "nowhere": str(uuid.uuid4())}[place]


def who(person):
    """The actor as the oracle sees them: nobody, unless their session is good."""
    return oracle.Who(person.level if person.status == "active" else None, person.contact or "", person.organization or "", person.program is not None)


def take(stage, kind, person, fresh=False):
    """A contact of that kind: {id, organization, level, status, …}; a fresh one without access never got a mail."""
    if kind.place == "nowhere":
        return {"id": str(uuid.uuid4()), "organization": "", "level": "none", "status": "none", "email": None, "version": 1, "sites": [], "roles": []}
    if kind.place == "self":
        return stage.contact(person.contact)
    place = organization(stage, kind.place)
    return stage.make(place) if fresh and kind.level == "none" else stage.take(place, kind.level, kind.status)


def target(stage, contact):
    """The same as the oracle sees it."""
    return oracle.Target(contact["organization"], contact["organization"] == stage.operator, contact["id"], contact["level"], exists=bool(contact["organization"]))


def place_target(stage, id):
    """An organization as a whole, as the oracle sees it."""
    return oracle.Target(id, id == stage.operator, "", "", exists=id in stage.organizations)


def put_back(stage, kind, person, contact, seen=None):
    """After a trial: whoever can be used again goes to the pool; the actor gets back what the actor was. `seen`: the contact
    as it was read after the trial."""
    if kind.place == "nowhere":
        return
    now = json.loads(seen) if seen else stage.contact_or_none(contact["id"])
    if kind.place == "self":
        if now is None or (now["status"], now["level"]) != (person.status, person.level) or person.api("GET", "/api/v1/permissions").status == 401:
            stage.restore(person)
    elif now:
        stage.keep(now)


def label(stage, kind, person, contact):
    """The target's kind as the actor stands to it."""
    if kind.place in ("self", "nowhere"):
        return kind.place
    words = ["own" if contact["organization"] == person.organization else "foreign"]
    words += ["operator's"] if kind.place == "operator" else []
    words += ["contact without access"] if kind.level == "none" else [kind.level, kind.status]
    return " ".join(words)
