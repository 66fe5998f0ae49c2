"""Opening a copy: what the server answers to someone who shows a proof, and what it notes of that."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from hashlib import sha256
from hmac import compare_digest
from threading import Lock

from pwa.share import base64url
from pwa.share.kept_copies import find, rewrite
from pwa.share.passcodes import MOST_TRIES, is_same
from pwa.share.refusals import (
    CopyExpired,
    CopyPaused,
    CopyStopped,
    NoSuchCopy,
    NotToKeep,
    PasscodeNeeded,
    PasscodeWrong,
)
from pwa.share.sealing import PROOF_BYTES, open_words
from pwa.store.base import CopyRecord, PlanStore
from pwa.store.errors import CeilingReached, Damaged, NoSuchPlan, StoreError

MOST_DAYS = 400
MOST_PHONES = 100  # that are counted; more can keep it

_MARK = re.compile("[0-9a-f]{32}")
_LOCKS = 64


class Openings:
    """What a reader may do. Blocking; days wait in memory until ``flush``, and wrong passcodes never do."""

    def __init__(self, store: PlanStore, today: Callable[[], str]) -> None:
        self._store = store
        self._today = today
        self._days: dict[str, set[str]] = {}
        self._noting = Lock()
        self._trying = tuple(Lock() for _ in range(_LOCKS))

    def open(self, copy_id: str, proof: object, *, passcode: str | None = None, keeping: str | None = None) -> str:
        """The sealed copy as a compact JWE.

        Args:
            copy_id: as it stands in the link.
            proof: what came as the fetch proof, base64url.
            passcode: as it was typed, if it was.
            keeping: the random mark of a phone that keeps it: 32 hex digits.

        Raises:
            NoSuchCopy: unknown or not proved.
            CopyExpired, CopyStopped, NotToKeep, PasscodeNeeded, PasscodeWrong, CopyPaused: only to someone who showed
                the proof.
        """
        record = self._living(copy_id, proof, keeping)
        if record.passcode:
            self._ask(record, passcode)
            asked, record = record.passcode, self._living(copy_id, proof, keeping)  # the owner may have been quicker
            if record.passcode not in (b"", asked):
                raise PasscodeNeeded
        self._note(record, self._today())
        if keeping:
            self._change(copy_id, partial(_kept_by, _hash(copy_id, keeping)))
        return record.sealed.decode("ascii")

    def open_at_hand(self, copy_id: str, proof: object) -> str | None:
        """The sealed copy where nothing has to be waited for, asked or written; None: ``open`` is to say."""
        record, shown = self._store.copy_at_hand(copy_id), base64url.decode_exactly(proof, PROOF_BYTES)
        if record is None or shown is None or not compare_digest(sha256(shown).digest(), record.proof_hash):
            return None
        day = self._today()
        if record.is_stopped or record.passcode or (record.until and record.until < day):
            return None
        self._note(record, day)
        return record.sealed.decode("ascii")

    def let_go(self, copy_id: str, proof: object, keeping: str) -> None:
        """A phone no longer keeps the copy; raises ``NoSuchCopy``."""
        self._proved(copy_id, proof)
        hashed = _hash(copy_id, keeping)
        self._change(copy_id, lambda kept: replace(kept, kept=tuple(one for one in kept.kept if one != hashed)))

    def days(self, record: CopyRecord) -> tuple[str, ...]:
        """All days on which a copy was opened, those that are not yet written among them."""
        with self._noting:
            return tuple(sorted({*record.opened, *self._days.get(record.copy_id, ())}))

    def flush(self) -> None:
        """Write the days; what the disk refuses waits for the next time."""
        with self._noting:
            waiting, self._days = self._days, {}
        for copy_id, days in waiting.items():
            try:
                self._change(copy_id, partial(_opened_on, days))
            except StoreError:
                with self._noting:
                    self._days.setdefault(copy_id, set()).update(days)

    def _living(self, copy_id: str, proof: object, keeping: str | None) -> CopyRecord:
        """The record of a copy that opens now to this phone, its passcode aside."""
        record, shown = self._proved(copy_id, proof)
        if record.is_stopped:
            raise CopyStopped(open_words(shown, copy_id, record.words) if record.words else None)
        if record.until and record.until < self._today():
            raise CopyExpired(record.until)
        if keeping and not record.may_keep:
            self.let_go(copy_id, proof, keeping)  # this answer lets the phone forget it
            raise NotToKeep
        return record

    def _proved(self, copy_id: str, proof: object) -> tuple[CopyRecord, bytes]:
        shown = base64url.decode_exactly(proof, PROOF_BYTES)
        try:
            record = find(self._store, copy_id)
        except Damaged:
            record = None
        known = record.proof_hash if record else bytes(32)
        is_proved = compare_digest(sha256(shown or b"").digest(), known)
        if record is None or shown is None or not is_proved:
            raise NoSuchCopy
        return record, shown

    def _ask(self, record: CopyRecord, passcode: str | None) -> None:
        """Count, on disk, then compare; a right one is given back, so that it uses up nobody's tries.

        One at a time for each copy: so a right one that is being compared never looks like the last wrong one.
        """
        if not passcode:
            is_paused = self._store.read_counter(record.copy_id) >= MOST_TRIES
            raise CopyPaused if is_paused else PasscodeNeeded
        with self._trying[hash(record.copy_id) % _LOCKS]:
            try:
                tries = self._store.raise_counter(record.copy_id, MOST_TRIES)
            except CeilingReached:
                raise CopyPaused from None
            if not is_same(passcode, record.passcode):
                raise PasscodeWrong(MOST_TRIES - tries)
            self._store.lower_counter(record.copy_id)

    def _note(self, record: CopyRecord, day: str) -> None:
        if day not in record.opened and day not in self._days.get(record.copy_id, ()):
            with self._noting:
                self._days.setdefault(record.copy_id, set()).add(day)

    def _change(self, copy_id: str, change: Callable[[CopyRecord], CopyRecord]) -> None:
        """Write a copy's counts; one that is gone or damaged has none."""
        with suppress(NoSuchPlan, Damaged):
            rewrite(self._store, copy_id, lambda record: change(record) if record else None)


def is_keeping(mark: object) -> bool:
    """Whether this can be the mark of a phone."""
    return isinstance(mark, str) and _MARK.fullmatch(mark) is not None


def _hash(copy_id: str, keeping: str) -> str:
    return sha256(f"{copy_id} {keeping}".encode()).hexdigest()[:32]


def _opened_on(days: set[str], record: CopyRecord) -> CopyRecord:
    return replace(record, opened=tuple(sorted({*record.opened, *days}))[-MOST_DAYS:])


def _kept_by(hashed: str, record: CopyRecord) -> CopyRecord:
    if record.is_stopped or not record.may_keep or hashed in record.kept or len(record.kept) >= MOST_PHONES:
        return record
    return replace(record, kept=(*record.kept, hashed))
