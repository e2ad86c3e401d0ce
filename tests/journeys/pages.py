"""What a page is asked when somebody opens it: does it fit, is nothing cut, did anything fail, can all use it."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.journeys.conftest import ROOT, SHOTS

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (360, 820, 1440)
PICTURES = ((360, "light"), (1440, "light"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

WIDER_THAN_THE_SCREEN = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((e) => e.getBoundingClientRect().right > width + 1 && getComputedStyle(e).position !== "fixed")
    .slice(0, 3).map((e) => `${e.tagName.toLowerCase()}.${e.className}`);
}"""

CUT = """() => {
  const own = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  const tiny = (r) => r.width <= 2 || r.height <= 2;
  return [...document.body.querySelectorAll("*")].filter((e) => {
    if (!own(e) || e.closest("option, textarea, [aria-hidden=true], dialog:not([open])")) return false;
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    if (style.display === "inline" || style.visibility === "hidden" || tiny(box)) return false;
    if (style.overflowX === "visible" || style.overflowX === "auto" || style.overflowX === "scroll") return false;
    const wide = e.scrollWidth > e.clientWidth + 1, high = e.scrollHeight > e.clientHeight + 3;
    const said = e.title || e.closest("[title]") || style.webkitLineClamp !== "none";
    return (wide || (high && style.overflowY === "hidden")) && !said;
  }).slice(0, 5).map((e) => `${e.className || e.tagName}: ${e.textContent.trim().slice(0, 60)}`);
}"""


@dataclass
class Looker:
    """Opens pages for one person and writes down what is wrong with them."""

    page: Page
    who: str
    base: str
    wrong: list[str] = field(default_factory=list)
    where: str = ""

    def __post_init__(self) -> None:
        """Listen to what the browser complains about."""
        self.page.on("console", lambda said: said.type == "error" and self._note("console", said.text))
        self.page.on("pageerror", lambda error: self._note("script", str(error)))
        self.page.on("response", lambda reply: reply.status >= 400 and self._note(str(reply.status), reply.url))

    def _note(self, what: str, text: str) -> None:
        self.wrong.append(f"{self.who} {self.where}: {what}: {text[:300]}")

    def open_all(self, addresses: list[str]) -> None:
        """Open these pages one after the other."""
        for address in dict.fromkeys(addresses):
            self.open(address)

    def open(self, address: str) -> None:
        """Open a page and ask it everything, at each width in light and dark."""
        self.where = address
        self.page.goto(f"{self.base}{address}", wait_until="load")
        for theme in ("light", "dark"):
            self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            for width in WIDTHS:
                self._resize(width)
                self._fits(width, theme)
                if (width, theme) in PICTURES:
                    self._picture(f"{width}-{theme}")
            if theme == "light":
                self.accessible("1440, light")
        self._resize(WIDTHS[0])
        self.accessible("360, dark")

    def _resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def _picture(self, how: str) -> None:
        name = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "x", self.where).strip("/") or "hom-nay"
        folder = SHOTS / "pages"
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{self.who}-{re.sub(r'[^a-z0-9]+', '-', name)}-{how}.png"
        self.page.screenshot(path=file, full_page=how.startswith("360"))

    def _fits(self, width: int, theme: str) -> None:
        if self.page.evaluate(WIDER_THAN_THE_SCREEN):
            self.page.wait_for_timeout(300)  # what moves is let to come to rest
        if wide := self.page.evaluate(WIDER_THAN_THE_SCREEN):
            self._note(f"wider than {width}, {theme}", ", ".join(wide))
        if cut := self.page.evaluate(CUT):
            self._note(f"cut at {width}, {theme}", "; ".join(cut))

    def accessible(self, how: str) -> None:
        """Let axe look at what is there now."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE.read_text("utf8"))
        found: dict[str, Any] = self.page.evaluate(
            "(tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })", RULES
        )
        for fault in found["violations"]:
            places = "; ".join(node["html"][:140] for node in fault["nodes"][:2])
            self._note(f"axe {fault['id']} ({how}, {len(fault['nodes'])})", places)
