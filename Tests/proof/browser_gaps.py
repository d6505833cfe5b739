"""From a gap to a person, and nothing lost: the picker, numbers to tap, the panel in a long list, what was typed."""

import sqlite3

from browser_plain import Plain
from browser_stage import NARROW, until
from browser_sweep import confirm, seated
from common import signed_in

GAP = "a[data-pick]"
WIDTHS = [320, 720, 1100, 1440]


def gaps(portal, browser, journal, world):
    chief = signed_in(portal, world.admin)
    holder = pick(portal, browser, journal, world)
    alone(portal, browser, journal, world, holder)
    without_scripts(portal, browser, journal, world)
    reach(portal, browser, journal, world)
    crowd(chief)
    panel(portal, browser, journal, world)
    choice(portal, browser, journal, world)
    typed(portal, browser, journal, world)
    once(portal, browser, journal, world)


def pick(portal, browser, journal, world):
    """By keyboard from Home: the picker opens where the gap stands, closes, and one key gives the role."""
    eyes = seated(browser, journal, portal, world.admin)
    page = eyes.page
    page.goto(portal.origin + "/")
    before = page.locator(GAP).count()
    eyes.note("home leads from a gap to a person", True, before > 0)
    page.locator(GAP).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#picker")
    eyes.note("the picker opens in place", ["/", True], [eyes.path(), page.evaluate("document.activeElement.id === 'picker'")])
    eyes.note("axe", [], eyes.axe(), page="picker")
    page.keyboard.press("Escape")
    eyes.note("Escape closes it, back where it was opened", [0, True], [page.locator("#picker").count(), page.evaluate("document.activeElement.matches('a[data-pick]')")])
    page.keyboard.press("Enter")
    page.wait_for_selector("#picker")
    page.locator("#picker [type=search]").fill("ortiz")
    page.keyboard.press("Enter")
    until(lambda: page.locator("#picker .candidate").count() == 1, "the search in the picker")
    eyes.note("the search stays in place", "/", eyes.path())
    name = page.locator("#picker .candidate b").inner_text()
    page.locator("#picker .candidate button").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    said = page.locator("main [role=status]").inner_text()
    eyes.note("one key closes the gap, and the page says whom it told of what", True, f"{name} is now told about" in said and " at " in said)
    eyes.note("the gap is gone", before - 1, page.locator(GAP).count())
    contact = page.url.split("told=")[1].split("&")[0]
    made_up = page.url.replace(contact, world.reader["contact"])
    page.goto(made_up)
    eyes.note("what is not so is not said, whatever the address says", 0, page.locator("main [role=status]").count())
    eyes.close()
    reader = seated(browser, journal, portal, world.reader)
    reader.page.goto(portal.origin + "/told/gap?notice=maintenance")
    reader.note("who gives no roles opens no picker", True, "403" in reader.page.locator("main").inner_text())
    reader.close()
    return contact


def alone(portal, browser, journal, world, holder):
    """Whoever alone is told: the panel, the removal, a change of several and of their roles say which gap that opens."""
    eyes = seated(browser, journal, portal, world.admin)
    page = eyes.page
    page.goto(portal.origin + f"/users/{holder}")
    eyes.note("the panel says what depends on the contact", 1, page.locator(".panel .alone li.gap").count())
    page.goto(portal.origin + f"/users/{holder}/delete")
    eyes.note("the removal says which gap it opens", True, eyes.says("Nobody else would be told about"))
    page.goto(portal.origin + f"/users/bulk?ids={holder}")
    page.locator("input[value=delete]").check()
    eyes.press("form.bulk button.primary")
    eyes.note("so does a change of several, and it is no green row", [True, 0], [eyes.says("This opens a gap"), page.locator("td .state.ok").count()])
    eyes.note("axe", [], eyes.axe(), page="removal of several")
    page.goto(portal.origin + f"/users/bulk?ids={holder}")
    page.locator("input[value=revoke]").check()
    eyes.press("form.bulk button.primary")
    eyes.note("to take the access away leaves mail with them alone, and says so", True, eyes.says("Nobody else is told about"))
    page.goto(portal.origin + f"/users/{holder}")
    page.locator(".roles-editor input[name=roles]:checked").evaluate_all("all => all.forEach(box => box.click())")
    eyes.press("form.particulars button.primary")
    eyes.note("a change of roles says which gap it opened, with the way to close it", [True, 1],
              [eyes.says("This opened a gap"), page.locator("main > .note.warn " + GAP).count()])
    eyes.close()


def without_scripts(portal, browser, journal, world):
    """On a phone without scripts the same is a page of its own."""
    eyes = Plain(browser, journal, "admin without scripts")
    eyes.take_place_plainly(portal, world.admin)
    page = eyes.page
    page.set_viewport_size(NARROW)
    page.goto(portal.origin + "/told")
    eyes.press(GAP)
    eyes.note("the gap has a page of its own", "/told/gap", eyes.path())
    box = page.locator(".candidate button").first.bounding_box()
    eyes.note("a finger finds the button", True, box["height"] >= 44)
    eyes.press(page.locator(".candidate button").first)
    eyes.note("and leads back with what was done", ["/told", True], [eyes.path(), "is now told about" in page.locator("main [role=status]").inner_text()])
    eyes.close()


def reach(portal, browser, journal, world):
    """Numbers and addresses to tap, with the time there."""
    eyes = seated(browser, journal, portal, world.admin)
    page = eyes.page
    page.set_viewport_size(NARROW)
    page.goto(portal.origin + "/sites")
    site = page.locator("main a[href^='/sites/']:not([href='/sites/new'])").first.get_attribute("href")
    for path in ("/told", site, f"/users/{world.engineer['contact']}"):
        page.goto(portal.origin + path)
        taps = page.locator("main .reach a").evaluate_all("all => all.map(a => [a.protocol, a.getBoundingClientRect().height, a.getBoundingClientRect().width])")
        eyes.note("numbers and addresses can be tapped", [True, True], [any(t[0] == "tel:" for t in taps), any(t[0] == "mailto:" for t in taps)], page=path)
        eyes.note("by a finger", [], [t for t in taps if t[1] < 44 or t[2] < 44], page=path)
        eyes.note("with the time there", True, eyes.says(" there"), page=path)
    eyes.close()


def crowd(chief):
    """So many contacts that the list is scrolled."""
    for batch in range(2):
        made = chief.api("POST", "/api/v1/contacts/bulk", {"operations": [
            {"do": "create", "contact": {"first_name": f"Crowd {batch}", "last_name": f"Nr {number:03}", "email": f"crowd{batch}.{number}@nordlys.example", "language": "en", "kind": "person"}}
            for number in range(100)]})
        if made.status != 200:
            raise RuntimeError(f"no crowd: {made.status} {made.body[:300]!r}")


def panel(portal, browser, journal, world):
    """In a list that is scrolled the panel opens where the eye is, and the wheel moves what is under it."""
    eyes = seated(browser, journal, portal, world.admin)
    page = eyes.page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 760})
        page.goto(portal.origin + "/users")
        link = page.locator("#grid td.name a").nth(40)
        link.scroll_into_view_if_needed()
        name = link.inner_text()
        link.click()
        until(lambda: page.locator("aside.panel h2").count() and page.locator("aside.panel h2").inner_text() == name, "the panel")
        page.wait_for_timeout(50)
        seen = page.evaluate("(box => box.top >= 0 && box.top < innerHeight / 2 && box.right <= innerWidth + 1 && box.left >= 0)(document.querySelector('aside.panel h2').getBoundingClientRect())")
        eyes.note("the panel opens in view", True, seen, width=width)
        page.mouse.move(*page.evaluate("(box => [box.left + box.width / 2, Math.min(innerHeight - 40, box.top + 150)])(document.querySelector('aside.panel').getBoundingClientRect())"))
        place = "[scrollY, document.querySelector('aside.panel').scrollTop]"
        before = page.evaluate(place)
        page.mouse.wheel(0, 240)
        until(lambda: page.evaluate(place) != before, "the wheel over the panel", 3)
        eyes.note("the wheel moves it", True, page.evaluate(place) != before, width=width)
    eyes.close()


def choice(portal, browser, journal, world):
    """A choice lasts from page to page, over a reload of the preview, and into the other language; the whole list is one click."""
    eyes = seated(browser, journal, portal, world.admin)
    page = eyes.page
    page.goto(portal.origin + "/users?q=crowd")
    page.locator("[data-all]").check()
    eyes.press(".pager a[rel=next]")
    page.locator("[data-all]").check()
    page.reload()
    eyes.note("chosen on two pages, and still after a reload", ["Change 100 chosen", 50], [page.locator("[data-bulk]").inner_text(), page.locator("input[name=ids]:checked").count()])
    eyes.press("[data-bulk]")
    eyes.note("all of them come along", "Change 100 contacts", page.locator("h1").inner_text())
    page.locator("input[value=suspend]").check()
    eyes.press("form.bulk button.primary")
    page.reload()
    eyes.note("the preview is loaded again as the choice it was", ["Change 100 contacts", True], [page.locator("h1").inner_text(), page.locator("input[value=suspend]").is_checked()])
    eyes.press("form.language button")
    eyes.note("in the other language as well", "Cambiar 100 contactos", page.locator("h1").inner_text())
    eyes.press("form.language button")
    page.goto(portal.origin + "/users?q=crowd")
    page.locator("[data-unpick]").click()
    eyes.note("it can be cleared", ["Change several", 0], [page.locator("[data-bulk]").inner_text(), page.locator("input[name=ids]:checked").count()])
    page.locator("[data-all]").check()
    eyes.press(".change-all")
    eyes.note("the whole list is chosen by its filter", "Change 200 contacts", page.locator("h1").inner_text())
    eyes.close()


def typed(portal, browser, journal, world):
    """Nothing typed is lost: not by a refusal, not by the language, not by a slip of the finger."""
    eyes = seated(browser, journal, portal, world.admin)
    page, asked = eyes.page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss() if dialog.type == "beforeunload" else dialog.accept()))
    page.goto(portal.origin + "/users/new")
    eyes.fill(first_name="Mia", phone="123")
    eyes.press("main form.form button.primary")
    eyes.note("a refused form is as little saved as before", 1, page.locator("form[data-dirty]").count())
    page.locator(".rooms a[href='/sites']").click()
    until(lambda: asked, "the question before leaving", 5)
    eyes.note("it is asked before it is left", ["/users/new", "beforeunload"], [eyes.path(), asked[-1]])
    eyes.fill(last_name="Åsen")
    page.locator(".roles-editor summary").first.click()
    page.locator("input[name=roles]:visible").first.check()
    role = page.locator("input[name=roles]:checked").first.get_attribute("value")
    eyes.press("form.language button")
    kept = [page.evaluate("document.documentElement.lang"), *(page.locator(f"main [name={name}]").input_value() for name in ("first_name", "last_name", "phone")),
            page.locator("input[name=roles]:checked").first.get_attribute("value"), page.locator("form[data-dirty]").count()]
    eyes.note("the other language keeps what was typed, and its guard", ["es", "Mia", "Åsen", "123", role, 1], kept)
    eyes.note("nothing of it stays behind in the browser", [], page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('draft'))"))
    page.evaluate("document.querySelector('form[data-dirty]').removeAttribute('data-dirty')")
    eyes.press("form.language button")
    page.keyboard.press("Control+k")
    eyes.wait("document.querySelector('#palette').open")
    page.keyboard.type("abc")
    page.keyboard.press("Escape")
    eyes.note("the first Escape closes the palette", False, page.evaluate("document.querySelector('#palette').open"))
    busy(eyes, portal)
    ended(eyes, portal, world)
    eyes.close()


def busy(eyes, portal):
    """A server that cannot write for now gives back what it was sent."""
    page = eyes.page
    page.goto(portal.origin + "/users/new")
    eyes.fill(first_name="Busy", last_name="Hour", email="busy.hour@nordlys.example")
    database = sqlite3.connect(portal.database.folder / "portal.db", isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    eyes.press("main form.form button.primary")
    database.execute("ROLLBACK")
    database.close()
    eyes.note("a server that is busy says so, and keeps what was typed", [True, 1, 0],
              ["503" in page.locator("main").inner_text(), page.locator("form[data-dirty]").count(), page.locator("form.language").count()])
    eyes.press("main form[action='/users'] button")
    eyes.note("which is sent again by one click", "Busy Hour", page.locator("#panel h2").first.inner_text())


def ended(eyes, portal, world):
    """A session that ends while a form is filled in: whoever signs in again, as the same, finds it as it was."""
    page = eyes.page
    page.goto(portal.origin + "/demo")
    page.locator("details.personas").evaluate_all("all => all.forEach(one => one.open = true)")
    way = page.locator(f"button[value='{world.admin['id']}'] + .persona-way")
    address, code = way.locator("span").inner_text(), way.locator("code").inner_text()
    page.goto(portal.origin + "/users/new")
    eyes.fill(first_name="Late", last_name="Watch", phone="+4755201199")
    eyes.context.clear_cookies()
    eyes.press("main form.form button.primary")
    eyes.note("the session had ended", "/sign-in", eyes.path())
    eyes.fill(email=address, passphrase="an open door for the demo")
    eyes.press("main form .button.primary")
    eyes.fill(code=code)
    eyes.press("main form:has([name=code]) button[type=submit]")
    eyes.note("and leads back to the form", "/users/new", eyes.path())
    kept = [page.locator(f"main [name={name}]").input_value() for name in ("first_name", "last_name", "phone")]
    eyes.note("what was typed is back, and said not to be saved", ["Late", "Watch", "+4755201199", True, 1],
              [*kept, eyes.says("is back"), page.locator("form[data-dirty]").count()])
    eyes.note("and lies nowhere any more", None, page.evaluate("sessionStorage.getItem('sent')"))


def once(portal, browser, journal, world):
    """Recovery codes are shown this once: no language is offered there, and they are asked for before they are left."""
    eyes = seated(browser, journal, portal, world.engineer)
    page, asked = eyes.page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    confirm(eyes, portal)
    page.goto(portal.origin + "/account")
    fold = page.locator("details.careful:has(form[action='/account/recovery-codes'])")
    if fold.count():
        fold.locator("summary").click()
    eyes.press("form[action='/account/recovery-codes'] button")
    eyes.note("no switch leads away from recovery codes", [10, 0], [page.locator("ol.codes li").count(), page.locator("form[action='/preferences']").count()])
    page.locator(".mark").click()
    until(lambda: asked, "the question before leaving", 5)
    eyes.note("they are asked for before they are left", 10, page.locator("ol.codes li").count())
    eyes.press("main a.button.primary")
    eyes.note("who has kept them goes on unasked", ["/account", 1], [eyes.path(), len(asked)])
    eyes.close()
