"""The invented plan: finished, short, and nobody's."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pwa import i18n
from pwa.plan.limits import PLAN_BYTES
from pwa.plan.sections import BY_ID, SECTIONS, Kind, Place
from pwa.plan.typed import plan_from_shorthand

EXAMPLE = i18n.example("en")
FICTION = re.compile(r"07700 900\d{3}|020 7946 0\d{3}")


def numbers(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from ([value["number"]] if "number" in value else [])
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from numbers(one)


def test_example_holds_only_what_a_phone_shows() -> None:
    sections = EXAMPLE.keys() - {"language", "region"}
    assert all(BY_ID[section].place is not Place.DESK for section in sections)
    assert "why" not in json.dumps(EXAMPLE["avoid"])
    assert len(json.dumps(EXAMPLE)) < PLAN_BYTES


def test_example_fills_the_first_screen_and_most_sections() -> None:
    assert len(EXAMPLE["contacts"]) == 3
    assert len(EXAMPLE["coping"]) >= 3
    lists = {section.id for section in SECTIONS if section.kind in (Kind.LIST, Kind.STEPS)}
    assert len(lists & EXAMPLE.keys()) >= len(lists) - 2


def test_example_numbers_are_set_aside_for_fiction() -> None:
    found = list(numbers(EXAMPLE))
    assert len(found) >= 4
    assert all(FICTION.fullmatch(number) for number in found)


def test_example_says_that_it_is_made_up() -> None:
    assert "made up" in EXAMPLE["about"]["staff_should_know"]


def test_example_can_be_read_as_a_plan() -> None:
    changes = list(plan_from_shorthand(EXAMPLE))
    added = sum(change.kind == "add" for change in changes)
    assert added == sum(len(entries) for entries in EXAMPLE.values() if isinstance(entries, list))
