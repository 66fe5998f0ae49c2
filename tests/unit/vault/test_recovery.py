"""The recovery code: as it is typed, pasted and misread."""

import json
import math
import re
import statistics
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pwa.vault import recovery
from pwa.vault.access import PlanAccess
from pwa.vault.holders import NotAllowed
from pwa.vault.recovery import MINIMUM_BITS, CodeError, RecoveryCode, new_code, parse_code, word_list

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
VAULT = Path(recovery.__file__).parent
WORDS = VECTORS["codes"][0]["text"]
DIGITS = VECTORS["codes"][1]["text"]
TRIES = 60
FORMS = st.sampled_from(["words", "digits"])


def code_of(seed: list[int]) -> RecoveryCode:
    return RecoveryCode(form="words", chosen=" ".join(word_list()[one] for one in seed))


CODES = st.lists(st.integers(0, len(word_list()) - 1), min_size=12, max_size=12).map(code_of)
DIGIT_CODES = st.text("0123456789", min_size=36, max_size=36).map(lambda text: RecoveryCode(form="digits", chosen=text))


def refusal(typed: str) -> CodeError:
    with pytest.raises(CodeError) as caught:
        parse_code(typed)
    return caught.value


def outcome_of(typed: str) -> RecoveryCode | str:
    try:
        return parse_code(typed)
    except CodeError as error:
        return error.reason


def test_a_code_holds_at_least_119_bits() -> None:
    assert recovery.WORDS * math.log2(len(word_list())) >= MINIMUM_BITS >= 119
    assert recovery.DIGITS * math.log2(10) >= MINIMUM_BITS


def test_the_words_are_the_effs_without_those_left_out() -> None:
    left_out = [
        word
        for line in (VAULT / "words_left_out.txt").read_text("ascii").splitlines()
        if not line.startswith("#")
        for word in line.split()
    ]
    words = word_list()
    assert len(words) + len(left_out) == len({*words, *left_out}) == 1296
    assert list(words) == sorted(words)
    assert all(re.fullmatch("[a-z]{3,}", word) for word in words)
    assert len({word[:3] for word in words}) == len(words)
    assert "Electronic Frontier Foundation" in (VAULT / "words.licence").read_text("ascii")


@pytest.mark.parametrize("harm", ["blade", "poison", "coathanger", "suffocate", "obituary", "handgun", "gaslight"])
def test_no_word_of_harm_is_in_a_code(harm: str) -> None:
    assert harm not in word_list()


@pytest.mark.parametrize("vector", VECTORS["codes"], ids=["words", "digits"])
def test_a_code_on_paper_works_for_ever(vector: dict[str, str]) -> None:
    code = parse_code(vector["text"])
    assert code.text() == vector["text"]
    assert code.locator() == vector["locator"]
    assert code.secret().hex() == vector["secret"]


def test_locator_secret_and_print_have_nothing_in_common() -> None:
    code = new_code()
    assert code.locator() not in code.secret().hex()
    assert code.chosen not in repr(code)


def test_new_codes_differ() -> None:
    assert len({new_code("words").text() for _ in range(100)} | {new_code("digits").text() for _ in range(100)}) == 200


@given(code=CODES | DIGIT_CODES)
def test_a_code_reads_back(code: RecoveryCode) -> None:
    assert parse_code(code.text()) == code


@given(code=CODES, gaps=st.lists(st.text(" ,.;\n\r\t-–/|\u00a0·()", min_size=1, max_size=20), min_size=13, max_size=13))
def test_any_gaps_between_words_do(code: RecoveryCode, gaps: list[str]) -> None:
    typed = "".join(word + gap for word, gap in zip(code.text().split(), gaps, strict=True))
    assert parse_code(typed) == code


@given(code=DIGIT_CODES, every=st.integers(1, 40), gap=st.sampled_from(["", " ", "-", "\n", ", ", "\u00a0", " \t"]))
def test_any_groups_of_digits_do(code: RecoveryCode, every: int, gap: str) -> None:
    digits = code.text().replace(" ", "")
    assert parse_code(gap.join(digits[place : place + every] for place in range(0, 40, every))) == code


@pytest.mark.parametrize("typed", [
    WORDS.upper(),
    WORDS.title().replace(" ", ", "),
    "\n".join(f"{number}. {word}" for number, word in enumerate(WORDS.split(), start=1)),
    "\n".join(f"{number}) {word.upper()}  " for number, word in enumerate(WORDS.split(), start=1)),
    f"My words, please keep them safe:\n\n{WORDS}\n\nPrinted 2026-01-31",
    "".join(chr(ord(letter) + 0xFEE0) if letter != " " else "\u3000" for letter in WORDS),
    WORDS.replace("i", "\u0130"),
    WORDS.replace("i", "\u0131"),
    WORDS.replace("jing", "ji\u00adng").replace("gong", "go\u200bng"),
    "\u2066" + WORDS + "\u2069",
])  # fmt: skip
def test_words_are_read_however_they_come(typed: str) -> None:
    assert parse_code(typed).text() == WORDS


@pytest.mark.parametrize("typed", [
    DIGITS.translate({ord("0") + digit: 0x0660 + digit for digit in range(10)}),
    DIGITS.translate({ord("0") + digit: 0x06F0 + digit for digit in range(10)}),
    DIGITS.translate({ord("0") + digit: 0x0966 + digit for digit in range(10)}),
    DIGITS.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
    "\u200f" + DIGITS.replace(" ", "\u200f \u202b"),
    "\n".join(f"{number}. {group}" for number, group in enumerate(DIGITS.split(), start=1)),
    f"My code: {DIGITS}",
])  # fmt: skip
def test_digits_are_read_however_they_come(typed: str) -> None:
    assert parse_code(typed).text() == DIGITS


@given(code=CODES, place=st.integers(0, 12), other=st.sampled_from(word_list()))
def test_a_wrong_word_is_noticed_before_any_server(code: RecoveryCode, place: int, other: str) -> None:
    words = code.text().split()
    wrong = [*words[:place], other, *words[place + 1 :]]
    outcome = outcome_of(" ".join(wrong))
    # One wrong word in 977 has the same check word; it then opens nothing.
    assert outcome == "code_check" or (outcome == code) is (wrong == words)


@given(code=DIGIT_CODES, place=st.integers(0, 39), shift=st.integers(1, 9))
def test_a_wrong_digit_is_noticed_before_any_server(code: RecoveryCode, place: int, shift: int) -> None:
    digits = code.text().replace(" ", "")
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    outcome = outcome_of(wrong)
    assert outcome == "code_check" or outcome != code


@pytest.mark.parametrize("position", range(1, 14))
def test_a_word_that_no_code_has_is_named_by_its_place(position: int) -> None:
    words = WORDS.split()
    words[position - 1] = "secretword"
    error = refusal(" ".join(words))
    assert (error.reason, error.position) == ("code_word", position)
    assert "secretword" not in str(error)
    assert error.advice.format(**error.values).startswith(f"Word {position} ")


def test_swapped_words_are_noticed() -> None:
    first, second, *others = WORDS.split()
    assert refusal(" ".join([second, first, *others])).reason == "code_check"


@pytest.mark.parametrize(("typed", "found"), [
    ("", 0), ("  \n", 0), ("hello", 1), (WORDS.rpartition(" ")[0], 12), (f"{WORDS} gong", 13), (f"gong {WORDS}", 13),
    (DIGITS[:-1], 39), (DIGITS.replace("9", "", 1), 39), (DIGITS + "1", 41), ("12345678", 0),
])  # fmt: skip
def test_a_missing_or_double_part_is_counted(typed: str, found: int) -> None:
    if found == 13:
        assert parse_code(typed).text() == WORDS
        return
    error = refusal(typed)
    assert error.reason == "code_length"
    assert error.values["found"] == found


@given(typed=st.text())
def test_nothing_typed_breaks_the_reader(typed: str) -> None:
    assert refusal(typed).reason in {"code_word", "code_check", "code_length"}


@pytest.mark.parametrize("typed", [WORDS + " x" * 1_000, "9" * 1_000_000, "gong " * 200_000, "\ufdfa" * 300_000])
def test_a_text_far_too_long_is_refused_at_once(typed: str) -> None:
    start = time.process_time()
    error = refusal(typed)
    assert time.process_time() - start < 0.1
    assert error.reason == "code_length"
    assert error.advice.format(**error.values)


def test_nobody_can_tell_a_replaced_code_from_one_of_a_deleted_plan_or_of_none(access: PlanAccess) -> None:
    kept, gone = access.create().cookie, access.create().cookie
    replaced, deleted = access.make_recovery_code(kept), access.make_recovery_code(gone)
    access.make_recovery_code(kept)
    access.keep_recovery_code(kept)
    access.delete(gone)
    kinds = {"replaced": replaced, "deleted": deleted, "unknown": new_code().text()}
    answers: dict[str, tuple[object, ...]] = {}
    taken: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(TRIES):
        for name, code in kinds.items():
            start = time.perf_counter()
            with pytest.raises(NotAllowed) as caught:
                access.recover(code)
            taken[name].append(time.perf_counter() - start)
            answers[name] = (type(caught.value), str(caught.value), caught.value.advice, caught.value.reason)
    assert len(set(answers.values())) == 1
    medians = [statistics.median(times) for times in taken.values()]
    assert max(medians) < 1.5 * min(medians), medians


def test_a_code_with_one_wrong_word_names_no_plan_on_which_it_could_be_counted(access: PlanAccess) -> None:
    right = parse_code(access.make_recovery_code(access.create().cookie))
    assert access.store.find_locator(right.locator())
    words = right.chosen.split()
    for place, word in enumerate(words):
        other = next(one for one in word_list() if one != word)
        near = RecoveryCode(form="words", chosen=" ".join([*words[:place], other, *words[place + 1 :]]))
        assert access.store.find_locator(near.locator()) is None
        assert sum(one == two for one, two in zip(near.locator(), right.locator(), strict=True)) < 16
        with pytest.raises(NotAllowed) as caught:
            access.recover(near.text())
        assert str(caught.value) == _answer_to(access, new_code().text())


def _answer_to(access: PlanAccess, code: str) -> str:
    with pytest.raises(NotAllowed) as caught:
        access.recover(code)
    return str(caught.value)
