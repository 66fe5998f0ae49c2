"""Words that break careless code, typed into the pages by hand, read on the phone, and found again after a kill."""

import json
from typing import Any

import pytest
from playwright.sync_api import Dialog, expect

from pwa.plan.sections import BY_ID
from tests.browser.conftest import Phone
from tests.browser.hands import Hands
from tests.browser.typed_plan import PLANS, words_of
from tests.conftest import Server

HARD = json.loads((PLANS / "hard.json").read_text("utf-8"))
EXPECTED = json.loads((PLANS / "hard.expected.json").read_text("utf-8"))["entries"]

CHOSEN = ("noticed_by", "level")


@pytest.fixture
def hands(phone: Phone, server: Server) -> Hands:
    phone.forgive("ERR_CONNECTION_REFUSED", "ERR_EMPTY_RESPONSE", "WebSocket", "ERR_CONNECTION_RESET")
    hands = Hands(phone, server)
    hands.make_plan()
    return hands


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
        hands.page.goto(server.url)  # shows what was kept before it asks for more: the last words say that all has come
        expect(hands.page.locator("#plan bdi", has_text=str(HARD["avoid"][-1]["name"])).first).to_be_attached()
        for section_id, contents in expected.items():
            # Letter for letter, line ends too: a choice stands in the words of the page, not of the person.
            stands = hands.page.locator(f'[data-section="{section_id}"] bdi').all_text_contents()
            typed = [{name: one for name, one in content.items() if name not in CHOSEN} for content in contents]
            lost = [text for content in typed for text in words_of(BY_ID[section_id], content) if text not in stands]
            assert lost == [], (start, section_id)
    assert dialogs == []
    assert hands.page.locator("main img, main script").count() == 0
