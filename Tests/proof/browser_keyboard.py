"""The keyboard alone: from the skip link to a new contact."""

from browser_stage import until
from browser_sweep import seated


def keyboard(portal, browser, journal, world):
    eyes = seated(browser, journal, portal, world.admin)
    skip(eyes, portal)
    palette(eyes, portal, world)
    grid(eyes, portal)
    add(eyes, portal)
    eyes.note("console and policy are silent", [], eyes.complaints + eyes.page.evaluate("watched.offences"), page="keyboard")
    eyes.close()


def focused(eyes):
    return eyes.page.evaluate("(e => e.id || e.name || (e.getAttribute('href') ?? e.innerText.trim().slice(0, 40)))(document.activeElement)")


def skip(eyes, portal):
    """The first stop of every page leads past the frame, and reloads nothing."""
    for path in ("/users", "/told", "/users/new"):
        eyes.page.goto(portal.origin + path)
        eyes.page.evaluate("window.same = true")
        eyes.page.keyboard.press("Tab")
        eyes.note("the first stop is the skip link", "#main", focused(eyes), page=path)
        shown = eyes.page.locator("a.skip").bounding_box()
        eyes.note("the skip link is seen", True, shown is not None and shown["y"] >= 0 and shown["x"] >= 0, page=path)
        eyes.page.keyboard.press("Enter")
        eyes.page.wait_for_timeout(600)
        eyes.note("skipping loads nothing anew", True, eyes.page.evaluate("window.same === true"), page=path)
        eyes.note("skipping leaves the focus in the content", True, eyes.page.evaluate("document.activeElement?.closest('main') !== null || document.activeElement === document.body"), page=path)
        eyes.page.keyboard.press("Tab")
        eyes.note("the next stop is in the content", True, eyes.page.evaluate("document.activeElement?.closest('main') !== null"), page=path)


def palette(eyes, portal, world):
    """Ctrl-K finds a contact and opens it."""
    eyes.page.goto(portal.origin + "/told")
    eyes.page.keyboard.press("Control+k")
    eyes.wait("document.querySelector('#palette').open")
    eyes.page.wait_for_selector("#palette-list [role=option]")
    eyes.note("axe", [], eyes.axe(), page="palette")
    name = world.engineer["name"]
    eyes.page.keyboard.type(name.split()[-1])
    eyes.wait("name => document.querySelector('#palette-list [aria-selected=true]')?.textContent.includes(name)", name)
    eyes.page.keyboard.press("ArrowDown")
    eyes.page.keyboard.press("ArrowUp")
    with eyes.page.expect_navigation():
        eyes.page.keyboard.press("Enter")
    eyes.note("the palette opens a contact", f"/users/{world.engineer['contact']}", eyes.path())
    eyes.note("the panel shows who it is", name, eyes.page.locator("#panel h2").first.inner_text())
    eyes.page.keyboard.press("Control+k")
    eyes.wait("document.querySelector('#palette').open")
    eyes.page.keyboard.press("Escape")
    eyes.note("Escape closes the palette", False, eyes.page.evaluate("document.querySelector('#palette').open"))


def grid(eyes, portal):
    """Arrow keys move in the grid, Enter opens the panel, Escape closes it and comes back."""
    page = eyes.page
    page.goto(portal.origin + "/users")
    page.locator("#q").focus()
    page.keyboard.press("ArrowDown")
    rows = page.locator("#grid td.name a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    eyes.note("down from the search is the first row", rows[0], focused(eyes))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    eyes.note("up and down move by rows", rows[1], focused(eyes))
    page.keyboard.press("End")
    eyes.note("End is the last row", rows[-1], focused(eyes))
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel aside.panel")
    eyes.note("Enter opens the panel of the row", rows[1].split("?")[0], eyes.path())
    eyes.wait("document.activeElement?.closest('#panel') !== null")
    page.keyboard.press("Escape")
    eyes.wait("document.querySelector('.panel') === null")
    eyes.note("Escape closes it", "/users", eyes.path())
    eyes.note("and leaves the focus on the row", rows[1], focused(eyes))
    page.locator("#q").focus()
    page.keyboard.type("solberg")
    until(lambda: page.locator("#grid td.name a").count() == 1 or None, "the search to narrow the grid", 10)
    eyes.note("search as one types keeps the address", True, "q=solberg" in page.url)
    eyes.note("and the focus", "q", focused(eyes))


def add(eyes, portal):
    """A contact with a role, added without a pointer."""
    page = eyes.page
    page.goto(portal.origin + "/users")
    stops = 0
    while not focused(eyes).startswith("/users/new") and stops < 40:
        page.keyboard.press("Tab")
        stops += 1
    eyes.note("the button to add is within 40 stops", True, stops < 40)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    def to(name):
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement?.name") == name:
                return
        raise RuntimeError(f"the keyboard does not reach {name}")
    for name, value in (("first_name", "Kaya"), ("last_name", "Boardman"), ("email", "kaya.boardman@nordlys.example")):
        to(name)
        page.keyboard.type(value)
    for _ in range(40):  # on to the first role, which opens by Enter
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.matches('.roles-editor summary')"):
            break
    page.keyboard.press("Enter")
    to("roles")
    page.keyboard.press("Space")
    to("level")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    eyes.note("the keyboard adds a contact", "Kaya Boardman", page.locator("#panel h2").first.inner_text() if page.locator("#panel h2").count() else page.url)
