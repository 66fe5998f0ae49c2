"""How many plans are alive, from what their owners agreed to: counted beside the server, silent while they are few."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pwa.plan.counting import FLAGS, read_flags
from pwa.store.beside import Beside
from pwa.store.errors import NewerFormat

LEAST = 10  # fewer than these could be guessed at
MONTHS = 3

_SAID = {
    "alive": "with something in them, and changed within three months",
    "contact": "of these, with someone to call",
    "looked": "of these, looked through within the three months before",
    "with_someone": "of these, written with someone",
}


def stats(folder: Path, today: date) -> list[str]:
    """Sentences with figures that tell of nobody, and nothing else."""
    flags = list(_flags(Beside(folder)))
    if len(flags) < LEAST:
        return [f"Fewer than {LEAST} plans may be counted, so nothing is shown."]
    alive = [one for one in flags if one["alive"] and _is_recent(one["month"], today)]
    counts = {name: sum(one[name] for one in alive) for name in FLAGS}
    is_told = _tells_of_nobody(len(alive), len(flags))
    told = {
        name: is_told and _tells_of_nobody(counts[name], len(flags if name == "alive" else alive)) for name in FLAGS
    }
    figures = (f"{_SAID[name]}: {counts[name] if told[name] else 'not shown'}" for name in FLAGS)
    return [f"Plans that may be counted: {len(flags)}", *figures]


def _tells_of_nobody(count: int, out_of: int) -> bool:
    """Whether neither those that are counted nor the others are so few that they could be guessed at."""
    return count >= LEAST and (count == out_of or out_of - count >= LEAST)


def _flags(beside: Beside) -> Iterator[Mapping[str, Any]]:
    for place in beside.places("plans"):
        try:
            document = beside.read("plans", place).document
        except (NewerFormat, OSError):
            continue
        if document and (flags := read_flags(document.get("counted"))):
            yield flags


def _is_recent(month: str, today: date) -> bool:
    year, number = int(month[:4]), int(month[5:])
    return 0 <= (today.year - year) * 12 + today.month - number < MONTHS
