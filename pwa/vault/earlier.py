"""The history of a plan: its newest items go with the plan, the others into a sealed file beside it.

So a save costs the same after ten years. The file is written before the plan lets go of what is in it, and what of the
file is not older than the plan's own items counts for nothing: a kill in between loses nothing and doubles nothing.

Each new file has another key, which stood in the plan before as the next one. The plan holds the key of the previous
file as well: whatever was saved last, one of them opens what lies there. When the plan's own key changes, as a device
was taken off, so does the next one.
"""

import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from hashlib import sha256
from threading import Lock
from typing import Any

import orjson

from pwa.plan import history
from pwa.plan.change import Change
from pwa.plan.forgetting import TICKED, forgotten_signs, present_signs, ticked_signs, without_signs
from pwa.plan.history import Item, What
from pwa.plan.model import Aside, Json, Plan
from pwa.plan.record_sections import DAYS
from pwa.plan.steps import Step
from pwa.plan.thinning import fitting
from pwa.plan.voices import is_theirs
from pwa.store.base import PlanStore
from pwa.store.errors import Conflict, Damaged, NoSuchPlan
from pwa.vault.keys import new_key
from pwa.vault.sealing import NONCE_BYTES, TAG_BYTES, UnsealError, pad, seal, unseal
from pwa.vault.tails import Tail, items_as_json, read_items, without
from pwa.vault.unsealed import Unsealed

TAIL_BYTES = 8 * 1024  # of JSON that go with the plan
HISTORY_KB = 1024
AWAY_DAYS = 90  # without signal, after which the day that a phone tells is still noted
_LOCKS = 64
_FORM = 1
_FORM_BYTES = 256  # at most, of the file around what is sealed


class Earlier:
    """Notes what happens to plans, and finds it again. Blocking.

    Args:
        room_kb: kilobytes that one plan's history may need on disk.
        today: the day (``YYYY-MM-DD``) that is noted.
    """

    def __init__(self, store: PlanStore, room_kb: int = HISTORY_KB, today: Callable[[], str] | None = None) -> None:
        self._store = store
        self._room = room_kb * 1024
        self.today = today or _today
        self._locks = tuple(Lock() for _ in range(_LOCKS))

    def noted(self, before: Unsealed, after: Unsealed, device: str, steps: Sequence[Step] = ()) -> Unsealed:
        """The plan to be saved, with what happened to it; called before each save. Raises ``Conflict``.

        ``steps`` are the states on the way from one to the other, where each is to be noted on its day.
        """
        tail = Tail(after.rest.get("history"))
        if after.plan_key != before.plan_key and not tail.is_new:
            self._change_key(before, tail)
            after = replace(after, rest={**after.rest, "history": tail.as_json()})
        if after.plan is before.plan:
            return after
        revision = before.record.revision + 1
        if tail.is_new:
            tail.add(history.texts_before_there_was_a_history(before.plan, first=tail.next, revision=revision))
        elif tail.size > TAIL_BYTES:
            self._put_down(before, tail)
        today = self.today()
        mark_of = partial(_mark, before.record.plan_id)
        items: list[Item] = []
        shrunk: list[Plan] = []  # states of which something was deleted
        at, plan = before.plan, after.plan
        way = (*steps[:-1], replace(steps[-1], plan=plan) if steps else Step(plan=plan))
        for step, day in zip(way, _own_days(today, [step.day for step in way], tail.day), strict=True):
            facts: dict[str, Any] = {"revision": revision, "day": day, "device": device, "restored": step.restored}
            made = history.happened(at, step.plan, first=tail.next + len(items), **facts)
            shrunk += [at] if any(item.what is What.DELETED for item in made) else []
            items += made
            at = step.plan
        if shrunk:
            gone = frozenset[str]().union(*(_deleted(one, plan) for one in shrunk))
            known = (*self.known(before)[0], *items)
            words = {word for one in shrunk for word in forgotten_signs(one, plan, known)}
            plan = without_signs(plan, words)
            tail.forget(gone, map(mark_of, words))
            items = history.without(items, gone)
        plan = _without_forgotten(plan, tail, mark_of)
        tail.add(items)
        plan = history.trimmed(plan, before.plan, today)
        return replace(after, plan=plan, rest={**after.rest, "history": tail.as_json()})

    def settle(self, before: Unsealed, after: Unsealed) -> None:
        """Take deleted words out of what lies beside the plan as well; called after each save."""
        tail = Tail(after.rest.get("history"))
        if not tail.gone or tail.gone == Tail(before.rest.get("history")).gone:
            return
        with self._locked(after), suppress(NoSuchPlan, Damaged):
            kept = self._kept(after, tail)
            if kept:
                self._keep(after, tail.keys[-2], _packed(without(kept, tail.gone)))

    def all(self, found: Unsealed) -> list[Item]:
        """Everything that is known to have happened, oldest first; raises ``Damaged``."""
        tail = Tail(found.rest.get("history"))
        with self._locked(found):
            return read_items([*_before(tail, self._kept(found, tail)), *tail.raws])

    @staticmethod
    def mark(found: Unsealed) -> str:
        """A text that is another one whenever what happened may be told otherwise; it holds words of the plan."""
        tail = Tail(found.rest.get("history"))
        newest = tail.raws[-1] if tail.raws else tail.start
        devices = [(holder.id, found.facts_of(holder.id).get("name", "")) for holder in found.devices()]
        return orjson.dumps([tail.next, newest, sorted(tail.gone), devices]).decode()

    def whole(self, found: Unsealed) -> Plan:
        """The plan with all earlier texts that are still known, for a file; a damaged history has none."""
        return history.with_texts(found.plan, self.known(found)[0])

    def known(self, found: Unsealed) -> tuple[list[Item], bool]:
        """All that can be read of what happened, and whether that is all that was kept."""
        tail = Tail(found.rest.get("history"))
        try:
            return self.all(found), not tail.aside
        except Damaged:
            return read_items(tail.raws), False

    def is_theirs(self, found: Unsealed) -> Callable[[Plan, Change], bool]:
        """Whether a change brings back words that are known as those of whoever it names; read once, and when asked."""
        known = cache(lambda: self.known(found)[0])

        def is_known(plan: Plan, change: Change) -> bool:
            items = (item for item in known() if (item.section, item.entry) == (change.section, change.entry))
            before = (text for item in items if item.before for text in item.before.texts)
            entry = plan.entry(change.section, change.entry)
            return entry is not None and is_theirs(change, (*before, *entry.earlier, *entry.texts))

        return is_known

    def _put_down(self, before: Unsealed, tail: Tail) -> None:
        """Move the items that the saved plan holds into the file beside it."""
        with self._locked(before):
            # Another writer may have moved them meanwhile, and more after them.
            if self._store.load(before.record.plan_id).record.revision != before.record.revision:
                raise Conflict
            is_damaged = False
            try:
                kept = self._kept(before, tail)
            except Damaged:
                kept, is_damaged = [], True  # what can't be read must not keep words of today from being saved
                tail.aside = [*tail.aside, tail.keys]
            raws = [*_before(tail, kept), *tail.raws]
            packed = _packed(raws)
            if _size(packed) > self._room:  # only then is all of it read
                fit = fitting(
                    read_items(raws), self.today(), self._room, lambda items: _size(_packed(items_as_json(items)))
                )
                packed = _packed(items_as_json(fit))
            self._keep(before, tail.keys[-1], packed, put_aside=is_damaged)
        tail.start_anew()

    def _change_key(self, before: Unsealed, tail: Tail) -> None:
        """Let nothing that is kept from now on be sealed with a key that was in the plan until now."""
        with self._locked(before), suppress(Damaged):
            if self._opens(before, tail.keys[-1]) is None or not self._store.histories.load(before.record.plan_id):
                tail.keys[-1] = new_key()

    def _kept(self, found: Unsealed, tail: Tail) -> list[Json]:
        found_by = (self._opens(found, key) for key in reversed(tail.keys))
        packed = next((one for one in found_by if one is not None), None)
        if packed is None:
            raise Damaged
        try:
            raws = orjson.loads(zlib.decompress(packed)) if packed else []
        except (zlib.error, ValueError):
            raise Damaged from None
        return [raw for raw in raws if isinstance(raw, dict) and type(raw.get("n")) is int]

    def _opens(self, found: Unsealed, key: bytes) -> bytes | None:
        """What lies beside the plan, packed; empty when there is nothing, None when another key sealed it."""
        plan_id = found.record.plan_id
        sealed = self._store.histories.load(plan_id)
        try:
            return unseal(key, sealed, plan_id=plan_id, revision=0, schema=_FORM) if sealed else b""
        except UnsealError:
            return None

    def _keep(self, found: Unsealed, key: bytes, packed: bytes, *, put_aside: bool = False) -> None:
        plan_id = found.record.plan_id
        sealed = seal(key, packed, plan_id=plan_id, revision=0, schema=_FORM)
        self._store.histories.keep(plan_id, sealed, put_aside=put_aside)

    def _locked(self, found: Unsealed) -> Lock:
        return self._locks[int(found.record.plan_id[:8], 16) % _LOCKS]


def _before(tail: Tail, kept: Iterable[Json]) -> list[Json]:
    return without([raw for raw in kept if raw["n"] < tail.start], tail.gone)


def _deleted(before: Plan, after: Plan) -> frozenset[str]:
    """The ids of the entries that are gone; what lies sealed by itself and was not changed is not read for it."""
    aside = {section for section in after.sections if isinstance(after.sections.unchanged(section), Aside)}

    def ids(plan: Plan) -> frozenset[str]:
        return frozenset(entry.id for name in plan.sections if name not in aside for entry in plan.entries(name))

    return ids(before) - ids(after)


def _packed(raws: Sequence[Json]) -> bytes:
    return zlib.compress(orjson.dumps(raws))


def _size(packed: bytes) -> int:
    """The bytes that it needs on disk at most: sealed, as text, and once more as the previous file."""
    sealed = len(pad(packed)) + NONCE_BYTES + TAG_BYTES
    return (sealed * 4 // 3 + _FORM_BYTES) * 2


def _without_forgotten(plan: Plan, tail: Tail, mark_of: Callable[[str], str]) -> Plan:
    """The plan without words of a deleted sign in a day: a device that had not heard of it may have written them."""
    if tail.forgotten and plan.sections.unchanged(TICKED) is None:
        tail.forgotten = [one for one in tail.forgotten if one not in {*map(mark_of, present_signs(plan))}]
    if not tail.forgotten or plan.sections.unchanged(DAYS.id) is not None:
        return plan
    return without_signs(plan, {sign for sign in ticked_signs(plan) if mark_of(sign) in tail.forgotten})


def _mark(plan_id: str, words: str) -> str:
    """By which words are known again that are kept nowhere any more; it stands in the sealed plan alone."""
    return sha256(f"{plan_id}\n{words}".encode()).hexdigest()[:24]


def _own_days(today: str, said: Sequence[str], last: str) -> list[str]:
    """The day of each step where the writer was; never before what was noted last, so that days stand in a row.

    A clock may be wrong: a step that is told to be of long ago, or of a day that has begun nowhere, is of the day of
    the one before it, else of the one after it, else of the server's day.
    """
    first, latest = ((date.fromisoformat(today) + timedelta(days=days)).isoformat() for days in (-AWAY_DAYS, 1))
    usable = [day if first <= day <= latest else "" for day in said]
    at = next(filter(None, usable), today)
    if last <= latest:
        at = max(at, last)
    days = []
    for day in usable:
        at = max(at, day)
        days.append(at)
    return days


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
