"""Without JavaScript: in by passphrase and code, then the portal's main deeds by plain forms."""

import re
import time

import pyotp

from browser_stage import Eyes, until

PASSPHRASE = "kettle orbit meadow 42 lantern"


class Plain(Eyes):
    def __init__(self, browser, journal, who):
        super().__init__(browser, journal, who, scripts=False)

    has_scripts = False

    def press(self, target):
        locator = self.page.locator(target) if isinstance(target, str) else target
        with self.page.expect_navigation(wait_until="load"):
            locator.first.click()


    def take_place_plainly(self, portal, persona):
        """By the demo's form, whose folds no script opens."""
        self.page.goto(portal.origin + "/demo")
        for fold in self.page.locator("details.personas").all():
            if fold.locator(f"button[value='{persona['id']}']").count():
                if fold.get_attribute("open") is None:
                    fold.locator("summary").click()
                self.press(fold.locator(f"button[value='{persona['id']}']"))
                return


def plain(portal, browser, journal, world):
    eyes = Plain(browser, journal, "admin without scripts")
    page = eyes.page
    key = activate(eyes, portal, world, browser, journal)
    sign_in(eyes, portal, key)
    eyes.note("signed in without scripts", "/", eyes.path())

    page.goto(portal.origin + "/users")
    eyes.press("a[href^='/users/new']")
    eyes.fill(first_name="Plain", last_name="Harbor", email="plain.harbor@nordlys.example")
    page.locator(".roles-editor summary").first.click()
    page.locator("input[name=roles]:visible").first.check()
    eyes.press("main form.form button.primary")
    eyes.note("adds a contact", "Plain Harbor", page.locator("#panel h2").first.inner_text())
    eyes.fill(title="Rigger")
    eyes.press("form.particulars button.primary")
    eyes.note("edits it", "Rigger", page.locator("#panel [name=title]").input_value())
    page.locator("form.level input[value=read_only]").check()
    eyes.press("form.level button")
    eyes.note("invites", True, "Invited" in page.locator("#panel").inner_text())
    page.locator("details.careful summary").first.click()
    eyes.press("details.careful[open] form button")
    eyes.note("revokes", False, "Invited" in page.locator("#panel").inner_text())
    eyes.note("the contact stays", "Plain Harbor", page.locator("#panel h2").first.inner_text())
    page.goto(portal.origin + "/users?q=harbor")
    eyes.note("search by a plain form", 1, page.locator("#grid td.name a").count())
    eyes.press("form:has(button.menu-item) button.menu-item[type=submit]") if page.locator("form:has(button.menu-item)").is_visible() else sign_out(eyes)
    eyes.note("signs out", "/sign-in", eyes.path())
    eyes.close()


def sign_out(eyes):
    eyes.page.locator("button.me").click()
    eyes.press("#me form[action='/sign-out'] button")


def activate(eyes, portal, world, browser, journal):
    """A new Admin of the demo's partner, who activates by passphrase and an authenticator app; the app's key."""
    helper = Eyes(browser, journal, "admin who invites")
    helper.take_place(portal, world.admin)
    helper.page.goto(portal.origin + "/users/new")
    helper.fill(first_name="Nora", last_name="Plainview", email="nora.plainview@nordlys.example")
    helper.page.locator("input[name=level][value=admin]").check()
    helper.press("main form.form button.primary")
    helper.note("an Admin invites another", True, helper.says("Nora Plainview"))

    def texts():
        mails = helper.context.request.get(portal.origin + "/demo/mail.json").json()
        return [m["text"] for m in mails if m["to"] == "nora.plainview@nordlys.example"]
    text = until(texts, "the invitation")[-1]
    helper.close()
    page = eyes.page
    page.goto(portal.origin + re.search(r"/invitation/[\w-]+", text)[0])
    eyes.fill(passphrase=PASSPHRASE, passphrase_again=PASSPHRASE)
    eyes.press("main form:has([name=passphrase]) button.primary")
    eyes.note("a second factor is asked for", "/enroll", eyes.path())
    eyes.press("main form[action='/account/totp'] button")
    key = page.locator("p.key code").inner_text().replace(" ", "")
    eyes.fill(code=pyotp.TOTP(key).now())
    eyes.press("main form[action='/account/totp'] button.primary")
    eyes.note("ten recovery codes", 10, page.locator("ol.codes li").count())
    eyes.press("main a.button.primary")
    sign_out(eyes)
    return key


def sign_in(eyes, portal, key):
    eyes.page.goto(portal.origin + "/sign-in")
    eyes.fill(email="nora.plainview@nordlys.example", passphrase=PASSPHRASE)
    eyes.press("main form[action='/sign-in'] button.primary")
    eyes.note("the second step", "/sign-in/code", eyes.path())
    # A code is used once: the next one is taken early, which clocks that differ are allowed.
    eyes.fill(code=pyotp.TOTP(key).at(int(time.time()) + 30))
    eyes.press("main form[action='/sign-in/code'] button.primary")
