"""What a drawn plan says of itself: where it is saved, who wrote which text, what was refused; nothing when locked."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from pwa.plan.phones import same_number
from tests.browser.conftest import Phone
from tests.browser.drawing import Drawing, plan_of, typed

HERE, ELSEWHERE = "phone-a", "phone-b"
OTHER = {"revision": f"{'e' * 32}:7", "by": "me", "device": ELSEWHERE, "day": "2026-11-25"}


@pytest.fixture
def drawing(phone: Phone) -> Iterator[Drawing]:
    """The renderer on an ordinary phone."""
    drawing = Drawing(phone.page)
    yield drawing
    drawing.close()


def _twice() -> dict[str, Any]:
    """A plan whose first person and first step were changed here and elsewhere."""
    plan = {**plan_of(typed("full.en")), "device": HERE}
    person, step = plan["sections"]["contacts"][0], plan["sections"]["coping"][0]
    phones = [{"number": "07700 900555", "for": ["call"]}]
    person |= {
        "device": HERE,
        "day": "2026-11-24",
        "rivals": [{**OTHER, "content": {"name": "My sister", "phones": phones}}],
    }
    step |= {"device": HERE, "day": "2026-11-24", "rivals": [{**OTHER, "content": {"text": "Open the door"}}]}
    return plan


def test_saved_and_readable_are_two_sentences(drawing: Drawing) -> None:
    page = drawing.show(plan_of(typed("one.en")), state="Saved on this phone.", readable="You can read this.")
    assert page.locator("[data-state]").inner_text() == "Saved on this phone."
    assert page.locator("[data-readable]").inner_text() == "You can read this."
    page = drawing.show(plan_of(typed("one.en")), readable="")
    assert page.locator("[data-readable]").count() == 0


def test_a_refused_text_stays_with_its_reason(drawing: Drawing) -> None:
    change = {"kind": "add", "section": "safe", "entry": "0" * 32, "content": {"text": "<b>The library</b>"}}
    one = {"revision": "a:1", "change": change, "reason": "entry_too_long"}
    page = drawing.show(plan_of(typed("one.en")), refused=[one, _refused("a:2", "move", "0" * 32)])
    first, second = page.locator(".pp-end .pp-refused").all()
    assert "This could not be saved in “What makes me feel safe”" in first.inner_text()
    assert "<b>The library</b>" in first.inner_text()
    assert "This text is too long" in first.inner_text()
    acts = "(all) => all.map((one) => `${one.dataset.act} ${one.dataset.revision}`)"
    assert first.locator("button").evaluate_all(acts) == ["reopen a:1", "dismiss a:1"]
    assert second.locator("button").evaluate_all(acts) == ["dismiss a:2"]
    assert "This is no longer in your plan." in second.inner_text()


def test_what_was_refused_and_has_no_words_is_told_once_and_named_where_it_is_still_there(drawing: Drawing) -> None:
    plan = plan_of(typed("full.en"))
    step = plan["sections"]["coping"][0]
    moved, ticked = _refused("a:1", "move", "0" * 32), _refused("a:2", "tick", "0" * 32)
    page = drawing.show(plan, refused=[moved, ticked, _refused("a:3", "put_away", step["id"], "changed_elsewhere")])
    gone, there = page.locator(".pp-end .pp-refused").all()
    assert gone.locator("p").all_inner_texts() == [
        "Not every change in “What helps me” could be saved.", "This is no longer in your plan.",
    ]  # fmt: skip
    assert gone.locator("button").get_attribute("data-revision") == "a:1 a:2"
    assert there.locator("strong").inner_text() == step["content"]["text"]


def test_what_was_not_brought_back_stands_there_with_its_words(drawing: Drawing) -> None:
    refused = _refused("a:1", "bring_back", "0" * 32, "too_many_entries")
    refused["change"]["whole"] = {"content": {"text": "Walk"}, "rivals": [{"content": {"text": "Run"}}]}
    told = drawing.show(plan_of(typed("one.en")), refused=[refused]).locator(".pp-end .pp-refused")
    assert told.locator("strong").all_inner_texts() == ["Walk", "Run"]
    assert told.get_by_role("button").all_inner_texts() == ["Change it", "Delete this text"]


def _refused(revision: str, kind: str, entry: str, reason: str = "no_such_entry") -> dict[str, Any]:
    change = {"kind": kind, "section": "coping", "entry": entry}
    return {"revision": revision, "change": change, "reason": reason}


def test_two_texts_say_where_and_when_they_were_written(drawing: Drawing) -> None:
    page = drawing.show(_twice())
    for section in ("contacts", "coping"):
        block = page.locator(f'.pp-section[data-section="{section}"]')
        assert block.locator(".pp-from").all_text_contents() == [
            "from this phone, Tuesday",
            "from another device, Wednesday",
        ]
        assert block.locator("[data-act=which]").inner_text() == "Which one do you want?"
    page = drawing.show(_twice(), today="2026-12-24")
    assert page.locator(".pp-from").first.inner_text() == "from this phone, 24 November 2026"


def test_both_numbers_are_one_tap_away_and_nothing_is_asked_on_the_first_screen(drawing: Drawing) -> None:
    first = drawing.show(_twice()).locator(".pp-first")
    assert first.locator("a[href='tel:07700900555']").is_visible()
    assert first.locator("a[href='tel:07700900112']").is_visible()
    told = " ".join(first.locator("a[href^='tel:'] .pp-when").all_inner_texts()).replace(" ", "")
    assert "07700900555" in told
    assert "07700900112" in told
    assert first.locator(".pp-from, .pp-notice, [data-act=which], [data-act=change]").count() == 0


@pytest.mark.parametrize(("view", "labels"), [("preview", 4), ("copy", 0)])
def test_elsewhere_the_question_is_no_button(drawing: Drawing, view: str, labels: int) -> None:
    page = drawing.show(_twice(), view=view)
    assert page.locator("[data-act=which], [data-act=change], [data-act=parts]").count() == 0
    assert page.locator(".pp-from:not(.pp-side *)").count() == labels


def _clashing() -> dict[str, Any]:
    plan = typed("full.en")
    avoid = [{"name": "my  SISTER"}, {"name": "Someone", "number": "+44 20 7946 0123"}]
    return plan_of({**plan, "avoid": avoid})


def test_who_is_not_to_be_called_is_not_on_the_card(drawing: Drawing) -> None:
    card = drawing.show(_clashing(), part="drawCard").locator("main").inner_text()
    assert "My sister" not in card
    assert "020 7946 0123" not in card
    assert "020 7946 0987" in card


def test_a_name_in_two_lists_is_one_quiet_line_below_the_first_screen(drawing: Drawing) -> None:
    page = drawing.show(_clashing())
    line = "“My sister” is also in “People I don't want called”."
    assert page.locator('.pp-section[data-section="contacts"]').get_by_text(line).is_visible()
    assert page.locator(".pp-first").get_by_text("is also in").count() == 0
    assert drawing.show(_clashing(), view="copy").get_by_text("is also in").count() == 0


def test_same_numbers_are_the_same_on_the_phone_and_the_server(drawing: Drawing) -> None:
    numbers = [
        "07700 900123", "+44 7700 900123", "0044 7700 900123", "+44 (0)7700 900123", "07700 900124", "020 7946 0018",
        "+44 20 7946 0018", "999", "116123", "116 123", "", "no number", "No  Number", "٠٧٧٠٠ ٩٠٠١٢٣",
    ]  # fmt: skip
    pairs = list(itertools.product(numbers, numbers))
    page = drawing.show(_clashing())
    same = """async (all) => { const { isSameNumber } = await import("./plan_clashes.js");
      return all.map(([one, other]) => isSameNumber(one, other)); }"""
    found = dict(zip(pairs, page.evaluate(same, [list(pair) for pair in pairs]), strict=True))
    assert found == {pair: same_number(*pair, "GB") for pair in pairs}


def test_a_locked_phone_shows_help_and_no_plan(drawing: Drawing, axe: Callable[[Page], list[str]]) -> None:
    plan = plan_of(typed("full.en"))
    page = drawing.show(plan, part="lock")
    text = page.locator("main").inner_text()
    assert "This is locked" in text
    for address in ("tel:116123", "sms:85258", "tel:999"):
        assert page.locator(f"a[href^='{address}']").first.is_visible()
    assert "My sister" not in page.content()
    assert "plan" not in text.lower()
    assert axe(page) == []


def test_steps_ask_how_it_went_only_where_it_is_kept(drawing: Drawing) -> None:
    plan = plan_of(typed("full.en"))
    page = drawing.show(plan, part="drawSteps")
    assert [one.inner_text() for one in page.locator(".pp-tries button").all()] == ["helped", "a bit", "not this time"]
    for view in ("example", "copy"):
        assert drawing.show(plan, part="drawSteps", view=view).locator(".pp-tries").count() == 0


def test_markup_in_words_stays_text_in_the_changing_views(drawing: Drawing) -> None:
    plan = plan_of({"coping": ["<img src=x onerror=alert(1)>"], "contacts": [{"name": '"><b>A</b>'}]})
    step, person = plan["sections"]["coping"][0]["id"], plan["sections"]["contacts"][0]["id"]
    drafts = {"add-coping": "</textarea><b>x</b>", "add-contacts": '"><b>x</b>'}
    names = [
        "change-coping",
        f"entry-coping-{step}",
        f"field-coping-{step}-text",
        "change-contacts",
        f"field-contacts-{person}-name",
    ]
    for name in names:
        page = drawing.show(plan, part="drawChange", name=name, drafts=drafts)
        assert page.locator("main img, main b").count() == 0
    assert page.locator("#pp-typed").input_value() == '"><b>A</b>'
