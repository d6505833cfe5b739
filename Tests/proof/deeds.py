"""Every deed on a contact, once: what the table calls it, what is sent, and what must be different afterwards. The API's
rows and the pages' rows of the walk differ only in how they send it."""

from dataclasses import dataclass
from typing import Callable

import oracle


@dataclass(frozen=True)
class Deed:
    name: str
    deed: str  # the row of the oracle
    fields: Callable  # (stage, contact) -> what is sent
    also: tuple = ()  # further rows, for a request that does two things
    requested: str | None = None  # the level afterwards
    effect: Callable | None = None  # (before, after, sent) -> complaint
    invites: bool = False  # a mail leaves for the contact


def changed(name):
    def effect(before, after, sent):
        if after is None or (sorted(after[name]) if name == "sites" else after[name]) != (sorted(sent[name]) if name == "sites" else sent[name]):
            return f"{name} is {after and after[name]!r}, not {sent[name]!r}"
        return None if after["version"] > before["version"] else "the version stayed"
    return effect


def email_changed(before, after, sent, own=False):
    """At once, since it is where the organization writes; one's own holds until the new one is confirmed."""
    expected = before["email"] if own else sent["email"]
    return None if after["email"] == expected else f"email is {after['email']!r}, not {expected!r}"


def state(level=None, *statuses):
    def effect(before, after, sent):
        want = before["level"] if level is None else level
        if after["level"] != want or after["status"] not in statuses:
            return f"{after['level']} {after['status']}, not {want} {statuses}"
        return None
    return effect


def granted(level):
    def effect(before, after, sent):
        # Whoever has not signed in yet is invited; whoever is active stays so, and a suspension ends.
        status = "active" if before["status"] in ("active", "suspended") else "invited"
        return state(level, status)(before, after, sent)
    return effect


def gone(before, after, sent):
    return None if after is None else "it is still there"


def one(name, make):
    return Deed(f"edit {name}", "edit", lambda stage, contact: {name: make(stage, contact)}, effect=email_changed if name == "email" else changed(name))


def other(first, second, name):
    return lambda stage, contact: second if contact.get(name) == first else first


EDITS = [
    one("first_name", lambda s, c: f"Ada {s.word()}"),
    one("last_name", lambda s, c: s.word()),
    one("email", lambda s, c: s.address()),
    one("phone", lambda s, c: s.phone()),
    one("title", lambda s, c: f"Title {s.word()}"),
    one("time_zone", other("Europe/Madrid", "America/Lima", "time_zone")),
    one("language", other("es", "en", "language")),
]


def roles(stage, contact):
    held = {(r["role"], r["site"]) for r in contact["roles"]}
    return [] if ("noc", None) in held else [{"role": "noc", "site": None}]


def sites(stage, contact):
    """One site more, or less: a site at which a role is held stays."""
    one = stage.site_of(contact["organization"])
    return [site for site in contact["sites"] if site != one] if one in contact["sites"] else [*contact["sites"], one]


ASSIGNS = [
    Deed("assign roles", "assign", lambda s, c: {"roles": roles(s, c)}, effect=changed("roles")),
    Deed("assign sites", "assign", lambda s, c: {"sites": sites(s, c)}, effect=changed("sites")),
    # The address of a shared mailbox changes at once, so nobody with access becomes one.
    Deed("assign kind", "assign", lambda s, c: {"kind": "person" if c.get("kind") == "shared_mailbox" else "shared_mailbox"}, effect=changed("kind")),
    Deed("edit title and assign roles", "edit", lambda s, c: {"title": f"Title {s.word()}", "roles": roles(s, c)}, ("assign",),
         effect=lambda before, after, sent: changed("title")(before, after, sent) or changed("roles")(before, after, sent)),
]

GRANTS = [Deed(f"grant {level}", "grant", lambda s, c, level=level: {"level": level}, requested=level, effect=granted(level), invites=True)
          for level in oracle.PARTNER]
STAFF_GRANT = Deed("grant operations", "grant", lambda s, c: {"level": "operations"}, requested="operations", effect=granted("operations"), invites=True)
REVOKE = Deed("revoke", "grant", lambda s, c: {}, requested="none", effect=state("none", "none"))
RESEND = Deed("resend", "grant", lambda s, c: {}, effect=state(None, "invited"), invites=True)
RESUME = Deed("resume", "grant", lambda s, c: {}, effect=state(None, "active"))
END_SESSIONS = Deed("end sessions", "suspend", lambda s, c: {}, effect=state(None, "active"))
SUSPEND = Deed("suspend", "suspend", lambda s, c: {}, effect=state(None, "suspended"))
RECOVER = Deed("recover", "recover", lambda s, c: {}, effect=state(None, "active"), invites=True)
DELETE = Deed("delete", "delete", lambda s, c: {}, effect=gone)
ERASE = Deed("erase", "person", lambda s, c: {}, effect=gone)
EXPORT = Deed("export", "person", lambda s, c: {})
VIEW = Deed("view", "view", lambda s, c: {})
ASK_ERASE = Deed("ask to erase", "person", lambda s, c: {})
ASK_DELETE = Deed("ask to delete", "delete", lambda s, c: {})
