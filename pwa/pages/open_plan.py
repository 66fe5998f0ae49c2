"""A plan that is open on one page: what it holds now, and the only way to change it from there."""

import asyncio
import json
import secrets
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from nicegui import ui

from pwa.errors import PocketPlanError
from pwa.i18n import Translator
from pwa.i18n.written import plan_language
from pwa.pages.days import minutes_ahead, persons_day
from pwa.pages.desk import Desk
from pwa.plan.changes import Change, ChangeKind, Outcome, parse_change
from pwa.plan.limits import ADVICE
from pwa.plan.model import Plan
from pwa.plan.sections import N_
from pwa.plan.stored import plan_as_json, read_plan
from pwa.vault.access import Opened
from pwa.vault.cookies import DeviceCookie

Raw = Mapping[str, Any]
Make = Callable[[Plan], Sequence[Raw]]

_UNPACKED_SECONDS = 2
_WRITES = {ChangeKind.ADD, ChangeKind.EDIT, ChangeKind.SET_FIELD}

_REFUSED = {
    "changed_elsewhere": N_("This was changed on another device a moment ago. Please look at it again."),
    "no_such_entry": N_("This is no longer in your plan."),
    **ADVICE,
}
_REFUSED_OTHERWISE = N_("This could not be saved as it is. Nothing that was saved before is lost.")


class OpenPlan:
    """Each change shows the store the cookie of the page's load, so a removed device can change nothing.

    Between two things that a person does the plan is held packed: it is many small objects, and a page may stay open.
    """

    has_ideas = True  # phrases to start from, in the words of whoever's plan it is

    def __init__(self, *, desk: Desk, t: Translator, slot: str, cookie: DeviceCookie, opened: Opened) -> None:
        self.desk = desk
        self.t = t
        self.slot = slot
        self.cookie = cookie
        self.shown: set[str] = set()
        self._outbox = secrets.token_hex(16)
        self._count = 0
        self._lock = asyncio.Lock()
        self._minutes_ahead = _minutes_ahead()
        self._watchers: list[Callable[[], None]] = []
        self._plan: Plan | None = None
        self._only_me: set[tuple[str, str]] = set()
        self._keep(opened)

    @property
    def opened(self) -> Opened:
        """The plan and its circumstances, as far as this page knows."""
        return replace(self._facts, plan=self.plan)

    @property
    def plan(self) -> Plan:
        """What the plan holds, as far as this page knows."""
        if self._plan is None:
            self._plan = read_plan(json.loads(zlib.decompress(self._packed)))
            asyncio.get_running_loop().call_later(_UNPACKED_SECONDS, self._put_down)
        return self._plan

    def today(self) -> date:
        """The day where the person is, as far as their browser has told."""
        return persons_day(self._minutes_ahead)

    @property
    def language(self) -> str:
        """The language in which the plan is written, whatever the one of this page."""
        return plan_language(self.plan)

    @property
    def shared(self) -> tuple[Raw, ...]:
        """What is settled for each copy of the plan."""
        return self._facts.shared

    def _keep(self, opened: Opened) -> None:
        text = json.dumps(plan_as_json(opened.plan), ensure_ascii=False, separators=(",", ":"))
        self._packed = zlib.compress(text.encode())
        for section, entries in opened.plan.sections.items():
            self._only_me -= {(section, one.id) for one in entries}
            self._only_me |= {(section, one.id) for one in entries if one.is_only_me}
        self._facts = replace(opened, plan=Plan(id=opened.plan.id))
        self._plan = None

    def _tell(self) -> None:
        for changed in self._watchers:
            changed()

    def _put_down(self) -> None:
        self._plan = None

    def watch(self, changed: Callable[[], None]) -> None:
        """Call this after every change that was made here, and after each new look."""
        self._watchers.append(changed)

    def name_of(self, section: str, entry: str, field_name: str) -> str:
        """The name under which a tab keeps a field: the same after a reload, another one for every field."""
        return f"{self.slot}:{section}:{entry}:{field_name}"

    async def change(self, make: Make, *, is_fresh: bool = False, keeps_voices: bool = False) -> list[Outcome]:
        """Make the changes that ``make`` returns for the plan as this page knows it, one page's changes at a time.

        With ``is_fresh`` the plan is read anew before: for changes that look themselves whether someone else wrote.
        With ``keeps_voices`` a text stays the one of whoever the change says, for what ``make`` takes from the plan.
        Raises a ``PocketPlanError`` when one can't be read, is over a limit, or the plan can't be changed from here.
        """
        async with self._lock:
            if is_fresh:
                self._keep(await asyncio.to_thread(self._read))
            raws = make(self.plan)
            if not raws:
                return []
            changes = [parse_change(self._named(self._marked(raw))) for raw in raws]
            opened, outcomes = await asyncio.to_thread(self._make_kept if keeps_voices else self._make, changes)
            self._keep(opened)
        self._tell()
        return outcomes

    async def look_again(self) -> None:
        """Read the plan anew; raises a ``PocketPlanError`` when it can no longer be opened from here."""
        async with self._lock:
            self._keep(await asyncio.to_thread(self._read))
        self._tell()

    async def whole(self) -> Plan:
        """The plan as it is kept, with every earlier text that its history holds: of a file, and of an undo."""
        access = self.desk.access
        return await asyncio.to_thread(lambda: access.earlier.whole(access.look(self.cookie)))

    async def settled(self) -> None:
        """Wait until every change that was begun before is made."""
        async with self._lock:
            return

    def sentence(self, error: PocketPlanError | Outcome) -> str:
        """Why something was refused, for its owner."""
        otherwise = error.advice if isinstance(error, PocketPlanError) else _REFUSED_OTHERWISE
        return self.t(_REFUSED.get(error.reason or "", otherwise))

    def _read(self) -> Opened:
        return self.desk.access.open(self.cookie)

    def _make(self, changes: Sequence[Change]) -> tuple[Opened, list[Outcome]]:
        return self.desk.access.change(self.cookie, changes)

    def _make_kept(self, changes: Sequence[Change]) -> tuple[Opened, list[Outcome]]:
        return self.desk.access.change(self.cookie, changes, keeps_voices=True)

    def _marked(self, raw: Raw) -> Raw:
        """A change that writes also says that its entry is *only me*, as this page saw it last.

        Was it deleted elsewhere meanwhile, these words bring it back, and it is so again.
        """
        is_so = raw["kind"] in _WRITES and (raw["section"], raw["entry"]) in self._only_me
        return {**raw, "only_me": True} if is_so else raw

    def _named(self, raw: Raw) -> Raw:
        self._count += 1
        day = self.today().isoformat()
        return {"revision": f"{self._outbox}:{self._count}", "day": day, "device": self.cookie.device_id, **raw}


def _minutes_ahead() -> int:
    """By how much the clock of this page's browser is ahead of UTC; away from a page no clock is known."""
    try:
        return minutes_ahead(ui.context.client.request.cookies)
    except RuntimeError:
        return 0
