"""Every page a person can meet: readable, reachable, on the screen, and translated to the last word."""

import json
import os
import re
from calendar import month_name
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pwa.i18n import LOCALES, Languages
from pwa.lines import countries
from pwa.pages.edit import PART_NAMES, part_address
from pwa.plan.record_sections import AGREEMENT
from pwa.plan.sections import SECTIONS, Kind
from tests.browser.conftest import Phone
from tests.browser.menu import menu_of, offered
from tests.browser.test_gallery import SIDEWAYS
from tests.conftest import ROOT, Holder, Server, client_of
from tests.helped import helped
from tests.pictures import add_picture

# The plan's own words hold no Latin letter, so that each one left on a page belongs to a message not translated.
OWN_WORDS = {
    "text": "Свои слова, не перевод",
    "name": "Имя",
    "relation": "сестра",
    "when": "вечером",
    "say": "Мне плохо",
    "why": "причина",
    "who": "соседка",
    "by": "врач",
    "point": "Сначала дом",
    "me_note": "Так спокойнее",
    "team_note": "Если сможем",
    "number": "07700 900555",
    "steps": ["✓ шаг", "другой шаг"],
    "phones": [{"number": "07700 900112", "for": ["call", "text"]}],
}

PAST_WORDS = {
    "what": "Девять дней",
    "when": "2024-03",
    "kinds": ["дом"],
    "my_view": "Не слышно",
    "other_views": [{"by": "сестра", "view": "Хочет покоя", "source": "рядом", "sure": "да"}],
}

TEXTS = r"""() => {
  const found = [];
  const roots = [document, ...[...document.querySelectorAll('*')].map((e) => e.shadowRoot).filter(Boolean)];
  for (const root of roots) {
    const walker = document.createTreeWalker(root.body ?? root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent?.checkVisibility({ checkVisibilityCSS: true }) || parent.closest('option')) continue;
      const language = parent.closest('[lang]')?.lang; // text that says it is in another language is a person's own
      if (!language || language === document.documentElement.lang) found.push(walker.currentNode.data);
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      for (const e of root.querySelectorAll(`[${name}]`)) found.push(e.getAttribute(name));
  }
  return [...found, document.title];
}"""

# Names that are the same in every language: of services (data, each with its source) and of languages.
_LINES = json.loads((ROOT / "pwa/lines/lines.json").read_text("utf-8"))["lines"]
NAMES = [*sorted({line["name"] for line in _LINES}, key=len, reverse=True), "findahelpline.com", "English"]

# Dates are written by CLDR, which knows no pseudo-language.
DATE = re.compile(rf"\b(?:[0-9]{{1,2}} )?({'|'.join(month_name[1:])})(?: [0-9]{{1,2}},)? [0-9]{{4}}")
LANGUAGE_OF_PLAN = "en-XA"
HELPS = "helpslot"
MENU = menu_of(Languages(LOCALES, pseudo=True))


def untranslated(page: Page) -> list[str]:
    """Texts with two Latin letters in a row that no pseudo-translation put there."""
    places = {name for _, name in countries("en-XA")}
    left = []
    for text in page.evaluate(TEXTS):
        bare = text
        while (inner := re.sub(r"\[[^\[\]]*\]", "", bare)) != bare:
            bare = inner
        bare = DATE.sub("", bare)
        for name in NAMES:
            bare = bare.replace(name, "")
        if re.search(r"[A-Za-z]{2}", bare) and text.strip() not in places:
            left.append(text.strip())
    return left


@pytest.fixture(scope="module")
def holder(shared_server: Server) -> Iterator[Holder]:
    """A plan with one entry in every section of lists, steps and people."""
    with client_of(shared_server) as client:
        made = client.post("/api/plans", json={"language": LANGUAGE_OF_PLAN, "region": "GB"})
        holder = Holder(client=client, made=made.json())
        for section in SECTIONS:
            if section.kind in (Kind.LIST, Kind.STEPS, Kind.PEOPLE) or section is AGREEMENT:
                content = {field.name: OWN_WORDS[field.name] for field in section.fields if field.name in OWN_WORDS}
                holder.add(section.id, **content)
        holder.add("past", **PAST_WORDS)
        add_picture(holder, "Наша собака")
        for day in ("2024-01-01", ""):
            holder.add("talk", text=OWN_WORDS["text"], talked=day)
            holder.change(
                {
                    **{"kind": "add", "section": "safe", "entry": os.urandom(16).hex(), "day": "2024-01-01"},
                    "content": {"text": OWN_WORDS["text"]},
                }
            )
        for question in ("children_contact", "children_harm"):
            holder.change({"kind": "set_field", "section": "past", "entry": question, "value": "yes", "based_on": None})
        step = holder.read()["sections"]["coping"][0]["id"]
        rights = {"coping": "write", "reasons": "read", "agreement": "write", "past": "write"}
        suggests = {step: "Другие слова"}
        cookies = helped(shared_server, holder, {HELPS: "Саша"}, rights, owner="Ада", suggests=suggests)
        client.cookies.set(f"h_{HELPS}", cookies[HELPS]["value"])
        yield holder


def settled(page: Page) -> None:
    """Wait until a page has its heading and asks for nothing more."""
    expect(page.locator("h1:visible").first).to_be_visible()
    page.wait_for_load_state("networkidle")


def in_language(page: Page, server: Server, language: str) -> None:
    """The phone's page in a language that the person picked in the menu."""
    page.goto(server.url)
    if page.context.cookies():  # a plan's own language comes first
        expect(page.locator("html")).to_have_attribute("lang", LANGUAGE_OF_PLAN)
    settled(page)
    if page.evaluate("() => document.documentElement.lang") != language:
        page.locator(f'[data-language="{language}"]').first.dispatch_event("click")
        expect(page.locator("html")).to_have_attribute("lang", language)
        settled(page)


def _phone(page: Page, server: Server, language: str, holder: Holder) -> None:
    in_language(page, server, language)


def _goto(path: str) -> Callable[[Page, Server, str, Holder], None]:
    def open_page(page: Page, server: Server, language: str, holder: Holder) -> None:
        page.goto(server.url + path.format(language=language, slot=holder.slot))
        settled(page)

    return open_page


def _beside(section: str) -> Callable[[Page, Server, str, Holder], None]:
    """What someone who helps writes beside the person's words, opened."""

    def open_page(page: Page, server: Server, language: str, holder: Holder) -> None:
        number = next(number for number, one in enumerate(SECTIONS) if one.id == section)
        _goto(f"/{{language}}/{HELPS}/with/{number}")(page, server, language, holder)
        page.wait_for_function("() => window.did_handshake === true")
        page.locator("[data-entry] button").last.click()
        expect(page.get_by_role("heading", level=3)).to_be_visible()

    return open_page


def _view(act: str) -> Callable[[Page, Server, str, Holder], None]:
    def open_view(page: Page, server: Server, language: str, holder: Holder) -> None:
        in_language(page, server, language)
        page.locator(f'[data-act="{act}"]').first.click()
        page.wait_for_url(re.compile(r"#\w"))

    return open_view


def _offer(page: Page, server: Server, language: str, holder: Holder) -> None:
    """What someone suggests, on the page of the entry."""
    in_language(page, server, language)
    page.locator('#plan [data-section="coping"] [data-act="which"]').first.dispatch_event("click")
    expect(page.locator("[data-act=take_offer]")).to_be_visible()


def _picture(page: Page, server: Server, language: str, holder: Holder) -> None:
    in_language(page, server, language)
    page.locator('#plan [data-section="reasons"] summary').first.click()
    page.locator("#plan .pp-picture").click()
    expect(page.locator("#view img")).to_have_attribute("src", re.compile("^data:"))


def _views(first: str, then: str) -> Callable[[Page, Server, str, Holder], None]:
    """A view that is reached through another one."""

    def open_view(page: Page, server: Server, language: str, holder: Holder) -> None:
        _view(first)(page, server, language, holder)
        page.locator(f'[data-view="{then}"]').first.click()

    return open_view


def _answered(name: str) -> Callable[[Page, Server, str, Holder], None]:
    """A view that an answer leads to, without answering: of a day there is one answer, and here are many pages."""

    def open_view(page: Page, server: Server, language: str, holder: Holder) -> None:
        _view("days")(page, server, language, holder)
        page.evaluate("(name) => history.replaceState({ ...history.state, name }, '')", name)
        page.evaluate("() => dispatchEvent(new PopStateEvent('popstate'))")
        expect(page.locator(f'#view [data-name="{name}"]')).to_be_visible()

    return open_view


def _looked(page: Page, server: Server, language: str, holder: Holder) -> None:
    """The end of a look through the plan."""
    _view("look")(page, server, language, holder)
    page.locator('[data-act="look_end"]').click()
    expect(page.locator('[data-act="look_next"]').first).to_be_visible()


PAGES: dict[str, tuple[bool, Callable[[Page, Server, str, Holder], None]]] = {
    "first page": (False, _phone),
    "I already have a plan": (False, _view("code")),
    "an example": (False, _view("example")),
    "plan": (True, _phone),
    "one step at a time": (True, _view("steps")),
    "it is only starting": (True, _view("early")),
    "show this to someone": (True, _view("card")),
    "a picture": (True, _picture),
    "a suggestion": (True, _offer),
    "how are things": (True, _view("days")),
    "the last weeks": (True, _views("days", "days-weeks")),
    "what helped": (True, _views("days", "days-helped")),
    **{f"how things are: {name}": (True, _answered(f"days-{name}")) for name in ("early", "harder", "after")},
    "a look through the plan": (True, _view("look")),
    "the end of a look": (True, _looked),
    "edit": (True, _goto("/{language}/{slot}/edit")),
    **{f"edit {part}": (True, _goto(f"/{{language}}/{{slot}}/edit/{part_address(part)}")) for part in PART_NAMES},
    **{
        f"past {step}": (True, _goto(f"/{{language}}/{{slot}}/edit/{part_address('past')}?step={step}"))
        for step in range(1, 4)
    },
    "share": (True, _goto("/{language}/{slot}/share")),
    "write with someone": (True, _goto("/{language}/{slot}/helpers")),
    "who can read what": (True, _goto("/{language}/{slot}/readers")),
    "begin to help": (False, _goto("/{language}/with/new")),
    "plans I help with": (True, _goto("/{language}/with")),
    "a plan I help with": (True, _goto(f"/{{language}}/{HELPS}/with")),
    "a part that I may write in": (True, _goto(f"/{{language}}/{HELPS}/with/1")),
    "speaking for the team": (True, _beside("agreement")),
    "how I see it": (True, _beside("past")),
    "a part of a plan that I don't help with": (False, _goto(f"/{{language}}/{HELPS}/with/1")),
    "on paper": (True, _goto("/{language}/{slot}/paper")),
    "not found": (False, _goto("/{language}/nothing-here")),
    "edit without a plan": (False, _goto("/{language}/{slot}/edit")),
    **{f"set-up {step}": (True, _goto(f"/{{language}}/start?step={step}")) for step in range(9)},
}

# Parts of a plan look alike: those with rows, steps, people, fields and longer texts stand for all.
_SAMPLES = {
    "contacts",
    "coping",
    "warning_signs",
    "avoid",
    "stressor_plan",
    "about",
    "settings",
    "past",
    "recovery",
    "devices",
    "delete",
    "take",
    "versions",
    "lock",
    "hide",
    "agreement",
    "together",
    "choices",
    "reasons",
    "days",
    "looks",
    "talk",
}
_ALIKE = set(PART_NAMES) - _SAMPLES
DIFFERENT_PAGES = [name for name in PAGES if name.removeprefix("edit ") not in _ALIKE]


@pytest.fixture
def open_page(new_phone: Callable[..., Phone], shared_server: Server, holder: Holder) -> Callable[..., Page]:
    def open_page(name: str, language: str, **options: Any) -> Page:
        needs_plan, opens = PAGES[name]
        phone = new_phone(reduced_motion="reduce", **options)  # axe would measure a colour on its way
        phone.forgive("404", "401")
        if needs_plan:
            phone.context.add_cookies(holder.cookies)
        opens(phone.page, shared_server, language, holder)
        phone.page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")
        return phone.page

    return open_page


@pytest.mark.parametrize("name", PAGES if os.environ.get("POCKET_PLAN_WHOLE") else DIFFERENT_PAGES)
def test_no_english_is_left_on_a_page_in_a_pseudo_language(
    name: str, open_page: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = open_page(name, "en-XA")
    assert untranslated(page) == []
    assert offered(page) == MENU
    assert page.evaluate(SIDEWAYS) <= 0
    assert name in DIFFERENT_PAGES or axe(page) == []  # the others are looked at below


def narrow(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})


def twice_as_large(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")


# One after the other on one page, each on top of those before, except that forced colours end.
WAYS_TO_LOOK: dict[str, Callable[[Page], None]] = {
    "light": lambda page: page.emulate_media(color_scheme="light"),
    "dark": lambda page: page.emulate_media(color_scheme="dark"),
    "more contrast": lambda page: page.emulate_media(contrast="more"),
    "forced colours": lambda page: page.emulate_media(contrast="no-preference", forced_colors="active"),
    "320 px": lambda page: (page.emulate_media(forced_colors="none"), narrow(page))[1],
    "text twice as large": twice_as_large,
}


# What another look can change of what axe finds in the first one; the system's colours it can't see.
_LAYOUT = ("scrollable-region-focusable", "link-in-text-block")
RULES = {
    "light": None,
    "dark": ("color-contrast", "link-in-text-block"),
    "more contrast": ("color-contrast", "link-in-text-block"),
    "forced colours": (),
    "320 px": _LAYOUT,
    "text twice as large": _LAYOUT,
}


def barriers(page: Page, axe: Callable[..., list[str]], look: str = "light") -> list[str]:
    """What axe finds that can be there in such a look and not in the first, and how far the page runs off sideways."""
    found = axe(page, RULES[look]) if RULES[look] != () else []
    sideways = page.evaluate(SIDEWAYS)
    return found + [f"{sideways} px sideways"] * (sideways > 0)


@pytest.mark.parametrize("name", DIFFERENT_PAGES)
def test_page_has_no_barrier(name: str, open_page: Callable[..., Page], axe: Callable[[Page], list[str]]) -> None:
    page = open_page(name, "en")
    found = {}
    for look, change in WAYS_TO_LOOK.items():
        change(page)
        found[look] = barriers(page, axe, look)
    assert found == {look: [] for look in WAYS_TO_LOOK}
