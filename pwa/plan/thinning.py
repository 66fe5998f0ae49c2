"""What of a history is kept when it outgrows its room: all of late, then a state of each day, month, quarter, year."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pwa.plan.history import Item, What
from pwa.plan.record_sections import AGREEMENT

NEVER = frozenset({AGREEMENT.id, "looks"})  # sections of which nothing is thinned

_SPAN_OF: Mapping[str, Callable[[str], str]] = {
    "day": lambda day: day,
    "month": lambda day: day[:7],
    "quarter": lambda day: f"{day[:4]}-{(int(day[5:7]) + 2) // 3}",
    "year": lambda day: day[:4],
}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What is kept: everything of ``all_days``, the last state of each day until ``daily_days``, then of each span."""

    all_days: int
    daily_days: int
    then: str


# The first one that makes it fit holds; what fits without any is not thinned at all.
RULES = (
    Rule(all_days=90, daily_days=730, then="month"),
    Rule(all_days=90, daily_days=730, then="quarter"),
    Rule(all_days=90, daily_days=365, then="year"),
    Rule(all_days=30, daily_days=90, then="year"),
)
_PART = 8  # of what is left, the oldest such part goes when no rule makes it fit


def fitting(items: Sequence[Item], today: str, room: int, size_of: Callable[[Sequence[Item]], int]) -> Sequence[Item]:
    """As much of a history as has room; ``size_of`` says in the unit of ``room`` how much some items need."""
    kept = items
    for rule in RULES:
        if size_of(kept) <= room:
            return kept
        kept = thinned(items, today, rule)
    while size_of(kept) > room:
        others = [item.number for item in kept if item.section not in NEVER]
        if not others:
            return kept
        gone = frozenset(others[: len(others) // _PART + 1])
        kept = [item for item in kept if item.number not in gone]
    return kept


def thinned(items: Sequence[Item], today: str, rule: Rule) -> list[Item]:
    """Of each entry and each span the first item: it holds the last state of the span before."""
    kept: list[Item] = []
    places: dict[tuple[object, ...], int] = {}
    for item in items:
        span = None if item.section in NEVER else _span(item, today, rule)
        if span is None:
            kept.append(item)
            continue
        key = (item.section, "" if item.what is What.MOVED else item.entry, item.what in _APART and item.what, span)
        if key not in places:
            places[key] = len(kept)
            kept.append(item)
        elif item.what not in _APART:
            kept[places[key]] = _several(kept[places[key]])
    return kept


_APART = {What.MOVED, What.DELETED, What.TEXT}  # these take nothing of an entry's words back


def _several(item: Item) -> Item:
    return item if item.what in (What.ADDED, What.CHANGED) else replace(item, what=What.CHANGED)


def _span(item: Item, today: str, rule: Rule) -> str | None:
    """The span in which one state is kept; None where all are."""
    try:
        age = (date.fromisoformat(today) - date.fromisoformat(item.day)).days
    except ValueError:
        return None
    if age <= rule.all_days:
        return None
    return _SPAN_OF["day" if age <= rule.daily_days else rule.then](item.day)
