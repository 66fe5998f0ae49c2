"""Ten years of daily use of one plan, from two devices; ``python -m tests.bench.ten_years`` prints what it came to.

Ticks every day, edits and notes every few days, something put away, brought back or deleted now and then. Then whole
saves of the old plan and of one that has the same words and is one day old, taken in turns.
"""

import random
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pwa.plan import history
from pwa.plan.changes import parse_change
from pwa.plan.history import Item
from pwa.plan.model import Plan
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie

DAYS = 3_650
BUDGET = 1.2  # a save of the old plan ÷ one of a fresh plan
ROOM_KB = 1_024
_START = date(2026, 1, 1)
_STEPS = 12
_ROUNDS = 300


@dataclass
class Life:
    """A plan that is used day after day.

    Args:
        snapshots: day -> what the plan said at its end, as (section, id) -> words.
        deleted: ids of what was deleted on purpose.
    """

    access: PlanAccess
    cookies: list[DeviceCookie]
    chance: random.Random
    day: date = _START
    seq: int = 0
    snapshots: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)

    @property
    def plan(self) -> Plan:
        return self.access.look(self.cookies[0]).plan

    def change(self, kind: str, entry: str, section: str = "coping", **more: Any) -> None:
        """Make one change, from either device."""
        self.seq += 1
        cookie = self.cookies[self.seq % len(self.cookies)]
        named = {"kind": kind, "section": section, "entry": entry, "revision": f"{'e' * 32}:{self.seq}"}
        change = {**named, "day": self.day.isoformat(), "device": cookie.device_id, **more}
        self.access.change(cookie, [parse_change(change)])

    def live(self, days: int) -> None:
        for _ in range(days):
            self._one_day()
            self.snapshots[self.day.isoformat()] = said(self.plan)
            self.day += timedelta(days=1)

    def _one_day(self) -> None:
        chance, steps = self.chance, self.plan.entries("coping")
        if len(steps) < _STEPS:
            self.change("add", f"{chance.getrandbits(128):032x}", content={"text": self._words()})
            return
        step = chance.choice(steps)
        self.change("tick", step.id, outcome=chance.choice(["helped", "a_bit", "not_this_time"]))
        if chance.random() < 0.4:
            now = {"based_on": step.now.revision, "settles": [text.revision for text in step.rivals]}
            kind = chance.choices(["edit", "put_away", "bring_back", "move", "delete"], [70, 10, 10, 8, 2])[0]
            if kind == "delete":
                self.deleted.add(step.id)
            more: dict[str, dict[str, Any]] = {
                "edit": {"content": {"text": self._words()}, **now},
                "move": {"after": chance.choice([None, chance.choice(steps).id])},
                "bring_back": {},
            }
            self.change(kind, step.id, **more.get(kind, now))

    def _words(self) -> str:
        words = [f"{self.chance.getrandbits(20):x}" for _ in range(self.chance.randint(3, 30))]
        return f"{self.day} {' '.join(words)}"


def said(plan: Plan) -> dict[tuple[str, str], str]:
    return {
        (section, entry.id): f"{entry.is_away} {entry.now.content}"
        for section in plan.sections
        for entry in plan.entries(section)
    }


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


def begin(store: TinyDBStore, room_kb: int = ROOM_KB) -> Life:
    access = PlanAccess(store, room_kb)
    opened = access.create()
    code = access.make_recovery_code(opened.cookie)
    life = Life(access=access, cookies=[opened.cookie, access.recover(code).cookie], chance=random.Random(8))
    access.earlier.today = lambda: life.day.isoformat()
    return life


def young_like(life: Life, store: TinyDBStore) -> Life:
    """A plan that says the same and is new."""
    young = begin(store)
    for entry in life.plan.entries("coping"):
        young.change("add", entry.id, content=entry.now.content)
    return young


def ratio(old: Life, young: Life, rounds: int = _ROUNDS) -> tuple[float, float, float]:
    """Milliseconds of a save of each, and the one ÷ the other."""
    taken: dict[int, list[float]] = {0: [], 1: []}
    for _ in range(rounds):
        for which, life in enumerate((old, young)):
            entry = life.chance.choice(life.plan.entries("coping"))
            begun = time.perf_counter()
            life.change("only_me", entry.id, on=not entry.is_only_me)
            taken[which].append((time.perf_counter() - begun) * 1000)
    slow, fast = (statistics.median(taken[which]) for which in (0, 1))
    return slow, fast, slow / fast


def files_bytes(folder: Path, shelf: str) -> list[int]:
    return [path.stat().st_size for path in (folder / shelf).rglob("*.json*")]


def measure(folder: Path, days: int = DAYS) -> str:
    with (
        TinyDBStore(folder / "old") as store,
        TinyDBStore(folder / "young") as other,
        TinyDBStore(folder / "used") as third,
    ):
        life = begin(store)
        begun = time.perf_counter()
        life.live(days)
        lived = time.perf_counter() - begun
        young = young_like(life, other)
        slow, fast, times = ratio(life, young)
        used = begin(third)
        used.live(min(days, history.TICKED_DAYS))
        items = life.access.earlier.all(life.access.look(life.cookies[0]))
        return (
            f"{days} days in {lived:.0f} s; plan files {files_bytes(folder / 'old', 'plans')} bytes, "
            f"fresh {files_bytes(folder / 'young', 'plans')}, history {files_bytes(folder / 'old', 'histories')}; "
            f"{len(items)} items; days not told as they were: {len(lost(life, items, since=_START))}; "
            f"a save {slow:.2f} ms ÷ {fast:.2f} ms of a fresh plan = {times:.2f} (budget {BUDGET}); "
            f"÷ one used for thirteen months = {ratio(life, used)[2]:.2f}"
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(measure(Path(folder)))
