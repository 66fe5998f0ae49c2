"""What happened before, in a real browser: told through the pages, left at any moment, seen in every way."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Phone
from tests.browser.editor import LONG_WAIT_MS, row, saved
from tests.browser.telling import NOTHING_WAITS, TOLD, contents, go, new_event, tell
from tests.browser.test_gallery import SIDEWAYS, SMALL
from tests.browser.test_set_up_by_keyboard import FOCUSED
from tests.conftest import Holder, Server


def test_full_plans_past_is_told_through_the_pages_and_kept_to_the_letter(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    page = go(phone, shared_server, holder)
    asked = page.get_by_role("group", name="I could not look after myself")
    expect(asked.get_by_role("radio", checked=True)).to_have_count(0)
    asked.get_by_label("rather not say").check()
    asked.get_by_label("yes").check()
    saved(asked.get_by_label("yes"))
    page.get_by_role("link", name="Tell it as an event: I could not look after myself").click()
    expect(new_event(page)).to_be_focused()
    for event in TOLD:
        tell(page, event)
    assert contents(holder) == [{"value": "yes"}, *TOLD]
    assert holder.read()["sections"].get("past", []) == []  # what a phone is given
    shown = row(page, TOLD[0]["what"])
    expect(shown.locator(".pp-row-over")).to_have_text("March 2024")
    shown.get_by_text("Read all of it").click()
    expect(shown.locator("dt")).to_have_text(
        [
            "How I see it",
            "What was going on around it",
            "What led up to it",
            "What came of it",
            "my sister",
            "ward notes",
        ]
    )
    for view in TOLD[0]["other_views"]:
        for words in view.values():
            expect(shown.locator(".pp-row-voice", has_text=view["by"])).to_contain_text(words)


def test_event_told_for_a_yes_is_about_that(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder)
    page.get_by_role("group", name="Racism").get_by_label("yes").check()
    page.get_by_role("link", name="Tell it as an event: Racism").click()
    new_event(page).fill("On the bus")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_label("What it was about")).to_have_value("Racism")
    assert contents(holder) == [{"value": "yes"}, {"what": "On the bus", "kinds": ["Racism"]}]


def test_answer_is_taken_back_and_nothing_stays_chosen(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder)
    asked = page.get_by_role("group", name="Money")
    asked.get_by_label("no", exact=True).check()
    page.get_by_role("button", name="Take my answer back: Money").click()
    expect(page.get_by_role("button", name="Take my answer back: Money")).to_have_count(0)
    expect(asked.get_by_role("radio", checked=True)).to_have_count(0)
    assert contents(holder) in ([], [{}])


def test_way_out_keeps_what_was_being_typed_and_leads_to_what_helps(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    holder.add("coping", text="Cold water on my wrists")
    page = go(phone, shared_server, holder, 1)
    new_event(page).press_sequentially("I was only just begin")
    page.get_by_role("link", name="Enough for today").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("That is enough for today")
    expect(page.get_by_text("Cold water on my wrists")).to_be_visible()
    page.wait_for_function(NOTHING_WAITS, timeout=LONG_WAIT_MS)
    assert contents(holder) == [{"what": "I was only just begin"}]
    expect(page.get_by_role("link", name="One step at a time")).to_have_attribute("href", "/#steps")
    page.get_by_role("link", name="My plan, and who I can call").click()
    expect(page.locator("#plan")).to_contain_text("Cold water on my wrists")


@pytest.mark.parametrize("step", [0, 1, 2])
def test_way_out_is_on_the_screen_wherever_one_is_on_the_page(
    step: int, phone: Phone, shared_server: Server, holder: Holder
) -> None:
    for number in range(8):
        holder.add("past", what=f"thing {number}")
    page = go(phone, shared_server, holder, step)
    out = page.get_by_role("link", name="Enough for today")
    for share in (0, 0.5, 1):
        page.evaluate("(share) => scrollTo(0, share * document.documentElement.scrollHeight)", share)
        expect(out).to_be_in_viewport(ratio=1)
    assert page.evaluate(SMALL.replace("'a[href], ", "'.pp-past a.pp-button, ")) == []


def reach(page: Page, target: Locator, *, most: int = 60) -> None:
    """Go on with Tab until the focus is there; at every stop it is marked, and nothing lies over it."""
    expect(target).to_be_visible()
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        assert here["isBody"] or (here["isMarked"] and here["isSeen"]), here
        if target.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError(f"no way by keys to {target}")


def test_all_of_it_is_done_by_keyboard_alone(
    new_phone: Callable[..., Phone], shared_server: Server, make_plan: Any
) -> None:
    phone, holder = new_phone(is_mobile=False, has_touch=False), make_plan(shared_server)
    phone.context.add_cookies(holder.cookies)
    page = go(phone, shared_server, holder)
    reach(page, page.get_by_role("link", name="Enough for today"), most=8)
    asked = page.get_by_role("group", name="Work, or losing it")
    reach(page, asked.get_by_label("yes"))
    page.keyboard.press("Space")
    reach(page, page.get_by_role("link", name="Tell it as an event: Work, or losing it"))
    page.keyboard.press("Enter")
    expect(new_event(page)).to_be_focused()
    page.keyboard.type("They closed the yard")
    reach(page, page.get_by_role("button", name="Add", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Year")).to_be_focused()
    page.keyboard.type("2009")
    reach(page, page.get_by_label("Month"))
    page.keyboard.type("Ma")
    reach(page, page.get_by_label("How I see it"))
    page.keyboard.type("We did good work")
    reach(page, page.get_by_role("button", name="Add someone’s view"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Whose view it is")).to_be_focused()
    page.keyboard.type("my boss")
    reach(page, page.get_by_role("button", name="Done"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Change: They closed the yard")).to_be_focused()
    assert contents(holder)[1] == {
        "what": "They closed the yard", "kinds": ["Work, or losing it"], "when": "2009-03",
        "my_view": "We did good work", "other_views": [{"by": "my boss"}],
    }  # fmt: skip


VARIANTS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "320 px": {"viewport": {"width": 320, "height": 640}},
    "low and wide": {"viewport": {"width": 740, "height": 360}},
}


@pytest.mark.parametrize("language", ["en", "ar-XB"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_event_that_is_open_has_no_barrier(
    variant: str,
    language: str,
    new_phone: Callable[..., Phone],
    shared_server: Server,
    make_plan: Callable[..., Holder],
    axe: Callable[[Page], list[str]],
) -> None:
    phone, holder = new_phone(reduced_motion="reduce", **VARIANTS[variant]), make_plan(shared_server)
    phone.context.add_cookies(holder.cookies)
    holder.add("past", **TOLD[0])
    holder.add("past", what="D" * 200, other_views=[{"by": "E" * 200, "view": "F" * 200}])
    page = go(phone, shared_server, holder, 1, language)
    page.evaluate("() => { for (const fold of document.querySelectorAll('.pp-rows details')) fold.open = true; }")
    page.locator("[data-focus=open]").first.click()
    expect(page.locator(".pp-voice").first).to_be_visible()
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    assert page.evaluate(SIDEWAYS) == 0


PRINTED = """() => [...document.querySelectorAll("body *")]
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .map((one) => one.textContent.trim())"""


def test_nothing_of_it_is_printed_until_that_is_asked_for_and_said_again(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    secret = holder.add("past", what="For me alone")
    holder.change({"kind": "only_me", "section": "past", "entry": secret, "on": True})
    holder.add("past", **TOLD[0])
    page = go(phone, shared_server, holder, 1)
    page.evaluate("() => { window.print = () => { window.asked = true; }; }")
    page.emulate_media(media="print")
    assert page.evaluate(PRINTED) == []
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Change: Stopped").click()
    page.get_by_text("On paper", exact=True).click()
    page.get_by_role("button", name="Print what happened").click()
    page.wait_for_function("() => window.asked")
    page.emulate_media(media="print")
    printed = page.evaluate(PRINTED)
    view = TOLD[0]["other_views"][0]
    assert {TOLD[0]["what"], TOLD[0]["my_view"], TOLD[0]["outcome"], "March 2024", view["by"], view["view"]} <= {
        *printed
    }
    assert not {"For me alone", "Enough for today", "Change", "What happened, by date"} & {*printed}
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(PRINTED) == []
