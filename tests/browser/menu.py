"""The menu of languages as a person meets it on any page."""

from collections.abc import Iterable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from pwa.i18n import LOCALES, Languages

SPOKEN = Languages(LOCALES)
LANGUAGES = [language.tag for language in SPOKEN.all]

_OFFERED = """() => [...document.querySelectorAll(".pp-languages [data-language]")]
  .filter((one) => one.checkVisibility())
  .map((one) => {
    const entry = one.closest("li");
    const { lang, dir } = one.closest("[lang]");
    const small = entry.querySelector("small");
    const name = [...one.childNodes].find((node) => node !== small).textContent.trim();
    return [one.dataset.language, lang, dir, name, small?.textContent ?? "", entry.querySelectorAll("img, svg").length];
  })"""


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One language in the menu: the language and direction that its name is marked with, its name, and its note."""

    tag: str
    dir: str
    name: str
    note: str


def offered(page: Page) -> list[Offered]:
    """What an open menu offers, in its order; each name is marked as being in its own language, and has no picture."""
    found = []
    for tag, lang, direction, name, note, pictures in page.evaluate(_OFFERED):
        assert (lang, pictures) == (tag, 0)
        found.append(Offered(tag=tag, dir=direction, name=name, note=note))
    return found


def menu_of(languages: Languages) -> list[Offered]:
    """What the menu offers where these are all languages."""
    return [Offered(**one) for one in languages.menu]


def open_menu(page: Page) -> list[Offered]:
    """Open the menu by its button, which is called by the language of the page."""
    menu = page.locator(".pp-languages", has=page.locator("summary:visible"))
    if menu.get_attribute("open") is None:
        menu.locator("summary").click()
    expect(page.locator(".pp-languages [data-language]:visible").first).to_be_visible()
    return offered(page)


def choose(page: Page, tag: str, languages: Languages = SPOKEN) -> None:
    """Choose a language in the menu."""
    ask_for(page, tag)
    speaks(page, tag, languages)


def ask_for(page: Page, tag: str) -> None:
    """Tap a language in the menu; a real tap so soon after another one would be taken for a hand that shakes."""
    open_menu(page)
    page.locator(f'.pp-languages [data-language="{tag}"]:visible').dispatch_event("click")


def speaks(page: Page, tag: str, languages: Languages = SPOKEN) -> None:
    """The page is in a language and runs its way."""
    expect(page.locator("html")).to_have_attribute("lang", tag)
    expect(page.locator("html")).to_have_attribute("dir", languages.language(tag).dir)


def says(page: Page, tag: str, messages: Iterable[str]) -> None:
    """Messages of ours stand on the page, in a language."""
    t = SPOKEN.translator(tag)
    for message in messages:
        expect(page.get_by_text(t(message), exact=True).locator("visible=true").first).to_be_visible()
