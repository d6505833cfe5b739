"""What the browser proofs share: portals with and without the demo, a mail server, Chromium, and eyes that watch every page."""

import json
import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager, suppress

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import sync_playwright

from common import ROOT, Database, Server, die_with_parent

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
AXE = AXE_SCRIPT
PATIENCE = 15_000  # milliseconds for anything on a page
OPEN = []  # the eyes that are open, to say where they were when a part breaks off
# From the smallest phone to a desk; 640 and 720 px are also 1,280 and 1,440 px at 200 %.
WIDTHS = [320, 360, 390, 480, 600, 640, 705, 720, 768, 800, 900, 1024, 1280, 1440]
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

# Watches a document from its first moment: shifts of its layout, offences against its policy, the color it is painted in.
WATCH = """
window.watched = { shift: 0, shifted: [], offences: [], grounds: [] };
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) {
    watched.shift += entry.value;
    for (const source of entry.sources ?? []) watched.shifted.push(source.node?.id || source.node?.className || source.node?.nodeName || "?");
  }
}).observe({ type: "layout-shift", buffered: true });
addEventListener("securitypolicyviolation", e => watched.offences.push(`${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));
(function ground() {
  if (document.body) watched.grounds.push([document.documentElement, document.body].map(e => getComputedStyle(e).backgroundColor).join());
  if (watched.grounds.length < 3) requestAnimationFrame(ground);
})();
"""
WIDER = """() => {
  const limit = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= limit) return [];
  const over = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > limit + 1 && e.checkVisibility());
  return [`${document.documentElement.scrollWidth} > ${limit}`, ...over.slice(0, 4).map(e => `${e.localName}.${e.className} “${e.textContent.trim().slice(0, 30)}”`)];
}"""


class Portal(Server):
    """A server over an empty SQLite database of its own, with the demo or without, that may send mail."""

    def __init__(self, demo=True, smtp=None):
        super().__init__("sqlite", demo=demo, smtp=smtp)

    @property
    def origin(self):
        return f"http://localhost:{self.port}"

    def printed_link(self):
        """The one-time link of an empty installation, from what the server printed."""
        return until(lambda: (re.search(r"http://localhost:\d+/invitation/\S+", self.log_text()) or [None])[0], "the printed link")


class Post:
    """A real SMTP server on loopback and what it was given."""

    def __enter__(self):
        self.store = Database("sqlite")  # only for its folder
        self.file = self.store.folder / "mails.jsonl"
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "Tests/smtp_peer.py"), "--store", str(self.file), "--until-stdin-closes"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=die_with_parent)
        self.url = f"smtp://127.0.0.1:{self.process.stdout.readline().split()[1]}"
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.store.drop()

    def mails(self):
        return [json.loads(line) for line in self.file.read_text(encoding="utf-8").splitlines()] if self.file.exists() else []

    def link_to(self, address, room="invitation", other_than=None):
        """The newest link of that kind in a mail to `address`, waited for; `other_than` is one that came before."""
        def newest():
            texts = [text for mail in self.mails() if address in mail["rcpt_to"] for kind, text in mail["read"]["parts"] if kind == "text/plain"]
            found = [match for text in texts for match in re.findall(rf"http://localhost:\d+/{room}/[\w-]+", text)]
            return found[-1] if found and found[-1] != other_than else None
        return until(newest, f"a mail with a link to {address}", 60)


def until(found, what, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = found()
        if value:
            return value
        time.sleep(0.1)
    raise RuntimeError(f"waited {seconds} s for {what}")


@contextmanager
def chromium():
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        try:
            yield browser
        finally:
            browser.close()


class Eyes:
    """One person's browser: every page opened in it is watched, and what is seen goes into the journal."""

    def __init__(self, browser, journal, who, language="en", scripts=True, **more):
        self.journal = journal
        self.who = who
        self.language = language
        more = {"viewport": WIDE, "locale": {"en": "en-US", "es": "es-ES"}[language], "java_script_enabled": scripts, "color_scheme": "light"} | more
        self.context = browser.new_context(**more)
        self.context.set_default_timeout(PATIENCE)
        if scripts:
            self.context.add_init_script(WATCH)
        self.page = self.context.new_page()
        self.complaints = []
        OPEN.append(self)
        # A document that is refused reports itself as a failed resource; what a page fetches is told by its answer.
        self.page.on("console", lambda m: m.type == "error" and "Failed to load resource" not in m.text and self.complaints.append(m.text))
        self.page.on("response", lambda r: r.status >= 400 and not r.request.is_navigation_request() and self.complaints.append(f"{r.status} {r.url}"))
        self.page.on("pageerror", lambda e: self.complaints.append(f"page error: {e}"))

    def note(self, check, expected, got, **more):
        self.journal.write({"kind": "browser", "check": check, "who": self.who, "language": self.language} | more | {"expected": expected, "got": got})

    def close(self):
        OPEN.remove(self)
        with suppress(BrowserError):  # the browser itself may be gone
            self.context.close()

    def text(self):
        try:
            return " ".join(self.page.locator("body").inner_text(timeout=2000).split())
        except BrowserError as error:
            return f"({error})"

    def open(self, address, status=200, name=None):
        """Opens a page and looks at how it arrived: status, language, complaints, layout shift, color of the first paint."""
        name = name or re.sub(r"^https?://[^/]+", "", address)
        self.complaints.clear()
        answer = self.page.goto(address)
        self.page.wait_for_load_state("load")
        self.page.wait_for_timeout(100)
        self.note("opens", status, answer.status, page=name)
        self.arrived(name)
        return answer

    def arrived(self, name):
        seen = self.page.evaluate("watched")
        self.note("console and policy are silent", [], self.complaints + seen["offences"], page=name)
        self.complaints.clear()
        self.note("nothing moves", 0, round(seen["shift"], 4), page=name, **({"moved": seen["shifted"][:5]} if seen["shifted"] else {}))
        self.note("one ground from the first paint", 1, len(set(seen["grounds"])), page=name)
        self.note("the reader's language", self.language, self.page.evaluate("document.documentElement.lang"), page=name)

    def look(self, name):
        """axe in both themes, then whether the page fits a phone and every width up to a desk's."""
        # Colors are the same in every language.
        for theme in ("light", "dark") if self.language == "en" else ("light",):
            self.page.emulate_media(color_scheme=theme)
            # What a theme changes is color: the rest of the document is the same and was asked in the light.
            self.note("axe", [], self.axe(None if theme == "light" else ["color-contrast", "link-in-text-block"]), page=name, theme=theme)
        self.page.emulate_media(color_scheme="light")
        self.fits(name)

    def fits(self, name):
        """Of the two languages the one with longer words is tried at each width, the other on a phone."""
        wide = {}
        for width in WIDTHS if self.language == "es" else [NARROW["width"]]:
            self.page.set_viewport_size({"width": width, "height": NARROW["height"]})
            found = self.page.evaluate(WIDER)
            if found:
                wide[width] = found
        self.note("no sideways scrolling", {}, wide, page=name)
        self.page.set_viewport_size(WIDE)

    def axe(self, rules=None):
        if not self.page.evaluate("typeof window.axe === 'object'"):
            self.page.evaluate(AXE)
        options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
        found = self.page.evaluate("options => axe.run(options).then(r => r.violations)", options)
        return [f"{v['id']}: {node['target'][0]} {node['failureSummary'].splitlines()[-1].strip()[:140]}" for v in found for node in v["nodes"][:3]]

    def visit(self, address, status=200, name=None):
        self.open(address, status, name)
        self.look(name or re.sub(r"^https?://[^/]+", "", address))

    # -- deeds -------------------------------------------------------------------------------------------------------------

    def fill(self, **fields):
        for name, value in fields.items():
            self.page.locator(f"main [name={name}]:visible").first.fill(value)

    def press(self, target):
        """Clicks what sends a form or leads on, and waits for the page after it."""
        before = self.page.evaluate("performance.timeOrigin") if self.has_scripts else None
        locator = self.page.locator(target) if isinstance(target, str) else target
        locator.first.click()
        if not before:
            self.page.wait_for_load_state("load")
        else:
            self.wait("before => performance.timeOrigin !== before && document.readyState === 'complete'", before)

    def wait(self, expression, given=None):
        """Until `expression` holds, asked from outside: the policy of the pages forbids to evaluate text within them."""
        def holds():
            try:
                return self.page.evaluate(expression, given)
            except BrowserError:  # between two documents
                return None
        until(holds, expression, PATIENCE / 1000)

    @property
    def has_scripts(self):
        return True

    def path(self):
        return re.sub(r"^https?://[^/]+", "", self.page.url).split("?")[0]

    def says(self, text):
        return text in self.page.locator("body").inner_text()

    def take_place(self, portal, persona):
        """Signs in as a persona of the demo by its button, as a visitor would."""
        self.page.goto(portal.origin + "/demo")
        self.page.locator("details.personas").evaluate_all("all => all.forEach(one => one.open = true)")
        self.press(f"button[name=persona][value='{persona['id']}']")
