"""Who a link, an address and an organization make somebody: what the one who copies a link gets, what an Admin elsewhere
reaches, what is left after an undo, and what a token is without its maker."""

import html
import re

from common import Person, signed_in
from stage import CONTACTS, PASSPHRASE

PLANTED = [
    ("copied-link-proves", "behind a copied link the account is unproven: the panel says so"),
    ("undo-leaves-factors", "the intruder's passphrase after the undo"),
]
OTHER = "seven amber kites over gravel"


def attempts(doors):
    suspended(doors)
    copied(doors)
    strangers(doors)
    outlasting(doors)
    undone(doors)
    undone_later(doors)
    orphaned(doors)
    void(doors)
    sessions(doors)


def link(text, kind):
    return re.search(rf"/{kind}/([A-Za-z0-9_-]+)", html.unescape(text))[1]


def shown_link(answer):
    """What the inviter may copy; None without."""
    found = re.search(r"/invitation/(sdi_[A-Za-z0-9_-]+)", answer.text)
    return found and found[1]


def sign_in(doors, email, passphrase):
    """How far an address and a passphrase lead a new browser."""
    browser = Person(doors.server)
    browser.remember(browser.page("/sign-in"))
    answer = browser.submit("/sign-in", {"email": email, "passphrase": passphrase})
    return "in" if answer.status == 303 else "wrong" if answer.status == 422 else answer.status


def suspended(doors):
    """Suspended and invited again was a way to read a link off the page and be somebody else."""
    stage = doors.stage
    admin = stage.maker(stage.home["id"], "admin")
    contact = stage.activate(stage.make(stage.home["id"], "read_only"))
    admin.api("POST", f"{CONTACTS}/{contact['id']}/access/suspend")
    again = admin.submit(f"/users/{contact['id']}/resend", {})
    doors.check("a suspended person is invited again: no link, and said why", [409, None], [again.status, shown_link(again)])
    answer = admin.submit(f"/users/{contact['id']}/access", {"level": "read_only"})
    doors.check("the level set while suspended: no link", None, shown_link(answer))
    doors.check("resumed, with the sign-in of before", ["active", "in"], [stage.contact(contact["id"])["status"], sign_in(doors, contact["email"], PASSPHRASE)])
    admin.api("DELETE", f"{CONTACTS}/{contact['id']}/access")
    text, answer = stage.next_mail(contact["email"], "invitation", lambda: admin.submit(f"/users/{contact['id']}/access", {"level": "read_only"}))
    doors.check("revoked and invited again: no link on the page", None, shown_link(answer))
    browser = Person(doors.server)
    accepted = stage.accept(link(text, "invitation"), browser)
    doors.check("accepting by the mail signs nobody in", [200, False], [accepted.status, "__Host-stagedoor=" in (browser.cookie or "")])
    doors.check("the passphrase of before still leads in", "in", sign_in(doors, contact["email"], PASSPHRASE))


def copied(doors):
    stage = doors.stage
    admin = stage.maker(stage.home["id"], "admin")
    contact = stage.make(stage.home["id"])
    text, answer = stage.next_mail(contact["email"], "invitation", lambda: admin.submit(f"/users/{contact['id']}/access", {"level": "read_only"}))
    copy, mailed = shown_link(answer), link(text, "invitation")
    doors.check("an address without an account: a link to copy, other than the one in the mail", True, bool(copy) and copy != mailed)
    doors.check("the page of a copied link says that it proves no mailbox", True, "passed on by hand" in Person(doors.server).page(f"/invitation/{copy}").text)
    page = admin.page(f"/invitation/{copy}")
    doors.check("the inviter reads nothing of sign-ins elsewhere off it", False, "sign-in already" in page.text or "signs in to another" in page.text)
    impostor = Person(doors.server)
    impostor.remember(stage.accept(copy, impostor))
    doors.check("behind a copied link the account is unproven: the panel says so", True, "nobody has shown" in admin.page(f"/users/{contact['id']}").text)
    doors.check("the same copied link again", 410, stage.accept(copy).status)
    other = stage.must("POST", CONTACTS, stage.details() | {"email": contact["email"], "organization": stage.other["id"]})
    text, _ = stage.next_mail(contact["email"], "invitation", lambda: stage.chief.submit(f"/users/{other['id']}/access", {"level": "read_only"}))
    owner = Person(doors.server)
    owner.remember(stage.accept(link(text, "invitation"), owner))
    doors.check("the owner of the mailbox makes a sign-in elsewhere all the same", "active", stage.contact(other["id"])["status"])
    doors.check("the copied one gave way: invited again, its session ended", ["invited", 303],
                [stage.contact(contact["id"])["status"], impostor.page("/account").status])
    doors.check("a copied link for an address with an account", None,
                shown_link(admin.submit(f"/users/{contact['id']}/resend", {})))


def outlasting(doors):
    """A suspension stays, whoever turns out to have the mailbox."""
    stage = doors.stage
    admin = stage.maker(stage.home["id"], "admin")
    contact = stage.make(stage.home["id"])
    stage.accept(shown_link(admin.submit(f"/users/{contact['id']}/access", {"level": "read_only"})))
    stage.must("POST", f"{CONTACTS}/{contact['id']}/access/suspend")
    other = stage.must("POST", CONTACTS, stage.details() | {"email": contact["email"], "organization": stage.other["id"]})
    text, _ = stage.next_mail(contact["email"], "invitation", lambda: stage.chief.submit(f"/users/{other['id']}/access", {"level": "read_only"}))
    stage.accept(link(text, "invitation"))
    doors.check("a suspended unproven one gives way: still suspended", ["active", "suspended"],
                [stage.contact(other["id"])["status"], stage.contact(contact["id"])["status"]])


def strangers(doors):
    """An Admin of another organization, in which the same person also is, changes their address."""
    stage = doors.stage
    person = stage.activate(stage.make(stage.home["id"], "admin"))
    there = stage.must("POST", CONTACTS, stage.details() | {"email": person["email"], "organization": stage.other["id"], "kind": "shared_mailbox"})
    text, _ = stage.next_mail(person["email"], "invitation", lambda: stage.chief.submit(f"/users/{there['id']}/access", {"level": "read_only"}))
    owner = signed_in(doors.server, stage.as_persona(person))
    owner.submit(f"/invitation/{link(text, 'invitation')}", {})
    doors.check("joined the other organization, as a shared mailbox", "active", stage.contact(there["id"])["status"])
    stranger = stage.maker(stage.other["id"], "admin")
    evil = stage.address()
    text, answer = stage.next_mail(evil, "email_confirm", lambda: stranger.api("PATCH", f"{CONTACTS}/{there['id']}", {"email": evil}))
    doors.check("the stranger's organization writes to the new address", [200, evil], [answer.status, stage.contact(there["id"])["email"]])
    doors.check("at home nothing changed", person["email"], stage.contact(person["id"])["email"])
    confirm = link(text, "email")
    for what, browser in (("nobody", Person(doors.server)), ("the stranger", stranger)):
        browser.remember(browser.page(f"/email/{confirm}"))
        doors.check(f"confirmed by {what}", 409, browser.submit(f"/email/{confirm}", {}).status)
    doors.check("the sign-in is where it was", ["in", "wrong"], [sign_in(doors, person["email"], PASSPHRASE), sign_in(doors, evil, PASSPHRASE)])
    there = stage.must("POST", CONTACTS, stage.details() | {"organization": stage.other["id"], "kind": "shared_mailbox"})
    free, taken = (stranger.api("PATCH", f"{CONTACTS}/{there['id']}", {"email": e}) for e in (stage.address(), person["email"]))
    doors.check("an address that has an account elsewhere is answered like any other", [free.status, sorted(free.json)], [taken.status, sorted(taken.json)])


def undone(doors):
    """An intruder moves the address, adds a passphrase and a factor; the owner undoes it from the old mailbox."""
    stage = doors.stage
    contact = stage.activate(stage.make(stage.home["id"], "engineering"))
    intruder = signed_in(doors.server, stage.as_persona(contact))
    evil = stage.address()
    old, _ = stage.next_mail(contact["email"], "email_notice", lambda: intruder.submit("/account/email", {"email": evil}))
    new = stage.mails_to(evil, "email_confirm")
    for _ in range(100):
        if new:
            break
        new = stage.mails_to(evil, "email_confirm")
    confirm = link(new[0]["text"], "email")
    intruder.remember(intruder.page(f"/email/{confirm}"))
    doors.check("the intruder, signed in, moves the address", 200, intruder.submit(f"/email/{confirm}", {}).status)
    intruder.csrf = None
    answer = intruder.submit("/account/passphrase", {"passphrase": OTHER, "passphrase_again": OTHER})
    intruder.remember(answer)
    doors.check("the intruder's passphrase before the undo", "in", sign_in(doors, evil, OTHER))
    owner = Person(doors.server)
    undo = link(old, "email-undo")
    owner.remember(owner.page(f"/email-undo/{undo}"))
    text, answer = stage.next_mail(contact["email"], "recovery_after_undo", lambda: owner.submit(f"/email-undo/{undo}", {}))
    doors.check("undone by the old mailbox", 200, answer.status)
    doors.check("the intruder's passphrase after the undo", ["wrong", "wrong"], [sign_in(doors, contact["email"], OTHER), sign_in(doors, evil, OTHER)])
    doors.check("the intruder's session after the undo", 303, intruder.page("/account").status)
    recovery = link(text, "recovery")
    owner.remember(owner.page(f"/recovery/{recovery}"))
    answer = owner.submit(f"/recovery/{recovery}", {"passphrase": PASSPHRASE, "passphrase_again": PASSPHRASE})
    doors.check("the owner comes in by a recovery to the old mailbox", [303, "in"], [answer.status, sign_in(doors, contact["email"], PASSPHRASE)])


def undone_later(doors):
    """An intruder covers the change with what would end its undo: the contact is removed, and the address given to another."""
    stage = doors.stage
    admin = stage.maker(stage.home["id"], "admin")
    contact = stage.activate(stage.make(stage.home["id"], "read_only"))
    there = stage.must("POST", CONTACTS, stage.details() | {"email": contact["email"], "organization": stage.other["id"]})
    text, _ = stage.next_mail(contact["email"], "invitation", lambda: stage.chief.submit(f"/users/{there['id']}/access", {"level": "read_only"}))
    intruder = signed_in(doors.server, stage.as_persona(contact))
    intruder.remember(intruder.submit(f"/invitation/{link(text, 'invitation')}", {}))
    intruder.csrf = None
    evil = stage.address()
    old, (new, _) = stage.next_mail(contact["email"], "email_notice", lambda: stage.next_mail(
        evil, "email_confirm", lambda: intruder.submit("/account/email", {"email": evil})))
    confirm = link(new, "email")
    intruder.remember(intruder.page(f"/email/{confirm}"))
    doors.check("moved, with a contact in two organizations", 200, intruder.submit(f"/email/{confirm}", {}).status)
    doors.check("the contact by which it was asked is removed", 204, admin.api("DELETE", f"{CONTACTS}/{contact['id']}").status)
    owner = Person(doors.server)
    undo = link(old, "email-undo")
    owner.remember(owner.page(f"/email-undo/{undo}"))
    text, answer = stage.next_mail(contact["email"], "recovery_after_undo", lambda: owner.submit(f"/email-undo/{undo}", {}))
    doors.check("undone all the same: the undo hangs on the account", 200, answer.status)
    doors.check("the intruder's address leads nowhere", "wrong", sign_in(doors, evil, PASSPHRASE))
    doors.check("the other organization writes to the owner again", contact["email"], stage.contact(there["id"])["email"])


def orphaned(doors):
    stage = doors.stage
    contact = stage.activate(stage.make(stage.home["id"], "admin"))
    maker = signed_in(doors.server, stage.as_persona(contact))
    made = maker.api("POST", "/api/v1/tokens", {"name": "sync", "owner": "organization", "level": "admin", "days": 1}).json
    program = Person(doors.server)
    program.bearer = made["secret"]
    token = f"/api/v1/tokens/{made['token']['id']}"
    for what, method, path, body in [
        ("deletes", "DELETE", "", None), ("suspends", "POST", "/access/suspend", None), ("revokes", "DELETE", "/access", None),
        ("lowers", "PUT", "/access", {"level": "read_only"}), ("ends the sessions of", "POST", "/access/end-sessions", None),
    ]:
        doors.check(f"a token {what} its maker", [409, "tokensMaker"], (lambda a: [a.status, a.json.get("conflict")])(
            program.api(method, f"{CONTACTS}/{contact['id']}{path}", body)))
    other = stage.maker(stage.home["id"], "admin")
    text, _ = stage.next_mail(stage.contact(other.contact)["email"], "admin_notice",
                              lambda: stage.chief.api("PUT", f"{CONTACTS}/{contact['id']}/access", {"level": "engineering"}))
    doors.check("all Admins are told, with the token's name", True, "“sync”" in text)
    doors.check("the maker is lowered: the token is nobody's", 401, program.api("GET", CONTACTS).status)
    doors.check("its state says why", ["paused", True], (lambda t: [t["state"], t["lacks_maker"]])(other.api("GET", token).json))
    doors.check("another Admin resumes it without taking it over", [409, "tokenWithoutMaker"],
                (lambda a: [a.status, a.json.get("conflict")])(other.api("POST", f"{token}/resume")))
    stage.must("PUT", f"{CONTACTS}/{contact['id']}/access", {"level": "admin"})
    doors.check("the maker is an Admin again: the token does not come back", 401, program.api("GET", CONTACTS).status)
    doors.check("another Admin takes it over", ["active", 200], [other.api("POST", f"{token}/take-over").json["state"], program.api("GET", CONTACTS).status])


def void(doors):
    stage = doors.stage
    contact = stage.activate(stage.make(stage.home["id"], "admin"))
    inviter = signed_in(doors.server, stage.as_persona(contact))
    guest = stage.make(stage.home["id"])
    text, _ = stage.next_mail(guest["email"], "invitation", lambda: inviter.submit(f"/users/{guest['id']}/access", {"level": "admin"}))
    for level in ("engineering", "admin"):
        stage.must("PUT", f"{CONTACTS}/{contact['id']}/access", {"level": level})
    doors.check("the inviter fell and rose again: the invitation stays void", 410, Person(doors.server).page(f"/invitation/{link(text, 'invitation')}").status)


def sessions(doors):
    stage = doors.stage
    admin = stage.maker(stage.home["id"], "admin")
    contact = stage.activate(stage.make(stage.home["id"], "engineering"))
    person = signed_in(doors.server, stage.as_persona(contact))
    answer = admin.api("POST", f"{CONTACTS}/{contact['id']}/access/end-sessions")
    doors.check("an Admin ends somebody's sessions; the access stays", [200, "active", 401],
                [answer.status, stage.contact(contact["id"])["status"], person.api("GET", "/api/v1/permissions").status])
    late = stage.maker(stage.home["id"], "admin")
    for path in ("/users.csv", "/activity.csv", "/told.csv"):
        doors.check(f"{path} after a recent proof", 200, late.page(path).status)
