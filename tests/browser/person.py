"""Someone with a phone, as browser tests of the set-up need one."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Phone
from tests.conftest import Server


class Person:
    """Someone with a phone, whose taps and filled fields are counted."""

    def __init__(self, phone: Phone, server: Server) -> None:
        self.phone, self.server, self.page = phone, server, phone.page
        self.taps = self.fields = 0
        self.page.set_default_timeout(10_000)

    def tap(self, target: str | Locator) -> None:
        """Tap a button by its words."""
        self.taps += 1
        (target if isinstance(target, Locator) else self.button(target)).tap()

    def write(self, label: str, words: str) -> None:
        """Tap a field and type into it, key by key."""
        field = self.field(label)
        self.tap(field)
        self.fields += 1
        field.press_sequentially(words)

    def button(self, words: str) -> Locator:
        return self.page.get_by_role("button", name=words, exact=True)

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True)

    def sees(self, heading: str) -> None:
        """Wait for the heading of a screen."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def begins(self) -> None:
        """Make a plan and come to the first step."""
        self.page.goto(self.server.url)
        self.tap("Make my plan (3 minutes)")
        self.sees("What do you need to stay safe?")
        self.tap("Begin")
        self.tap("Yes")
        self.sees("Which part of the country are you in?")
        self.tap("Next")
        self.sees("Does anyone else pick up this phone?")
        self.tap("Next")
        self.sees("One person I can call")

    def skips_to(self, heading: str) -> None:
        """Skip steps until one with this heading is shown."""
        headings = ("One person I can call", "What helps me", "My early signs", "What makes things worse")
        for passed in headings[: headings.index(heading)]:
            self.sees(passed)
            self.tap("Skip")
        self.sees(heading)

    def plan(self) -> dict[str, Any]:
        """The plan as the phone gets it."""
        reply = self.page.request.get(f"{self.server.url}/api/plans/mine")
        assert reply.status == 200
        plan: dict[str, Any] = reply.json()
        return plan

    def texts(self, section: str, field: str = "text") -> list[str]:
        """The texts of a section in their order."""
        entries = self.plan()["sections"].get(section, [])
        return [entry["content"][field] for entry in entries if not entry.get("away")]


def size(target: Locator) -> tuple[float, float]:
    """Width and height in CSS pixels."""
    box = target.bounding_box()
    assert box
    return round(box["width"]), round(box["height"])


def small_targets(page: Page) -> list[str]:
    """Buttons and fields that a thumb can miss."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("button, .pp-input, .pp-tick, summary, header a")]
          .filter((one) => one.checkVisibility())
          .filter((one) => { const box = one.getBoundingClientRect(); return box.width < 44 || box.height < 44; })
          .map((one) => one.outerHTML.slice(0, 100))"""
    )
    return found
