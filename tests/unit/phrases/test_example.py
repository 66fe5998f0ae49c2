"""The invented plan: finished, short, and nobody's."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from pwa import i18n
from pwa.plan.limits import PLAN_BYTES
from pwa.plan.record_sections import CHOICES
from pwa.plan.sections import BY_ID, SECTIONS, Kind, Place
from pwa.plan.typed import plan_from_shorthand

LANGUAGES = [one.tag for one in i18n.languages()]
SAYS_SO = {"en": "made up", "ar": "من الخيال", "cy": "dychmyg", "pl": "zmyślon"}
FICTION = re.compile(r"07700 900\d{3}|020 7946 0\d{3}")


def numbers(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from ([value["number"]] if "number" in value else [])
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from numbers(one)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def example(language: str) -> dict[str, Any]:
    return i18n.example(language)


def test_example_holds_only_what_a_phone_shows_and_what_one_may_dare(example: dict[str, Any]) -> None:
    sections = example.keys() - {"language", "region", "choices"}
    assert all(BY_ID[section].place is not Place.DESK for section in sections)
    assert "why" not in json.dumps(example["avoid"])
    assert len(json.dumps(example)) < PLAN_BYTES


def test_example_fills_the_first_screen_and_most_sections(example: dict[str, Any]) -> None:
    assert len(example["contacts"]) == 3
    assert len(example["coping"]) >= 3
    lists = {section.id for section in SECTIONS if section.kind in (Kind.LIST, Kind.STEPS)}
    assert len(lists & example.keys()) >= len(lists) - 2


def test_example_of_something_to_dare_is_whole_and_leans_on_the_rest(example: dict[str, Any]) -> None:
    (one,) = example["choices"]
    assert one.keys() == {field.name for field in CHOICES.fields}
    assert one["matters"] in [goal["text"] for goal in example["reasons"] if isinstance(goal, dict)]
    assert one["strength"] in example["strengths"]


def test_example_numbers_are_set_aside_for_fiction(example: dict[str, Any]) -> None:
    found = list(numbers(example))
    assert len(found) >= 4
    assert all(FICTION.fullmatch(number) for number in found)


def test_example_says_that_it_is_made_up(language: str, example: dict[str, Any]) -> None:
    assert SAYS_SO[language] in example["about"]["staff_should_know"]
    assert example["language"] == language


def test_example_can_be_read_as_a_plan(example: dict[str, Any]) -> None:
    changes = list(plan_from_shorthand(example))
    added = sum(change.kind == "add" for change in changes)
    assert added == sum(len(entries) for entries in example.values() if isinstance(entries, list))
