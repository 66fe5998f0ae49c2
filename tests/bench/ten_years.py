"""Ten years of daily use of one plan, from two devices; ``python -m tests.bench.ten_years`` prints what it came to.

Ticks every day, edits every few days, something put away, brought back or deleted now and then; how things are on most
days, now and then from both devices; a note for the next appointment each week, talked about each month; a look through
the plan each quarter. Then whole saves of the old plan and of one that has the same steps and is one day old, taken in
turns.
"""

import random
import re
import statistics
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from pwa.plan import days, history
from pwa.plan.changes import parse_change
from pwa.plan.history import Item
from pwa.plan.limits import NOTES, NOTES_BYTES, PLAN_BYTES
from pwa.plan.model import Plan
from pwa.plan.stored import size_bytes
from pwa.plan.weeks import STAGES, weeks
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie

DAYS = 3_650
SEED = 8
BUDGET = 1.2  # a save of the old plan ÷ one of a fresh plan
ROOM_KB = 1_024
_STEPS, _SIGNS = 12, 6
_APPOINTMENT_DAYS, _LOOK_DAYS, _YEAR_DAYS = 30, 91, 365
_ROUNDS = 300
_WORDS = re.findall("[a-z]+", (Path(__file__).parent.parent / "plans" / "full.en.json").read_text("utf-8"))


@dataclass(kw_only=True)
class Living(ABC):
    """The use of a plan, day after day.

    Args:
        deleted: ids of what was deleted on purpose.
        answered: day -> the stages, signs and notes that were said of it.
        notes: id -> the words of each note and look.
    """

    chance: random.Random
    start: date
    day: date
    seq: int = 0
    deleted: set[str] = field(default_factory=set)
    answered: dict[str, list[set[str]]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    @property
    @abstractmethod
    def plan(self) -> Plan:
        """The plan as it is."""

    @abstractmethod
    def change(self, kind: str, entry: str, section: str = "coping", **more: Any) -> None:
        """Make one change, from either device."""

    def one_day(self) -> None:
        for section, most in (("coping", _STEPS), ("warning_signs", _SIGNS)):
            if len(self.plan.entries(section)) < most:
                self.change("add", self._new_id(), section, content={"text": self._words(3, 30)})
        self._use_steps()
        if self.chance.random() < 0.8:
            self._say_how_things_are()
        number = (self.day - self.start).days
        if number % 7 == 0:
            self.change("add", name := self._new_id(), "talk", content={"text": self._words(5, 20)})
            self.notes[name] = self._last
        if number % _APPOINTMENT_DAYS == 0:
            for note in [one for one in self.plan.entries("talk") if "talked" not in one.now.content]:
                content = {**note.now.content, "talked": self.day.isoformat()}
                self.change("edit", note.id, "talk", content=content, based_on=note.now.revision, settles=[])
        if number % _LOOK_DAYS == 0:
            self._look_through(is_of_the_year=number % _YEAR_DAYS < _LOOK_DAYS)

    def _use_steps(self) -> None:
        chance, steps = self.chance, self.plan.entries("coping")
        step = chance.choice(steps)
        self.change("tick", step.id, outcome=chance.choice(["helped", "a_bit", "not_this_time"]))
        if chance.random() < 0.4:
            now = {"based_on": step.now.revision, "settles": [text.revision for text in step.rivals]}
            kind = chance.choices(["edit", "put_away", "bring_back", "move", "delete"], [70, 10, 10, 8, 2])[0]
            if kind == "delete":
                self.deleted.add(step.id)
            more: dict[str, dict[str, Any]] = {
                "edit": {"content": {"text": self._words(3, 30)}, **now},
                "move": {"after": chance.choice([None, chance.choice(steps).id])},
                "bring_back": {},
            }
            self.change(kind, step.id, **more.get(kind, now))

    def _say_how_things_are(self) -> None:
        day, told = self.day.isoformat(), self.answered.setdefault(self.day.isoformat(), [set(), set(), set()])
        for _ in range(2 if self.chance.random() < 0.03 else 1):
            stage = self.chance.choice(STAGES)
            content: dict[str, Any] = {"day": day, "stage": stage}
            if stage in ("early", "harder", "crisis"):
                signs = [str(one.now.content["text"]) for one in self.plan.entries("warning_signs")]
                content["signs"] = self.chance.sample(signs, k=min(2, len(signs)))
            if self.chance.random() < 0.25:
                content["note"] = self._words(4, 25)
            self.change("add", days.entry_id(day), "days", content=content)
            told[0].add(stage)
            told[1].update(content.get("signs", ()))
            told[2].update([content["note"]] if "note" in content else ())

    def _look_through(self, *, is_of_the_year: bool) -> None:
        content = {"day": self.day.isoformat(), "with": ["my sister"], "note": self._words(5, 40)}
        words = self._last
        if is_of_the_year:
            content |= {"safer": self._words(5, 40), "better": self._words(5, 40)}
        self.change("add", name := self._new_id(), "looks", content=content)
        self.notes[name] = words
        for sign in self.plan.entries("warning_signs"):
            self.change("tick", sign.id, "warning_signs", outcome="still_true")

    def _new_id(self) -> str:
        return f"{self.chance.getrandbits(128):032x}"

    def _words(self, fewest: int, most: int) -> str:
        words = self.chance.choices(_WORDS, k=self.chance.randint(fewest, most))
        self._last = f"{self.day} {' '.join(words)}"
        return self._last


@dataclass(kw_only=True)
class Life(Living):
    """A plan in a store, in which each change is saved.

    Args:
        snapshots: day -> what the plan said at its end, as (section, id) -> words; without notes.
    """

    access: PlanAccess
    cookies: list[DeviceCookie]
    snapshots: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        return self.access.look(self.cookies[0]).plan

    def change(self, kind: str, entry: str, section: str = "coping", **more: Any) -> None:
        self.seq += 1
        cookie = self.cookies[self.seq % len(self.cookies)]
        named = {"kind": kind, "section": section, "entry": entry, "revision": f"{cookie.device_id:0>32}:{self.seq}"}
        change = {**named, "day": self.day.isoformat(), "device": cookie.device_id, **more}
        self.access.change(cookie, [parse_change(change)])

    def live(self, days: int) -> None:
        for _ in range(days):
            self.one_day()
            self.snapshots[self.day.isoformat()] = said(self.plan)
            self.day += timedelta(days=1)


def said(plan: Plan) -> dict[tuple[str, str], str]:
    return {
        (section, entry.id): f"{entry.is_away} {entry.now.content}"
        for section in plan.sections
        if section not in NOTES
        for entry in plan.entries(section)
    }


def forgotten(life: Living) -> list[str]:
    """The notes, and the days, of which the plan does not say any more what was said."""
    plan = life.plan
    words = {entry.id: str(entry.now.content) for name in ("talk", "looks") for entry in plan.entries(name)}
    told = {day.day: [set(day.stages), set(day.signs), set(day.notes)] for day in weeks(plan, "0", "9")}
    missing = [one for one, said in life.notes.items() if said not in words.get(one, "")]
    return [*missing, *(day for day, said in life.answered.items() if told.get(day) != said)]


def lost(life: Life, items: list[Item], *, since: date) -> list[str]:
    """The days, from ``since`` on, whose end can't be told any more as it was, but for what was deleted."""
    plan, days, missing = life.plan, sorted(life.snapshots, reverse=True), []
    left = [*items]
    for day in days:
        if date.fromisoformat(day) < since:
            break
        while left and left[-1].day > day:
            plan = history.back(plan, [left.pop()])
        told, was = said(plan), life.snapshots[day]
        if {k: v for k, v in told.items() if k[1] not in life.deleted} != {
            k: v for k, v in was.items() if k[1] not in life.deleted
        }:
            missing.append(day)
    return missing


def begin(store: TinyDBStore, days: int = 0, room_kb: int = ROOM_KB) -> Life:
    """A plan that was begun so many days ago: what is kept of a day depends on how long ago it was."""
    access = PlanAccess(store, room_kb)
    opened = access.create()
    code = access.make_recovery_code(opened.cookie)
    start = datetime.now(UTC).date() - timedelta(days=days)
    cookies = [opened.cookie, access.recover(code).cookie]
    life = Life(access=access, cookies=cookies, chance=random.Random(SEED), start=start, day=start)
    access.earlier.today = lambda: life.day.isoformat()
    return life


def young_like(life: Life, store: TinyDBStore) -> Life:
    """A plan that says the same, but for notes, and is new."""
    young = begin(store)
    for section in ("coping", "warning_signs"):
        for entry in life.plan.entries(section):
            young.change("add", entry.id, section, content=entry.now.content)
    return young


def of_a_step(life: Life) -> Callable[[], None]:
    entry = life.chance.choice(life.plan.entries("coping"))
    return lambda: life.change("only_me", entry.id, on=not entry.is_only_me)


def of_a_note(life: Life) -> Callable[[], None]:
    return lambda: life.change("add", life._new_id(), "talk", content={"text": life._words(5, 20)})


def ratio(
    old: Life, young: Life, rounds: int = _ROUNDS, change: Callable[[Life], Callable[[], None]] = of_a_step
) -> tuple[float, float, float]:
    """Milliseconds of a save of each, and the one ÷ the other."""
    taken: dict[int, list[float]] = {0: [], 1: []}
    for _ in range(rounds):
        for which, life in enumerate((old, young)):
            save = change(life)
            begun = time.perf_counter()
            save()
            taken[which].append((time.perf_counter() - begun) * 1000)
    slow, fast = (statistics.median(taken[which]) for which in (0, 1))
    return slow, fast, slow / fast


def files_bytes(folder: Path, shelf: str) -> list[int]:
    return [path.stat().st_size for path in (folder / shelf).rglob("*.json*")]


def rooms(plan: Plan) -> str:
    """How much of its named sizes a plan takes."""
    said, notes = size_bytes(plan, "coping"), size_bytes(plan, "talk")
    return f"the plan {said:,} of {PLAN_BYTES:,} bytes, notes {notes:,} of {NOTES_BYTES:,}"


def measure(folder: Path, days: int = DAYS) -> str:
    with (
        TinyDBStore(folder / "old") as store,
        TinyDBStore(folder / "young") as other,
        TinyDBStore(folder / "used") as third,
    ):
        life = begin(store, days)
        begun = time.perf_counter()
        life.live(days)
        lived = time.perf_counter() - begun
        young = young_like(life, other)
        files = [files_bytes(folder / one, "plans") for one in ("old", "young")]
        notes = files_bytes(folder / "old", "notes")
        slow, fast, times = ratio(life, young)
        noted = ratio(life, young, change=of_a_note)[2]
        used_days = min(days, history.TICKED_DAYS)
        used = begin(third, used_days)
        used.live(used_days)
        items = life.access.earlier.all(life.access.look(life.cookies[0]))
        return (
            f"{days} days in {lived:.0f} s; plan files {files[0]} bytes, fresh {files[1]}, notes {notes}; "
            f"{rooms(life.plan)}; "
            f"history {sum(files_bytes(folder / 'old', 'histories')):,} of {ROOM_KB * 1024:,} bytes on disk; "
            f"{len(items)} items; days not told as they were: {len(lost(life, items, since=life.start))}; "
            f"notes and answers not told as they were: {len(forgotten(life))}; "
            f"a save {slow:.2f} ms ÷ {fast:.2f} ms of a fresh plan = {times:.2f} (wanted {BUDGET}), "
            f"one of a note {noted:.2f}; "
            f"÷ one used for thirteen months = {ratio(life, used)[2]:.2f}"
        )


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:] if one.isdecimal()]
    with tempfile.TemporaryDirectory() as temporary:
        print(measure(Path(temporary), *numbers))
