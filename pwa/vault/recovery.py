"""The recovery code: words or digits on paper that open a plan when every device is gone.

Wrong codes are counted by network address (``pwa/api/rates.py``): past the limit one hears *too many*, but a right code
still opens, so that nobody beside an owner shuts them out. They can't be counted by plan: a plan is found by a locator
that is made of the whole code, so a wrong one names none. What holds guessing off are 119 bits: a thousand tries a
second are 2**35 in a year, and a million plans are 2**20 codes to hit, so the chance is one in 2**64. A code with a
part that names the plan could be counted by plan; then whoever saw that part could shut its owner out. Where the plan
is known, as on a device that holds it, wrong codes are slowed by device (``proving.py``). Words of which someone saw
most are weaker: one word follows from the others, so 977 codes are left where two are missing, and 2**20 where three
are. The check refuses slips before any look.
"""

import re
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Literal

from pwa.errors import PocketPlanError
from pwa.plan.section import N_
from pwa.vault.keys import derive

Form = Literal["words", "digits"]

WORDS = 12
DIGITS = 36
CHECK_DIGITS = 4
MINIMUM_BITS = 119

_LIST_MARK = re.compile(r"^\s*\d{1,2}\s*[.):]\s+", re.MULTILINE)
_FEWEST_TELLING_DIGITS = 20
_LONGEST_TYPED = 2_000


class CodeError(PocketPlanError):
    """What was typed can't be a recovery code; found before any server is asked.

    ``reason`` is ``code_word`` (a word that no code has), ``code_check`` (words or digits that don't belong together)
    or ``code_length``. ``values`` fill the placeholders of ``advice``; ``position`` counts words from 1.
    """

    def __init__(self, advice: str, *, reason: str, values: Mapping[str, int] | None = None) -> None:
        super().__init__(advice, reason=reason)
        self.values = dict(values or {})
        self.position = self.values.get("position")


@dataclass(frozen=True, kw_only=True)
class RecoveryCode:
    """A code without its check: ``chosen`` is 12 words with a blank between, or 36 ASCII digits."""

    form: Form
    chosen: str = field(repr=False)

    def text(self) -> str:
        """The code with its check, as it is shown and printed."""
        if self.form == "words":
            return f"{self.chosen} {_check_word(self.chosen)}"
        digits = self.chosen + _check_digits(self.chosen)
        return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))

    def locator(self) -> str:
        """32 hex digits by which a store finds the plan; nothing about the code can be told from them."""
        return derive(self._parts(), b"pocket-plan recovery locator 1")[:16].hex()

    def secret(self) -> bytes:
        """32 bytes that open the plan; no store ever holds them."""
        return derive(self._parts(), b"pocket-plan recovery secret 1")

    def _parts(self) -> Sequence[bytes]:
        return (self.form.encode(), self.chosen.encode())


def new_code(form: Form = "words") -> RecoveryCode:
    """A code of pure chance, of at least ``MINIMUM_BITS``."""
    if form == "words":
        return RecoveryCode(form=form, chosen=" ".join(secrets.choice(word_list()) for _ in range(WORDS)))
    return RecoveryCode(form=form, chosen="".join(secrets.choice("0123456789") for _ in range(DIGITS)))


def parse_code(typed: str) -> RecoveryCode:
    """The code in what a person typed or pasted, however it is spaced, numbered or written; raises ``CodeError``."""
    if len(typed) > _LONGEST_TYPED:
        advice = N_("This is much longer than a code. A code has {needed} words. Please put in only the code.")
        raise CodeError(advice, reason="code_length", values={"needed": WORDS + 1, "found": len(typed.split())})
    plain = _plain(typed)
    digits = "".join(re.findall("[0-9]", plain))
    tokens = re.findall("[a-z]+", plain)
    if len(digits) >= _FEWEST_TELLING_DIGITS and not _known(tokens) >= WORDS:
        return _parse_digits(plain, digits)
    return _parse_words(tokens)


@cache
def word_list() -> tuple[str, ...]:
    """The words a code is made of; see ``words.licence`` for where they are from and what was taken out."""
    return tuple((files("pwa.vault") / "words.txt").read_text("ascii").split())


def _parse_words(tokens: list[str]) -> RecoveryCode:
    whole = WORDS + 1
    for start in range(len(tokens) - whole + 1):
        chosen, check = tokens[start : start + WORDS], tokens[start + WORDS]
        if _known(chosen) == WORDS and check == _check_word(" ".join(chosen)):
            return RecoveryCode(form="words", chosen=" ".join(chosen))
    tokens = _without_talk_around(tokens)
    if len(tokens) != whole:
        advice = N_("A code has {needed} words. Here are {found}. Is one missing, or is one there twice?")
        raise CodeError(advice, reason="code_length", values={"needed": whole, "found": len(tokens)})
    for position, token in enumerate(tokens, start=1):
        if token not in _known_words():
            advice = N_("Word {position} is not a word that a code can have. Please look at it once more.")
            raise CodeError(advice, reason="code_word", values={"position": position})
    advice = N_("These words don't belong together like this. Please look at each word, and at the order.")
    raise CodeError(advice, reason="code_check")


def _parse_digits(plain: str, digits: str) -> RecoveryCode:
    whole = DIGITS + CHECK_DIGITS
    if len(digits) != whole:
        digits = "".join(re.findall("[0-9]", _LIST_MARK.sub("", plain)))
    if len(digits) != whole:
        advice = N_("A code has {needed} digits. Here are {found}. Is one missing, or is one there twice?")
        raise CodeError(advice, reason="code_length", values={"needed": whole, "found": len(digits)})
    chosen, check = digits[:DIGITS], digits[DIGITS:]
    if check != _check_digits(chosen):
        advice = N_("These digits don't belong together like this. Please look at each group, and at the order.")
        raise CodeError(advice, reason="code_check")
    return RecoveryCode(form="digits", chosen=chosen)


def _plain(typed: str) -> str:
    """Lower-case ASCII letters and digits for whatever keyboard they were typed on."""
    spread = unicodedata.normalize("NFKD", typed.casefold().replace("ı", "i"))
    return "".join(
        str(unicodedata.decimal(character, character))
        for character in spread
        if unicodedata.category(character) not in {"Cf", "Mn"}
    )


def _without_talk_around(tokens: list[str]) -> list[str]:
    known = [place for place, token in enumerate(tokens) if token in _known_words()]
    return tokens if len(tokens) <= WORDS + 1 or not known else tokens[known[0] : known[-1] + 1]


@cache
def _known_words() -> frozenset[str]:
    return frozenset(word_list())


def _known(tokens: list[str]) -> int:
    return sum(token in _known_words() for token in tokens)


def _check(chosen: str) -> int:
    return int.from_bytes(sha256(b"pocket-plan code check 1\n" + chosen.encode()).digest(), "big")


def _check_word(chosen: str) -> str:
    return word_list()[_check(chosen) % len(word_list())]


def _check_digits(chosen: str) -> str:
    return f"{_check(chosen) % 10**CHECK_DIGITS:0{CHECK_DIGITS}}"
