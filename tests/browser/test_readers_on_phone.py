"""On the phone, a person knows who reads what they type, and is asked about copies of whom they no longer call."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pwa.share.terms import Terms
from tests.browser.conftest import Phone
from tests.browser.copies import make_copies
from tests.browser.readable import fill, make_readable
from tests.conftest import Holder, Server

SISTER = Terms(label="Ann", sections=("contacts", "coping", "about"), until="2126-02-25")
FORMER = Terms(label="the practice", sections=("coping",), until="2026-01-01")
SEEN, ASKED = "Seen by: Ann", "“Ann” has a copy of your plan. Shall it be stopped?"


@pytest.fixture
def owner(server: Server, make_plan: Callable[..., Holder], phone: Phone) -> Holder:
    """A plan on a server of its own, with a copy that can be opened and one that has ended."""
    holder = make_plan(server)
    fill(holder)
    make_copies(server, holder, SISTER, FORMER)
    phone.context.add_cookies(holder.cookies)
    return holder


@pytest.fixture
def page(owner: Holder, server: Server, phone: Phone) -> Page:
    """The phone with its plan."""
    make_readable(phone.page, server)
    return phone.page


def part(page: Page, section: str) -> None:
    """Go to a part of the plan as from its beginning."""
    page.evaluate("(name) => { location.hash = name }", f"change-{section}")
    expect(page.locator("#view [data-name]")).to_have_attribute("data-name", f"change-{section}")


def test_under_a_field_stands_who_reads_it(page: Page) -> None:
    part(page, "coping")
    expect(page.get_by_text(SEEN)).to_be_visible()
    page.get_by_role("button", name="Warm the teapot slowly").click()
    page.get_by_role("button", name="Change the words").click()
    expect(page.get_by_text(SEEN)).to_be_visible()
    assert "the practice" not in page.locator("#view").inner_text()


def test_nobody_is_named_where_nobody_reads(page: Page) -> None:
    part(page, "warning_signs")
    expect(page.get_by_role("button", name="Add", exact=True)).to_be_visible()
    expect(page.get_by_text(SEEN)).to_have_count(0)
    part(page, "about")
    page.get_by_role("button", name="My own number").click()
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    expect(page.get_by_text(SEEN)).to_have_count(0)


def test_number_is_read_only_where_it_may_be_in_copies(page: Page) -> None:
    part(page, "contacts")
    page.get_by_role("button", name="Ann").click()
    page.get_by_role("button", name="07700 900123").click()
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    expect(page.get_by_text(SEEN)).to_have_count(0)
    page.go_back()
    page.get_by_role("switch", name="This number may be in copies").click()
    page.get_by_role("button", name="07700 900123").click()
    expect(page.get_by_text(SEEN)).to_be_visible()


def test_only_me_words_are_read_by_nobody(page: Page) -> None:
    part(page, "coping")
    page.get_by_role("button", name="Warm the teapot slowly").click()
    page.get_by_role("switch", name="Only me").click()
    page.get_by_role("button", name="Change the words").click()
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    expect(page.get_by_text(SEEN)).to_have_count(0)


@pytest.mark.parametrize("typed", ["ann", "My aunt"])
def test_copy_of_someone_who_is_not_to_be_called_is_asked_about(
    page: Page, typed: str, axe: Callable[[Page], list[str]]
) -> None:
    first = page.locator("#plan").inner_text()
    part(page, "avoid")
    page.get_by_label("Add a person: the name").fill(typed)
    page.get_by_role("button", name="Add", exact=True).click()
    number = page.get_by_role("textbox", name="Number, only so that I can be warned")
    expect(number).to_be_visible()
    if typed == "My aunt":
        number.fill("+44 7700 900123")
        page.get_by_role("button", name="Save").click()
        expect(number).to_be_hidden()
    part(page, "avoid")
    expect(page.get_by_text(ASKED)).to_be_visible()
    assert axe(page) == []
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("link", name="Go to where it can be stopped").click()
    page.wait_for_url("**/share")
    assert "has a copy of your plan" not in first
