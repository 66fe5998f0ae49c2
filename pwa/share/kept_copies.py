"""A copy's record in the store: found, and written again whoever else writes it at the same moment."""

from collections.abc import Callable
from dataclasses import replace

from pwa.store.base import CopyRecord, PlanStore
from pwa.store.errors import Conflict, Damaged, NoSuchPlan

_ATTEMPTS = 100  # each one lost means that another writer got through


def find(store: PlanStore, copy_id: str) -> CopyRecord | None:
    """The record, or None when there is none."""
    try:
        return store.load_copy(copy_id)
    except NoSuchPlan:
        return None


def rewrite(
    store: PlanStore, copy_id: str, make: Callable[[CopyRecord | None], CopyRecord | None]
) -> CopyRecord | None:
    """Keep what ``make`` makes of the record, from the start again when another writer was faster.

    Nothing is written when that is None or the same. A record that can't be read is None to ``make`` too: what it
    makes of it takes its place, and never is it gone meanwhile.
    """
    for _ in range(_ATTEMPTS):
        record, is_damaged = _found(store, copy_id)
        made = make(record)
        if made is None or made == record:
            return made
        try:
            if record:
                made = replace(made, revision=record.revision + 1)
                store.save_copy(made, record.revision)
            elif is_damaged:
                store.mend_copy(made)
            else:
                store.create_copy(made)
        except Conflict:
            continue
        return made
    raise Conflict


def _found(store: PlanStore, copy_id: str) -> tuple[CopyRecord | None, bool]:
    try:
        return find(store, copy_id), False
    except Damaged:
        return None, True
