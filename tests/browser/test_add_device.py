"""One more device by a QR code: the owner's words, a code that works once, four digits, and the plan is there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import editor, sharing
from tests.browser.conftest import Phone
from tests.browser.test_recovery_code import STEP, shown
from tests.conftest import Holder, Server


@pytest.fixture
def words(phone: Phone, shared_server: Server, holder: Holder) -> str:
    """The owner's recovery words; the first device shows the list of devices afterwards."""
    page = shown(phone, shared_server, holder)
    words = " ".join(page.locator("[data-word]").all_inner_texts())
    page.get_by_role("button", name="I have written them down").click()
    expect(page.get_by_text("These are my words now.")).to_be_visible()
    editor.go(phone, shared_server, holder, "devices")
    return words


def offer(page: Page, words: str) -> str:
    """Ask for a code; returns the link in it as a camera reads it."""
    page.get_by_label("My recovery words").fill(words)
    page.get_by_role("button", name="Show the code to scan").click()
    expect(page.get_by_role("heading", name="Scan this with the new device")).to_be_focused()
    return sharing.seen(page)


def type_digits(page: Page, digits: str) -> None:
    page.get_by_label("Four digits").fill(digits)
    page.get_by_role("button", name="Add this device").click()


def asked(other: Phone, link: str) -> str:
    """Open the link there; returns the digits that are shown."""
    other.page.goto(link)
    expect(other.page.locator("#adding-digits")).to_be_focused()
    assert "add=" not in other.page.url
    return other.page.locator("#adding-digits").inner_text()


def test_a_scanned_code_and_four_digits_bring_the_plan(
    words: str, phone: Phone, shared_server: Server, holder: Holder, new_phone: Callable[..., Phone],
    axe: Callable[[Page], list[str]],
) -> None:  # fmt: skip
    page, other = phone.page, new_phone()
    urls: list[str] = []
    link = offer(page, words)
    assert axe(page) == []
    other.page.on("request", lambda request: urls.append(request.url + str(request.headers)))
    digits = asked(other, link)
    assert axe(other.page) == []
    expect(page.get_by_role("heading", name="Which four digits does the new device show?")).to_be_focused()
    assert holder.read()["devices"] == 1
    type_digits(page, digits)
    expect(page.get_by_text("The new device has your plan now.")).to_be_visible()
    expect(page.get_by_role("heading", name="Device 2")).to_be_visible()
    expect(other.page.get_by_text(STEP).first).to_be_visible()
    other.page.reload()
    expect(other.page.get_by_text(STEP).first).to_be_visible()
    expect(other.page.get_by_text("A device was added on")).to_be_visible()
    assert not [url for url in urls if link.partition("#add=")[2] in url]


def test_who_was_faster_keeps_the_other_out_and_gets_nothing_without_the_digits(
    words: str, phone: Phone, holder: Holder, new_phone: Callable[..., Phone]
) -> None:
    page, thief, mine = phone.page, new_phone(), new_phone()
    thief.forgive("403", "410")
    mine.forgive("409")
    link = offer(page, words)
    digits = asked(thief, link)
    mine.page.goto(link)
    expect(mine.page.get_by_role("alert")).to_contain_text("Another device has used this code.")
    type_digits(page, f"{(int(digits) + 1) % 10_000:04}")
    expect(page.get_by_text("The new device shows other digits.")).to_be_visible()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("Stopped. Nothing was added.")).to_be_visible()
    expect(thief.page.get_by_role("alert")).to_contain_text("The digits were not the same.")
    assert holder.read()["devices"] == 1
    assert thief.context.cookies() == []


def test_a_code_that_is_over_says_so_and_brings_nothing(
    words: str, phone: Phone, shared_server: Server, holder: Holder, new_phone: Callable[..., Phone]
) -> None:
    late = new_phone()
    late.forgive("410")
    link = offer(phone.page, words)
    for ticket in shared_server.data.glob("tickets/*/*/*"):  # as after five minutes
        ticket.unlink()
    late.page.goto(link)
    expect(late.page.get_by_role("alert")).to_contain_text("A code is good for 5 minutes.")
    assert (late.context.cookies(), holder.read()["devices"]) == ([], 1)


def test_a_scanned_code_survives_the_way_into_another_language(
    words: str, phone: Phone, shared_server: Server, new_phone: Callable[..., Phone]
) -> None:
    other = new_phone()
    other.page.goto(shared_server.url)
    other.page.evaluate("() => localStorage.setItem('language', 'cy')")
    other.page.goto("about:blank")
    digits = asked(other, offer(phone.page, words))
    expect(other.page.locator("html")).to_have_attribute("lang", "cy")
    type_digits(phone.page, digits)
    expect(other.page.get_by_text(STEP).first).to_be_visible()


def test_wrong_words_show_no_code(words: str, phone: Phone) -> None:
    page = phone.page
    first, second, *rest = words.split()
    page.get_by_label("My recovery words").fill(" ".join([second, first, *rest]))
    page.get_by_role("button", name="Show the code to scan").click()
    expect(page.get_by_text("These words don't belong together like this.")).to_be_visible()
    expect(page.locator(".pp-qr")).to_have_count(0)


def test_without_recovery_words_no_device_is_added(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = editor.go(phone, shared_server, holder, "devices")
    expect(page.get_by_text("Please make recovery words first.")).to_be_visible()
    expect(page.get_by_role("button", name="Show the code to scan")).to_have_count(0)


def test_the_link_pasted_in_place_of_words_does_the_same(
    words: str, phone: Phone, shared_server: Server, new_phone: Callable[..., Phone]
) -> None:
    other = new_phone()
    link = offer(phone.page, words)
    other.page.goto(f"{shared_server.url}/#code")
    other.page.get_by_label("recovery words").fill(f" {link}\n")
    other.page.get_by_role("button", name="Open my plan").click()
    type_digits(phone.page, other.page.locator("#adding-digits:not(:empty)").inner_text())
    expect(other.page.get_by_text(STEP).first).to_be_visible()


def test_a_browser_with_a_plan_takes_no_other(
    words: str, phone: Phone, shared_server: Server, make_plan: Callable[..., Holder], new_phone: Callable[..., Phone]
) -> None:
    other = new_phone()
    other.forgive("409")
    other.context.add_cookies(make_plan(shared_server).cookies)
    other.page.goto(offer(phone.page, words))
    expect(other.page.get_by_role("alert")).to_contain_text("There is already a plan here.")
