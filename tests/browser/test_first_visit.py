"""What a first visit costs and speaks: few bytes in every language, and the one that the browser asks for."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Phone
from tests.browser.cut_line import CutLine
from tests.browser.menu import LANGUAGES, says, speaks
from tests.browser.sealed_copy import Sealed
from tests.conftest import Server

BUDGET_BYTES = 60_000  # design.md, section 7: everything that a first visit loads, compressed

# What browsers send, and what there is for it.
ASKED = {
    "pl-PL,pl;q=0.9": "pl",
    "cy": "cy",
    "ar-EG": "ar",
    "de": "en",
    "de-DE,de;q=0.9,cy;q=0.8,en;q=0.7": "cy",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_visit_takes_few_bytes_in_every_language(
    language: str, shared_server: Server, new_phone: Callable[..., Phone]
) -> None:
    page = new_phone(locale=language).page
    with CutLine(shared_server.port) as line:
        page.goto(f"http://127.0.0.1:{line.port}/")
        speaks(page, language)
        page.wait_for_load_state("networkidle")
        assert 20_000 < line.received_bytes <= BUDGET_BYTES


@pytest.mark.parametrize("asked", ASKED)
def test_first_visit_follows_the_list_of_the_browser(
    asked: str, shared_server: Server, new_phone: Callable[..., Phone]
) -> None:
    phone = new_phone(locale=None, extra_http_headers={"Accept-Language": asked})
    page, tag = phone.page, ASKED[asked]
    phone.forgive("404")
    page.goto(shared_server.url)
    speaks(page, tag)
    says(page, tag, ["Need someone now?", "Make my plan (3 minutes)", "Hide"])
    expect(page.get_by_role("link", name="112")).to_be_visible()
    page.goto(shared_server.url + Sealed().path)
    speaks(page, tag)
    says(page, tag, ["Shared with you", "Need someone now?"])
    page.goto(f"{shared_server.url}/nothing-here")
    speaks(page, tag)
    says(page, tag, ["There is nothing at this address", "To the first page"])
