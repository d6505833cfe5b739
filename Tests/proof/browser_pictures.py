"""The pictures of the README, made of the demo's world. Only when asked for: they are part of the repository."""

from browser_sweep import seated
from common import ROOT

FOLDER = ROOT / "docs/pictures"


def pictures(portal, browser, journal, world):
    FOLDER.mkdir(parents=True, exist_ok=True)
    eyes = seated(browser, journal, portal, world.admin)
    chosen = next(p for p in world.colleagues if p["name"] == "Pål Hansen")["contact"]
    for name, path, theme in [("users-light", f"/users/{chosen}", "light"), ("users-dark", f"/users/{chosen}", "dark"), ("told-light", "/told", "light"),
                              ("permissions-light", "/permissions", "light")]:
        eyes.page.emulate_media(color_scheme=theme)
        eyes.open(portal.origin + path)
        eyes.page.screenshot(path=FOLDER / f"{name}.png")
    eyes.close()
