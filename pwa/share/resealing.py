"""Copies follow their plan: after each opening and each save, one that shows something else is made again."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256

from pwa.share.choosing import payload
from pwa.share.kept_copies import rewrite
from pwa.share.passcodes import hashed
from pwa.share.sealing import mark, proof, seal_copy
from pwa.share.terms import Copy, read_copies
from pwa.store.base import CopyRecord, PlanStore
from pwa.store.errors import StoreError
from pwa.vault.unsealed import Unsealed, unseal_plan


class Resealing:
    """Makes what is behind; whatever stops it, a crash or a full disk, the next opening of the plan goes on with it."""

    def __init__(self, store: PlanStore, today: Callable[[], str]) -> None:
        self._store = store
        self._today = today

    def follow(self, found: Unsealed) -> Unsealed:
        """The plan without copies that were stopped, after all others were brought up to it where the disk lets it."""
        ended, written = set(), []
        for copy in read_copies(found.copies):
            with suppress(StoreError):
                record, is_new = self.bring_up(found, copy)
                written += [copy] if is_new else []
                if record and record.is_stopped:
                    ended.add(copy.id)
        if written:
            self._look_again(found, written)
        if not ended:
            return found
        return found.with_copies(*(raw for raw in found.copies if raw["id"] not in ended))

    def bring_up(self, found: Unsealed, copy: Copy) -> tuple[CopyRecord | None, bool]:
        """The copy's record as the plan asks for it, and whether it had to be made anew: it may be damaged.

        One that was stopped, or is of a later plan, stays as it is.
        """
        content = payload(found.plan, copy.terms, self._today())
        asked = mark(copy.key, [{**content, "day": ""}, copy.terms.passcode, copy.terms.may_keep])
        revision, is_new = found.record.revision, False

        def made(record: CopyRecord | None) -> CopyRecord:
            nonlocal is_new
            is_new = record is None or not (record.is_stopped or record.made_from > revision or record.mark == asked)
            old = record or new_record(found, copy)
            if not is_new:
                return old
            return replace(
                old,
                made_from=revision,
                mark=asked,
                sealed=seal_copy(copy.key, copy.id, revision, content).encode(),
                until=copy.terms.until or "",
                passcode=hashed(copy.terms.passcode, copy.key, old.passcode),
                may_keep=copy.terms.may_keep,
            )

        return rewrite(self._store, copy.id, made), is_new

    def _look_again(self, found: Unsealed, written: Iterable[Copy]) -> None:
        """A save that came meanwhile may have looked before this one wrote: then its plan is the one to follow.

        A copy that it no longer lists was stopped, whatever became of the record that said so.
        """
        with suppress(StoreError):
            loaded = self._store.load(found.record.plan_id)
            if loaded.record.revision > found.record.revision:
                newer = unseal_plan(loaded, found.plan_key, self._store)
                listed = {raw["id"] for raw in newer.copies}
                for copy in written:
                    if copy.id not in listed:
                        rewrite(self._store, copy.id, lambda record: record and record.stopped())
                self.follow(newer)


def new_record(found: Unsealed, copy: Copy) -> CopyRecord:
    """A copy's record before anything is sealed for it."""
    return CopyRecord(
        copy_id=copy.id,
        plan_id=found.record.plan_id,
        revision=1,
        made_from=found.record.revision,
        sealed=b"",
        proof_hash=sha256(proof(copy.key)).digest(),
    )
