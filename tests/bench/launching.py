"""A launch of a page on a phone, timed until its words are painted: a new tab whose worker was stopped, slowed."""

from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Playwright

from tests.browser.conftest import ARGUMENTS, PHONE

SLOWED = 4
PAINTED_SECONDS = 30

# Noted at once: the page may draw an element anew before anyone asks which one it was.
_WATCH = """window.firstWords = new Promise((done) => {
  const plan = () => document.getElementById("plan");
  const words = (element) => (!element || element.matches("input") ? plan() : element)?.textContent;
  const seen = ({ startTime, element }) => ({ ms: startTime, text: words(element)?.trim() ?? "" });
  const look = (list) => list.getEntries().map(seen).filter(({ text }) => text).slice(0, 1).forEach(done);
  new PerformanceObserver(look).observe({ type: "largest-contentful-paint", buffered: true });
});"""
_PAINT = """async (milliseconds) => {
  const late = new Promise((done) => setTimeout(done, milliseconds, { ms: milliseconds, text: "" }));
  const first = await Promise.race([window.firstWords, late]);
  const [page] = performance.getEntriesByType("navigation");
  const all = [page, ...performance.getEntriesByType("resource")].filter((one) => one.startTime < first.ms);
  const fetched = all.filter((one) => one.transferSize).map((one) => one.name);
  return { ...first, hasWorker: page.workerStart > 0, fetched };
}"""


def phone_at(playwright: Playwright, profile: Path) -> BrowserContext:
    """A phone with a real profile: what it keeps lies on the disk."""
    start = playwright.chromium.launch_persistent_context
    return start(profile, executable_path="/usr/bin/chromium", args=ARGUMENTS, **PHONE)


class Workers:
    """All service workers of a phone, which can be stopped."""

    def __init__(self, phone: BrowserContext) -> None:
        self._page = phone.pages[0]
        self._page.goto("about:blank")
        self._states: dict[str, str] = {}
        self._session = phone.new_cdp_session(self._page)
        self._session.on("ServiceWorker.workerVersionUpdated", self._heard)
        self._session.send("ServiceWorker.enable")

    def stop(self) -> None:
        """Stop them until none runs: one that a page wants while it is closed starts again."""
        self._session.send("ServiceWorker.stopAllWorkers")
        while set(self._states.values()) - {"stopped"}:
            self._page.wait_for_timeout(20)
            self._session.send("ServiceWorker.stopAllWorkers")

    def _heard(self, event: dict[str, Any]) -> None:
        self._states |= {version["versionId"]: version["runningStatus"] for version in event["versions"]}


def launch(phone: BrowserContext, workers: Workers, url: str) -> dict[str, Any]:
    """One launch: the milliseconds (``ms``) to the first paint with words, the ``text`` of it, and what it fetched.

    The text is empty where no words came within ``PAINTED_SECONDS``.
    """
    workers.stop()
    with phone.new_page() as page:
        phone.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        page.add_init_script(_WATCH)
        page.goto(url)
        paint: dict[str, Any] = page.evaluate(_PAINT, PAINTED_SECONDS * 1000)
        return paint
