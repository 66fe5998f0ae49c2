"""The numbers on a supporter's page: of which country they are, and what a link dials from another one."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.sealed_copy import Sealed, copy_of, opened, serve
from tests.conftest import Server

ABROAD, NOWHERE = "America/New_York", "Etc/UTC"
FOR_YOU = "These lines are for you too."


@pytest.fixture(scope="module")
def gb(start_server: Callable[..., Server]) -> Server:
    """A server whose operator is in the United Kingdom."""
    return start_server("--development", POCKET_PLAN_REGION="GB")


@pytest.fixture(scope="module")
def anywhere(start_server: Callable[..., Server]) -> Server:
    """A server whose operator has not said where they are."""
    return start_server("--development")


def show(phone: Phone, server: Server, copy: Sealed) -> Page:
    """Open a copy, whatever becomes of it."""
    phone.forgive("410")
    serve(phone.context, server, copy)
    phone.page.goto(server.url + copy.path)
    return phone.page


def stopped() -> Sealed:
    """A copy that its owner has stopped."""
    sealed = Sealed()
    sealed.say(410, "copy_stopped", words=None)
    return sealed


def test_dead_end_has_the_numbers_of_where_its_reader_is(gb: Server, new_phone: Callable[..., Phone]) -> None:
    page = show(new_phone(timezone_id=ABROAD), gb, stopped())
    expect(page.get_by_role("link", name="Emergency (United States) 911")).to_have_attribute("href", "tel:911")
    expect(page.get_by_text("Samaritans")).to_be_hidden()
    expect(page.get_by_role("link", name="Call 988")).to_have_attribute("href", "tel:988")
    assert "999" not in page.locator("#shell").inner_text()


def test_dead_end_names_the_country_of_its_numbers(gb: Server, new_phone: Callable[..., Phone]) -> None:
    for zone in ("Europe/London", NOWHERE):
        page = show(new_phone(timezone_id=zone), gb, stopped())
        expect(page.locator("#said")).to_contain_text("no longer available")
        expect(page.get_by_role("link", name="Emergency (United Kingdom) 999")).to_be_visible()
        expect(page.get_by_text(FOR_YOU)).to_be_visible()


def test_dead_end_without_any_line_speaks_of_none(anywhere: Server, new_phone: Callable[..., Phone]) -> None:
    page = show(new_phone(timezone_id=NOWHERE), anywhere, stopped())
    expect(page.locator("#said")).to_contain_text("no longer available")
    expect(page.get_by_role("link", name="112")).to_be_visible()
    expect(page.get_by_text("Being there for someone can be a lot.")).to_be_visible()
    expect(page.get_by_text(FOR_YOU)).to_be_hidden()
    page = show(new_phone(), anywhere, stopped())
    expect(page.get_by_role("link", name="Call Samaritans 116 123")).to_be_visible()
    expect(page.get_by_text(FOR_YOU)).to_be_visible()


def test_plan_that_names_no_country_is_where_its_server_is(gb: Server, new_phone: Callable[..., Phone]) -> None:
    page = opened(show(new_phone(timezone_id=ABROAD), gb, Sealed(copy=copy_of(region=None))))
    expect(page.get_by_role("link", name="Emergency (United Kingdom) 999")).to_be_visible()
    expect(page.get_by_text("You seem to be in another country: United States.")).to_be_visible()


def test_lines_are_there_although_nobody_knows_where_anyone_is(gb: Server, new_phone: Callable[..., Phone]) -> None:
    page = opened(show(new_phone(timezone_id=NOWHERE), gb, Sealed(copy=copy_of(region=None))))
    expect(page.get_by_role("link", name="Emergency 999").first).to_be_visible()
    expect(page.locator(".pp-for-you").get_by_role("link", name="Samaritans").first).to_be_visible()


def with_dial() -> Sealed:
    """A copy whose numbers are known as they are dialled from another country."""
    copy = copy_of(dial="+447700900771")
    phones = [{"number": "07700 900112", "for": ["call", "text"], "dial": "+447700900112"}]
    copy["plan"]["sections"]["contacts"] = [{"id": "a", "content": {"name": "Ann", "phones": phones}}]
    care = {"text": "The cat", "number": "07700 900113", "dial": "+447700900113"}
    copy["plan"]["sections"]["care_for"] = [{"id": "c", "content": care}]
    return Sealed(copy=copy)


def test_numbers_of_the_plan_are_dialled_with_their_country(gb: Server, new_phone: Callable[..., Phone]) -> None:
    page = opened(show(new_phone(timezone_id=ABROAD), gb, with_dial()))
    for name, href in {
        "Call Sam 07700 900771": "tel:+447700900771",
        "Call 07700 900112": "tel:+447700900112",
        "Text 07700 900112": "sms:+447700900112",
        "Call 07700 900113": "tel:+447700900113",
    }.items():
        expect(page.get_by_role("link", name=name)).to_have_attribute("href", href)
    assert "+44" not in page.locator("#copy").inner_text()
