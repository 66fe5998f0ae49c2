"""Every kind of page in other languages: only its own words, nothing cut off, every letter there.

Each page is looked at in one of them by turns, most often from right to left; with ``POCKET_PLAN_WHOLE`` set, in all.
"""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache

import pytest
from playwright.sync_api import Page, TimeoutError

from pwa import i18n
from pwa.i18n.catalogue import read_template
from tests.browser.conftest import Phone
from tests.browser.test_every_page import (
    DIFFERENT_PAGES,
    NAMES,
    TEXTS,
    barriers,
    holder,
    narrow,
    open_page,
    twice_as_large,
)
from tests.conftest import ROOT

__all__ = ["holder", "open_page"]

OTHERS = [one for one in i18n.languages() if one.tag != i18n.SOURCE]
# Arabic, Welsh, Arabic, Polish and so on.
_TURNS = [one for ltr in OTHERS if ltr.dir == "ltr" for one in (*(rtl for rtl in OTHERS if rtl.dir == "rtl"), ltr)]
LOOKED_AT = [
    (name, language)
    for turn, name in enumerate(DIFFERENT_PAGES)
    for language in OTHERS
    if os.environ.get("POCKET_PLAN_WHOLE") or language is _TURNS[turn % len(_TURNS)]
]
SETTLED_MS = 3_000
CUT_OFF, WITHOUT_A_GLYPH = (
    (ROOT / "tests/browser" / name).read_text("utf-8") for name in ("cut_off.js", "no_glyph.js")
)
_MESSAGES = read_template(i18n.LOCALES / "messages.pot").messages


def cut_off(page: Page) -> list[str]:
    """What can't be read, once the page has found its place in a new size."""
    with suppress(TimeoutError):
        page.wait_for_function(f"() => (\n{CUT_OFF})().length === 0", timeout=SETTLED_MS)
    return page.evaluate(CUT_OFF)


def _pattern(message: str) -> str:
    return ".+".join(re.escape(part) for part in re.split(r"\{\w+\}", message))


@cache
def english_in(language: i18n.Language) -> re.Pattern[str]:
    """What only an English page says: every message that the language says in other words."""
    t = i18n.translator(language.tag)
    differing = [id for id, plural in _MESSAGES.items() if plural is not None or t(id) != id]
    sentences = [id for id in differing if re.search(r"[a-z]{2}", re.sub(r"\{\w+\}", "", id))]
    return re.compile("|".join(f"(?:{_pattern(id)})" for id in sentences))


@pytest.mark.parametrize(("name", "language"), LOOKED_AT, ids=lambda one: getattr(one, "tag", one))
def test_page_speaks_the_language_and_nothing_is_cut_off(
    name: str, language: i18n.Language, open_page: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = open_page(name, language.tag, locale=language.tag)
    root = page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == (language.tag, language.dir)
    texts = [text.strip() for text in page.evaluate(TEXTS)]
    assert [text for text in texts if english_in(language).fullmatch(text) and text not in NAMES] == []
    assert page.evaluate(WITHOUT_A_GLYPH, texts) == []
    found = {}
    for look, change in {"320 px": narrow, "text twice as large": twice_as_large}.items():
        change(page)
        found[look] = [*cut_off(page), *(barriers(page, axe) if look == "320 px" else ())]
    assert found == {"320 px": [], "text twice as large": []}


def test_the_eye_for_faults_sees_them(phone: Phone) -> None:
    page = phone.page
    page.set_content(
        "<html lang=ar><body><h1>a</h1>"
        "<p style='inline-size: 40px; overflow: hidden; white-space: nowrap'>cut off here"
        "<p>under<p style='margin-block: -2em 0'>over the other one</p><p style='white-space: nowrap'>" + "far " * 300
    )
    found = " ".join(page.evaluate(CUT_OFF))
    assert "cut off: cut off here" in found
    assert "one over the other" in found
    assert "off the screen: far" in found
    assert page.evaluate(WITHOUT_A_GLYPH, ["ab\u038b"]) == ["\u038b"]
    assert english_in(OTHERS[0]).fullmatch("Call Ola")
    assert not english_in(OTHERS[0]).fullmatch("اتصال")
