"""A whole plan, typed into the pages by two people, read wherever it is read, and taken along into another one.

Of each list the first two entries are typed; with ``POCKET_PLAN_WHOLE`` set, all of them.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pwa.plan.record_sections import AGREEMENT, CHOICES, PAST
from pwa.plan.section import Kind, Section
from pwa.plan.sections import ABOUT, AVOID, BY_ID, SECTIONS
from tests.browser import editor, sharing, telling
from tests.browser.conftest import Phone
from tests.browser.coordinator import Coordinator, invite
from tests.browser.hands import Hands
from tests.browser.test_paper import A4, print_
from tests.browser.test_past import PRINTED
from tests.browser.test_take_along import brought, choose, save, words_in
from tests.browser.typed_plan import (
    COORDINATOR,
    EVENT,
    FULL,
    HELD,
    NEVER_SHARED,
    contents,
    held_of,
    is_theirs,
    mine,
    missing,
    open_folds,
    squeezed,
    words_of,
)
from tests.conftest import Holder, Server

RIGHTS = {"What we agreed for a crisis": "write", "My early signs": "read", "About me and this plan": "read"}
GIVEN = {"warning_signs": "read", "about": "read"} | dict.fromkeys(
    ("team_view", "team_part", "agreement", "past"), "read and write"
)
SEES = {"How you see it": "We came too late", "Where you know it from": "our notes", "How sure you are": "quite sure"}
VIEW = {**dict(zip(("view", "source", "sure"), SEES.values(), strict=True)), "by": COORDINATOR}
LAST_TYPED = str(contents(BY_ID["team_part"])[-1]["text"])
ANSWERED = "self_neglect"
"""The one question about the past that is answered: of these the file holds none."""


@pytest.fixture
def hands(phone: Phone, server: Server) -> Hands:
    phone.forgive("ERR_CONNECTION_REFUSED", "ERR_EMPTY_RESPONSE", "WebSocket", "ERR_CONNECTION_RESET")
    hands = Hands(phone, server)
    hands.make_plan()
    return hands


def test_full_plan_is_typed_by_two_read_everywhere_and_the_same_after_it_was_brought_in(
    hands: Hands,
    server: Server,
    new_phone: Callable[..., Phone],
    make_plan: Callable[..., Holder],
    tmp_path: Path,
) -> None:
    _person_types(hands, server)
    _coordinator_types(hands, server, new_phone())
    file = _holds_what_was_typed(hands, server, tmp_path)
    assert _missing_on_phone(hands.page, server) == {}
    _reads_in_a_copy(hands, server, new_phone())
    _reads_in_print(hands, server)
    _reads_in_the_saved_page(hands, server, new_phone(java_script_enabled=False, offline=True), tmp_path)
    server.kill()
    server.start()
    assert _missing_on_phone(hands.page, server) == {}
    other, holder = new_phone(), make_plan(server)
    other.context.add_cookies(holder.cookies)
    page = editor.go(other, server, holder, "take")
    choose(page, file)
    brought(page, "Put it in place of my plan")
    assert _kept(save(page, "Save the file", tmp_path / "other")) == _kept(file)


def _person_types(hands: Hands, server: Server) -> None:
    """Everything that nobody else writes, what happened and what to dare among it."""
    for section in SECTIONS:
        if section is not PAST and mine(section):
            hands.type_section(section, mine(section))
    page = telling.go(hands.phone, server, hands)  # type: ignore[arg-type]
    asked = page.get_by_role("group", name="I could not look after myself")
    asked.get_by_label("yes").check()
    editor.saved(asked.get_by_label("yes"))
    telling.go(hands.phone, server, hands, 1)  # type: ignore[arg-type]
    for event in HELD[PAST.id]:
        telling.tell(page, event)


def _coordinator_types(hands: Hands, server: Server, phone: Phone) -> None:
    """What stands under their voice, with rights to some parts alone."""
    their = Coordinator(phone, server)
    parts = their.begins(invite(hands, server, COORDINATOR, RIGHTS))
    headings = {one.id: one.theirs.replace("{name}", "Sam") for one in SECTIONS}
    assert {*map(squeezed, parts)} == {squeezed(headings[part] + right) for part, right in GIVEN.items()}
    assert FULL["about"]["communication"] in (words := their.opens(ABOUT))
    assert FULL["about"]["address"] not in words
    assert FULL["warning_signs"][0]["text"] in their.opens(BY_ID["warning_signs"])
    their.opens(PAST)
    their.sees(EVENT, SEES)
    their.opens(AGREEMENT)
    for point in HELD[AGREEMENT.id]:
        their.speaks_for_the_team(point)
    for section in (BY_ID["team_view"], BY_ID["team_part"]):
        their.opens(section)
        for content in contents(section):
            their.adds(section, content)
    phone.page.close()


def _holds_what_was_typed(hands: Hands, server: Server, folder: Path) -> Path:
    """Compare the plan with what was typed: every value, in its order, under its voice; its file."""
    page = editor.go(hands.phone, server, hands, "take")  # type: ignore[arg-type]
    path = save(page, "Save the file", folder)
    file = json.loads(path.read_text("utf-8"))
    settings = {one["id"]: one["content"]["value"] for one in file["sections"].pop("settings")}
    assert (settings["language"], settings["region"]) == (FULL["language"], FULL["region"])
    answers = [one for one in file["sections"]["past"] if one["id"] == ANSWERED]
    assert [one["content"]["value"] for one in answers] == ["yes"]
    file["sections"]["past"] = [one for one in file["sections"]["past"] if one["id"] != ANSWERED]
    assert held_of(file) == {name: held for name, held in HELD.items() if name != "settings"}
    names = {by: voice["name"] for by, voice in file["voices"].items()} | {"me": "me"}
    assert [*names.values()] == [COORDINATOR, "me"]
    for section in SECTIONS:
        entries = file["sections"][section.id]
        assert not [one for one in entries if one.get("away") or one.get("only_me") or one.get("suggestions")]
        voices = [names[one["by"]] for one in entries]
        if section is not ABOUT:
            assert voices == [COORDINATOR if is_theirs(section, one) else "me" for one in contents(section)]
    (beside,) = file["sections"]["past"][0]["rivals"]
    assert (names[beside["by"]], beside["content"]) == (COORDINATOR, {"what": EVENT, "other_views": [VIEW]})
    return path


def _kept(path: Path) -> dict[str, Any]:
    """What a file holds; of settings, which each plan has from its start, what they say."""
    file: dict[str, Any] = json.loads(path.read_text("utf-8"))
    settings = {one["id"]: one["content"] for one in file["sections"].pop("settings")}
    return {**file, "settings": settings}


def _missing_on_phone(page: Page, server: Server) -> dict[str, list[str]]:
    """What of the full plan does not stand on the phone's page, in its order, section by section.

    It shows what was kept before it asks for more: the words typed last say that all has come.
    """
    page.goto(server.url)
    expect(page.locator("#plan bdi", has_text=LAST_TYPED).first).to_be_attached()
    for secret in (EVENT, HELD[CHOICES.id][0]["want"], *(one["why"] for one in FULL["avoid"])):
        assert secret not in page.content()  # they stay at the desk
    open_folds(page)
    lost = {}
    for section in SECTIONS:
        if section in (CHOICES, PAST):
            continue
        words = squeezed(" ".join(page.locator(f'[data-section="{section.id}"]').all_inner_texts()))
        told = [words_of(section, content) for content in contents(section)]
        # Named fields stand in the order of the table of sections, points by where they stand.
        firsts = [] if section.kind in (Kind.FIELDS, Kind.RECORD) else [texts[0] for texts in told]
        missed = [text for texts in told for text in texts if squeezed(text) not in words]
        if missed := [*missed, *_out_of_order(firsts, words), *_misnamed(words, section)]:
            lost[section.id] = missed
    return lost


def _out_of_order(texts: list[str], words: str) -> list[str]:
    """The texts that do not stand in the words one after the other."""
    at, lost = 0, []
    for text in map(squeezed, texts):
        if (place := words.find(text, at)) < 0:
            lost.append(text)
        else:
            at = place + len(text)
    return lost


def _misnamed(words: str, *sections: Section) -> list[str]:
    """Where the coordinator is not named as often as their words stand there."""
    lost = []
    for said, some in (
        (f"My care team says · {COORDINATOR},", [one for one in sections if one is AGREEMENT]),
        (f"Written by {COORDINATOR},", [one for one in sections if one is not AGREEMENT]),
    ):
        wanted = sum(is_theirs(section, one) for section in some for one in contents(section))
        if (count := squeezed(words).count(squeezed(said))) != wanted:
            lost.append(f"{said} {count} times, not {wanted}")
    return lost


def _reads_in_a_copy(hands: Hands, server: Server, reader: Phone) -> None:
    """A copy with all that can be in one."""
    page = sharing.go(hands.phone, server, hands)  # type: ignore[arg-type]
    page.get_by_label("Someone else").check()
    page.get_by_label("What I call them").fill("My aunt")
    page.get_by_text(re.compile("^What they can read")).click()
    for section in SECTIONS:
        if section not in (AVOID, PAST):
            page.get_by_role("checkbox", name=re.compile(f"^{re.escape(section.mine)}: ")).check()
    for label in (AVOID.mine, PAST.mine, "Yes, they may read what happened before"):
        page.get_by_label(label, exact=True).check()
    expect(page.get_by_text(f"What they can read: {len(SECTIONS)} parts")).to_be_visible()
    page.get_by_role("button", name="Make the copy").click()
    reader.page.goto(sharing.seen(page))
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Sam’s plan, shared with you")
    words = open_folds(reader.page)
    assert missing(words, lambda field: field.shared and field.name not in ("phones", "level")) == []
    assert [secret for secret in NEVER_SHARED if squeezed(secret) in squeezed(words)] == []
    assert VIEW["view"] in words
    assert "These were written in two places." not in words, "views stand side by side"
    past = reader.page.locator('[data-section="past"]').inner_text()
    assert _misnamed(words.replace(past, ""), *SECTIONS) == []
    reader.page.close()


def _reads_in_print(hands: Hands, server: Server) -> None:
    """On A4 all that can be on paper; what happened before by itself, said again."""
    page = hands.page
    page.goto(f"{server.url}/en/{hands.slot}/paper")
    page.get_by_label(A4).check()
    for section in SECTIONS:
        if section not in (CHOICES, PAST):
            page.get_by_role("checkbox", name=section.mine, exact=True).check()
    for words in (FULL["about"]["communication"], FULL["after"][0]):  # the one was chosen at first, the other last
        expect(page.locator(".pp-paper")).to_contain_text(words)
    words = print_(page).text
    assert missing(words, lambda field: field.pocket and field.shared and field.name != "phones", CHOICES, PAST) == []
    assert [secret for secret in (*NEVER_SHARED, EVENT) if squeezed(secret) in squeezed(words)] == []
    assert _misnamed(words, *SECTIONS) == []
    telling.go(hands.phone, server, hands, 1)  # type: ignore[arg-type]
    page.evaluate("() => { window.print = () => { window.asked = true; }; }")
    page.get_by_text("On paper", exact=True).click()
    page.get_by_role("button", name="Print what happened").click()
    page.wait_for_function("() => window.asked")
    page.emulate_media(media="print")
    printed = " ".join(page.evaluate(PRINTED))
    page.emulate_media(media="screen")
    assert missing(printed, lambda field: True, *(one for one in SECTIONS if one is not PAST)) == []
    assert VIEW["view"] in printed


def _reads_in_the_saved_page(hands: Hands, server: Server, reader: Phone, folder: Path) -> None:
    page = editor.go(hands.phone, server, hands, "take")  # type: ignore[arg-type]
    reader.page.goto(save(page, "Save the page", folder).as_uri())
    agreed = reader.page.locator('[data-section="agreement"]').first.inner_text()
    assert _misnamed(agreed, AGREEMENT) == []
    assert "Written by" not in agreed, "the points are the person's"
    expect(reader.page.get_by_text("These were written in two places.")).to_have_count(0)
    for fold in reader.page.locator("details > summary").all():
        fold.click()
    words = squeezed(reader.page.locator("body").inner_text())
    typed = (text for name, value in FULL.items() if name in BY_ID for text in words_in(value))
    assert [text for text in (*typed, VIEW["view"]) if squeezed(text) not in words] == []
