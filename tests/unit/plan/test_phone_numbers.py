import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pwa.plan.phones import dialable, looks_wrong, same_number

CASES = json.loads((Path(__file__).parents[2] / "plans/dialled.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize(("typed", "dialled"), CASES.items())
def test_a_number_is_dialled_only_when_it_is_certain(typed: str, dialled: str | None) -> None:
    assert dialable(typed) == dialled


@pytest.mark.parametrize("typed", [typed for typed, dialled in CASES.items() if dialled is None])
def test_a_number_that_gets_no_link_is_asked_about(typed: str) -> None:
    assert looks_wrong(typed, "GB")


@given(st.text(st.characters()))
def test_a_link_holds_digits_and_nothing_else(typed: str) -> None:
    assert re.fullmatch(r"\+?[0-9]{2,15}", dialable(typed) or "112")


@pytest.mark.parametrize(
    ("typed", "region", "wrong"),
    [
        ("07700 900112", "GB", False),
        ("07700 900112", "gb", False),
        ("116 123", "GB", False),
        ("999", "GB", False),
        ("+353 1 234 5678", "GB", False),
        ("07700 900112", None, False),
        ("07700 900112 0000", "GB", True),
        ("+44 1", "GB", True),
        ("070", "GB", True),
        ("ask Jo", "GB", True),
        ("07700 900112", "XX", False),
    ],
)
def test_a_number_that_can_not_be_is_warned_about(typed: str, region: str | None, wrong: bool) -> None:
    assert looks_wrong(typed, region) is wrong


@given(st.text(st.characters()), st.sampled_from(["GB", "DE", None, "XX"]))
def test_any_text_gets_an_answer(typed: str, region: str | None) -> None:
    assert looks_wrong(typed, region) in (True, False)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("07700 900112", "+44 7700 900112", True),
        ("07700-900112", "(07700) 900112", True),
        ("07700 900112", "07700 900113", False),
        ("ask Jo", "Ask  jo", True),
        ("", "", False),
    ],
)
def test_numbers_are_the_same_when_they_reach_the_same_phone(one: str, other: str, same: bool) -> None:
    assert same_number(one, other, "GB") is same
