"""A scanned copy's words come first: little is asked for, at once, and nothing else is painted before them."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route, expect

from pwa.i18n.languages import Language
from tests.browser.conftest import Phone
from tests.browser.sealed_copy import Sealed, has_help, opened, serve
from tests.conftest import Server

AT_FIRST = """new MutationObserver(() => {
  const shell = document.getElementById("shell");
  if (shell) window.atFirst ??= getComputedStyle(shell).display;
}).observe(document, { childList: true, subtree: true })"""
NO_FRAMES = "window.requestAnimationFrame = () => 0"
DRAWN = """addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
  const told = document.querySelector("#copy .pp-told");
  if (told) window.whenDrawn ??= [getComputedStyle(told).display, document.querySelectorAll("#copy h2").length];
}).observe(document.getElementById("copy"), { attributes: true }))"""
WRITTEN = """(tag) => Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2026, month, 3))))"""


@pytest.fixture(scope="module")
def gb(start_server: Callable[..., Server]) -> Server:
    """A server whose operator is in the United Kingdom."""
    return start_server(POCKET_PLAN_REGION="GB")


def test_copy_is_asked_for_before_the_pages_own_script_has_come(gb: Server, phone: Phone) -> None:
    sealed, held = Sealed(), list[Route]()
    serve(phone.context, gb, sealed)
    phone.context.route("**/copy.js", lambda route: held.append(route))
    with phone.page.expect_response("**/open"):
        phone.page.goto(gb.url + sealed.path, wait_until="commit")
    assert "#" not in phone.page.url
    expect(phone.page.get_by_text("Opening …")).to_be_visible()
    held.pop().continue_()
    opened(phone.page)
    assert len(sealed.asked) == 1


def test_four_answers_are_all_that_a_copy_takes(gb: Server, phone: Phone) -> None:
    sealed, paths = Sealed(), list[str]()
    serve(phone.context, gb, sealed)
    phone.page.on("request", lambda request: paths.append(urlsplit(request.url).path))
    phone.page.goto(gb.url + sealed.path)
    opened(phone.page)
    beside = ("icon.svg", "measures.en.html", "measures.css")
    asked = sorted(path.split("/")[-1] for path in paths if not path.endswith(beside))
    assert asked == sorted([sealed.id, "copy.js", "London.json", "open"])


def test_reader_who_keeps_nothing_is_left_no_database(gb: Server, phone: Phone) -> None:
    sealed = Sealed()
    serve(phone.context, gb, sealed)
    phone.page.goto(gb.url + sealed.path)
    opened(phone.page)
    assert phone.page.evaluate("() => indexedDB.databases()") == []


def test_help_waits_a_moment_for_the_words_and_no_longer(gb: Server, phone: Phone) -> None:
    sealed, held = Sealed(), list[Route]()
    phone.context.add_init_script(AT_FIRST)
    phone.context.route("**/open", lambda route: held.append(route))
    phone.page.goto(gb.url + sealed.path)
    expect(phone.page.get_by_text("Opening …")).to_be_visible()
    expect(phone.page.get_by_text("Hide", exact=True)).to_be_visible()
    has_help(phone.page)
    assert phone.page.evaluate("() => window.atFirst") == "none"


def test_what_lies_below_follows_even_where_nothing_is_painted(gb: Server, phone: Phone) -> None:
    sealed = Sealed()
    serve(phone.context, gb, sealed)
    for script in (NO_FRAMES, DRAWN):
        phone.context.add_init_script(script)
    phone.page.goto(gb.url + sealed.path)
    expect(phone.page.get_by_text("Opening this alerts nobody.")).to_be_visible()
    expect(phone.page.get_by_role("button", name="Keep on this phone")).to_be_visible()
    display, headings = phone.page.evaluate("() => window.whenDrawn")
    assert (display, headings) == ("none", phone.page.locator("#copy h2").count())


@pytest.mark.parametrize("tag", ["en", "de", "es", "hu", "lt", "pl", "ja"])
def test_days_are_written_as_this_browser_would(phone: Phone, tag: str) -> None:
    language = Language(tag)
    own = [day.replace("{day}", "3").replace("{year}", "2026") for day in language.days]
    assert own == phone.page.evaluate(WRITTEN, language.written_as)
