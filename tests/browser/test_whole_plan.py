"""A whole plan, typed into the pages by hand, read on the phone, and found again after the server was killed.

Of each list the first two entries are typed; with ``POCKET_PLAN_WHOLE`` set, all of them.
"""

import json
import os
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from babel.dates import format_date
from playwright.sync_api import Dialog, Page, expect

from pwa import i18n
from pwa.plan.section import Field, FieldType, Kind, Section
from pwa.plan.sections import BY_ID, SECTIONS
from tests.browser.conftest import Phone
from tests.browser.hands import Hands, field_of
from tests.conftest import ROOT, Server

TYPED_BY_HAND = tuple(section for section in SECTIONS if section.kind is not Kind.RECORD)
PLANS = ROOT / "tests/plans"
MOST = None if os.environ.get("POCKET_PLAN_WHOLE") else 2
FULL = {
    name: held[:MOST] if isinstance(held, list) else held
    for name, held in json.loads((PLANS / "full.en.json").read_text("utf-8")).items()
}
HARD = json.loads((PLANS / "hard.json").read_text("utf-8"))
EXPECTED = json.loads((PLANS / "hard.expected.json").read_text("utf-8"))["entries"]

LAST_TYPED = str([*FULL[TYPED_BY_HAND[-1].id].values()][-1])
CHOSEN = ("noticed_by", "level")


def words_of(section: Section, content: Mapping[str, Any]) -> list[str]:
    """Every text of an entry as the phone shows it."""
    return [
        text
        for name, value in content.items()
        if field_of(section, name).pocket
        for text in _shown(field_of(section, name), value)
    ]


def _shown(field: Field, value: Any) -> list[str]:
    match field.type:
        case FieldType.CHOICE if field.name == "level":
            return [f"What shows {value}"]  # the heading under which it stands
        case FieldType.CHOICE:
            return [(field.choices or {})[value]]
        case FieldType.DATE:
            return [format_date(date.fromisoformat(value), "long", i18n.language("en").locale)]
        case FieldType.PHONES:
            return [phone["number"] for phone in value]
        case _:
            return value if isinstance(value, list) else [value]


def read_on_phone(page: Page, url: str, last_typed: str) -> str:
    """All words of the sections on the phone's page, with every fold open, and one space for each gap.

    It shows what was kept before it asks for more: the words typed last say that all has come.
    """
    page.goto(url)
    expect(page.locator("#plan bdi", has_text=last_typed).first).to_be_attached()
    page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")
    return " ".join(" ".join(page.locator("[data-section]").all_inner_texts()).split())


def section_on_phone(page: Page, section: Section) -> str:
    """The words of one section in the order in which they stand."""
    found = page.locator(f'[data-section="{section.id}"]')
    return " ".join(" ".join(found.all_inner_texts()).split())


def in_order(texts: list[str], words: str) -> list[str]:
    """The texts that do not stand in the words one after the other."""
    missing, at = [], 0
    for text in texts:
        place = words.find(" ".join(text.split()), at)
        if place < 0:
            missing.append(text)
        else:
            at = place + len(" ".join(text.split()))
    return missing


def missing_on_phone(page: Page, url: str) -> dict[str, list[str]]:
    """What of the full plan does not stand on the phone's page, in its order, section by section."""
    read_on_phone(page, url, LAST_TYPED)
    missing = {}
    for section in TYPED_BY_HAND:
        contents = _contents(section)
        firsts = [words_of(section, content)[0] for content in contents]
        words = section_on_phone(page, section)
        is_ordered = section.kind is not Kind.FIELDS  # named fields stand in the order of the table of sections
        lost = (in_order(firsts, words) if is_ordered else []) + [
            text for content in contents for text in words_of(section, content) if " ".join(text.split()) not in words
        ]
        if lost:
            missing[section.id] = lost
    return missing


def _contents(section: Section) -> list[dict[str, Any]]:
    values = FULL[section.id]
    if section.kind is Kind.FIELDS:
        return [{name: value} for name, value in values.items()]
    return [{section.fields[0].name: value} if isinstance(value, str) else value for value in values]


@pytest.fixture
def hands(phone: Phone, server: Server) -> Hands:
    phone.forgive("ERR_CONNECTION_REFUSED", "ERR_EMPTY_RESPONSE", "WebSocket", "ERR_CONNECTION_RESET")
    hands = Hands(phone, server)
    hands.make_plan()
    return hands


def test_full_plan_is_typed_read_and_found_again_after_a_kill(hands: Hands, server: Server) -> None:
    for section in TYPED_BY_HAND:
        hands.type_section(section, FULL[section.id])
    assert missing_on_phone(hands.page, server.url) == {}
    words = read_on_phone(hands.page, server.url, LAST_TYPED)
    for entry in FULL["avoid"]:
        assert entry["why"] not in hands.page.content()
    server.kill()
    server.start()
    assert missing_on_phone(hands.page, server.url) == {}
    assert read_on_phone(hands.page, server.url, LAST_TYPED) == words


def test_hard_words_are_typed_and_read_unchanged(hands: Hands, server: Server) -> None:
    dialogs: list[Dialog] = []
    hands.page.on("dialog", lambda dialog: (dialogs.append(dialog), dialog.dismiss()))
    expected: dict[str, list[dict[str, Any]]] = {}
    for path, fate in EXPECTED.items():
        section_id, _, index = path.partition("/")
        if not index or fate["result"] == "refused":
            continue
        value = HARD[section_id][int(index)]
        section = BY_ID[section_id]
        content = {section.fields[0].name: value} if isinstance(value, str) else value
        content = {name: part for name, part in content.items() if part}
        hands.type_section(section, [content])
        expected.setdefault(section_id, []).append(fate.get("to", content))
    for start in ("typed", "killed"):
        if start == "killed":
            server.kill()
            server.start()
        read_on_phone(hands.page, server.url, str(HARD["avoid"][-1]["name"]))
        for section_id, contents in expected.items():
            # Letter for letter, line ends too: a choice stands in the words of the page, not of the person.
            stands = hands.page.locator(f'[data-section="{section_id}"] bdi').all_text_contents()
            typed = [{name: one for name, one in content.items() if name not in CHOSEN} for content in contents]
            lost = [text for content in typed for text in words_of(BY_ID[section_id], content) if text not in stands]
            assert lost == [], (start, section_id)
    assert dialogs == []
    assert hands.page.locator("main img, main script").count() == 0
