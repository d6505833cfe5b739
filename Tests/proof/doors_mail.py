"""Mail against strangers: how often one mailbox is written to, whose words open a letter, and what is said to whom is slowed."""

import re
import time

from common import signed_in
from stage import CONTACTS

# The defaults: what a real installation has.
SETTINGS = {f"STAGEDOOR_MAILS_PER_{by}": "" for by in ("MAILBOX", "PERSON", "ORGANIZATION")} | {"STAGEDOOR_MAILS_PER_PERSON": "40"}
PLANTED = [("tags-are-mailboxes", "eight of them one by one")]


def attempts(doors):
    again(doors)
    tags(doors)
    addresses(doors)
    names(doors)
    notices(doors)
    many(doors)


def told(answer):
    return [answer.status, answer.json.get("conflict"), answer.header("retry-after")]


def sent(doors, mailbox, kind):
    """How many mails the outbox has for a mailbox, whatever their tags."""
    items = doors.stage.must("GET", "/api/v1/mail?limit=200")["items"]
    return sum(re.sub(r"\+[^@]*", "", m["recipient"].lower()) == mailbox and m["kind"] == kind for m in items)


def again(doors):
    stage = doors.stage
    contact = stage.make(stage.home["id"], "read_only")
    admin = stage.maker(stage.home["id"], "admin")
    path = f"{CONTACTS}/{contact['id']}/access/resend"
    for _ in range(60):  # what is taken back before it leaves reaches nobody, and is not counted
        admin.api("POST", path)
    for _ in range(7):
        answer = admin.api("POST", path)
        if answer.status != 200:
            break
        delivered(doors, contact["email"])
    doors.check("resends: slowed, with what to do", [429, "tooManyMails", "3600"], told(answer))
    doors.check("words for a person", True, "an hour" in answer.json["detail"])
    doors.check("what reached the mailbox", 5, sent(doors, contact["email"], "invitation"))
    page = admin.submit(f"/users/{contact['id']}/resend", {})
    doors.check("the same in the panel", [409, True], [page.status, "mails an hour" in page.text])
    last = stage.mails_to(contact["email"], "invitation")[0]["text"]
    token = re.search(r"/invitation/([A-Za-z0-9_-]+)", last)[1]
    doors.check("the last link that was mailed is still good", 200, stage.chief.connection.ask("GET", f"/invitation/{token}", {"accept": "text/html"}).status)


def delivered(doors, address):
    """Waits until nothing to an address waits."""
    for _ in range(200):
        if not any(m["state"] == "waiting" for m in doors.stage.outbox(address, "invitation")):
            return
        time.sleep(0.03)


def tags(doors):
    stage = doors.stage
    admin = stage.maker(stage.other["id"], "admin")
    operations = [{"do": "create", "contact": stage.details() | {"email": f"victim+{n}@quay.example", "level": "read_only"}} for n in range(100)]
    answer = admin.api("POST", f"{CONTACTS}/bulk", {"operations": operations})
    if answer.status == 503:  # on a machine that is busy
        time.sleep(float(answer.header("retry-after") or 1))
        answer = admin.api("POST", f"{CONTACTS}/bulk", {"operations": operations})
    doors.check("a hundred plus-addresses in one call", [409, 0], [answer.status, sent(doors, "victim@quay.example", "invitation")])
    statuses = [admin.api("POST", CONTACTS, stage.details() | {"email": f"Victim+{n}@quay.example", "level": "read_only"}).status for n in range(8)]
    doors.check("eight of them one by one", [201] * 5 + [429] * 3, statuses)
    gone = []
    for _ in range(3):
        made = admin.api("POST", CONTACTS, stage.details() | {"email": "victim@quay.example"}).json
        gone.append(admin.api("PUT", f"{CONTACTS}/{made['id']}/access", {"level": "read_only"}).status)
        admin.api("DELETE", f"{CONTACTS}/{made['id']}")
    doors.check("removed and made anew", [429] * 3, gone)


def addresses(doors):
    stage = doors.stage
    admin = stage.maker(stage.home["id"], "admin")
    contact = stage.activate(stage.make(stage.home["id"], "read_only"))
    statuses = []
    for n in range(7):
        statuses.append(admin.api("PATCH", f"{CONTACTS}/{contact['id']}", {"email": f"dora+{n}@pier.example"}).status)
    doors.check("changes of an address to one mailbox", True, statuses[0] == 200 and statuses[-1] == 429)
    contact = stage.activate(stage.make(stage.home["id"], "read_only"))
    doors.check("recoveries for one person", 429, [admin.api("POST", f"{CONTACTS}/{contact['id']}/recovery").status for _ in range(7)][-1])


def names(doors):
    stage = doors.stage
    lure = "Your account expired, restore it at https://evil.example/x or www.evil.example now, dear Sir"
    boss = stage.activate(stage.make(stage.home["id"], "admin", first_name=lure[:80], last_name="evil.example"))
    inviter = signed_in(doors.server, stage.as_persona(boss))
    guest = stage.make(stage.home["id"])
    text, _ = stage.next_mail(guest["email"], "invitation", lambda: inviter.submit(f"/users/{guest['id']}/access", {"level": "read_only"}))
    mail = stage.mails_to(guest["email"], "invitation")[0]
    body = text + mail["html"] + mail["subject"]
    doors.check("a name that is a lure: no link of it", [], re.findall(r"https?://(?!localhost)\S+|www\.\S+|evil\.example", body))
    doors.check("quoted and bounded", True, "“" in text and len(re.search("“([^”]*)”", re.sub(r"\s+", " ", text))[1]) <= 60)


def notices(doors):
    """What tells somebody of what was done is left out, not refused, when it is done over and over."""
    stage = doors.stage
    contact = stage.activate(stage.make(stage.home["id"], "read_only"))
    admin = stage.maker(stage.home["id"], "admin")
    for _ in range(14):
        last = [admin.api("POST", f"{CONTACTS}/{contact['id']}/access/{deed}").status for deed in ("suspend", "resume")]
    doors.check("suspended and resumed fourteen times: ten notices", [[200, 200], 10], [last, sent(doors, contact["email"], "suspended")])


def many(doors):
    """One person may cause so many mails within an hour, and no more."""
    stage = doors.stage
    contact = stage.activate(stage.make(stage.other["id"], "admin"))
    admin = signed_in(doors.server, stage.as_persona(contact))
    statuses = [admin.api("POST", CONTACTS, stage.details() | {"level": "read_only"}).status for _ in range(42)]
    doors.check("forty invitations by one person", [201] * 40 + [429] * 2, statuses)
