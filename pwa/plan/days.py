"""Days on which their owner said how things are: their names, what a phone holds, and how old ones are folded.

An entry's id is made of its day, so that two devices that answer on one day meet in one entry. What is older than
thirteen months is folded, a month into one entry, with every day, sign and note still in it: ``stages``, ``seen`` and
``notes`` are lines of ``<days of the month>: <what>``, such as ``3 14: early``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

from pwa.errors import PocketPlanError
from pwa.plan.content import parse_content
from pwa.plan.model import Aside, Entry, Json, Plan, Version
from pwa.plan.record_sections import DAYS
from pwa.plan.section import Section

KEPT_WHOLE_MONTHS = 13
CRISIS = "crisis"
ON_PHONE_DAYS = 91  # thirteen weeks

_ID_LENGTH = 32
_NAMED = {field.name for field in DAYS.answers}
_LISTS = ("stages", "seen", "notes")
_LINE_END = "\u21b5"  # stands for one in a month, whose lists hold lines


def entry_id(day: str) -> str:
    """The id of a day's entry (``YYYY-MM-DD``): its digits behind zeros; a month (``YYYY-MM``) is its day 00."""
    digits = day.replace("-", "")
    return digits.ljust(8, "0").rjust(_ID_LENGTH, "0")


def day_of(entry: Entry) -> str:
    """The day that an entry is about, or ``YYYY-MM`` for a month; empty for a named field."""
    return "" if entry.id in _NAMED else str(entry.now.content.get("day", ""))


def recent(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """What a phone holds: the last thirteen weeks before the newest answer, and no month."""
    days = [day_of(entry) for entry in entries]
    newest = max((day for day in days if _is_day(day)), default="")
    first = (date.fromisoformat(newest) - timedelta(days=ON_PHONE_DAYS)).isoformat() if newest else ""
    return tuple(
        entry for entry, day in zip(entries, days, strict=True) if entry.id in _NAMED or (_is_day(day) and day > first)
    )


def was_crisis(entry: Entry) -> bool:
    """Whether a crisis was said of a day, and something else since.

    Not where the answer before it is the next one: then it was taken back, or a slip.
    """
    said = [stage for stage, _ in groupby(text.content.get("stage") for text in (*entry.earlier, entry.now))]
    around = zip([None, *said], said, said[1:], strict=False)
    return any(now == CRISIS and before != after for before, now, after in around)


def mark(section: Section, entry: Entry, text: Version) -> Mapping[str, Any]:
    """What a phone is told of a day, which has no earlier texts there: that a crisis was said of it."""
    return {CRISIS: True} if section is DAYS and text is entry.now and was_crisis(entry) else {}


def folded(plan: Plan, today: date | None = None) -> Plan:
    """The plan with days of long ago folded into their months; the same one when there is nothing to fold."""
    first = _first_whole_day(today or datetime.now(UTC).date())
    if not any(_is_old(name, first) for name in _ids(plan)):
        return plan
    entries = plan.entries(DAYS.id)
    months = {entry.id: entry for entry in entries if len(day_of(entry)) == len("YYYY-MM")}
    gone = set()
    for entry in sorted((one for one in entries if _can_fold(one, first)), key=lambda one: one.id):
        month = _with_day(months.get(entry_id(day_of(entry)[:7])), entry)
        if month:
            months[month.id] = month
            gone.add(entry.id)
    if not gone:
        return plan
    others = [entry for entry in entries if entry.id not in gone and entry.id not in months]
    return plan.with_entries(DAYS.id, (*(months[name] for name in sorted(months)), *others))


def oldest(plan: Plan, today: date | None = None) -> str:
    """The id of the oldest day that will be folded once; what is older and still whole could not be."""
    first = entry_id(_first_whole_day(today or datetime.now(UTC).date()))
    names = (entry.id for entry in plan.entries(DAYS.id))
    return min((name for name in names if len(name) == _ID_LENGTH and name >= first), default="")


def lines(month: Entry, name: str) -> list[tuple[list[str], str]]:
    """What a list of a month says: the days (``YYYY-MM-DD``), and what was so on them."""
    told = []
    for line in month.now.content.get(name) or ():
        days, _, words = str(line).partition(": ")
        told.append(([f"{day_of(month)}-{day:0>2}" for day in days.split()], words.replace(_LINE_END, "\n")))
    return told


def both_months(entry: Entry, other: Entry) -> Json | None:
    """What two texts of one month say together, of folded days here and in a file; None where it is no such month."""
    is_month = len(day_of(entry)) == len("YYYY-MM") and day_of(entry) == day_of(other)
    if not is_month or entry.rivals or other.rivals:
        return None
    content: dict[str, Any] = dict(entry.now.content)
    for name in _LISTS:
        for line in other.now.content.get(name) or ():
            days, _, words = str(line).partition(": ")
            for number in days.split():
                content[name] = _with_line(content.get(name) or [], number, words)
    return content if _reads_the_same(content) else None


def _first_whole_day(today: date) -> str:
    years, month = divmod(today.year * 12 + today.month - 1 - KEPT_WHOLE_MONTHS, 12)
    return date(years, month + 1, 1).isoformat()


def _ids(plan: Plan) -> Iterable[str]:
    """The ids of all days, without reading them where nothing has changed: this is asked at every save."""
    raw = plan.sections.unchanged(DAYS.id)
    if isinstance(raw, Aside):
        return [str(raw.note.get("oldest", ""))]
    if raw is None:
        return [entry.id for entry in plan.entries(DAYS.id)]
    return [str(one.get("id")) for one in raw if isinstance(one, Mapping)]


def _is_old(name: str, first: str) -> bool:
    return len(name) == _ID_LENGTH and not name.endswith("00") and name < entry_id(first)


def _is_day(day: str) -> bool:
    return len(day) == len("YYYY-MM-DD")


def _can_fold(entry: Entry, first: str) -> bool:
    """Whether one text stands in it, all of which this version knows."""
    is_plain = not (entry.rivals or entry.is_away or entry.extra or entry.now.extra or entry.suggestions)
    return is_plain and _is_day(day_of(entry)) and entry.id == entry_id(day_of(entry)) and day_of(entry) < first


def _with_day(month: Entry | None, entry: Entry) -> Entry | None:
    """The month with a day in it; None where it would not say the same, such as a sign that is too long for a line."""
    told, day = entry.now.content, day_of(entry)
    content: dict[str, Any] = dict(month.now.content) if month else {"day": day[:7]}
    number = str(int(day[8:]))
    added = {"stages": [told.get("stage")], "seen": told.get("signs") or [], "notes": [told.get("note")]}
    for name in _LISTS:
        for words in map(str, filter(None, added[name])):
            if _LINE_END in words:
                return None
            content[name] = _with_line(content.get(name) or [], number, words.replace("\n", _LINE_END))
    if not _reads_the_same(content):
        return None
    earlier = tuple(text for text in entry.earlier if text.content.get("note"))
    now = Version(content=content, revision=entry.now.revision, by=entry.now.by)
    before = month or Entry(id=entry_id(day[:7]), now=now)
    is_only_me = before.is_only_me or entry.is_only_me
    return replace(before, now=now, earlier=(*before.earlier, *earlier), is_only_me=is_only_me)


def _with_line(lines: Sequence[str], number: str, words: str) -> list[str]:
    """The lines with one more day on the line of these words."""
    heads = {line.partition(": ")[2]: line.partition(": ")[0].split() for line in lines}
    heads[words] = [*(one for one in heads.get(words, []) if one != number), number]
    return [f"{' '.join(days)}: {said}" for said, days in heads.items()]


def _reads_the_same(content: Mapping[str, Any]) -> bool:
    try:
        return parse_content(DAYS.fields, content) == content
    except PocketPlanError:
        return False
