"""The owner's list of copies: stopped, opened, paused, shown again; and the code that holds everything."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from secrets import token_urlsafe

import pytest
from playwright.sync_api import Page, expect

from pwa.share import inside
from tests.browser.conftest import Phone
from tests.browser.sharing import LOOKS, as_sams, ask, copy_row, go, make, open_all, read, seen
from tests.browser.test_gallery import SIDEWAYS, SMALL
from tests.conftest import Holder, Server


@pytest.fixture
def sam(holder: Holder) -> Holder:
    return as_sams(holder)


def test_stopped_copy_opens_no_more_and_says_what_its_owner_chose(
    phone: Phone, shared_server: Server, sam: Holder
) -> None:
    page = go(phone, shared_server, sam)
    text = make(page)
    copy_row(page).get_by_role("button", name="Stop it").click()
    page.get_by_label("What they read then, in my words").fill("Please ask me")
    page.get_by_role("button", name="Stop it now").click()
    expect(page.get_by_text("Stopped. The copy for Grace opens no more.")).to_be_visible()
    expect(page.locator(".pp-copy")).to_have_count(0)
    expect(page.locator(".pp-qr")).to_have_count(0)
    reply = ask(text)
    assert reply.status_code == 410
    assert reply.json()["words"] == "Please ask me"


def test_list_says_when_it_was_opened_and_on_how_many_phones(phone: Phone, shared_server: Server, sam: Holder) -> None:
    page = go(phone, shared_server, sam)
    text = make(page)
    expect(copy_row(page)).to_contain_text("Not opened yet")
    ask(text, keeping="a" * 32)
    opened = f"Opened on: {in_words(datetime.now(UTC).date())}"  # written down after the answer
    assert any(opened in copy_row(page).inner_text() for _ in range(20) if page.reload())
    expect(copy_row(page)).to_contain_text("Kept on 1 phone")
    expect(copy_row(page)).to_contain_text("They can read: Who I can call, What helps me")


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def test_code_is_shown_again_and_the_link_stays_when_the_copy_changes(
    phone: Phone, shared_server: Server, sam: Holder
) -> None:
    page = go(phone, shared_server, sam)
    text = make(page)
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".pp-qr")).to_have_count(0)
    copy_row(page).get_by_role("button", name="Change").click()
    row = copy_row(page)
    row.get_by_text("What they can read: 6 parts").click()
    row.get_by_label("Who I can call: 2 things").uncheck()
    row.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. From now on they read it like this.")).to_be_visible()
    assert "contacts" not in read(text)["sections"]
    copy_row(page).get_by_role("button", name="Show the code").click()
    assert seen(page) == text
    assert "has been deleted" not in shared_server.output()  # what NiceGUI says of fields that have left the page


def test_copy_paused_by_wrong_passcodes_is_let_go_on(phone: Phone, shared_server: Server, sam: Holder) -> None:
    page = go(phone, shared_server, sam)
    page.get_by_text("Name, passcode, keeping it").click()
    page.get_by_label("Passcode").fill("0471")
    text = make(page)
    for _ in range(10):
        ask(text, passcode="1111")
    assert ask(text, passcode="0471").status_code == 423
    page.reload()
    page.get_by_role("button", name="Let it go on").click()
    expect(page.get_by_text("It can be opened again with its passcode.")).to_be_visible()
    assert read(text, passcode="0471")["name"] == "Sam"


def test_a_code_on_the_screen_goes_with_the_plan(phone: Phone, shared_server: Server, sam: Holder) -> None:
    phone.forgive("410")
    page = go(phone, shared_server, sam)
    text = make(page)
    sam.client.request("DELETE", "/api/plans/mine", json={"sure": True}).raise_for_status()
    page.wait_for_url(f"{shared_server.url}/")
    expect(page.locator(".pp-qr")).to_have_count(0)
    assert ask(text).status_code == 404


@pytest.mark.parametrize("width", [360, 320])
def test_code_and_list_have_no_barrier(
    width: int, new_phone: Callable[..., Phone], shared_server: Server, sam: Holder, axe: Callable[[Page], list[str]]
) -> None:
    phone = new_phone(viewport={"width": width, "height": 740}, reduced_motion="reduce")
    phone.context.add_cookies(sam.cookies)
    page = go(phone, shared_server, sam)
    open_all(page)
    assert (axe(page), page.evaluate(SIDEWAYS)) == ([], 0)
    make(page)
    page.get_by_role("button", name="Done").click()
    for act in ("Show the code", "Change", "Stop it"):
        copy_row(page).get_by_role("button", name=act).first.click()
        expect(copy_row(page).locator("h4")).to_be_visible()
        assert (act, axe(page), page.evaluate(SIDEWAYS), page.evaluate(SMALL)) == (act, [], 0, [])
    page.get_by_text("A code that holds everything itself").click()
    expect(page.get_by_text(re.compile("^It fits"))).to_be_visible()
    assert (axe(page), page.evaluate(SIDEWAYS)) == ([], 0)


def test_printed_is_the_code_and_not_the_passcode(phone: Phone, shared_server: Server, sam: Holder) -> None:
    page = go(phone, shared_server, sam)
    page.get_by_text("Name, passcode, keeping it").click()
    page.get_by_label("Passcode").fill("0471")
    page.evaluate("() => { window.print = () => {}; }")  # the dialog would hold the test up; its end is never told
    make(page)
    page.get_by_text("A code that holds everything itself").click()
    page.get_by_role("button", name="Show this code").click()
    expect(page.locator(".pp-qr")).to_have_count(2)
    page.get_by_role("button", name="Print").first.click()
    page.emulate_media(media="print")
    visible = page.evaluate(
        """() => [...document.querySelectorAll("p, h1, h2, h3, button, img")]
          .filter((one) => one.checkVisibility({ checkVisibilityCSS: true }))
          .map((one) => one.textContent || one.className)"""
    )
    assert visible[0] == "pp-qr"
    assert visible.count("pp-qr") == 1
    assert not any("0471" in words or "Grace" in words for words in visible)


@pytest.mark.parametrize("look", LOOKS)
def test_code_that_holds_everything_is_read_from_the_screen(
    look: str, new_phone: Callable[..., Phone], shared_server: Server, sam: Holder
) -> None:
    phone = new_phone(**LOOKS[look])
    phone.context.add_cookies(sam.cookies)
    page = go(phone, shared_server, sam)
    page.get_by_text("A code that holds everything itself").click()
    expect(page.get_by_text("It can never be changed, and never be stopped.")).to_be_visible()
    expect(page.get_by_text(re.compile("^It fits: the code is [0-9]+ % full.$"))).to_be_visible()
    page.get_by_role("button", name="Show this code").click()
    address = seen(page)
    content = inside.read(address)
    assert content["plan"]["sections"].keys() == {"contacts", "responses", "about"}
    assert "nobody else" not in json.dumps(content)
    assert content["name"] == "Sam"
    reader = new_phone()
    reader.page.goto(address)
    expect(reader.page.get_by_text("Sit beside me")).to_be_visible()


def test_what_does_not_fit_into_a_code_is_said_and_what_to_leave_out(
    phone: Phone, shared_server: Server, sam: Holder
) -> None:
    sam.add("responses", text=token_urlsafe(1400))
    page = go(phone, shared_server, sam)
    page.get_by_text("A code that holds everything itself").click()
    said = page.get_by_text(re.compile("^Too much: [0-9]+ % of a code. It fits without: How others can help$"))
    expect(said).to_be_visible()
    for part in ("Who I can call: 2 things", "About me and this plan: 1 thing"):
        page.get_by_label(part).last.evaluate("(box) => box.click()")
    alone = re.compile("^Too much: [0-9]+ % of a code. A copy with a link has room for it.$")
    expect(page.get_by_text(alone)).to_be_visible()
    page.get_by_role("button", name="Show this code").click()
    expect(page.get_by_text("This is too much for a code that holds everything.")).to_be_visible()
    expect(page.locator(".pp-qr")).to_have_count(0)


def test_name_in_a_code_that_holds_everything_can_be_another(phone: Phone, shared_server: Server, sam: Holder) -> None:
    page = go(phone, shared_server, sam)
    page.get_by_text("A code that holds everything itself").click()
    expect(page.get_by_label("The name they see")).to_have_count(2)
    page.get_by_label("The name they see").last.fill("S.")
    page.get_by_role("button", name="Show this code").click()
    assert inside.read(seen(page))["name"] == "S."


def test_phone_leads_to_sharing(phone: Phone, shared_server: Server, sam: Holder) -> None:
    phone.page.goto(shared_server.url)
    phone.page.get_by_role("link", name="Share my plan").click()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Share my plan")
