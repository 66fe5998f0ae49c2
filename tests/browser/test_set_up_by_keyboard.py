"""The whole set-up by keyboard alone: Tab, Enter and typing, from the first page to the plan and through it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from pwa.lines import countries
from tests.browser.conftest import Phone
from tests.browser.menu import SPOKEN, speaks
from tests.conftest import Server

MOST_TABS = 40

# What has the focus, and where: its place in the page, whether it shows, and whether it lies in the bar.
FOCUSED = """() => {
  const one = document.activeElement;
  const shown = [one, one.closest("label")].filter(Boolean).map((part) => getComputedStyle(part));
  const { left, right, top, bottom } = one.getBoundingClientRect();
  const middle = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return {
    words: one.outerHTML.slice(0, 120),
    isBody: one === document.body,
    isMarked: one.matches(":focus-visible") &&
      shown.some(({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2),
    isSeen: Boolean(middle) && (one.contains(middle) || middle.contains(one) || middle.closest("label")?.contains(one)),
    isFixed: Boolean(one.closest("header")),
    left, right, top: top + scrollY, bottom: bottom + scrollY,
  };
}"""

WORDS = {
    "ar": {"name": "أختي", "coping": "أمشي إلى النهر", "sign": "لا أفتح الرسائل", "unsafe": "أن يُقال لي اهدئي"},
    "cy": {"name": "Fy chwaer", "coping": "Cerdded at y bont", "sign": "Peidio ag agor post", "unsafe": "Brysio fi"},
}


class Keyboard:
    """Someone who uses Tab, Enter and letters only."""

    def __init__(self, page: Page, tag: str) -> None:
        self.page, self.t, self.tag = page, SPOKEN.translator(tag), tag

    def reach(self, target: Locator) -> None:
        """Go on with Tab until the focus is there; at every stop it can be seen, and it moves as one reads."""
        expect(target).to_be_visible()
        before: dict[str, Any] | None = None
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(FOCUSED)
            if here["isBody"]:  # past the page's last stop, the browser's own come
                before = None
                continue
            assert here["isMarked"], here
            assert here["isSeen"], here
            if before and before["isFixed"] == here["isFixed"]:
                assert self._follows(before, here), (before, here)
            before = here
            if target.evaluate("(one) => one === document.activeElement"):
                return
        raise AssertionError(f"{target} can not be reached with Tab")

    def _follows(self, before: dict[str, Any], here: dict[str, Any]) -> bool:
        """Further down; in one row, further along the way that the language runs."""
        if here["top"] >= before["bottom"] - 1:
            return True
        return bool(here["right"] <= before["left"] + 1 if self.t.dir == "rtl" else here["left"] >= before["right"] - 1)

    def press(self, message: str) -> None:
        """Press the button with these words of ours, with Enter."""
        self.reach(self.page.get_by_role("button", name=self.t(message), exact=True))
        self.page.keyboard.press("Enter")

    def write(self, message: str, words: str) -> None:
        """Type into the field that has this label of ours."""
        self.reach(self.page.get_by_label(self.t(message), exact=True))
        self.page.keyboard.type(words)

    def sees(self, message: str, **values: str) -> None:
        """Wait for a screen with this heading, which has the focus."""
        heading = self.page.get_by_role("heading", level=1)
        expect(heading).to_have_text(self.t(message, **values))
        expect(heading).to_be_focused()
        speaks(self.page, self.tag)


@pytest.mark.parametrize("tag", WORDS)
def test_whole_set_up_can_be_done_by_keyboard_alone(
    tag: str, shared_server: Server, new_phone: Callable[..., Phone]
) -> None:
    page = new_phone(locale=tag, is_mobile=False, has_touch=False).page
    person, words, t = Keyboard(page, tag), WORDS[tag], SPOKEN.translator(tag)
    page.goto(shared_server.url)
    speaks(page, tag)
    person.press("Make my plan (3 minutes)")
    page.wait_for_url(f"**/{tag}/start")
    expect(page.get_by_role("heading", level=1)).to_have_text(t("What do you need to stay safe?"))
    speaks(page, tag)
    page.wait_for_function("() => window.did_handshake === true")
    person.press("Begin")
    country = dict(countries(tag))["GB"]
    person.sees("Your country: {country}. Is that right?", country=country)
    person.press("Yes")
    person.sees("Which part of the country are you in?")
    person.press("Next")
    person.sees("Does anyone else pick up this phone?")
    person.press("Next")
    person.sees("One person I can call")
    person.write("Name", words["name"])
    person.write("Number", "07700 900112")
    person.press("Put this person on my plan")
    for heading, typed in (
        ("What helps me", words["coping"]),
        ("My early signs", words["sign"]),
        ("What makes things worse", words["unsafe"]),
    ):
        person.sees(heading)
        person.write("Add one, in my own words", typed)
        person.press("Next")
    person.sees("People I don't want called")
    person.press("Skip")
    person.sees("My recovery words")
    person.press("Show my words")
    expect(page.locator("[data-word]")).to_have_count(13)
    person.press("I have written them down")
    page.wait_for_url(f"{shared_server.url}/")
    speaks(page, tag)

    plan = page.locator("#plan")
    expect(plan.get_by_text(words["name"]).first).to_be_visible()
    person.reach(plan.locator(".pp-rows a[href='tel:07700900112']"))
    for typed in (words["coping"], words["sign"], words["unsafe"]):
        expect(plan.get_by_text(typed).first).to_be_visible()
    person.press("One step at a time")
    expect(page.locator("#view").get_by_text(words["coping"])).to_be_visible()
    assert page.evaluate("() => getComputedStyle(document.body).direction") == t.dir
