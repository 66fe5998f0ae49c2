import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pwa.plan.phones import dialable, looks_wrong, same_number


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("07700 900112", "07700900112"),
        ("+44 7700 900999", "+447700900999"),
        ("+44 (0)20 7946 0123", "+442079460123"),
        ("(020) 7946-0123", "02079460123"),
        ("00 49 30 123456", "004930123456"),
        ("112", "112"),
        ("116 123", "116123"),
        ("٠٧٧٠٠ ٩٠٠١١٢", "07700900112"),
        ("\u202007700 900112".replace("\u2020", "\u200e"), "07700900112"),
        ("020 7946 0123 ext 4", "02079460123"),
        ("07700 900112 (mum)", "07700900112"),
        ("javascript:alert(112)", None),
        ("ask Jo", None),
        ("", None),
        ("1", None),
        ("07700 900112 / 07700 900348", None),
        ("+999 123 456 789", "+999123456789"),
    ],
)
def test_a_number_is_dialled_as_it_was_typed(typed: str, dialled: str | None) -> None:
    assert dialable(typed, "GB") == dialled


@given(st.text(st.characters()))
def test_a_link_holds_digits_and_nothing_else(typed: str) -> None:
    assert re.fullmatch(r"\+?[0-9]{2,15}", dialable(typed, "GB") or "112")


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
