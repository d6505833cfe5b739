"""At the way in: strangers guess, from one network and from many, and the owner comes in all the same, by a link to the own
mailbox; the link is no mail cannon, tells nobody which addresses there are, and lets nobody in by itself."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

from common import Person

# The clients of a proxy, so that each attempt may come from a network of its own.
SETTINGS = {"STAGEDOOR_PROXIES": "127.0.0.1,::1"}
PASSPHRASE, WRONG = "an open door for the demo", "not the right words at all"
PLANTED = [
    ("whole-address", "the eleventh link that one network asks for"),
    ("link-each-time", "however often strangers ask, one mail"),
]


class Browser(Person):
    """A new browser, somewhere."""

    def __init__(self, server, address):
        super().__init__(server)
        self.address = address

    def browsing(self, headers):
        return super().browsing(headers) | {"x-forwarded-for": self.address}

    def sign_in(self, email, passphrase, path="/sign-in"):
        self.remember(self.page(path))
        return self.submit(path, {"email": email, "passphrase": passphrase})

    def ask_link(self, email):
        self.remember(self.page("/sign-in"))
        return self.submit("/sign-in/link", {"email": email})


def guess(doors, tries):
    """Pairs of an address to guess at and the network address that guesses."""
    def one(pair):
        return Browser(doors.server, pair[1]).sign_in(pair[0], WRONG).status
    with ThreadPoolExecutor(4) as pool:
        return sorted(set(pool.map(one, tries)))


def links(doors):
    return [mail for mail in doors.stage.mails() if mail["kind"] == "sign_in_link"]


def settled(doors, count):
    """The links in the mailboxes, once there are so many, or after a while."""
    for _ in range(50):
        if len(links(doors)) >= count:
            break
        time.sleep(0.1)
    return links(doors)


def code(doors, contact):
    page = doors.stage.chief.connection.ask("GET", "/demo").text
    return re.search(rf'value="{contact}".*?class="persona-way"><span>[^<]*</span>\s*<code>([^<]+)</code>', page, re.S)[1]


def plain(answer):
    """A page without what is another in each answer."""
    return re.sub(r'(nonce|value)="[^"]*"', "", answer.text)


def attempts(doors):
    stage = doors.stage
    fault = doors.server.fault
    owner = stage.person("admin", stage.home["id"])
    email = stage.contact(owner.contact)["email"]
    domain = email.split("@")[1]

    if fault != "link-each-time":
        asks = [Browser(doors.server, f"2001:db8:2:2::{n + 1:x}").ask_link(f"b{n}@d.example").status for n in range(11)]
        doors.check("the eleventh link that one network asks for", [200] * 10 + [429], asks)
    if fault == "whole-address":
        return
    # A hash each: once is enough, since the Swift tests count on both databases.
    if fault is None and doors.server.kind == "sqlite":
        doors.check("guesses from fifty addresses of one /64", [422],
                    guess(doors, [(f"a{n}@b{n}.example", f"2001:db8:1:1::{n + 1:x}") for n in range(50)]))
        doors.check("the 51st guess from the addresses of one /64", 429,
                    Browser(doors.server, "2001:db8:1:1:ffff::9").sign_in("x@c.example", WRONG).status)
        doors.check("a guess from the /64 beside it", 422, Browser(doors.server, "2001:db8:1:2::1").sign_in("x@c.example", WRONG).status)

    # Ten at the owner's account, and a hundred at the domain, each from elsewhere.
    doors.check("ten guesses at one account", [422], guess(doors, [(email, f"198.51.100.{n}") for n in range(10)]))
    unknown = f"nobody-{stage.word()}@{domain}"
    guess(doors, [(unknown, f"198.51.101.{n}") for n in range(10)])
    if fault is None and doors.server.kind == "sqlite":
        guess(doors, [(f"a{n}@{domain}", f"203.0.113.{n}") for n in range(80)])
        doors.check("a stranger at the domain that a hundred guessed at", 429, Browser(doors.server, "192.0.2.9").sign_in(f"new@{domain}", WRONG).status)
    waiting = Browser(doors.server, "192.0.2.10").sign_in(email, PASSPHRASE)
    doors.check("the owner, in a new browser, waits and is offered the link", (429, True), (waiting.status, 'action="/sign-in/link"' in waiting.text))
    nobody = Browser(doors.server, "192.0.2.10").sign_in(unknown, PASSPHRASE)
    doors.check("the page says the same to an address that nobody has", plain(waiting).replace(email, "…"), plain(nobody).replace(unknown, "…"))

    asked, other = Browser(doors.server, "192.0.2.10").ask_link(email), Browser(doors.server, "192.0.2.10").ask_link(unknown)
    doors.check("asking for a link says nothing of the address", (200, 200, True), (asked.status, other.status, plain(asked) == plain(other)))
    sent = settled(doors, 1)
    doors.check("one mail, to the owner", [email], [mail["to"] for mail in sent])
    for n in range(8):
        Browser(doors.server, f"198.51.102.{n}").ask_link(email)
    easy = stage.person("admin", stage.other["id"])
    Browser(doors.server, "192.0.2.11").ask_link(stage.contact(easy.contact)["email"])
    time.sleep(1)
    doors.check("however often strangers ask, one mail", 1, sum(mail["to"] == email for mail in links(doors)))
    doors.check("no mail to somebody who need not wait", 1, len({mail["to"] for mail in links(doors)}))
    if fault == "link-each-time":
        return
    path = re.search(r"/sign-in/link/(sdl_[\w-]+)", sent[0]["text"])[0]
    for _ in range(8):
        Browser(doors.server, "192.0.2.12").page(path)
    home = Browser(doors.server, "192.0.2.12")
    doors.check("looking at the link, as mail scanners do, uses nothing up", 200, home.page(path).status)
    doors.check("without the right words it lets nobody in", 422, home.sign_in("", WRONG, path).status)
    step = home.sign_in("", PASSPHRASE, path)
    doors.check("with them it asks for the second step", (303, True), (step.status, (step.header("location") or "").startswith("/sign-in/code")))
    home.remember(step)
    home.remember(home.page(step.header("location") or "/sign-in/code"))
    inside = home.submit("/sign-in/code", {"code": code(doors, owner.contact)})
    home.remember(inside)
    doors.check("with it the owner is in, while strangers are slowed", (303, 200), (inside.status, home.page("/account").status))
    doors.check("strangers are slowed still", 429, Browser(doors.server, "192.0.2.13").sign_in(email, WRONG).status)
    # Five tries, of which two are gone; after the last one the page says that the link is over.
    tries = [Browser(doors.server, "192.0.2.14").sign_in("", WRONG, path).status for _ in range(4)]
    doors.check("a link opens five tries", [422, 422, 410, 410], tries)
    doors.check("a made-up link", 410, home.page("/sign-in/link/sdl_" + "A" * 43).status)
    doors.check("no secret in the log", [], re.findall(r"sd[a-z]_[A-Za-z0-9_-]{8,}", doors.server.log_text()))
