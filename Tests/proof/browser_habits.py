"""What people do that no plan foresees: correct an error by its link, go back, change the language anywhere, bear long names."""

from browser_stage import Eyes
from browser_sweep import seated

LONG = ("Maximiliana", "Hubertwolfeschlegelsteinhausenbergerdorff")


def habits(portal, browser, journal, world):
    eyes = seated(browser, journal, portal, world.admin)
    mend(eyes, portal)
    turn(eyes, portal, world)
    invite(eyes, portal)
    eyes.close()
    reveal(browser, journal, portal)
    knock(browser, journal, portal, world)


def mend(eyes, portal):
    """The link of an error leads to its field, and keeps what was typed since."""
    page = eyes.page
    page.goto(portal.origin + "/users/new")
    eyes.fill(first_name="Mia", phone="123")
    eyes.press("main form.form button.primary")
    eyes.note("an error is named", 1, page.locator("#problems li a").count())
    eyes.note("and has the focus", "problems", page.evaluate("document.activeElement.id"))
    page.evaluate("window.same = true")
    eyes.fill(last_name="Typed since")
    page.locator("#problems li a").first.click()
    page.wait_for_timeout(600)
    eyes.note("its link stays on the page", True, page.evaluate("window.same === true"))
    eyes.note("and keeps what was typed", "Typed since", page.locator("main [name=last_name]").input_value())
    eyes.note("the field has the focus", "phone", page.evaluate("document.activeElement.name || ''"))


def turn(eyes, portal, world):
    """After a deed that answers with a page of its own: the other language, then back, and the browser's way back."""
    page = eyes.page
    invited = f"/users/{world.at('invited')['contact']}"
    page.goto(portal.origin + invited)
    eyes.press("#panel form[action*='/resend'] button")
    eyes.note("the new link can be copied", 1, page.locator("#panel .copyable button:visible").count())
    eyes.press("form.language button")
    eyes.note("the other language, on a page that exists", ["es", invited], [page.evaluate("document.documentElement.lang"), eyes.path()])
    page.goto(portal.origin + "/users")
    eyes.press("form.language button")
    page.goto(portal.origin + invited)
    eyes.press("#panel form[action*='/resend'] button")
    page.locator("#grid td.name a").first.click()
    page.wait_for_timeout(600)
    page.go_back()
    page.wait_for_timeout(800)
    eyes.note("the way back is a page that exists", 1, page.locator("#grid td.name a").first.count())


def invite(eyes, portal):
    """A new contact with a long name and an invitation: the link is at hand when mail fails, and the grid stays whole."""
    page = eyes.page
    page.goto(portal.origin + "/users/new")
    eyes.fill(first_name=LONG[0], last_name=LONG[1], email="maximiliana@nordlys.example")
    page.locator("input[name=level][value=read_only]").check()
    eyes.press("main form.form button.primary")
    eyes.note("the inviter can copy the link", 1, page.locator("#panel .copyable button:visible").count())
    overlap = page.evaluate("""() => {
      const panel = document.querySelector("#panel .panel")?.getBoundingClientRect();
      const table = document.querySelector("#grid table").getBoundingClientRect();
      return panel ? Math.max(0, Math.round(table.right - panel.left)) : -1;
    }""")
    eyes.note("a long name does not push the grid under the panel", 0, overlap)
    eyes.fits("a long name")


def reveal(browser, journal, portal):
    eyes = Eyes(browser, journal, "nobody")
    eyes.open(portal.origin + "/sign-in")
    eyes.note("a passphrase can be shown", 1, eyes.page.locator("[data-reveal]:visible").count())
    if eyes.page.locator("[data-reveal]:visible").count():
        eyes.fill(passphrase="seen")
        eyes.page.locator("[data-reveal]").first.click()
        eyes.note("and is", "text", eyes.page.locator("[name=passphrase]").first.get_attribute("type"))
    eyes.close()


def knock(browser, journal, portal, world):
    """A visitor of the demo takes the way that everybody takes, with what the demo's page says."""
    eyes = Eyes(browser, journal, "nobody")
    eyes.page.goto(portal.origin + "/demo")
    eyes.page.locator("details.personas").evaluate_all("all => all.forEach(one => one.open = true)")
    way = eyes.page.locator(f"button[value='{world.engineer['id']}'] + .persona-way")
    address, code = way.locator("span").inner_text(), way.locator("code").inner_text()
    eyes.page.goto(portal.origin + "/sign-in")
    eyes.fill(email=address, passphrase="an open door for the demo")
    eyes.press("main form .button.primary")
    eyes.note("a second step is asked for", "/sign-in/code", eyes.path())
    eyes.fill(code=code)
    eyes.press("main form:has([name=code]) button[type=submit]")
    eyes.note("the demo's code lets in", "/", eyes.path())
    eyes.close()
