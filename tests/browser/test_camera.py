"""The code of a copy in front of a camera held by hand, from every place that shows it: read each time."""

from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.camera import Sight, read, screen, sight, snaps
from tests.browser.conftest import Phone
from tests.browser.sharing import go, make
from tests.browser.test_codes_on_phone import THEMES
from tests.browser.test_paper import DESK, print_
from tests.conftest import Holder, Server

SNAPS = 100
GIVEN = "Grace"


@pytest.fixture
def sam(holder: Holder) -> Holder:
    """A plan with someone to give a copy to."""
    holder.add("contacts", name=GIVEN, phones=[{"number": "07700 900112", "for": ["call"]}])
    return holder


def not_read(seen: Sight) -> list[tuple[int, list[str]]]:
    """Which of a hundred pictures of a code do not give its text, and what they give."""
    found = [read(one) for one in snaps(seen, SNAPS, seed=4)]
    assert len(found) == SNAPS
    return [(at, texts) for at, texts in enumerate(found) if texts != [seen.text]]


def phones_code(page: Page, server: Server) -> Image.Image:
    """The code as the owner's phone shows it."""
    page.goto(server.url)
    page.get_by_role("button", name="Show a code").click()
    expect(page.get_by_role("img", name="Code to scan")).to_be_visible()
    return screen(page)


@pytest.mark.parametrize("theme", THEMES)
def test_camera_reads_the_code_of_both_pages_a_hundred_times_of_a_hundred(
    theme: str, new_phone: Callable[..., Phone], shared_server: Server, sam: Holder
) -> None:
    phone = new_phone(**THEMES[theme])
    phone.context.add_cookies(sam.cookies)
    link = make(go(phone, shared_server, sam), GIVEN)
    for picture in (screen(phone.page), phones_code(phone.page, shared_server)):
        seen = sight(picture)
        assert seen.text == link
        assert not_read(seen) == []


def test_camera_reads_the_printed_code_a_hundred_times_of_a_hundred(
    phone: Phone, new_phone: Callable[..., Phone], shared_server: Server, sam: Holder
) -> None:
    link = make(go(phone, shared_server, sam), GIVEN)
    desk = new_phone(**DESK)
    desk.context.add_cookies(sam.cookies)
    desk.page.goto(f"{shared_server.url}/en/{sam.slot}/paper")
    desk.page.get_by_label("The code of a copy").select_option(label=GIVEN)
    expect(desk.page.locator(".pp-copy-code")).to_be_visible()
    (paper,) = print_(desk.page).pages
    seen = sight(paper)
    assert seen.text == link
    assert not_read(seen) == []
