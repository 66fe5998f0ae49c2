"""What happened before, in a real browser: told through the pages, kept to the last letter, left at any moment."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from pwa.pages.edit import part_address
from pwa.plan.record_sections import PAST
from tests.browser.conftest import Phone
from tests.browser.editor import LONG_WAIT_MS, row, saved
from tests.browser.test_gallery import SIDEWAYS, SMALL
from tests.browser.test_set_up_by_keyboard import FOCUSED
from tests.conftest import ROOT, Holder, Server

TOLD = json.loads((ROOT / "tests/plans/full.en.json").read_text("utf-8"))["past"]
LABELS = {field.name: field.label for field in PAST.fields}
VOICE = {"by": "Whose view it is", "view": "How they see it", "source": "Where they know it from"}
VOICE["sure"] = "How sure they are"
MONTHS = ("January", "February", "March")
NOTHING_WAITS = "() => window.did_handshake && !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))"


def go(phone: Phone, server: Server, holder: Holder, step: int = 0, language: str = "en") -> Page:
    """Open one of the pages and wait until it is connected."""
    phone.page.goto(f"{server.url}/{language}/{holder.slot}/edit/{part_address('past')}?step={step}")
    phone.page.wait_for_function("() => window.did_handshake === true")
    return phone.page


def kept(holder: Holder) -> list[dict[str, Any]]:
    """Every entry of this part, as the owner's own file holds it."""
    reply = holder.client.post("/api/plans/mine/file", json={})
    assert reply.status_code == 200, reply.text
    entries: list[dict[str, Any]] = reply.json()["sections"].get("past", [])
    return entries


def contents(holder: Holder) -> list[dict[str, Any]]:
    return [entry["content"] for entry in kept(holder)]


def new_event(page: Page) -> Locator:
    return page.get_by_label("Tell of something that happened")


def tell(page: Page, event: dict[str, Any]) -> None:
    """Write one event, field by field, as a person would."""
    new_event(page).fill(event["what"])
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_label("Year")).to_be_focused()
    if not page.get_by_label("Where", exact=True).is_visible():
        page.get_by_text("More about it, if I want").click()
    for name, value in event.items():
        if name == "when":
            year, month = value.split("-")
            page.get_by_label("Year").fill(year)
            page.get_by_label("Month").select_option(MONTHS[int(month) - 1])
            saved(page.get_by_label("Month"))
        elif name == "other_views":
            add_views(page, value)
        elif name != "what":
            field = page.get_by_label(LABELS[name], exact=True)
            field.fill("\n".join(value) if isinstance(value, list) else value)
            saved(field)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name="Done")).to_have_count(0)


def add_views(page: Page, views: list[dict[str, str]]) -> None:
    for number, view in enumerate(views, 1):
        page.get_by_role("button", name="Add someone’s view").click()
        group = page.get_by_role("group", name=f"View {number}", exact=True)
        expect(group.get_by_label(VOICE["by"])).to_be_focused()
        for part, words in view.items():
            group.get_by_label(VOICE[part], exact=True).fill(words)
        saved(group.get_by_label(VOICE["sure"]))


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


@pytest.fixture
def own(
    server: Server, make_plan: Callable[..., Holder], new_phone: Callable[..., Phone]
) -> Iterator[tuple[Phone, Holder]]:
    """A phone with a plan on a server that may be killed."""
    phone, holder = new_phone(), make_plan(server)
    phone.context.add_cookies(holder.cookies)
    phone.forgive("ERR_CONNECTION_REFUSED", "WebSocket", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET")
    yield phone, holder
    phone.page.close()


def test_what_is_typed_survives_a_killed_server(server: Server, own: tuple[Phone, Holder]) -> None:
    phone, holder = own
    holder.add("past", what="Nine days")
    page = go(phone, server, holder, 1)
    page.get_by_role("button", name="Change: Nine days").click()
    page.get_by_label("How I see it").fill("I could not hear")
    saved(page.get_by_label("How I see it"))
    page.get_by_role("button", name="Add someone’s view").click()
    server.kill()
    page.get_by_label("How I see it").press_sequentially(" the door")
    page.get_by_label("Whose view it is").fill("my sister")
    page.get_by_label("How they see it").fill("He wanted to be left alone")
    page.get_by_label("Year").fill("2024")
    new_event(page).fill("Another one, half")
    expect(page.get_by_text("Not saved yet. It is kept on this page, and we keep trying.").first).to_be_visible()
    server.start()
    page.wait_for_function(NOTHING_WAITS, timeout=LONG_WAIT_MS)
    view = {"by": "my sister", "view": "He wanted to be left alone"}
    told = {"what": "Nine days", "when": "2024", "my_view": "I could not hear the door", "other_views": [view]}
    assert contents(holder) == [told, {"what": "Another one, half"}]
    assert all("rivals" not in entry for entry in kept(holder))


def test_answers_survive_a_killed_server(server: Server, own: tuple[Phone, Holder]) -> None:
    phone, holder = own
    page = go(phone, server, holder)
    server.kill()
    page.get_by_role("group", name="Racism").get_by_label("rather not say").check()
    server.start()
    page.wait_for_function(NOTHING_WAITS, timeout=LONG_WAIT_MS)
    assert contents(holder) == [{"value": "rather_not_say"}]


def test_event_is_changed_put_away_deleted_and_brought_back(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    holder.add("past", **TOLD[0])
    before = kept(holder)
    page = go(phone, shared_server, holder, 1)
    change = page.get_by_role("button", name=f"Change: {TOLD[0]['what']}")
    change.click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    assert kept(holder) == []
    page.get_by_role("button", name="Undo").click()
    expect(change).to_be_visible()
    assert kept(holder) == before
    change.click()
    page.get_by_role("button", name="Put away", exact=True).click()
    page.get_by_text("Put away (1)").click()
    assert kept(holder)[0]["away"] is True
    page.get_by_role("button", name="Bring back").click()
    expect(change).to_be_visible()
    assert contents(holder) == [TOLD[0]]


def test_view_that_was_taken_out_comes_back_whole(phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add("past", **TOLD[0])
    page = go(phone, shared_server, holder, 1)
    page.get_by_role("button", name="Change: Stopped").click()
    page.get_by_role("button", name="Take this view out: my sister").click()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    expect(page.get_by_role("group", name="View 2")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("group", name="View 2")).to_be_visible()
    saved(page.get_by_label("Whose view it is").first)
    assert contents(holder) == [TOLD[0]]


def test_date_is_given_by_year_by_month_or_by_day_in_any_digits(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    holder.add("past", what="A day")
    page = go(phone, shared_server, holder, 1)
    page.get_by_role("button", name="Change: A day").click()
    year = page.get_by_label("Year")
    year.press_sequentially("٢٠٢")
    expect(page.get_by_text("Please write the year with four digits")).to_be_visible()
    year.press_sequentially("٤")
    saved(year)
    assert contents(holder)[0]["when"] == "2024"
    page.get_by_label("Month").select_option("February")
    page.get_by_label("Day").select_option("30")
    expect(page.get_by_text("Please write the year with four digits")).to_be_visible()
    page.get_by_label("Day").select_option("29")
    saved(year)
    assert contents(holder)[0]["when"] == "2024-02-29"
    page.get_by_label("Month").select_option("not said")
    saved(year)
    assert contents(holder)[0]["when"] == "2024"


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
