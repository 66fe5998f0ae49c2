"""The same ten years with nothing saved in between: as much in the plan, in seconds; no history beside it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from pwa.plan import history
from pwa.plan.changes import apply, parse_change
from pwa.plan.days import folded
from pwa.plan.model import Plan, PlanSections
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.unsealed import Unsealed
from tests.bench.ten_years import DAYS, SEED, Life, Living, begin

_DEVICES = ("a" * 32, "b" * 32)


class QuickLife(Living):
    """A life whose plan is only in memory."""

    now = Plan(id="1" * 32)

    @property
    def plan(self) -> Plan:
        return self.now

    def change(self, kind: str, entry: str, section: str = "coping", **more: Any) -> None:
        self.seq += 1
        device = _DEVICES[self.seq % len(_DEVICES)]
        named = {"kind": kind, "section": section, "entry": entry, "revision": f"{device}:{self.seq}"}
        day = self.day.isoformat()
        after = apply(self.now, parse_change({**named, "day": day, "device": device, **more})).plan
        self.now = history.trimmed(after, self.now, day)

    def live(self, days: int) -> None:
        for _ in range(days):
            self.one_day()
            self.day += timedelta(days=1)
            if self.day.day == 1:
                self.now = folded(self.now)


def lived(days: int = DAYS) -> QuickLife:
    """A plan after so many days of daily use."""
    start = datetime.now(UTC).date() - timedelta(days=days)
    life = QuickLife(chance=Random(SEED), start=start, day=start)
    life.live(days)
    return life


def saved(plan: Plan, store: TinyDBStore) -> Life:
    """That plan in a store, for two devices."""
    life = begin(store)

    def filled(found: Unsealed) -> Unsealed:
        return replace(found, plan=replace(found.plan, sections=PlanSections({**plan.sections})))

    life.access.edit_once(life.cookies[0], filled)
    return life
