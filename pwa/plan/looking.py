"""What a look through a plan asks about: what changed since the last one, did not help, is old, or is due."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import inf
from typing import Any

from pwa.plan.history import Item, What
from pwa.plan.model import Entry, Plan, Version
from pwa.plan.parsing import OUTCOMES, STILL_RIGHT, STILL_TRUE
from pwa.plan.record_sections import CHOICES, LOOKS
from pwa.plan.section import Kind, Section
from pwa.plan.sections import ABOUT, CONTACTS, SECTIONS

AT_MOST = 12  # what two minutes are enough for; the next look asks for the rest
NUMBER_DAYS = 183  # as long as the phone's page waits before it asks about a number
OLD_DAYS = 365

_ON_PHONE = 2  # the one of today, and the one before it
_YEARLY = ("safer", "better")

_LOOKED_AT = {Kind.LIST, Kind.STEPS, Kind.PEOPLE}
_SAID = {STILL_RIGHT, STILL_TRUE}


class Why(StrEnum):
    """Why something is asked about, the most pressing first."""

    DUE = "due"
    NUMBER = "number"
    NO_HELP = "no_help"
    CHANGED = "changed"
    OLD = "old"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing to look at; ``day`` (``YYYY-MM-DD``) is when it was due, changed or last said to be true."""

    why: Why
    section: Section
    entry: str
    day: str


def last_look(plan: Plan, today: date) -> str:
    """The day of the last look before today; empty when there was none."""
    days = map(_day_of, plan.shown(LOOKS.id))
    return max((day for day in days if day < today.isoformat()), default="")


def to_look_at(plan: Plan, today: date) -> list[Asked]:
    """What to ask about today, each thing once, what presses most first and then what was left alone longest."""
    since = last_look(plan, today)
    found = [one for section in SECTIONS for one in _in_section(plan, section, since, today)]
    unique = {one.entry: one for one in reversed(found)}
    order = list(Why)
    return sorted(unique.values(), key=lambda one: (order.index(one.why), one.day))[:AT_MOST]


def is_due(plan: Plan, today: date) -> bool:
    """Whether the day for the next look has come."""
    entry = plan.entry(ABOUT.id, "next_look")
    day = entry.now.content.get("value") if entry and not entry.is_away else None
    return bool(day) and str(day) <= today.isoformat()


def has_day_come(plan: Plan, today: date) -> bool:
    """Whether the day has come for the next look, or for something that no look has asked about since."""
    looked = last_look(plan, today + timedelta(days=1))
    return is_due(plan, today) or any(one.why is Why.DUE and one.day > looked for one in to_look_at(plan, today))


def is_year_over(plan: Plan, today: date) -> bool:
    """Whether what is asked once a year is to be asked: of a plan a year old, and not answered for a year."""
    year_ago = (today - timedelta(days=OLD_DAYS)).isoformat()
    answered = [one.now.content for one in plan.shown(LOOKS.id)]
    days = [str(one.get("day", "")) for one in answered if _is_answered(one)]
    if any(year_ago < day < today.isoformat() for day in days):
        return False
    written = (
        one.day
        for section in SECTIONS
        for entry in plan.shown(section.id)
        for one in (*entry.earlier, *entry.texts)
        if one.day
    )
    return min(written, default=today.isoformat()) <= year_ago


def new_from(plan: Plan, items: Sequence[Item]) -> float:
    """The number from which on things happened after the last look-through; no number when there was none."""
    days = {entry.id: str(entry.now.content.get("day", "")) for entry in plan.entries(LOOKS.id)}
    last = max(days.values(), default="")
    looked = [one.number for one in items if one.what is What.ADDED and last and days.get(one.entry) == last]
    # The look may be older than the history, or have been in a file that was damaged: then its day tells.
    return max(looked) if looked else min((one.number for one in items if last and one.day > last), default=inf)


def is_of_the_plan(item: Item) -> bool:
    """Whether what happened is no part of a look-through itself."""
    return item.section != LOOKS.id and item.entry != "next_look"


def latest(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The looks that a phone has to know of: the last ones, and the last in which was answered what is asked yearly."""
    newest = sorted((one for one in entries if not one.is_away), key=_day_of, reverse=True)
    answered = [one for one in newest if _is_answered(one.now.content)]
    kept = {one.id for one in (*newest[:_ON_PHONE], *answered[:1])}
    return tuple(one for one in entries if one.id in kept)


def mark(section: Section, text: Version) -> Mapping[str, Any]:
    """That a look answered what is asked yearly, in the place of the words; nothing of anything else."""
    return {"yearly": True} if section is LOOKS and _is_answered(text.content) else {}


def _day_of(look: Entry) -> str:
    return str(look.now.content.get("day", ""))


def _is_answered(content: Mapping[str, object]) -> bool:
    return any(content.get(name) for name in _YEARLY)


def _in_section(plan: Plan, section: Section, since: str, today: date) -> Iterator[Asked]:
    if section.kind not in _LOOKED_AT and section is not CHOICES:
        return
    for entry in plan.shown(section.id):
        if found := _why(section, entry, since, today):
            yield Asked(why=found[0], section=section, entry=entry.id, day=found[1])


def _why(section: Section, entry: Entry, since: str, today: date) -> tuple[Why, str] | None:
    said = max((one.day for one in entry.tries if one.outcome in _SAID), default="")
    written = max(text.day for text in entry.texts)
    known = max(said, written)
    due = str(entry.now.content.get("look_again") or "")
    if due and due <= today.isoformat() and said < due and not entry.now.content.get("how_it_went"):
        return Why.DUE, due
    if section is CHOICES or not known:  # without a day nobody knows how old it is
        return None
    if section is CONTACTS and entry.now.content.get("phones") and known < _before(today, NUMBER_DAYS):
        return Why.NUMBER, known
    if failed := _failed_on(entry):
        return Why.NO_HELP, failed
    if since and written >= since and said < written and written < today.isoformat():
        return Why.CHANGED, written
    return (Why.OLD, known) if known < _before(today, OLD_DAYS) else None


def _failed_on(entry: Entry) -> str:
    """The day on which a step did not help, when that was the last that was said of it."""
    told = [one for one in entry.tries if one.outcome in (*OUTCOMES, STILL_TRUE)]
    is_newer = bool(told) and told[-1].day >= entry.now.day
    return told[-1].day if is_newer and told[-1].outcome == "not_this_time" else ""


def _before(today: date, days: int) -> str:
    return (today - timedelta(days=days)).isoformat()
