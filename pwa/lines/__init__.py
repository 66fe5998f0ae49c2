"""Crisis lines and emergency numbers: right for where a person is, whatever language they read.

Two people have died after dialling a crisis number before it worked: so every number names its source and the date
of that source, and one that is old, undated or was never verified says so.
"""

from datetime import date
from pathlib import Path
from typing import Any

from pwa.lines.book import Book
from pwa.lines.places import countries, country_of_zone, is_country
from pwa.lines.schema import LinesError
from pwa.plan.model import Plan

__all__ = [
    "Book",
    "LinesError",
    "countries",
    "country_of_zone",
    "for_country",
    "for_plan",
    "is_country",
    "is_for_children",
    "load",
]

_loaded: list[Book] = []


def load(operator: Path | None = None) -> None:
    """Read the lines anew, with an operator's own file over ours.

    Raises:
        LinesError: a file cannot be used; the text names the line.
    """
    _loaded[:] = [Book.read(operator)]


def for_country(country: str | None, region: str | None, today: date, language: str) -> dict[str, Any]:
    """What a phone shows of a country's numbers; ``None`` when the country is not known yet (``Book.for_country``)."""
    if not _loaded:
        load()
    return _loaded[0].for_country(country, region, today, language)


def is_for_children(line: str) -> bool:
    """Whether a line, named by its id, is there for children alone."""
    return _loaded[0].lines[line].audience in ("children and young people", "under 18", "under 19")


def for_plan(plan: Plan, otherwise: str | None, today: date, language: str) -> dict[str, Any]:
    """The numbers of where a plan's owner is; those of the country ``otherwise`` while the plan names none."""
    country, area = plan.value("settings", "region"), plan.value("settings", "area")
    return for_country(country or otherwise, area, today, language)
