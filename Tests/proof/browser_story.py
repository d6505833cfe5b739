"""The story of a first day: an empty installation, its operator, a partner, and the partner's people."""

import time
from contextlib import suppress

import pyotp

from browser_stage import BrowserError, Eyes

OPERATOR = "opal.reyes@lumen.example"
ADMIN = "ada.lindqvist@nordwind.example"
PASSPHRASE = "brass lantern over quiet water"


def story(portal, post, browser, journal):
    operator = Eyes(browser, journal, "operator_admin")
    first_admin(operator, portal)
    found_partner(operator, portal)
    link = post.link_to(ADMIN)
    scanned(browser, journal, link)
    operator.page.reload()
    operator.note("opening the link accepted nothing", True, operator.says("Invited"))
    admin = Eyes(browser, journal, "admin")
    present, keys = authenticator(admin)
    activate(admin, link)
    passkey_again(admin, portal, present, keys)
    people(admin, portal, post)
    again_by_code(operator, portal)
    operator.close()
    admin.close()


def first_admin(eyes, portal):
    page = eyes.page
    link = portal.printed_link()
    eyes.visit(link, name="first admin")
    eyes.fill(first_name="Opal", last_name="Reyes", email=OPERATOR, passphrase="too short")
    eyes.press("main button.primary")
    eyes.note("a short passphrase is refused where it stands", True, page.locator("#f-passphrase-problem").is_visible())
    eyes.note("and the rest is kept", OPERATOR, page.locator("[name=email]").input_value())
    eyes.look("first admin, refused")
    eyes.fill(passphrase=PASSPHRASE)
    eyes.press("main button.primary")
    eyes.note("a second factor comes next", "/enroll", eyes.path())
    eyes.arrived("enroll")
    eyes.look("enroll")
    eyes.press("main form[action='/account/totp'] button")
    eyes.arrived("authenticator")
    eyes.look("authenticator")
    eyes.key = page.locator("p.key code").inner_text().replace(" ", "")
    eyes.note("the key is drawn as well", 1, page.locator("svg.qr path").count())
    eyes.fill(code="000000")
    eyes.press("main form[action='/account/totp'] button.primary")
    eyes.note("a wrong code is said to be wrong", True, page.locator("main .note.bad").is_visible())
    eyes.fill(code=pyotp.TOTP(eyes.key).now())
    eyes.press("main form[action='/account/totp'] button.primary")
    eyes.arrived("recovery codes")
    eyes.look("recovery codes")
    eyes.note("ten recovery codes are shown", 10, page.locator("ol.codes li").count())
    eyes.codes = page.locator("ol.codes li").all_inner_texts()
    eyes.press("main a.button.primary")
    eyes.note("then the home page", "/", eyes.path())
    eyes.arrived("home of an empty installation")
    eyes.look("home of an empty installation")
    spent = eyes.context.request.get(link)
    eyes.note("the printed link works once", 410, spent.status)


def found_partner(eyes, portal):
    page = eyes.page
    eyes.visit(portal.origin + "/organizations", name="no organizations")
    eyes.press("a[href='/organizations/new']")
    eyes.fill(name="Nordwind Nett", asns="AS64960, 64961")
    eyes.press("main form.form button.primary")
    eyes.note("the partner is there", "Nordwind Nett", page.locator("h1").inner_text())
    eyes.look("a new partner")
    eyes.press("main a[href$='/admin']")
    eyes.look("invite the first Admin")
    eyes.fill(first_name="Ada", last_name="Lindqvist", email=ADMIN)
    eyes.press("main form.form button.primary")
    eyes.note("the first Admin is invited", True, eyes.says("Invited"))
    eyes.note("the link can be copied", "/invitation/", page.locator("p.copyable code").inner_text().removeprefix(portal.origin)[:12])
    eyes.press("form.language button")
    eyes.note("another language leads back to the contact", True, eyes.path().startswith("/users/"))
    eyes.press("form.language button")


def scanned(browser, journal, link):
    """What opens a link before its reader does: a mail scanner, twice."""
    scanner = Eyes(browser, journal, "mail scanner")
    for _ in range(2):
        scanner.visit(link, name="invitation")
        scanner.note("the invitation says what it grants", True, scanner.says("Nordwind Nett") and scanner.says("Admin") and scanner.says(ADMIN))
    scanner.close()


def authenticator(eyes):
    """A virtual authenticator of this browser, with a verified user and no button to press."""
    devtools = eyes.context.new_cdp_session(eyes.page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True}})
    def present(there):
        """Whether somebody touches the authenticator; the browser offers its passkeys by itself, and takes one when they do."""
        devtools.send("WebAuthn.setAutomaticPresenceSimulation", {"authenticatorId": made["authenticatorId"], "enabled": there})
    return present, lambda: devtools.send("WebAuthn.getCredentials", {"authenticatorId": made["authenticatorId"]})["credentials"]


def activate(eyes, link):
    eyes.open(link, name="invitation")
    eyes.press("main form[data-passkey=create] button")
    eyes.note("a passkey is enough", "/", eyes.path())
    eyes.arrived("home of a new Admin")
    eyes.look("home of a new Admin")
    eyes.note("the link is spent", 410, eyes.context.request.get(link).status)


def passkey_again(eyes, portal, present, keys):
    present(False)
    eyes.note("one discoverable passkey", [True], [key["isResidentCredential"] for key in keys()])
    eyes.page.locator("button.me").click()
    eyes.press("#me form[action='/sign-out'] button")
    eyes.note("signed out", "/sign-in", eyes.path())
    eyes.note("what was open is closed", "/sign-in", (eyes.page.goto(portal.origin + "/users"), eyes.path())[1])
    present(True)  # the browser, which offers the passkey in the address field, may now be faster than the button
    with suppress(BrowserError):
        eyes.page.locator("form[data-passkey=get] button").click(timeout=3000)
    eyes.wait("location.pathname === '/users' && document.readyState === 'complete'")
    eyes.note("signed in by passkey, where one was going", "/users", eyes.path())


def people(eyes, portal, post):
    page = eyes.page
    eyes.look("no contacts yet")
    eyes.visit(portal.origin + "/sites", name="no sites")
    eyes.press("main a[href='/sites/new']")
    eyes.fill(name="Bergen 1", code="BGO1", address="Kaigaten 1, Bergen", time_zone="Europe/Oslo")
    eyes.press("main form.form button.primary")
    eyes.note("a site", True, eyes.says("Bergen 1"))

    page.goto(portal.origin + "/users/new")
    eyes.press("main form.form button.primary") if page.locator("main form.form [required]").count() == 0 else None
    eyes.fill(first_name="Bo", last_name="Vik", phone="+47 55 20 11 43")
    eyes.press("main form.form button.primary")
    eyes.note("a contact without access", "Bo Vik", panel(eyes))
    eyes.note("says so", True, "cannot sign in" in page.locator("#panel").inner_text())

    page.goto(portal.origin + "/users/new")
    eyes.fill(first_name="Cleo", last_name="Berg", email="cleo.berg@nordwind.example")
    role = page.locator("details.place:has(input[value^='noc@'])")
    role.locator("summary").click()
    role.get_by_text("Bergen 1").click()
    page.locator("input[name=level][value=read_only]").check()
    eyes.press("main form.form button.primary")
    eyes.note("a contact with a role and an invitation", "Cleo Berg", panel(eyes))
    eyes.note("its role stands at the site", True, page.locator("input[name=roles][value^='noc@']:checked").count() == 1)
    eyes.note("it is invited", True, eyes.says("Invited"))
    eyes.look("a contact with an invitation")
    first = post.link_to("cleo.berg@nordwind.example")

    set_level(eyes, "engineering")
    eyes.note("the level of an invitation changes", "engineering", chosen(eyes))
    join(eyes, portal, post, first)

    page.goto(portal.origin + "/users?q=cleo")
    eyes.press("#grid td.name a") if page.viewport_size["width"] < 1100 else page.locator("#grid td.name a").first.click()
    page.wait_for_selector("#panel aside.panel")
    eyes.note("active at the level", [True, "engineering"], ["Active" in page.locator("#panel").inner_text(), chosen(eyes)])
    set_level(eyes, "read_only")
    eyes.note("the level changes", "read_only", chosen(eyes))
    careful(eyes, "suspend")
    eyes.note("suspended", True, "Suspended" in page.locator("#panel").inner_text())
    careful(eyes, "revoke")
    eyes.note("revoked, and still a contact", ["Cleo Berg", True], [panel(eyes), "cannot sign in" in page.locator("#panel").inner_text()])
    eyes.press("#panel a.danger-link")
    eyes.note("the confirmation names who goes", True, "Cleo Berg" in page.locator("main button.danger").inner_text())
    eyes.look("remove a contact")
    eyes.press("main button.danger")
    page.goto(portal.origin + "/users?q=cleo")
    eyes.note("removed", 0, page.locator("#grid td.name a").count())
    eyes.visit(portal.origin + "/activity", name="activity of a first day")
    eyes.visit(portal.origin + "/account", name="account with a passkey")


def panel(eyes):
    heads = eyes.page.locator("#panel h2")
    return heads.first.inner_text() if heads.count() else f"no panel at {eyes.path()}: {eyes.page.locator('main').inner_text()[:200]}"


def chosen(eyes):
    return eyes.page.locator("form.level input[name=level]:checked").get_attribute("value")


def set_level(eyes, level):
    eyes.page.locator(f"form.level input[value={level}]").check()
    eyes.press("form.level button")


def careful(eyes, deed):
    fold = eyes.page.locator(f"details.careful:has(form[action*='/{deed}'])")
    fold.locator("summary").click()
    eyes.press(fold.locator("form button"))


def join(eyes, portal, post, first):
    """The invited person comes in by passphrase and app. The changed level renewed the link."""
    guest = Eyes(eyes.context.browser, eyes.journal, "invited")
    link = post.link_to("cleo.berg@nordwind.example", other_than=first)
    answer = guest.page.goto(link)
    guest.note("the newest link is open", 200, answer.status)
    guest.note("the older link is dead", 410, guest.context.request.get(first).status)
    guest.note("it grants the changed level", True, guest.says("Engineering"))
    guest.fill(passphrase="seven grey herons at the weir")
    guest.press("main form:has([name=passphrase]) button.primary")
    guest.press("main form[action='/account/totp'] button")
    key = guest.page.locator("p.key code").inner_text().replace(" ", "")
    guest.fill(code=pyotp.TOTP(key).now())
    guest.press("main form[action='/account/totp'] button.primary")
    guest.press("main a.button.primary")
    guest.note("the guest is in", "/", guest.path())
    guest.close()


def again_by_code(eyes, portal):
    """The operator comes back by passphrase and code, then by a recovery code."""
    page = eyes.page
    for code in (lambda: pyotp.TOTP(eyes.key).at(int(time.time()) + 30), lambda: eyes.codes[0]):
        page.goto(portal.origin + "/")
        page.locator("button.me").click()
        eyes.press("#me form[action='/sign-out'] button")
        eyes.fill(email=OPERATOR, passphrase=PASSPHRASE)
        eyes.press("main form[action='/sign-in'] button.primary")
        eyes.note("the second step", "/sign-in/code", eyes.path())
        eyes.arrived("second step")
        eyes.look("second step")
        eyes.fill(code=code())
        eyes.press("main form[action='/sign-in/code'] button.primary")
        eyes.note("the operator is in again", "/", eyes.path())
