"""What the weeks were like, read from a plan: days with their stages, signs, notes, and the steps that helped."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pwa.plan.days import CRISIS, day_of, lines, was_crisis
from pwa.plan.model import Entry, Plan
from pwa.plan.parsing import OUTCOMES
from pwa.plan.record_sections import DAYS

STAGES = tuple(next(one for one in DAYS.fields if one.name == "stage").choices or {})
LOOKED_BACK = DAYS.answers[0].name

_Note = Callable[[str, str, object], None]

_COPING = "coping"
_HARD = {"harder", CRISIS}
_CALMER_DAYS, _SILENT_DAYS, _LATEST_DAYS = 3, 7, 60


@dataclass(kw_only=True)
class Day:
    """One day: more than one stage where it was answered in two places; ``helped`` are the words of steps."""

    day: str
    stages: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list, repr=False)
    notes: list[str] = field(default_factory=list, repr=False)
    helped: list[str] = field(default_factory=list, repr=False)


def weeks(plan: Plan, first: str, last: str) -> list[Day]:
    """The days between two (``YYYY-MM-DD``, both included) of which anything is known, oldest first."""
    days: dict[str, Day] = {}

    def note(day: str, name: str, words: object) -> None:
        if first <= day <= last and words:
            told = getattr(days.setdefault(day, Day(day=day)), name)
            if words not in told:
                told.append(words)

    for entry in plan.shown(DAYS.id):
        _read_entry(entry, note)
    for step in plan.entries(_COPING):
        for one in step.tries:
            if one.outcome in ("helped", "a_bit"):
                note(one.day, "helped", str(step.now.content.get("text", "")))
    return [days[day] for day in sorted(days)]


def times(entry: Entry) -> Mapping[str, int]:
    """How often each outcome was ticked on a step, with the ticks of long ago that are kept as sums (``tried``)."""
    ticked = [one.outcome for one in entry.tries]
    counts = {outcome: ticked.count(outcome) + entry.tried.get(outcome, 0) for outcome in OUTCOMES}
    return {outcome: count for outcome, count in counts.items() if count}


def most_helpful_first(entries: tuple[Entry, ...]) -> list[Entry]:
    """Steps by how often they helped, then a bit; what did not help is last; else in the person's order."""
    return sorted(entries, key=lambda one: _by_help(times(one)))


def _by_help(ticked: Mapping[str, int]) -> tuple[int, int, int]:
    return -ticked.get("helped", 0), -ticked.get("a_bit", 0), ticked.get("not_this_time", 0)


def to_look_back_at(plan: Plan, today: date) -> str:
    """The last day of a crisis that may be looked back at now; empty when there is none, or it was put aside.

    Three days later when a calmer answer came since, on the same day too, a week when none came; never after two
    months, and never while the newest answer is that it is hard.
    """
    entries = {day_of(entry): entry for entry in plan.shown(DAYS.id)}
    stages = {day: {text.content.get("stage") for text in entry.texts} - {None} for day, entry in entries.items()}
    days = sorted(day for day, said in stages.items() if len(day) == len("YYYY-MM-DD") and said)
    last = max((day for day in days if CRISIS in stages[day] or was_crisis(entries[day])), default="")
    if not last or str(plan.value(DAYS.id, LOOKED_BACK) or "") >= last:
        return ""
    is_hard = bool(stages[days[-1]] & _HARD)
    if is_hard and days[-1] > last:
        return ""
    least = _SILENT_DAYS if is_hard else _CALMER_DAYS
    return last if least <= (today - date.fromisoformat(last)).days <= _LATEST_DAYS else ""


def _read_entry(entry: Entry, note: _Note) -> None:
    day = day_of(entry)
    if len(day) == len("YYYY-MM"):
        for name, into in (("stages", "stages"), ("seen", "signs"), ("notes", "notes")):
            told = (line for text in entry.texts for line in lines(replace(entry, now=text), name))
            for those, words in told:
                for one in those:
                    note(one, into, words)
        return
    for text in entry.texts:
        note(day, "stages", text.content.get("stage"))
        note(day, "notes", text.content.get("note"))
        for sign in text.content.get("signs") or ():
            note(day, "signs", sign)
