"""One step at a time, turned with a finger or with the arrow keys, the way the language runs."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.conftest import Holder, Server

STEPS = ("Open the window", "Count the chimneys", "Wash my hands")
FINGER = """([x, y, dx, dy]) => {
  const at = (x, y) => new Touch({ identifier: 1, target: document.body, clientX: x, clientY: y });
  const send = (kind, touches, changedTouches) =>
    document.body.dispatchEvent(new TouchEvent(kind, { bubbles: true, touches, changedTouches }));
  send("touchstart", [at(x, y)], [at(x, y)]);
  send("touchend", [], [at(x + dx, y + dy)]);
}"""


@pytest.fixture
def steps(
    new_phone: Callable[..., Phone], shared_server: Server, make_plan: Callable[..., Holder]
) -> Callable[..., Page]:
    def open_steps(language: str) -> Page:
        holder = make_plan(shared_server)
        for step in STEPS:
            holder.add("coping", text=step)
        phone = new_phone(locale=language)
        phone.context.add_cookies(holder.cookies)
        page = phone.page
        page.add_init_script(f"localStorage.setItem('language', '{language}')")  # chosen here before
        page.goto(shared_server.url)
        expect(page.locator("html")).to_have_attribute("lang", language)
        page.locator("#plan [data-act=steps]").click()
        expect(page.locator("#view .pp-step-text")).to_have_text(STEPS[0])
        return page

    return open_steps


def is_step(page: Page, at: int) -> None:
    expect(page.locator("#view .pp-step-text")).to_have_text(STEPS[at])


def pause(page: Page) -> None:
    """As long as a second tap by mistake would take."""
    page.evaluate("() => new Promise((done) => setTimeout(done, 400))")


@pytest.mark.parametrize(("language", "onward"), [("en", -1), ("ar", 1)])
def test_a_finger_and_the_arrow_keys_turn_the_way_the_language_runs(
    language: str, onward: int, steps: Callable[..., Page]
) -> None:
    page = steps(language)
    page.evaluate(FINGER, [180, 300, onward * 120, 10])
    is_step(page, 1)
    pause(page)
    page.keyboard.press("ArrowRight" if onward < 0 else "ArrowLeft")
    is_step(page, 2)
    pause(page)
    page.evaluate(FINGER, [180, 300, onward * 120, 10])  # there is no further one
    is_step(page, 2)
    page.evaluate(FINGER, [180, 300, -onward * 120, -10])
    is_step(page, 1)
    pause(page)
    page.keyboard.press("ArrowLeft" if onward < 0 else "ArrowRight")
    is_step(page, 0)


def test_what_a_shaking_or_scrolling_finger_does_turns_nothing(steps: Callable[..., Page]) -> None:
    page = steps("en")
    for dx, dy in ((-40, 0), (-100, 90), (0, -200)):
        page.evaluate(FINGER, [180, 300, dx, dy])
    page.keyboard.press("Alt+ArrowDown")
    is_step(page, 0)
    page.evaluate(FINGER, [180, 300, -120, 0])
    is_step(page, 1)
