import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pwa.plan.text import clean

ANY_TEXT = st.text(st.characters())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  tea \n", "tea"),
        ("a\x00b", "ab"),
        ("tab\tand\nnewline", "tab and newline"),
        ("one\r\ntwo\rthree\u2028four", "one two three four"),
        ("e\u0301", "é"),
        ("abc \u202eevil\u202c def", "abc evil def"),
        ("a\u2066b\u2069", "ab"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("half \ud83d pair", "half  pair"),
        ("\u200b", ""),
        ("\u200d\u200e\ufe0f\u3164\u2800", ""),
        ("hidden\U000e0068\U000e0069", "hidden"),
    ],
)
def test_text_is_kept_without_what_nobody_can_see(typed: str, kept: str) -> None:
    assert clean(typed, lines=False) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "👩🏽‍🚀🏳️‍🌈 é é ﷽",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # the flag of Scotland
        "می‌خواهم",  # Persian needs the non-joiner
        "\u200fcall 112",  # a mark of direction
        "<script>alert('x')</script> & {{7*7}}",
        "a  b",
    ],
)
def test_text_that_can_be_seen_is_not_altered(typed: str) -> None:
    assert clean(typed, lines=False) == typed


def test_line_ends_stay_where_lines_are_wanted() -> None:
    assert clean("one\r\n\r\ntwo\u2029three\n", lines=True) == "one\n\ntwo\nthree"


@given(ANY_TEXT, st.booleans())
@example("\U0001f3f4\u200b\U000e0067\U000e007f", False)
def test_cleaning_twice_is_cleaning_once(typed: str, lines: bool) -> None:
    once = clean(typed, lines=lines)
    assert clean(once, lines=lines) == once


@given(ANY_TEXT)
def test_cleaned_text_can_be_written_and_is_one_line_in_nfc(typed: str) -> None:
    text = clean(typed, lines=False)
    assert text.encode().decode() == text
    assert "\n" not in text
    assert unicodedata.is_normalized("NFC", text)


@given(
    st.text(
        st.characters(categories=["L", "M", "N", "P", "S"], exclude_characters="\u034f\u115f\u1160\u2800"), min_size=1
    )
)
def test_no_letter_sign_or_digit_is_lost(typed: str) -> None:
    assert clean(f".{typed}.", lines=False) == unicodedata.normalize("NFC", f".{typed}.")
