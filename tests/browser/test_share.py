"""Sharing at the desk: who gets a copy, what is in it, its code, and the end of it."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from pwa.pages.days import months_after
from tests.browser.conftest import Phone
from tests.browser.sharing import LOOKS, as_sams, ask, copy_row, go, make, open_all, read, seen
from tests.conftest import Holder, Server


@pytest.fixture
def sam(holder: Holder) -> Holder:
    return as_sams(holder)


@pytest.mark.parametrize("look", LOOKS)
def test_code_is_read_from_the_screen(
    look: str, new_phone: Callable[..., Phone], shared_server: Server, sam: Holder
) -> None:
    phone = new_phone(**LOOKS[look])
    phone.context.add_cookies(sam.cookies)
    page = go(phone, shared_server, sam)
    text = make(page)
    assert text == page.locator("[data-link]").inner_text()
    assert text.startswith(f"{shared_server.url}/s/")
    box = page.locator(".pp-qr").bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 280


def test_copy_made_with_the_defaults_holds_exactly_what_was_chosen(
    phone: Phone, shared_server: Server, sam: Holder
) -> None:
    page = go(phone, shared_server, sam)
    content = read(make(page))
    today = datetime.now(UTC).date()
    assert content["plan"]["sections"].keys() == {"contacts", "responses", "about"}
    words = json.dumps(content, ensure_ascii=False)
    assert "Sit beside me" in words
    assert "07700 900113" in words
    for left_out in ("07700 900112", "lock", "father", "07700 900114", "nobody else", "Grace’s"):
        assert left_out not in words
    assert (content["name"], content["call"], content["may_keep"]) == ("Sam", None, True)
    assert content["until"] == months_after(today, 3).isoformat()


def test_what_is_chosen_is_what_they_read(phone: Phone, shared_server: Server, sam: Holder) -> None:
    number = {"kind": "set_field", "section": "about", "entry": "my_phone", "value": "07700 900771", "based_on": None}
    sam.change(number)
    page = go(phone, shared_server, sam)
    page.get_by_label("Someone else").check()
    page.get_by_label("What I call them").fill("My aunt")
    open_all(page)
    page.get_by_label("Who I can call: 2 things").uncheck()
    page.get_by_label("What makes me feel safe: 1 thing").check()
    expect(page.get_by_text("My aunt will read these names: My father")).to_be_visible()
    page.get_by_label("People I don't want called").check()
    page.get_by_label(re.compile("^My own number")).check()
    page.get_by_label("until I stop it").check()
    page.get_by_label("The name they see").fill("S.")
    page.get_by_label("They may keep it on their phone").uncheck()
    page.get_by_label("Passcode").fill("04 71")
    preview = page.locator(".pp-plan-view")
    expect(preview.get_by_text("The bench by the lock")).to_be_visible()
    expect(preview.get_by_text("Amadou")).to_have_count(0)
    page.get_by_role("button", name="Make the copy").click()
    text = seen(page)
    told = page.get_by_text("They also need the passcode 0471.")
    expect(told).to_be_hidden()
    page.get_by_text("The passcode that they also need").click()
    expect(told).to_be_visible()
    assert ask(text).status_code == 401
    content = read(text, passcode="0471")
    assert content["plan"]["sections"].keys() == {"responses", "safe", "avoid", "about"}
    assert (content["name"], content["call"]) == ("S.", "07700 900771")
    assert (content["may_keep"], content["until"]) == (False, None)


def test_number_is_let_into_copies_here(phone: Phone, shared_server: Server, sam: Holder) -> None:
    page = go(phone, shared_server, sam)
    expect(page.get_by_text("Phone numbers in it: 1 of 2")).to_be_visible()
    page.get_by_text("Phone numbers in it: 1 of 2").click()
    page.get_by_label("Grace: 07700 900112").check()
    expect(page.get_by_text("Phone numbers in it: 2 of 2")).to_be_visible()
    assert sam.read()["sections"]["contacts"][0]["content"]["share_number"] is True
    assert "07700 900112" in json.dumps(read(make(page)))


def test_someone_under_avoid_is_asked_about(phone: Phone, shared_server: Server, sam: Holder) -> None:
    page = go(phone, shared_server, sam)
    page.get_by_label("Someone else").check()
    page.get_by_label("What I call them").fill("my  Father")
    page.get_by_role("button", name="Make the copy").click()
    expect(page.get_by_text("Shall they get a copy all the same?")).to_be_visible()
    page.get_by_role("button", name="No, make none").click()
    expect(page.get_by_text("Shall they get a copy all the same?")).to_be_hidden()
    expect(page.locator(".pp-copy")).to_have_count(0)
    page.get_by_role("button", name="Make the copy").click()
    page.get_by_role("button", name="Yes, make it").click()
    assert read(seen(page))["name"] == "Sam"


def test_only_me_is_counted_and_said(phone: Phone, shared_server: Server, sam: Holder) -> None:
    page = go(phone, shared_server, sam)
    page.get_by_text("What they can read: 6 parts").click()
    expect(page.get_by_text("1 thing is marked “Only me”. It is never in a copy.")).to_be_visible()


def test_past_is_asked_for_twice(phone: Phone, shared_server: Server, sam: Holder) -> None:
    sam.add("past", what="Something that happened")
    page = go(phone, shared_server, sam)
    open_all(page)
    page.get_by_label("What happened before", exact=True).check()
    expect(page.get_by_text("This is the most private part.")).to_be_visible()
    page.get_by_label("Grace", exact=True).check()
    page.get_by_role("button", name="Make the copy").click()
    assert "past" not in read(seen(page))["sections"]
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name="Make a copy for someone")).to_be_focused()
    open_all(page)
    page.get_by_label("What happened before", exact=True).check()
    page.get_by_label("Yes, they may read what happened before").check()
    assert "past" in read(make(page))["sections"]


@pytest.mark.parametrize("passcode", ["12", "twelve", "12345a"])
def test_passcode_has_at_least_four_digits(passcode: str, phone: Phone, shared_server: Server, sam: Holder) -> None:
    page = go(phone, shared_server, sam)
    page.get_by_label("Grace", exact=True).check()
    page.get_by_text("Name, passcode, keeping it").click()
    page.get_by_label("Passcode").fill(passcode)
    page.get_by_role("button", name="Make the copy").click()
    expect(page.get_by_text("A passcode has at least four digits and nothing else.")).to_be_visible()
    expect(page.locator(".pp-copy")).to_have_count(0)


def test_who_it_is_for_is_said_first(phone: Phone, shared_server: Server, sam: Holder) -> None:
    page = go(phone, shared_server, sam)
    page.get_by_role("button", name="Make the copy").click()
    expect(page.get_by_text("Please say first who it is for.")).to_be_visible()


def test_what_was_chosen_survives_a_reload_and_is_gone_once_it_is_made(
    phone: Phone, shared_server: Server, sam: Holder
) -> None:
    page = go(phone, shared_server, sam)
    page.get_by_label("Someone else").check()
    page.get_by_label("What I call them").fill("My aunt")
    page.get_by_label("What I call them").blur()
    page.reload()
    page.wait_for_function("() => window.did_handshake === true")
    expect(page.get_by_label("What I call them")).to_have_value("My aunt")
    page.get_by_role("button", name="Make the copy").click()
    expect(page.get_by_role("heading", name="The code for My aunt")).to_be_visible()
    page.wait_for_function("() => !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))")
    page.reload()
    page.wait_for_function("() => window.did_handshake === true")
    expect(page.get_by_label("Someone else")).not_to_be_checked()


def test_what_was_chosen_before_is_said_in_sight_and_can_be_let_go(
    phone: Phone, shared_server: Server, sam: Holder
) -> None:
    said = "What you chose here before is chosen again"
    page = go(phone, shared_server, sam)
    expect(page.get_by_text(said)).to_have_count(0)
    page.get_by_label("Grace", exact=True).check()
    open_all(page)
    page.get_by_label("until I stop it").check()
    page = go(phone, shared_server, sam)
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_label("Grace", exact=True)).to_be_checked()
    page.get_by_role("button", name="Start with an empty form").click()
    expect(page.get_by_label("Grace", exact=True)).not_to_be_checked()
    expect(page.get_by_text(said)).to_have_count(0)
    expect(page.get_by_text(re.compile("^How long: until [0-9]+"))).to_be_attached()
    page.wait_for_function("() => !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))")


def test_names_and_what_happened_before_come_into_no_other_copy(
    phone: Phone, shared_server: Server, sam: Holder
) -> None:
    sam.add("past", what="Something that happened")
    page = go(phone, shared_server, sam)
    open_all(page)
    page.get_by_label("People I don't want called").check()
    page.get_by_label("What happened before", exact=True).check()
    page.get_by_label("Yes, they may read what happened before").check()
    expect(page.get_by_text("What they can read: 8 parts")).to_be_visible()
    page = go(phone, shared_server, sam)
    words = json.dumps(read(make(page)), ensure_ascii=False)
    assert "My father" not in words
    assert "Something that happened" not in words


def test_change_that_was_dropped_stands_in_no_form_again(phone: Phone, shared_server: Server, sam: Holder) -> None:
    page = go(phone, shared_server, sam)
    text = make(page)
    page.get_by_role("button", name="Done").click()
    row = copy_row(page)
    for again in range(2):
        row.get_by_role("button", name="Change").click()
        row.get_by_text("What they can read: 6 parts").click()
        expect(row.get_by_label("People I don't want called")).not_to_be_checked()
        expect(row.get_by_label("Who I can call: 2 things")).to_be_checked()
        if again:
            row.get_by_role("button", name="Save").click()
            continue
        row.get_by_label("People I don't want called").check()
        row.get_by_label("Who I can call: 2 things").uncheck()
        row.get_by_role("button", name="Leave it as it was").click()
    expect(page.get_by_text("Saved. From now on they read it like this.")).to_be_visible()
    assert read(text)["plan"]["sections"].keys() == {"contacts", "responses", "about"}
    page.wait_for_function("() => !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))")


def test_change_that_was_saved_is_kept_by_the_tab_no_longer(phone: Phone, shared_server: Server, sam: Holder) -> None:
    page = go(phone, shared_server, sam)
    make(page)
    page.get_by_role("button", name="Done").click()
    row = copy_row(page)
    row.get_by_role("button", name="Change").click()
    row.get_by_text("What they can read: 6 parts").click()
    row.get_by_label("Who I can call: 2 things").uncheck()
    row.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. From now on they read it like this.")).to_be_visible()
    page.wait_for_function("() => !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))")
