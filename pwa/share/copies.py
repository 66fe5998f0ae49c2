"""The copies of a plan, for its owner: make one, change it, stop it, see how it is used."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import Any

from pwa.plan.limits import ENTRY_CHARACTERS
from pwa.plan.model import Plan
from pwa.plan.text import clean as clean_text
from pwa.share import link
from pwa.share.choosing import payload
from pwa.share.kept_copies import find, rewrite
from pwa.share.openings import Openings
from pwa.share.passcodes import MOST_TRIES
from pwa.share.recipients import answered, knowing_numbers
from pwa.share.refusals import NoSuchCopy, TooManyCopies
from pwa.share.resealing import Resealing, new_record
from pwa.share.sealing import proof, seal_words
from pwa.share.terms import Copy, Terms, as_json, clean, new_copy, read_copies
from pwa.store.errors import Damaged
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.unsealed import Unsealed

MOST_COPIES = 50

_FIRST_DAY, _DAY_SECONDS = date(1970, 1, 1), 24 * 60 * 60  # of Unix time, whose days are all as long

_Raws = Iterable[Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class CopyInUse:
    """A copy as its owner sees it in the list.

    Args:
        days: the days (``YYYY-MM-DD``) on which it was opened.
        phones: on how many phones it is kept.
        has_ended: its last day is over.
        is_paused: other passcodes were tried too often.
        is_damaged: its file can't be read, so nobody can open it; it can only be stopped.
    """

    copy: Copy
    days: tuple[str, ...] = ()
    phones: int = 0
    has_ended: bool = False
    is_paused: bool = False
    is_damaged: bool = False


class Copies:
    """Makes, changes and stops copies, and lets them follow every save of the plan. Blocking.

    Whatever takes a device's cookie raises ``NotAllowed`` when that opens no plan, and ``NoSuchCopy`` for an id that is
    not one of the plan's.
    """

    def __init__(self, access: PlanAccess, today: Callable[[], str] | None = None) -> None:
        self._access = access
        self._store = access.store
        self._today = today or _today
        self.openings = Openings(access.store, self._today)
        self._resealing = Resealing(access.store, self._today)
        access.follow_with(self._resealing.follow)

    def make(self, cookie: DeviceCookie, terms: Terms) -> Copy:
        """Make a copy; raises ``InvalidChange``, ``OverLimit``, ``TooManyCopies`` or ``NeedsProof``.

        The plan is saved first: a copy is sealed only once its key can no longer be lost.
        """
        self._access.proofs.need(cookie)
        copy = new_copy(knowing_numbers(self._access.look(cookie).plan, terms), self._today())

        def added(raws: _Raws) -> _Raws:
            before = tuple(raws)
            if len(before) >= MOST_COPIES:
                raise TooManyCopies
            return (*before, as_json(copy))

        self._edit(cookie, added)
        self._resealing.bring_up(self._access.look(cookie), copy)
        return copy

    def change(self, cookie: DeviceCookie, copy_id: str, terms: Terms) -> Copy:
        """Settle something else for a copy; its link stays. Raises ``InvalidChange``, ``OverLimit`` or ``NeedsProof``.

        Whoever has the link reads what it holds from then on, so it asks for no less than showing that link.
        """
        self._access.proofs.need(cookie)
        found = self._access.look(cookie)
        copy = _one(found, copy_id)
        before, wanted = knowing_numbers(found.plan, copy.terms), clean(terms)
        changed = replace(copy, terms=replace(wanted, left=before.left, numbers=before.numbers))
        self._edit(cookie, lambda raws: [as_json(changed) if raw["id"] == copy_id else raw for raw in raws])
        self._resealing.bring_up(self._access.look(cookie), changed)
        return changed

    def leave(self, cookie: DeviceCookie, copy_id: str, avoided: Iterable[str]) -> None:
        """Remember that a copy stays, although these entries under ``avoid`` may be whom it is for."""
        left = tuple(avoided)
        self._settle(cookie, {copy_id: lambda terms: replace(terms, left=(*terms.left, *left))})

    def answer_names(self, cookie: DeviceCookie, names: Mapping[str, Iterable[str]], *, may_read: bool) -> None:
        """Remember whether the readers of copies may read names under ``avoid``: copy id -> ids of the entries."""
        self._settle(
            cookie, {one: partial(answered, names=tuple(ids), may_read=may_read) for one, ids in names.items()}
        )

    def stop(self, cookie: DeviceCookie, *copy_ids: str, words: str = "") -> None:
        """Let copies never open again; ``words`` are what their readers are told instead of the usual sentence.

        That is the first write: whatever happens to the second, no stopped copy lives on.
        """
        found = self._access.look(cookie)
        chosen = [_one(found, copy_id) for copy_id in copy_ids]
        told = clean_text(words, lines=True)[:ENTRY_CHARACTERS]
        for copy in chosen:
            self._end(found, copy, told)
        self._edit(cookie, lambda raws: [raw for raw in raws if raw["id"] not in copy_ids])

    def let_go_on(self, cookie: DeviceCookie, copy_id: str) -> None:
        """Let passcodes be tried again."""
        _one(self._access.look(cookie), copy_id)
        self._store.clear_counter(copy_id)

    def all(self, cookie: DeviceCookie) -> tuple[CopyInUse, ...]:
        """The plan's copies in the order in which they were made."""
        opened = self._access.open(cookie)
        return tuple(map(self._in_use, read_copies(opened.shared)))

    def link(self, cookie: DeviceCookie, copy_id: str, base_url: str) -> str:
        """The link of a copy, to be shown again; raises ``NeedsProof``."""
        self._access.proofs.need(cookie)
        copy = _one(self._access.look(cookie), copy_id)
        return link.make(base_url, copy.id, copy.key)

    def preview(self, plan: Plan, terms: Terms) -> dict[str, Any]:
        """What a reader would get, as it would be today."""
        return payload(plan, clean(terms), self._today())

    def active(self, raws: _Raws) -> tuple[Copy, ...]:
        """Of a plan's copies (``Opened.shared``) those that have not ended."""
        return tuple(copy for copy in read_copies(raws) if not copy.has_ended(self._today()))

    def _settle(self, cookie: DeviceCookie, changes: Mapping[str, Callable[[Terms], Terms]]) -> None:
        def settled(raws: _Raws) -> _Raws:
            copies = {copy.id: copy for copy in read_copies(raws)}
            changed = {
                one: replace(copies[one], terms=change(copies[one].terms))
                for one, change in changes.items()
                if one in copies
            }
            return [as_json(changed[raw["id"]]) if raw["id"] in changed else raw for raw in raws]

        self._edit(cookie, settled)

    def _edit(self, cookie: DeviceCookie, edit: Callable[[_Raws], _Raws]) -> None:
        self._access.edit(cookie, lambda found: found.with_copies(*edit(found.copies)))

    def _end(self, found: Unsealed, copy: Copy, words: str) -> None:
        """Stop a copy, and take its words from the disk."""
        told = seal_words(proof(copy.key), copy.id, words) if words else b""
        rewrite(self._store, copy.id, lambda record: (record or new_record(found, copy)).stopped(told))

    def _in_use(self, copy: Copy) -> CopyInUse:
        try:
            record = find(self._store, copy.id)
        except Damaged:
            return CopyInUse(copy=copy, is_damaged=True)
        return CopyInUse(
            copy=copy,
            days=self.openings.days(record) if record else (),
            phones=len(record.kept) if record else 0,
            has_ended=copy.has_ended(self._today()),
            is_paused=self._store.read_counter(copy.id) >= MOST_TRIES,
        )


def _one(found: Unsealed, copy_id: str) -> Copy:
    copy = next((one for one in read_copies(found.copies) if one.id == copy_id), None)
    if copy is None:
        raise NoSuchCopy
    return copy


def _today() -> str:
    """The day by the server's clock, in UTC, as everywhere in the program."""
    return _day(int(time.time() // _DAY_SECONDS))


@lru_cache(maxsize=2)
def _day(days: int) -> str:
    return (_FIRST_DAY + timedelta(days=days)).isoformat()
