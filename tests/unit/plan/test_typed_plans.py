import json
from pathlib import Path
from typing import Any

import pytest

from pwa.errors import PocketPlanError
from pwa.plan.changes import InvalidChange, apply, parse_change
from pwa.plan.limits import OverLimit
from pwa.plan.model import Plan
from pwa.plan.phones import dialable
from pwa.plan.sections import BY_ID, FieldType
from pwa.plan.typed import plan_from_shorthand, raw_changes
from tests.unit.plan.making import plan_of

FOLDER = Path(__file__).parents[2] / "plans"


def shorthand(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text())


def plan_typed(data: Any) -> Plan:
    plan = plan_of()
    for change in plan_from_shorthand(data):
        last = apply(plan, change)
        assert last.outcome.result == "done"
        plan = last.plan
    return plan


@pytest.mark.parametrize("name", ["full.en", "short.ar", "one.en"])
def test_every_word_and_the_order_of_a_typed_plan_are_kept(name: str) -> None:
    typed = shorthand(name)
    plan = plan_typed(typed)
    for section_id, items in typed.items():
        if section_id in ("language", "region"):
            assert plan.value("settings", section_id) == items
        elif section_id == "about":
            assert {key: plan.value("about", key) for key in items} == items
        else:
            entries = [dict(entry.now.content) for entry in plan.entries(section_id)]
            assert entries == [as_content(plan, section_id, item) for item in items]


def as_content(plan: Plan, section_id: str, item: Any) -> dict[str, Any]:
    content = {"text": item} if isinstance(item, str) else dict(item)
    for field in BY_ID[section_id].fields:
        if field.name in content and field.type is FieldType.CHOICE:
            content[field.name] = content[field.name].replace(" ", "_")
        if field.name in content and field.type is FieldType.ENTRY:
            entries = plan.entries(field.section or "")
            content[field.name] = next(one.id for one in entries if one.now.content["text"] == content[field.name])
    return content


@pytest.mark.parametrize("data", [[], {"dreams": []}, {"coping": "tea"}, {"contacts": [7]}, {"about": []}])
def test_what_is_no_shorthand_is_refused(data: object) -> None:
    with pytest.raises(InvalidChange):
        plan_from_shorthand(data)


def test_too_many_entries_are_refused() -> None:
    with pytest.raises(OverLimit):
        plan_from_shorthand({"coping": ["tea"] * 201})


def test_every_entry_of_the_hard_plan_becomes_what_is_written_beside_it() -> None:
    expected = shorthand("hard.expected")["entries"]
    entries = dict(raw_changes(shorthand("hard")))
    assert {path: became(raw) for path, raw in entries.items()} == expected


def became(raw: dict[str, Any]) -> dict[str, Any]:
    """What becomes of one entry: kept as typed, normalised, or refused."""
    try:
        change = parse_change(raw)
    except PocketPlanError as error:
        return {"result": "refused", "reason": error.reason}
    assert apply(plan_of(), change).outcome.result == "done"
    if raw["kind"] == "set_field":
        return {"result": "kept"} if change.value == raw["value"] else {"result": "normalised", "to": change.value}
    typed = {key: value for key, value in raw["content"].items() if value != []}
    return {"result": "kept"} if change.content == typed else {"result": "normalised", "to": dict(change.content)}


def test_numbers_of_the_hard_plan_are_dialled_only_when_they_are_numbers() -> None:
    numbers = [phone["number"] for contact in shorthand("hard")["contacts"] for phone in contact["phones"]]
    assert {number: dialable(number) for number in numbers} == shorthand("hard.expected")["dialled"]
