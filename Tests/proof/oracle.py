"""What the published table says, and nothing that the product says: written from sections 2.3 and 2.4 of the first
release's specification alone. Given who acts, which deed, and on whom, it answers with the class of the outcome.

A cell of the table is a set of *atoms*, the kinds of target that a level reaches:

    self        the actor
    low         another contact of the own partner organization at none or Read-only, whatever the status
    high        another contact of the own partner organization at Engineering or Admin
    partner     a contact of any partner, for the operator's staff
    colleague   another of the operator's people, for the operator's staff
    foreign     anything of another organization, for a partner's people; no cell holds it

Deeds on an organization as a whole (its sites, its activity, its policy …) know only `own`, `partner`, `colleague`
(here: the operator itself) and `foreign`.

OPEN marks what the specification does not say; what is settled there is the reading with the least power that keeps
the person's work possible, and the report of the proof lists it.
"""

from dataclasses import dataclass

PARTNER = ("read_only", "engineering", "admin")
STAFF = ("operator_admin", "partner_manager", "operations", "assessor", "auditor")
LEVELS = PARTNER + STAFF
TOP = ("admin", "operator_admin")
LOW = ("none", "read_only")

# -- outcomes ------------------------------------------------------------------------------------------------------------

DONE = "done"  # 2xx; a page: 200, a form: 303
SAME = "done, and nothing to do"  # 2xx, and everything is as it was
SIGNED_OUT = "signed out"  # 401; a page: 303 to the sign-in
FORBIDDEN = "forbidden"  # 403, with X-Permission
MISSING = "missing"  # 404, byte for byte like any other
CONFLICT = "conflict"  # 409
INVALID = "invalid"  # 422


@dataclass(frozen=True)
class Who:
    """Somebody as the table sees them. A level of None is nobody: signed out, unknown, suspended, invited …"""

    level: str | None
    id: str = ""
    organization: str = ""
    is_program: bool = False  # behind a token, which proves no person and makes no tokens


@dataclass(frozen=True)
class Target:
    """A contact, or with `id` empty an organization as a whole."""

    organization: str
    is_operator: bool = False
    id: str = ""
    level: str = "none"
    exists: bool = True


# -- the table -----------------------------------------------------------------------------------------------------------


def row(admin="", engineering="", read_only="", operator_admin="", partner_manager="", operations="", assessor="", auditor=""):
    cells = {"admin": admin, "engineering": engineering, "read_only": read_only, "operator_admin": operator_admin,
             "partner_manager": partner_manager, "operations": operations, "assessor": assessor, "auditor": auditor}
    return {level: frozenset(atoms.split()) for level, atoms in cells.items()}


OWN = "self low high"
ALL = "self colleague partner"
STAFF_SEES = "self partner"

CONTACTS = {
    # "view contacts": everyone. Staff by their rows: Operator admin and Auditor everything.
    # OPEN: whether the others see their colleagues; settled: their own row and all partners.
    "view": row(OWN, OWN, OWN, ALL, STAFF_SEES, STAFF_SEES, STAFF_SEES, ALL),
    # "create / delete contacts": all; contacts at none or Read-only; no.
    "create": row("low high", "low", "", "colleague partner", "partner"),
    "delete": row(OWN, "low", "", ALL, "partner"),
    # "edit phone, first and last name, email, title, language, time zone": all; self and low; self.
    # An Auditor changes nothing, not even this.
    "edit": row(OWN, "self low", "self", ALL, STAFF_SEES, "self", "self", ""),
    # "roles, sites and kind of a contact": all; low, never self; no.
    "assign": row(OWN, "low", "", ALL, "partner"),
    # "grant / revoke portal access", "set permission levels": all; none <-> Read-only; no.
    "grant": row(OWN, "low", "", ALL, "partner"),
    # OPEN: suspending has no row of its own; settled as granting and revoking (partner-portal.md 2.3, Q6).
    "suspend": row(OWN, "low", "", ALL, "partner"),
    # "start a recovery for another": Admin. OPEN: a Partner manager; settled: yes, it is administration of a partner's contacts.
    # OPEN: how one's own is refused; settled: by a rule beyond the table, like deleting oneself.
    "recover": row(OWN, "", "", ALL, "partner"),
    # Erasing a person, exporting what is held about one (2.5). OPEN: who; settled: the Operator admin.
    "person": row(operator_admin=ALL),
    # "export contacts": yes, yes, no.
    # OPEN: staff; settled: who reads everything or administers contacts.
    "export": row(OWN, OWN, "", ALL, "partner", "", "", ALL),
}

PLACES = {
    # "view sites, who is told, own organization's activity": yes, yes, yes.
    "view": row("own", "own", "own", "colleague partner", "partner", "partner", "partner", "colleague partner"),
    # "create and edit sites": yes, yes, no. OPEN: deleting a site; settled as editing.
    # OPEN: a Partner manager and sites; settled: they are part of organizations, which are theirs.
    "sites": row("own", "own", "", "colleague partner", "partner"),
    # "policy": yes, no, no. OPEN: a Partner manager; settled: no, it is the partner's own.
    "policy": row("own", "", "", "colleague partner"),
    # "own organization's activity: filter, export" (3.3): yes, yes, yes. OPEN: staff; settled as exporting contacts.
    "log export": row("own", "own", "own", "colleague partner", "partner", "", "", "colleague partner"),
    # "An Admin of the partner (and Operator admin)": everything in one file. The operator's own comes in nowhere: none is made.
    "archive": row("own", "", "", "partner"),
    # The record of an organization itself, and whether it is suspended: the operator's. The table gives an Admin none.
    "organizations": row("", "", "", "colleague partner", "partner"),
    # "CSV and JSON of organizations, sites, contacts": whoever creates them. OPEN: who; settled: as editing sites.
    "imports": row("own", "own", "", "colleague partner", "partner"),
    # A new partner.
    "found": row("", "", "", "partner", "partner"),
    # The list of partners: staff look at partners.
    "list": row("", "", "", "colleague partner", "partner", "partner", "partner", "colleague partner"),
}

# "Tokens: of a person or of the organization": one's own; "only Admins make organization tokens; every token is listed to all
# Admins". OPEN: who ends others' tokens; settled: whom they are listed to and who administers. An Auditor's own token changes
# nothing at a partner, so it may be made.
TOKENS = {
    "see": row("self low high own", "self", "self", "self colleague partner", "self", "self", "self", "self colleague partner"),
    "keep": row("self low high own", "self", "self", "self colleague partner", "self", "self", "self", "self"),
}

# "Every later appliance action", "view and comment on tickets", listed as planned: they count for what a level covers.
PLANNED = {
    "appliances": row("own", "own", "", "colleague partner", "", "partner"),
    "tickets": row("own", "own", "own", "colleague partner", "partner", "partner", "partner", "colleague partner"),
    "comments": row("own", "own", "own", "colleague partner", "partner", "partner"),
}


def covers(owner, level):
    """"A level no higher than the creator's": of the same organization, and nothing that the creator may not."""
    if (owner in STAFF) != (level in STAFF):
        return False
    return all(cells[level] <= cells[owner] for table in (CONTACTS, PLACES, TOKENS, PLANNED) for cells in table.values())


# -- decisions -----------------------------------------------------------------------------------------------------------


def atom(who, target):
    """Which kind of target this is for that actor."""
    if not target.exists:
        return "foreign"
    if who.level in STAFF:
        if target.id and target.id == who.id:
            return "self"
        return "colleague" if target.is_operator else "partner"
    if target.organization != who.organization:
        return "foreign"
    if not target.id and target.level == "":
        return "own"
    if target.id and target.id == who.id:
        return "self"
    return "low" if target.level in LOW else "high"


def on_contact(who, deed, target, requested=None, also=()):
    """The deed on a contact (or its creation), up to the rules beyond the table.

    `requested` is the level after the deed where it changes; `also` names further deeds of the same request."""
    if who.level is None:
        return SIGNED_OUT
    deeds = (deed, *also)
    if who.is_program and "recover" in deeds:
        return FORBIDDEN
    if any(not CONTACTS[name][who.level] for name in deeds):
        return FORBIDDEN
    if atom(who, target) not in CONTACTS["view"][who.level] and not (deed == "create" and atom(who, target) != "foreign"):
        return MISSING
    states = [target]
    if requested is not None:
        states.append(Target(target.organization, target.is_operator, target.id, requested))
    if any(atom(who, state) not in CONTACTS[name][who.level] for name in deeds for state in states):
        return FORBIDDEN
    return DONE


def on_place(who, deed, target, row=False):
    """The deed on an organization as a whole, or on something in it (`row`)."""
    if who.level is None:
        return SIGNED_OUT
    cell = PLACES[deed][who.level]
    if not cell:
        return FORBIDDEN
    kind = atom(who, target)
    if kind in cell:
        return DONE
    if kind in PLACES["view"][who.level]:
        return FORBIDDEN
    # OPEN: staff whose row says "partners", in the operator's own organization; settled: what they may not see is not there,
    # what they may not do there is refused.
    return FORBIDDEN if target.organization == who.organization and deed != "view" and not row else MISSING


# What a deed does to a contact whose state leaves it nothing to do (partner-portal.md 4.2: none -> invited -> active <->
# suspended -> none). OPEN: each of these cells; settled: taking away what is not there, or granting what is, is answered yes and
# nothing happens; any other deed that has nothing to act on is a conflict. Not listed: it is done. "Ending a suspension never touches
# credentials (a button \"Resume\", at once)".
STATES = {
    "revoke": {"none": SAME},
    "resend": {"none": CONFLICT, "active": CONFLICT, "suspended": CONFLICT},
    "resume": {"none": CONFLICT, "invited": CONFLICT, "active": CONFLICT},
    "end sessions": {"none": CONFLICT, "invited": CONFLICT, "suspended": CONFLICT},
    "suspend": {"none": CONFLICT, "invited": CONFLICT, "suspended": CONFLICT},
    "recover": {"none": CONFLICT, "invited": CONFLICT, "suspended": CONFLICT},
}


def on_token(who, deed, kind, seen=True):
    """Seeing or keeping a token; `kind` is the atom of its owner, or of the organization that it is of."""
    if who.level is None:
        return SIGNED_OUT
    if who.is_program or not TOKENS[deed][who.level]:
        return FORBIDDEN
    if kind in ("partner", "foreign"):
        # Another organization is named: to a partner's people it is not there.
        if kind == "foreign":
            return MISSING
        return DONE if "partner" in TOKENS[deed][who.level] else FORBIDDEN
    if kind not in TOKENS["see"][who.level]:
        return MISSING
    return DONE if kind in TOKENS[deed][who.level] else FORBIDDEN


def on_listing(who, deed, target):
    """A list of an organization's contacts, which holds the rows in reach and no others."""
    if who.level is None:
        return SIGNED_OUT
    if not CONTACTS[deed][who.level]:
        return FORBIDDEN
    if not target.exists or target.organization != who.organization and who.level not in STAFF:
        return MISSING
    return DONE if target.organization != who.organization or "self" in CONTACTS[deed][who.level] else FORBIDDEN


def beyond(who, name, target, status, requested, active_tops):
    """The rules that no reach expresses, for a deed (by its name in the walk) that the table allows.

    `active_tops`: how many at the target's level can still sign in, the target included."""
    if name in ("delete", "erase", "recover") and target.id == who.id:
        return CONFLICT  # nobody deletes their own contact, or starts their own recovery
    if status in STATES.get(name, {}):
        return STATES[name][status]
    if requested == target.level and status == "active":
        return SAME
    if requested in STAFF and not target.is_operator or requested in PARTNER and target.is_operator:
        return INVALID  # the operator's levels are the operator's, a partner's a partner's
    loses = name in ("delete", "erase", "suspend", "revoke") or requested is not None and requested != target.level
    if loses and target.level in TOP and status == "active" and active_tops <= 1:
        return CONFLICT  # the last one who can still sign in
    return DONE
