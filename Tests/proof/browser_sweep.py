"""Every page that a GET opens, for each kind of reader: in both languages and themes, watched from its first moment."""

import json
import re

from browser_stage import Eyes, until

FOUND = {"/account", "/activity", "/confirm", "/help", "/mail", "/organization", "/organizations", "/organizations/new", "/permissions",
         "/api", "/search", "/told/gap", "/sites", "/sites/new", "/told", "/tokens", "/users", "/users/new", "/organization/archives", "/imports"}
# Routes that a GET does not open as a page of their own, each with the reason.
ELSEWHERE = {
    "/account/email": "leads to the account", "/account/passkeys": "leads to the account", "/account/passkeys/{id}": "leads to the account",
    "/account/passkeys/{id}/name": "leads to the account", "/account/recovery-codes": "leads to the account", "/account/totp": "leads to the account",
    "/account/totp/{id}": "leads to the account", "/account/totp/{id}/name": "leads to the account",
    "/account/sessions/end": "leads to the account", "/account/sessions/{id}/end": "leads to the account", "/enroll": "seen in the story",
    "/sign-in/code": "seen in the story", "/activity.csv": "a file", "/users.csv": "a file",
    "/told.csv": "a file", "/sites.csv": "a file", "/tokens.csv": "a file", "/permissions.csv": "a file", "/organizations.csv": "a file", "/mail.csv": "a file",
    "/organization/archives/{id}/file": "a file", "/imports/{id}/refused.csv": "a file",
    "/api/v1/openapi.json": "a file", "/assets/{name}": "a file", "/palette.json": "a file",
    "/users/{id}/person.json": "a file", "/robots.txt": "a file", "/.well-known/security.txt": "a file", "/healthz": "a file", "/readyz": "a file",
}


class World:
    """Ids of the demo that pages are opened with."""

    def __init__(self, portal, personas):
        self.portal = portal
        self.personas = personas
        self.admin = self.someone("admin", "Ingrid Moen")
        self.reader = self.someone("read_only", "Henrik Solberg")
        self.engineer = self.someone("engineering", "Pål Hansen")
        self.operator = self.someone("operator_admin", "Tom Whitfield")
        self.auditor = self.someone("auditor", "Ruth Berger")
        self.partner = self.admin["organization"]
        self.colleagues = [p for p in personas if p["organization"] == self.partner]

    def someone(self, level, name):
        """The persona of that name, or whoever else is active at the level when the demo has changed."""
        active = [p for p in self.personas if p["level"] == level and p["status"] == "active"]
        return next((p for p in active if p["name"] == name), active[0])

    def at(self, status):
        return next(p for p in self.colleagues if p["status"] == status)

    def routes(self):
        """The paths that a GET opens, from the program itself."""
        listed = json.loads(self.portal.run("routes", "--json").stdout)
        return {r["path"] for r in listed if r["method"] == "GET" and not r["api"]}


def partner_pages(world, site):
    me, other = world.admin["contact"], world.reader["contact"]
    return ["/", "/users", "/users?level=admin&status=active", "/users?q=nobody-of-this-name", f"/users/{me}", f"/users/{other}",
            *(f"/users/{world.at(s)['contact']}" for s in ("invited", "expired", "suspended")), "/users/new", "/users/bulk",
            f"/users/bulk?ids={other}&ids={world.engineer['contact']}", f"/users/{other}/delete", f"/users/{me}/delete",
            "/told", f"/told?site={site}", f"/told/gap?notice=logistics&site={site}", "/told/gap?notice=maintenance&q=o", "/users/bulk?all=1&status=active", "/sites", "/sites/new", f"/sites/{site}", f"/sites/{site}/delete", "/organization", "/organization/archives", "/activity",
            "/permissions", "/help", "/account", "/confirm", "/account/passphrase", "/tokens", "/api", "/imports", "/imports?kind=sites", "/search", "/search?q=oslo"]


def staff_pages(world, suspended):
    into = f"?organization={world.partner}"
    pages = ["/", "/organizations", "/organizations?q=nobody-of-this-name", "/organizations/new", f"/organizations/{world.partner}",
             f"/organizations/{world.partner}/admin", f"/organizations/{world.partner}/suspend", "/mail", "/users", "/users/new",
             f"/users/{world.auditor['contact']}", "/imports?kind=peeringdb", "/activity", "/permissions", "/help", "/account", "/organization", "/tokens", "/search?q=oslo",
             *(f"/{room}{into}" for room in ("users", "told", "sites", "organization", "activity")), f"/users/{world.reader['contact']}{into}", f"/users/{world.reader['contact']}/erase{into}"]
    return pages + ([f"/organizations/{suspended}/resume"] if suspended else [])


def door_pages(mails):
    lapsing = [mail["text"] for mail in mails if mail["to"] == "ines.prieto@correo.example"]  # invited when the demo starts
    invitation = next((m[0] for m in (re.findall(r"/invitation/[\w-]+", text) for text in lapsing) if m), None)
    dead = [(f"/{kind}/nothing-of-ours-0000", 410) for kind in ("invitation", "recovery", "email", "email-undo", "sign-in/link")]
    alive = [(path, 200) for path in ["/sign-in", "/cannot-sign-in", "/demo", "/demo/mail", *(f"/demo/mail/{mail['id']}" for mail in mails[:1])]]
    return alive + dead + [("/no-such-page", 404)] + ([(invitation, 200)] if invitation else [])


def sweep(portal, browser, journal, world, language, look=True):
    """Opens everything in `language`; the patterns of the routes that were opened."""
    opened = []

    def go(eyes, address, status=200):
        opened.append(address)
        eyes.open(portal.origin + address, status, address)
        if look:
            eyes.look(address)

    door = Eyes(browser, journal, "nobody", language)
    mails = door.context.request.get(portal.origin + "/demo/mail.json").json()
    for address, status in door_pages(mails):
        go(door, address, status)
    door.close()

    admin = seated(browser, journal, portal, world.admin, language)
    site = admin.page.goto(portal.origin + "/sites") and admin.page.locator("main a[href^='/sites/']:not([href='/sites/new'])").first.get_attribute("href").split("/")[2]
    confirm(admin, portal)
    for address in partner_pages(world, site):
        go(admin, address)
    address = uploaded(admin, portal)
    go(admin, address)
    tried(admin, portal, address)
    for shown in (address, f"{address}?outcome=refused", f"{address}?outcome=same", "/imports"):
        go(admin, shown)
    go(admin, f"/users/{world.operator['contact']}", 404)
    go(admin, "/organizations", 403)
    admin.close()

    reader = seated(browser, journal, portal, world.reader, language)
    for address, status in [("/", 200), ("/users", 200), (f"/users/{world.reader['contact']}", 200), (f"/users/{world.admin['contact']}", 200),
                            ("/organization", 200), ("/sites", 200), (f"/sites/{site}", 200), ("/users/new", 403), ("/account", 200)]:
        go(reader, address, status)
    reader.close()

    operator = seated(browser, journal, portal, world.operator, language)
    operator.page.goto(portal.origin + "/organizations")
    hrefs = operator.page.locator("main a[href^='/organizations/']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    suspended = None
    for href in [h for h in hrefs if h != "/organizations/new"]:
        if operator.context.request.get(portal.origin + href + "/resume", max_redirects=0).ok:
            suspended = suspended or href.split("/")[2]
    confirm(operator, portal)
    for address in staff_pages(world, suspended):
        go(operator, address)
    operator.close()
    return opened


def seated(browser, journal, portal, persona, language="en", **more):
    """The eyes of a persona of the demo who has signed in."""
    eyes = Eyes(browser, journal, persona["level"], language, **more)
    eyes.take_place(portal, persona)
    if eyes.page.evaluate("document.documentElement.lang") != language:
        eyes.press("form.language button")
    return eyes


def uploaded(eyes, portal):
    """The page of a file that was just brought in, with a column that nobody can guess and a row that nobody can take."""
    eyes.page.goto(portal.origin + "/imports?kind=contacts")
    table = "Name,E-mail,Phone,Shoe size\nKari Nordmann,kari@nordlys.example,+4755201144,39\nOla Nordmann,nowhere,123,44\n"
    eyes.page.set_input_files("main input[type=file]", {"name": "people.csv", "mimeType": "text/csv", "buffer": table.encode()})
    eyes.press("main button[type=submit]")
    return eyes.page.url.removeprefix(portal.origin)


def tried(eyes, portal, address):
    """Has every row tried, and waits for it."""
    eyes.press("main form button[type=submit]")
    until(lambda: "refresh" not in eyes.context.request.get(portal.origin + address).headers, "the rows are tried", 60)


def confirm(eyes, portal):
    """Proves once more who one is, so that the account shows all of itself."""
    eyes.page.goto(portal.origin + "/confirm")
    eyes.press(eyes.page.locator("main form:has(input[type=hidden][name=passphrase]) button"))


def matches(pattern, address):
    return re.fullmatch(re.sub(r"\\?\{\w+\\?\}", "[^/?]+", re.escape(pattern).replace("\\{", "{").replace("\\}", "}")), address.split("?")[0])


def covered(journal, world, opened):
    """A route without a visit and without a reason fails."""
    routes = world.routes()
    missed = sorted(r for r in routes if r not in ELSEWHERE and not any(matches(r, address) for address in opened))
    # A literal path such as /users/new also fits /users/{id}: what is fixed must have been opened as itself.
    missed += sorted(r for r in routes if "{" not in r and r in FOUND and not any(a.split("?")[0] == r for a in opened))
    journal.write({"kind": "browser", "check": "every page that a GET opens was seen", "expected": [], "got": missed})


def themes(portal, browser, journal, world):
    """A chosen theme stands in the first HTML and in the first paint, whatever the system says."""
    eyes = seated(browser, journal, portal, world.admin, color_scheme="light")
    eyes.page.locator("button.me").click()
    eyes.page.locator("form.themes button[value=dark]").click()
    eyes.wait("document.documentElement.dataset.theme === 'dark'")
    eyes.page.wait_for_timeout(300)  # the choice is on its way
    grounds = {}
    for theme in ("dark", "light"):
        for scheme in ("light", "dark"):
            eyes.page.emulate_media(color_scheme=scheme)
            answer = eyes.open(portal.origin + "/users")
            eyes.note("theme in the first HTML", theme, re.search(r'<html[^>]*data-theme="(\w+)"', answer.text())[1], system=scheme)
            grounds.setdefault(theme, set()).update(eyes.page.evaluate("watched.grounds"))
        eyes.page.locator("button.me").click()
        eyes.page.locator("form.themes button[value=light]").click()
        eyes.page.wait_for_timeout(300)
    eyes.note("each theme has one ground of its own", [1, 1, 2], [len(grounds["dark"]), len(grounds["light"]), len(grounds["dark"] | grounds["light"])])
    eyes.close()
