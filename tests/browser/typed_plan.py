"""The full plan as people type it: what is whose, what a plan then holds, and where its words stand.

Of each list the first two entries are typed; with ``POCKET_PLAN_WHOLE`` set, all of them.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from playwright.sync_api import Page

from pwa import i18n
from pwa.pages.days import month_words
from pwa.plan.changes import apply
from pwa.plan.model import Plan
from pwa.plan.plan_file import plan_as_file
from pwa.plan.record_sections import AGREEMENT, PAST
from pwa.plan.section import Field, FieldType, Kind, Section
from pwa.plan.sections import BY_ID, SECTIONS
from pwa.plan.typed import plan_from_shorthand
from tests.browser.hands import field_of
from tests.conftest import ROOT

Json = dict[str, Any]

PLANS = ROOT / "tests/plans"
MOST = None if os.environ.get("POCKET_PLAN_WHOLE") else 2
FULL: Json = {
    name: held[:MOST] if isinstance(held, list) else held
    for name, held in json.loads((PLANS / "full.en.json").read_text("utf-8")).items()
}
COORDINATOR = "my care coordinator"
NEVER_SHARED = [
    *(phone["number"] for person in FULL["contacts"] for phone in person["phones"]),
    *(person["say"] for person in FULL["contacts"] if "say" in person),
    *(person["why"] for person in FULL["avoid"]),
    *(FULL["about"][name] for name in ("faith_and_culture", "seen_by", "access", "address", "my_phone", "pronouns")),
]


def held_of(file: Mapping[str, Any]) -> dict[str, Any]:
    """What a plan's file holds, with the words of an entry where another one points at it: section id -> contents."""
    sections = file["sections"]
    words = {
        one["id"]: one["content"].get(BY_ID[section].fields[0].name)
        for section, entries in sections.items()
        for one in entries
    }
    return {
        section: {one["id"]: one["content"]["value"] for one in entries}
        if BY_ID[section].kind is Kind.FIELDS
        else [_pointed(BY_ID[section], one["content"], words) for one in entries]
        for section, entries in sections.items()
    }


def _pointed(section: Section, content: Json, words: Mapping[str, Any]) -> Json:
    if "value" in content:
        return content
    is_entry = {field.name for field in section.fields if field.type is FieldType.ENTRY}
    return {name: words[value] if name in is_entry else value for name, value in content.items()}


def _expected() -> dict[str, Any]:
    plan = Plan(id="1" * 32)
    for change in plan_from_shorthand(FULL):
        plan = apply(plan, change).plan
    return held_of(plan_as_file(plan, ""))


HELD = _expected()


def is_theirs(section: Section, content: Mapping[str, Any]) -> bool:
    """Whether the care coordinator wrote last in what stands there."""
    return content.get("by") == COORDINATOR or (section is AGREEMENT and "team" in content)


def contents(section: Section) -> list[Json]:
    """The entries of a part; of named fields each by itself."""
    held = HELD[section.id]
    return [{name: value} for name, value in held.items()] if isinstance(held, dict) else held


def texts(section: Section, content: Mapping[str, Any], shows: Callable[[Field], bool]) -> Iterator[str]:
    """Every text of an entry in the fields that are shown, in the words of the English pages."""
    for name, value in content.items():
        if shows(field := field_of(section, name)):
            yield from _shown(field, value)


def words_of(section: Section, content: Mapping[str, Any]) -> list[str]:
    """Every text of an entry as the phone shows it."""
    told = {name: value for name, value in content.items() if name != "level"}
    level = [f"What shows {content['level']}"] if "level" in content else []  # the heading under which it stands
    return [*texts(section, told, lambda field: field.pocket), *level]


def _shown(field: Field, value: Any) -> list[str]:
    match field.type:
        case FieldType.CHOICE:
            return [(field.choices or {})[value]]
        case FieldType.DATE:
            return [format_date(date.fromisoformat(value), "long", i18n.language("en").locale)]
        case FieldType.MONTH:
            return [month_words(i18n.translator("en"), value)]
        case FieldType.PHONES:
            return [phone["number"] for phone in value]
        case FieldType.VIEWS:
            return [words for view in value for words in view.values()]
        case _:
            return value if isinstance(value, list) else [value]


def missing(words: str, shows: Callable[[Field], bool], *but: Section) -> list[str]:
    """The texts of the full plan that should stand in these words and don't; spaces and line ends don't count."""
    there = squeezed(words)
    return [
        text
        for section in SECTIONS
        if section not in but
        for content in contents(section)
        for text in texts(section, content, shows)
        if squeezed(text) not in there
    ]


def squeezed(words: str) -> str:
    """Words without what a line's end may do to them."""
    return "".join(words.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))).split())


def open_folds(page: Page) -> str:
    """All words of a page, with every fold open."""
    page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")
    return page.locator("body").inner_text()


def mine(section: Section) -> Any:
    """What the person types of a part: all but what the care coordinator writes."""
    held = HELD[section.id]
    if section is AGREEMENT:
        return [{name: value for name, value in one.items() if not name.startswith("team")} for one in held]
    return held if isinstance(held, dict) else [one for one in held if not is_theirs(section, one)]


EVENT = HELD[PAST.id][0]["what"]
