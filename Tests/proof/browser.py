"""The portal in a browser (Debian's Chromium by Playwright): the whole story of a first day, and every page looked at.

    Tests/proof/browser.py [story] [keyboard] [plain] [sweep] [themes] [habits] [gaps] [pictures]     all but the pictures unless named
"""

import sys

import browser_gaps
import browser_habits
import browser_keyboard
import browser_pictures
import browser_plain
import browser_story
import browser_sweep
from browser_stage import OPEN, BrowserError, Portal, Post, chromium
from common import SEED, Journal, Stopwatch, personas


def attempt(journal, name, part, *given):
    """A part that breaks off is a line that is wrong; the others still run."""
    clock, broke = Stopwatch(), None
    try:
        part(*given)
    except (BrowserError, RuntimeError, AssertionError, TypeError, IndexError) as error:
        broke = f"{type(error).__name__}: {str(error)[:900]}"
        broke += "".join(f"\n-- {eyes.who} at {eyes.page.url}: {eyes.text()[:400]}" for eyes in OPEN)
    for eyes in list(OPEN):
        eyes.close()
    journal.write({"kind": "browser", "check": f"{name} runs to its end", "expected": None, "got": broke})
    print(f"  {name}: {clock}", flush=True)


def in_the_demo(journal, browser, wanted):
    with Portal() as portal:
        world = browser_sweep.World(portal, personas(portal))
        if "pictures" in wanted:
            attempt(journal, "pictures", browser_pictures.pictures, portal, browser, journal, world)
        if "sweep" in wanted:
            opened = []
            for language in ("en", "es"):
                attempt(journal, f"sweep {language}", lambda l=language: opened.extend(browser_sweep.sweep(portal, browser, journal, world, l)))
            browser_sweep.covered(journal, world, opened)
        if "themes" in wanted:
            attempt(journal, "themes", browser_sweep.themes, portal, browser, journal, world)
        if "keyboard" in wanted:
            attempt(journal, "keyboard", browser_keyboard.keyboard, portal, browser, journal, world)
        if "habits" in wanted:
            attempt(journal, "habits", browser_habits.habits, portal, browser, journal, world)
        if "plain" in wanted:
            attempt(journal, "plain", browser_plain.plain, portal, browser, journal, world)
        if "gaps" in wanted:
            attempt(journal, "gaps", browser_gaps.gaps, portal, browser, journal, world)


def main():
    wanted = set(sys.argv[1:]) or {"story", "keyboard", "plain", "sweep", "themes", "habits", "gaps"}
    clock = Stopwatch()
    print(f"browser: seed {SEED}")
    journal = Journal("browser")
    with chromium() as browser:
        if "story" in wanted:
            with Post() as post, Portal(demo=False, smtp=post.url) as portal:
                attempt(journal, "story", browser_story.story, portal, post, browser, journal)
        if wanted - {"story"}:
            in_the_demo(journal, browser, wanted)
    journal.close()
    print(f"browser: {journal.lines} checks, {len(journal.wrong)} wrong ({clock})")
    sys.exit(1 if journal.wrong else 0)


if __name__ == "__main__":
    main()
