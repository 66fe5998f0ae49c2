"""A plan that is open on one page: what it holds now, and the only way to change it from there."""

import asyncio
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pwa.errors import PocketPlanError
from pwa.i18n import Translator
from pwa.pages.desk import Desk
from pwa.plan.changes import Outcome, parse_change
from pwa.plan.model import Plan
from pwa.plan.sections import N_
from pwa.vault.access import Opened
from pwa.vault.cookies import DeviceCookie

Raw = Mapping[str, Any]
Make = Callable[[Plan], Sequence[Raw]]

_REFUSED = {
    "changed_elsewhere": N_("This was changed on another device a moment ago. Please look at it again."),
    "no_such_entry": N_("This is no longer in your plan."),
    "too_many_entries": N_("This list is full: it can hold 200. Please delete one before you add another."),
    "plan_too_large": N_("Your plan is full. Everything in it is safe. Please delete something before you add more."),
}
_REFUSED_OTHERWISE = N_("This could not be saved as it is. Nothing that was saved before is lost.")


@dataclass(kw_only=True)
class OpenPlan:
    """Each change shows the store the cookie of the page's load, so a removed device can change nothing."""

    desk: Desk
    t: Translator
    slot: str
    cookie: DeviceCookie
    opened: Opened
    shown: set[str] = field(default_factory=set)
    _outbox: str = field(default_factory=lambda: secrets.token_hex(16))
    _count: int = 0
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _watchers: list[Callable[[], None]] = field(default_factory=list)

    @property
    def plan(self) -> Plan:
        """What the plan holds, as far as this page knows."""
        return self.opened.plan

    def watch(self, changed: Callable[[], None]) -> None:
        """Call this after every change that was made here."""
        self._watchers.append(changed)

    def name_of(self, section: str, entry: str, field_name: str) -> str:
        """The name under which a tab keeps a field: the same after a reload, another one for every field."""
        return f"{self.slot}:{section}:{entry}:{field_name}"

    async def change(self, make: Make) -> list[Outcome]:
        """Make changes, one after the other; those that ``make`` returns when nobody else is changing the plan here.

        Raises a ``PocketPlanError`` when one can't be read, is over a limit, or the plan can't be changed from here.
        """
        async with self._lock:
            raws = make(self.plan)
            if not raws:
                return []
            changes = [parse_change(self._named(raw)) for raw in raws]
            access = self.desk.access
            self.opened, outcomes = await asyncio.to_thread(access.change, self.cookie, changes)
        for changed in self._watchers:
            changed()
        return outcomes

    async def settled(self) -> None:
        """Wait until every change that was begun before is made."""
        async with self._lock:
            return

    def sentence(self, error: PocketPlanError | Outcome) -> str:
        """Why something was refused, for its owner."""
        otherwise = error.advice if isinstance(error, PocketPlanError) else _REFUSED_OTHERWISE
        return self.t(_REFUSED.get(error.reason or "", otherwise))

    def _named(self, raw: Raw) -> Raw:
        self._count += 1
        day = datetime.now(UTC).astimezone().date().isoformat()
        return {"revision": f"{self._outbox}:{self._count}", "day": day, "device": self.cookie.device_id, **raw}
