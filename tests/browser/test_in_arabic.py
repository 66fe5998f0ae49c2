"""A plan made in Arabic through the pages, shared, and read by a supporter in another language."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pwa import i18n
from pwa.pages.edit import part_address
from pwa.plan.section import Section
from pwa.plan.sections import BY_ID
from tests.browser.conftest import Phone
from tests.browser.hands import Hands
from tests.browser.sharing import seen
from tests.browser.typed_plan import words_of
from tests.conftest import ROOT, Server

PLAN = json.loads((ROOT / "tests/plans/short.ar.json").read_text("utf-8"))
SECTIONS = [BY_ID[id] for id in PLAN if id in BY_ID]
READERS = ("pl", "en")
PHRASE = "coping.feet"
MARKED = "(all) => [...new Set(all.map(({ lang, dir }) => `${lang} ${dir}`))]"
ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


def contents(section: Section) -> list[dict[str, Any]]:
    values = PLAN[section.id]
    if isinstance(values, dict):
        return [{name: value} for name, value in values.items()]
    return [{section.fields[0].name: value} if isinstance(value, str) else value for value in values]


def text_of(page: Page) -> str:
    page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")
    return " ".join(page.locator("body").inner_text().translate(ISOLATES).split())


@pytest.fixture
def arabic(start_server: Callable[..., Server]) -> Server:
    return start_server(POCKET_PLAN_REGION="GB")


def test_a_plan_in_arabic_is_read_in_polish_and_in_english_and_kept(
    new_phone: Callable[..., Phone], arabic: Server
) -> None:
    owner = new_phone(locale="ar")
    hands = Hands(owner, arabic, "ar")
    hands.make_plan()
    for section in SECTIONS:
        hands.type_section(section, PLAN[section.id])
    _takes_an_idea(hands)
    _is_read_on_the_phone(hands, arabic)
    _is_marked_at_a_desk_in_another_language(hands, arabic)
    link = _is_shared(hands, arabic)
    readers = {language: new_phone(locale=language) for language in READERS}
    for language, reader in readers.items():
        reader.page.goto(link)
        _is_read_by(reader.page, language)
    polish = readers["pl"]
    _is_kept(polish.page, "pl")
    arabic.kill()
    for phone in (owner, polish):
        phone.forgive("ERR_CONNECTION_REFUSED", "Failed to load")
    polish.page.reload()
    _is_read_by(polish.page, "pl")
    polish.page.locator("#copy .pp-languages summary").click()
    polish.page.locator("#copy [data-language=en]").click()
    expect(polish.page.locator("html")).to_have_attribute("lang", "en")
    _is_read_by(polish.page, "en")


def _takes_an_idea(hands: Hands) -> None:
    """One of the suggestions, unchanged."""
    page, t = hands.page, hands.t
    hands.open_section(BY_ID["coping"])
    rows = page.locator("[data-entry]")
    count = rows.count()
    page.get_by_text(t("Ideas"), exact=True).click()
    page.get_by_role("button", name=i18n.phrases("ar")["coping"][PHRASE], exact=True).click()
    page.get_by_role("button", name=t("Add"), exact=True).click()
    expect(rows).to_have_count(count + 1)


def _is_read_on_the_phone(hands: Hands, server: Server) -> None:
    page, t = hands.page, hands.t
    page.goto(server.url)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#plan bdi", has_text=i18n.phrases("ar")["coping"][PHRASE]).first).to_be_attached()
    words = text_of(page)
    lost = [text for section in SECTIONS for content in contents(section) for text in _said(section, content, t)]
    assert [text for text in lost if " ".join(text.split()) not in words] == []
    assert page.locator("#plan bdi.pp-words").evaluate_all(MARKED) == ["ar auto"]
    sister = page.get_by_role("link", name="أختي").first
    assert sister.get_attribute("href") == "tel:07700900227"


def _is_marked_at_a_desk_in_another_language(hands: Hands, server: Server) -> None:
    page = hands.page
    page.goto(f"{server.url}/en/{hands.slot}/edit/{part_address('coping')}")
    expect(page.locator(".pp-row-text")).to_have_count(len(PLAN["coping"]) + 1)
    assert page.locator(".pp-row-text").evaluate_all(MARKED) == ["ar auto"]
    assert page.locator("html").get_attribute("lang") == "en"


def _said(section: Section, content: dict[str, Any], t: i18n.Translator) -> list[str]:
    """What a person wrote; choices and dates stand in the words of the page."""
    free = {name: value for name, value in content.items() if name not in ("noticed_by", "level", "date", "next_look")}
    return words_of(section, free)


def _is_shared(hands: Hands, server: Server) -> str:
    """A copy for her sister, with all that is offered; its link as a camera reads it."""
    page, t = hands.page, hands.t
    page.goto(f"{server.url}/ar/{hands.slot}/share")
    page.wait_for_function("() => window.did_handshake === true")
    page.get_by_label("أختي", exact=True).check()
    page.get_by_role("button", name=t("Make the copy")).click()
    return seen(page)


def _is_kept(page: Page, language: str) -> None:
    t = i18n.translator(language)
    page.get_by_role("button", name=t("Keep on this phone")).click()
    expect(page.locator("#keep-told")).to_have_text(t("Kept on this phone. It opens without a connection."))


def _is_read_by(page: Page, language: str) -> None:
    t = i18n.translator(language)
    heading = page.get_by_role("heading", name=t(BY_ID["responses"].theirs))
    expect(heading).to_be_visible()
    assert page.locator("html").get_attribute("lang") == language
    written = page.locator("#copy bdi.pp-words", has_text=PLAN["responses"][0])
    assert (written.get_attribute("lang"), written.get_attribute("dir")) == ("ar", "auto")
    words = text_of(page)
    for text in (*PLAN["responses"], *PLAN["coping"], *PLAN["unsafe"], PLAN["warning_signs"][0]["text"]):
        assert text in words
    assert PLAN["avoid"][0]["name"] not in words  # its own yes was not given
    for section in ("responses", "coping", "unsafe", "warning_signs", "contacts"):
        assert t(BY_ID[section].theirs) in words
    emergency = page.locator("#copy .pp-copy-emergency")
    assert emergency.get_attribute("href") == "tel:999"
    taken = page.locator("#copy li", has_text=i18n.phrases(language)["coping"][PHRASE])
    assert taken.locator("bdi").evaluate_all("(all) => all.map(({ lang }) => lang)") == [language, "ar"]
    original = taken.locator("bdi[lang=ar]")
    page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = false; }")
    expect(original).to_be_hidden()
    page.get_by_text(t("Translated. Show it as written"), exact=True).click()
    expect(original).to_have_text(i18n.phrases("ar")["coping"][PHRASE])
    expect(original).to_be_visible()
    assert page.locator("#copy .pp-written").count() == 1  # nothing else is translated
