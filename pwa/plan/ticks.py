"""Ticks in short, as an entry stores them: what thirteen months of daily use come to is read only when it is asked for.

``{"by": [outboxes], "of": [outcomes], "at": "Aa20260131.12,…"}``: of each tick a capital letter for its outbox, a small
one for its outcome, its day, and its number in that outbox.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from pwa.plan.model import Try, made

_NUMBER = re.compile("[0-9]{1,15}")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST_MORE_BYTES = 110  # JSON of one tick: day, outcome, revision and their names, beyond what it takes in short

Json = Mapping[str, Any]


class _InFull(tuple[Try, ...]):
    """Ticks with what they were read from, which stands for them as long as none is added."""

    short: Json


def shortened(tries: Sequence[Try]) -> tuple[Json, tuple[Try, ...]]:
    """The first of some ticks in short, and from the first one on that can't be told so, the others as they are."""
    if isinstance(tries, _InFull):
        return tries.short, ()
    outboxes: dict[str, str] = {}
    outcomes: dict[str, str] = {}
    told = []
    for one in tries:
        box, _, number = one.revision.partition(":")
        if one.extra or not _DAY.fullmatch(one.day) or not _NUMBER.fullmatch(number):
            break
        outbox, outcome = _letter(box, outboxes, ascii_uppercase), _letter(one.outcome, outcomes, ascii_lowercase)
        if not outbox or not outcome:
            break
        told.append(f"{outbox}{outcome}{one.day.replace('-', '')}.{number},")
    short = {"by": [*outboxes], "of": [*outcomes], "at": "".join(told)} if told else {}
    return short, tuple(tries[len(told) :])


def is_short(raw: object) -> bool:
    """Whether it is what ``shortened`` makes."""
    if not isinstance(raw, dict) or tuple(raw) != ("by", "of", "at"):
        return False
    by, of, at = raw["by"], raw["of"], raw["at"]
    if not isinstance(at, str) or not _are_texts(by, ascii_uppercase) or not _are_texts(of, ascii_lowercase):
        return False
    return bool(_at(len(by), len(of)).fullmatch(at))


def in_full(short: Json) -> tuple[Try, ...]:
    """The ticks, of what ``is_short``."""
    by = dict(zip(ascii_uppercase, short["by"], strict=False))
    of = dict(zip(ascii_lowercase, short["of"], strict=False))
    read = _InFull(
        made(
            Try,
            {
                "day": f"{one[2:6]}-{one[6:8]}-{one[8:10]}",
                "outcome": of[one[1]],
                "revision": f"{by[one[0]]}:{one[11:]}",
                "extra": {},
            },
        )
        for one in short["at"][:-1].split(",")
    )
    read.short = short
    return read


def more_bytes(raw: object) -> int:
    """At most so many bytes more is the JSON of ticks than what stands here in short."""
    at = raw.get("at") if isinstance(raw, dict) else None
    return at.count(",") * _MOST_MORE_BYTES if isinstance(at, str) else 0


@cache
def _at(outboxes: int, outcomes: int) -> re.Pattern[str]:
    """Ticks with the letters of so many outboxes and outcomes."""
    capital, small = ascii_uppercase[outboxes - 1], ascii_lowercase[outcomes - 1]
    return re.compile(f"(?:[A-{capital}][a-{small}][0-9]{{8}}[.][0-9]{{1,15}},)+")


def _letter(word: str, known: dict[str, str], letters: str) -> str:
    """The letter for a word, a new one where there is one left; else empty."""
    if word not in known and len(known) < len(letters):
        known[word] = letters[len(known)]
    return known.get(word, "")


def _are_texts(raw: object, letters: str) -> bool:
    return isinstance(raw, list) and 0 < len(raw) <= len(letters) and {str}.issuperset(map(type, raw))
