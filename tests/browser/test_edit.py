"""Editing a plan at the desk: everything a person can do to it, and nothing typed lost on the way."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Phone
from tests.conftest import Holder, Server

HARD = json.loads((Path(__file__).parent.parent / "plans" / "hard.json").read_text())
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
LONG_WAIT_MS = 20_000


@pytest.fixture
def holder(shared_server: Server, make_plan: Callable[..., Holder], phone: Phone) -> Holder:
    """A plan that is open on the phone."""
    holder = make_plan(shared_server)
    phone.context.add_cookies(holder.cookies)
    return holder


def go(phone: Phone, server: Server, holder: Holder, part: str = "", language: str = "en") -> Page:
    """Open the edit page, or one part of it, and wait until it is connected."""
    phone.page.goto(f"{server.url}/{language}/{holder.slot}/edit{part and '/'}{part}")
    phone.page.wait_for_function("() => window.did_handshake === true")
    return phone.page


def texts(holder: Holder, section: str, name: str = "text") -> list[str]:
    """What the server holds, in order."""
    return [entry["content"][name] for entry in holder.read()["sections"].get(section, []) if not entry.get("away")]


def saved(field: Locator) -> None:
    """Wait until the words beside a field say that it is saved."""
    status = field.locator("xpath=ancestor::*[contains(@class, 'pp-field')]").last.locator(".pp-status")
    expect(status).to_have_attribute("data-state", "saved", timeout=LONG_WAIT_MS)


def new_field(page: Page) -> Locator:
    return page.get_by_label("Add one, in my own words")


def add(page: Page, *all_words: str) -> None:
    """Write entries one after the other, as quickly as a machine can."""
    for words in all_words:
        rows = page.locator("[data-entry]").count()
        new_field(page).fill(words)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.locator("[data-entry]")).to_have_count(rows + 1)
        expect(new_field(page)).to_have_value("")


def row(page: Page, words: str) -> Locator:
    return page.locator("[data-entry]", has_text=words)


def test_what_is_written_is_saved_by_itself(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "coping")
    new_field(page).fill("Cold water on my wrists")
    saved(new_field(page))
    assert texts(holder, "coping") == ["Cold water on my wrists"]


def test_entries_keep_their_order_when_moved_by_buttons_and_keys(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    page = go(phone, shared_server, holder, "coping")
    add(page, "one", "two", "three")
    page.get_by_role("button", name="Move up: three").click()
    expect(page.get_by_text("Moved. It is now 2 of 3.")).to_be_visible()
    expect(page.get_by_role("button", name="Move up: three")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_text("Moved. It is now 1 of 3.")).to_be_visible()
    assert texts(holder, "coping") == ["three", "one", "two"]


def test_entry_is_changed_in_place(phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add("safe", text="The bench")
    page = go(phone, shared_server, holder, "safe")
    page.get_by_role("button", name="Change: The bench").click()
    field = page.get_by_label("In my own words", exact=True)
    expect(field).to_be_focused()
    field.fill("The bench by the lock")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name="Change: The bench by the lock")).to_be_focused()
    assert texts(holder, "safe") == ["The bench by the lock"]


def test_entry_is_put_away_and_brought_back(phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add("safe", text="Radio on low")
    page = go(phone, shared_server, holder, "safe")
    page.get_by_role("button", name="Change: Radio on low").click()
    page.get_by_role("button", name="Put away").click()
    page.get_by_text("Put away (1)").click()
    assert holder.read()["sections"]["safe"][0]["away"] is True
    page.get_by_role("button", name="Bring back: Radio on low").click()
    expect(page.get_by_role("button", name="Change: Radio on low")).to_be_visible()
    assert texts(holder, "safe") == ["Radio on low"]


def test_deleted_words_leave_the_plan_and_undo_brings_them_back(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    for words in ("one", "two", "three"):
        holder.add("safe", text=words)
    before = holder.read()["sections"]["safe"]
    page = go(phone, shared_server, holder, "safe")
    page.get_by_role("button", name="Change: two").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    assert "two" not in json.dumps(holder.read())
    page.get_by_role("button", name="Undo").click()
    expect(row(page, "two")).to_be_visible()
    assert holder.read()["sections"]["safe"] == before


def test_only_me_is_marked(phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add("safe", text="My blanket")
    page = go(phone, shared_server, holder, "safe")
    page.get_by_role("button", name="Change: My blanket").click()
    page.get_by_label("Only me").check()
    saved(page.get_by_label("Only me"))
    assert holder.read()["sections"]["safe"][0]["only_me"] is True
    page.get_by_role("button", name="Done").click()
    expect(row(page, "My blanket").get_by_text("Only me", exact=True)).to_be_visible()


def test_person_gets_several_numbers(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "contacts")
    page.get_by_label("Add a person: the name").fill("Grace")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Who they are to me")).to_be_focused()
    page.get_by_label("Number", exact=True).fill("07700 900348")
    page.get_by_label("to text").check()
    page.get_by_role("button", name="Add another number").click()
    page.get_by_label("Number", exact=True).nth(1).fill("020 7946 0123")
    page.get_by_label("Also at night").check()
    page.get_by_label("When I can call").fill("evenings")
    page.get_by_role("button", name="Done").click()
    expect(row(page, "Grace")).to_contain_text("020 7946 0123")
    expect(row(page, "Grace")).to_contain_text("evenings")
    assert holder.read()["sections"]["contacts"][0]["content"] == {
        "name": "Grace",
        "phones": [{"number": "07700 900348", "for": ["call", "text"]}, {"number": "020 7946 0123", "for": ["call"]}],
        "when": "evenings",
        "night": True,
    }


def test_odd_number_is_asked_about_and_saved(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "about")
    page.get_by_label("My own number").fill("javascript:alert(1)")
    expect(page.get_by_text("Saved. Does this number look right?")).to_be_visible()
    assert holder.read()["sections"]["about"][0]["content"] == {"value": "javascript:alert(1)"}


def test_idea_is_a_start_and_known_as_long_as_it_is_unchanged(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    page = go(phone, shared_server, holder, "coping")
    page.get_by_text("Ideas", exact=True).click()
    idea = page.locator(".pp-ideas button").first
    words = idea.inner_text()
    idea.click()
    expect(new_field(page)).to_have_value(words)
    saved(new_field(page))
    assert holder.read()["sections"]["coping"][0]["phrase"]
    new_field(page).fill(f"{words} with Grace")
    saved(new_field(page))
    entry = holder.read()["sections"]["coping"][0]
    assert entry["content"] == {"text": f"{words} with Grace"}
    assert "phrase" not in entry


def test_answer_points_at_what_it_answers(phone: Phone, shared_server: Server, holder: Holder) -> None:
    letters = holder.add("stressors", text="Letters about money")
    page = go(phone, shared_server, holder, "stressor_plan")
    new_field(page).fill("Open them on Thursday")
    page.keyboard.press("Enter")
    page.get_by_label("What it answers").select_option("Letters about money")
    saved(page.get_by_label("What it answers"))
    content = holder.read()["sections"]["stressor_plan"][0]["content"]
    assert content == {"text": "Open them on Thursday", "for": letters}


def test_two_texts_of_one_entry_are_shown_until_one_is_chosen(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    entry = holder.add("safe", text="The bench")
    now = holder.read()["sections"]["safe"][0]["revision"]
    edit = {"kind": "edit", "section": "safe", "entry": entry, "based_on": now}
    holder.change({**edit, "content": {"text": "The bench by the lock"}})
    assert holder.post({**edit, "content": {"text": "The old bench"}}).json()["results"][0]["result"] == "kept_both"
    page = go(phone, shared_server, holder, "safe")
    expect(page.get_by_text("Which one do you want?")).to_be_visible()
    page.get_by_role("button", name="This one: The old bench").click()
    expect(page.get_by_text("Which one do you want?")).to_be_hidden()
    stored = holder.read()["sections"]["safe"][0]
    assert stored["content"] == {"text": "The old bench"}
    assert "rivals" not in stored


@pytest.mark.parametrize("answer", ["Who I can call", "People I don't want called"])
def test_person_in_both_lists_is_asked_about(answer: str, phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add("contacts", name="My sister")
    page = go(phone, shared_server, holder, "avoid")
    page.get_by_label("Add a person: the name").fill("my  Sister")
    expect(page.get_by_text("“My sister” is in two lists. Which is right?")).to_be_visible()
    page.get_by_role("button", name=f"Only in “{answer}”").click()
    expect(page.get_by_text("Which is right?")).to_be_hidden()
    left = {section for section in ("contacts", "avoid") if texts(holder, section, "name")}
    assert left == {"contacts" if answer == "Who I can call" else "avoid"}


def test_number_in_both_lists_may_be_right(phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add("contacts", name="Sam", phones=[{"number": "07700 900112", "for": ["call"]}])
    holder.add("avoid", name="My employer", number="+44 7700 900112")
    page = go(phone, shared_server, holder, "contacts")
    page.get_by_role("button", name="Both are right").click()
    expect(page.get_by_text("Which is right?")).to_be_hidden()
    assert (texts(holder, "contacts", "name"), texts(holder, "avoid", "name")) == (["Sam"], ["My employer"])


def test_text_that_is_too_long_stays_in_the_field_with_the_reason(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    page = go(phone, shared_server, holder, "coping")
    new_field(page).fill("a" * 2001)
    reason = page.get_by_text(re.compile("^This text is too long"))
    expect(reason).to_be_visible()
    page.reload()
    expect(page.get_by_text(re.compile("^This text is too long"))).to_be_visible()
    expect(page.get_by_label("In my own words", exact=True)).to_have_value("a" * 2001)
    assert texts(holder, "coping") == []
    page.get_by_label("In my own words", exact=True).fill("a" * 2000)
    saved(page.get_by_label("In my own words", exact=True))
    assert texts(holder, "coping") == ["a" * 2000]


def test_country_and_language_are_changed_here(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "settings")
    page.get_by_label("Country").select_option("FR")
    saved(page.get_by_label("Country"))
    page.get_by_label("sometimes").check()
    saved(page.get_by_label("sometimes"))
    settings = {entry["id"]: entry["content"]["value"] for entry in holder.read()["sections"]["settings"]}
    assert (settings["region"], settings["shared_phone"]) == ("FR", "sometimes")


def test_preview_shows_each_change(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "coping")
    page.get_by_text("How it looks on my phone").click()
    add(page, "Put on the long playlist")
    expect(page.locator(".pp-plan-view").get_by_text("Put on the long playlist").first).to_be_visible()


def test_typed_text_survives_a_reload_in_the_middle_of_a_word(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    page = go(phone, shared_server, holder, "coping")
    new_field(page).press_sequentially("half a sentence tha")
    page.reload()
    field = page.get_by_label("In my own words", exact=True)
    expect(field).to_have_value("half a sentence tha")
    expect(field).to_be_focused()
    page.keyboard.type("t goes on")
    saved(field)
    assert texts(holder, "coping") == ["half a sentence that goes on"]


def test_typed_text_survives_leaving_for_another_part_at_once(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    page = go(phone, shared_server, holder, "coping")
    new_field(page).fill("never finished")
    page.goto(f"{shared_server.url}/en/{holder.slot}/edit")
    page.wait_for_function("() => !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))")
    assert texts(holder, "coping") == ["never finished"]


def test_typed_text_survives_a_dropped_line(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "coping")
    phone.forgive("ERR_INTERNET_DISCONNECTED", "WebSocket")
    phone.context.set_offline(True)
    page.evaluate("() => window.socket.io.engine.close()")
    new_field(page).fill("written in a tunnel")
    expect(page.get_by_text("Not saved yet. It is kept on this page and will be sent again.")).to_be_visible()
    expect(page.get_by_text("The line has dropped. What you typed is kept on this page.")).to_be_visible()
    expect(page.locator("#popup")).to_be_hidden()
    assert texts(holder, "coping") == []
    phone.context.set_offline(False)
    saved(new_field(page))
    expect(page.get_by_text("The line has dropped.")).to_be_hidden()
    assert texts(holder, "coping") == ["written in a tunnel"]


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


def test_typed_text_survives_a_killed_server(server: Server, own: tuple[Phone, Holder]) -> None:
    phone, holder = own
    page = go(phone, server, holder, "coping")
    add(page, "saved before")
    new_field(page).fill("in the middle of")
    server.kill()
    new_field(page).press_sequentially(" a sentence")
    expect(page.get_by_text("Not saved yet. It is kept on this page and will be sent again.")).to_be_visible()
    server.start()
    page.wait_for_function(
        "() => window.did_handshake && !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))",
        timeout=LONG_WAIT_MS,
    )
    expect(row(page, "saved before")).to_be_visible()
    assert texts(holder, "coping") == ["saved before", "in the middle of a sentence"]


def test_lost_answer_makes_no_second_entry(server: Server, own: tuple[Phone, Holder]) -> None:
    phone, holder = own
    page = go(phone, server, holder, "coping")
    page.evaluate("() => { Storage.prototype.removeItem = () => {}; }")
    new_field(page).fill("only once")
    saved(new_field(page))
    server.kill()
    server.start()
    page.wait_for_function(
        "() => window.did_handshake && !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))",
        timeout=LONG_WAIT_MS,
    )
    assert texts(holder, "coping") == ["only once"]
    assert "rivals" not in holder.read()["sections"]["coping"][0]


def test_words_that_break_careless_code_appear_unchanged(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "coping")
    seen = [words for words in HARD["coping"] if words.strip("\u200b")]
    add(page, *seen)
    plain = [re.sub("[\u202a-\u202e\u2066-\u2069]", "", words) for words in seen]
    assert texts(holder, "coping") == plain
    assert page.locator(".pp-row-text").all_text_contents() == plain
    page.reload()
    expect(page.locator(".pp-row-text").last).to_be_visible()
    assert page.locator(".pp-row-text").all_text_contents() == plain
    assert page.evaluate(SIDEWAYS) == 0


def test_text_of_nothing_is_no_entry(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "coping")
    new_field(page).fill("\u200b")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text(re.compile("can't be left empty"))).to_be_visible()
    assert texts(holder, "coping") == []


VARIANTS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "320 px": {"viewport": {"width": 320, "height": 640}},
    "desktop": {"viewport": {"width": 1280, "height": 800}, "is_mobile": False},
}
PARTS = ("", "contacts", "warning_signs", "about", "settings", "recovery")


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("part", PARTS)
def test_page_has_no_accessibility_violation_and_stays_in_its_width(
    variant: str,
    part: str,
    new_phone: Callable[..., Phone],
    shared_server: Server,
    make_plan: Callable[..., Holder],
    axe: Callable[[Page], list[str]],
) -> None:
    phone, holder = new_phone(**VARIANTS[variant]), make_plan(shared_server)
    phone.context.add_cookies(holder.cookies)
    holder.add("contacts", name="Zoë-Ångström", phones=[{"number": "+44 7700 900999", "for": ["call"]}])
    holder.add("warning_signs", text="D" * 200, noticed_by="me")
    page = go(phone, shared_server, holder, part)
    if part in ("contacts", "warning_signs"):
        page.get_by_role("button", name=re.compile("^Change")).click()
        expect(page.get_by_role("button", name="Done")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    assert page.evaluate(SIDEWAYS) == 0


@pytest.mark.parametrize("language", ["en-XA", "ar-XB"])
@pytest.mark.parametrize("part", PARTS)
def test_every_word_goes_through_translation(
    language: str, part: str, phone: Phone, shared_server: Server, holder: Holder, axe: Callable[[Page], list[str]]
) -> None:
    page = go(phone, shared_server, holder, part, language)
    plain = page.evaluate(
        """() => [...document.querySelectorAll('h1, h2, p, label, legend, button, summary, a, span')]
          .filter((e) => !e.children.length && e.checkVisibility() && !e.lang && !e.closest('.nicegui-error-popup'))
          .map((e) => e.textContent.trim()).filter((text) => /[A-Za-z]{2}/.test(text) && !text.includes('['))"""
    )
    assert plain == []
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate("() => document.documentElement.lang") == language


def test_hide_works_with_the_server_dead(server: Server, own: tuple[Phone, Holder]) -> None:
    phone, holder = own
    page = go(phone, server, holder, "contacts")
    page.wait_for_load_state("networkidle")
    server.kill()
    page.get_by_role("button", name="Hide").click()
    page.wait_for_url("**/measures.en.html")
    assert "contacts" not in page.content()


@pytest.mark.parametrize("cookies", ["none", "wrong"])
def test_stranger_sees_a_calm_page_and_nothing_of_the_plan(
    cookies: str, shared_server: Server, make_plan: Callable[..., Holder], new_phone: Callable[..., Phone]
) -> None:
    phone, holder = new_phone(), make_plan(shared_server)
    holder.add("contacts", name="Grace")
    if cookies == "wrong":
        other = make_plan(shared_server)
        plan, _, _ = holder.cookies[0]["value"].split(".")
        _, device, key = other.cookies[0]["value"].split(".")
        phone.context.add_cookies([{**holder.cookies[0], "value": f"{plan}.{device}.{key}"}])
    page = go(phone, shared_server, holder, "contacts")
    expect(page.get_by_role("link", name="Go to my plan")).to_have_attribute("href", "/")
    assert "Grace" not in page.content()
