import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pwa.plan.phones import dialable, from_abroad, looks_wrong, same_number

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


@pytest.mark.parametrize(
    ("typed", "region", "dial"),
    [
        ("07700 900112", "GB", "+447700900112"),
        ("07700 900112", "gb", "+447700900112"),
        ("0044 7700 900112", "GB", "+447700900112"),
        ("home 020 7946 0991", "GB", "+442079460991"),
        ("030 23125 112", "DE", "+493023125112"),
        ("98765 43210", "IN", "+919876543210"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("06 1234 5678", "IT", "+390612345678"),
        ("+44 7700 900112", "GB", None),
        ("+44 7700 900112", None, None),
        ("07700 900112", None, None),
        ("07700 900112", "XX", None),
        ("999", "GB", None),
        ("116 123", "GB", None),
        ("116117", "DE", None),
        ("13 11 14", "AU", None),
        ("741741", "US", None),
        ("555-0123", "US", None),
        ("23125112", "DE", None),
        ("7946 0991", "GB", None),
        ("07700 900112 or 07700 900113", "GB", None),
        ("ask Jo", "GB", None),
    ],
)
def test_a_number_is_dialled_from_another_country_only_when_it_is_certain(
    typed: str, region: str | None, dial: str | None
) -> None:
    assert from_abroad(typed, region) == dial


@given(st.one_of(st.text(st.characters()), st.text("+0123456789 ()")), st.sampled_from(["GB", "DE", "US", None, "XX"]))
def test_what_is_dialled_from_another_country_names_a_country(typed: str, region: str | None) -> None:
    assert re.fullmatch(r"\+[1-9][0-9]{3,16}", from_abroad(typed, region) or "+44112")
