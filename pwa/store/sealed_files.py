"""Sealed pictures and notes of plans, a file each: never changed, only kept, read and forgotten."""

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from pwa.store.base import SealedFile
from pwa.store.belongings import Belongings
from pwa.store.deletions import Deletions
from pwa.store.errors import Conflict, Damaged, NoSuchPlan, StoreError
from pwa.store.records import Document
from pwa.store.shelf import Shelf

PICTURES, NOTES = "pictures", "notes"  # the names of their shelves, and of their lists among a plan's belongings
NAMES = {PICTURES: "picture_id", NOTES: "note_id"}  # of the key of its id in a document of each kind


class SealedFiles:
    """The sealed files of one kind of all plans, by their ids.

    Args:
        kind: one of ``NAMES``.
        shelf: where they stand.
    """

    def __init__(self, kind: str, shelf: Shelf, belongings: Belongings, deletions: Deletions) -> None:
        self.kind = kind
        self._shelf = shelf
        self._belongings = belongings
        self._deletions = deletions

    def create(self, file: SealedFile) -> None:
        """Keep a new file; raises ``Conflict`` when its id is in use, ``NoSuchPlan`` when its plan was deleted."""
        if self._deletions.has(file.plan_id):
            raise NoSuchPlan
        self._belongings.add(file.plan_id, self.kind, file.id)
        self._insert(file)
        if self._deletions.has(file.plan_id):  # meanwhile, and the deletion may have looked for files before
            self._shelf.remove(file.id)
            self._belongings.forget(file.plan_id)
            raise NoSuchPlan

    def load(self, file_id: str) -> SealedFile:
        """Find a file of a plan that still exists; raises ``NoSuchPlan``."""
        document, _ = self._shelf.read(file_id)
        if document is None or self._deletions.has(document["plan_id"]):
            raise NoSuchPlan
        return read_file(self.kind, document)

    def of(self, plan_id: str) -> tuple[str, ...]:
        """The ids of all that is kept for a plan, whether the plan knows of it or not."""
        return tuple(self._belongings.of(plan_id).get(self.kind, ()))

    def delete(self, plan_id: str, file_id: str) -> None:
        """Forget a file; no error when there is none."""
        self._shelf.remove(file_id)
        self._belongings.drop(plan_id, self.kind, file_id)

    def name_of(self, document: Document) -> str:
        """The id in the document of a file."""
        return str(document[NAMES[self.kind]])

    def put_back(self, document: Document) -> None:
        """Keep a file of a backup, unless it is here."""
        name = self.name_of(document)
        self._belongings.add(document["plan_id"], self.kind, name)
        try:
            self._shelf.insert(name, document)
        except Damaged:
            self._shelf.overwrite(name, document)

    def sweep(self, plan_id: str, named: Sequence[str] = ()) -> None:
        """Remove all files of a plan but the named ones; what its belongings say of them goes another time."""
        for name in self.of(plan_id):
            if name not in named:
                self._shelf.remove(name)

    def _insert(self, file: SealedFile) -> None:
        if not self._shelf.insert(file.id, file_as_document(self.kind, file)):
            raise Conflict


class Notes(SealedFiles):
    """The notes of plans: each comes and goes with a save of the plan that names it.

    A file is on disk before the newest plan names it, and goes only when neither that nor the previous one does. What a
    kill leaves in between goes with the next save that changes notes.

    Args:
        plans: where plans stand. ``keep`` and ``settle`` are called within ``kept_with``.
    """

    def __init__(self, shelf: Shelf, belongings: Belongings, deletions: Deletions, plans: Shelf) -> None:
        super().__init__(NOTES, shelf, belongings, deletions)
        self._plans = plans

    @contextmanager
    def kept_with(self, plan_id: str, notes: Sequence[SealedFile]) -> Iterator[None]:
        """Nobody else saves that plan meanwhile, and notes that it does not name after an error are gone."""
        with self._plans.locked(plan_id):
            try:
                yield
            except BaseException:
                with suppress(StoreError):  # what stays goes another time
                    self._forget_unnamed(plan_id, notes)
                raise

    def keep(self, plan_id: str, notes: Sequence[SealedFile]) -> None:
        """Keep what the plan that is saved next names."""
        if notes:
            here = [name for name in self.of(plan_id) if self._shelf.has(name)]
            self._belongings.put(plan_id, self.kind, [*here, *(one.id for one in notes)])
        for one in notes:
            self._insert(one)

    def settle(self, plan_id: str, before: Sequence[str], now: Sequence[str]) -> None:
        """Forget what neither a plan that was saved nor the one before it names, if these do not name the same."""
        if set(before) != set(now):
            with suppress(StoreError):  # the plan is saved, and what stays goes another time
                self.sweep(plan_id, [*before, *now])

    def _forget_unnamed(self, plan_id: str, notes: Sequence[SealedFile]) -> None:
        plan = self._plans.read(plan_id)[0] if notes else None
        for one in notes:
            if plan is None or one.id not in plan.get("notes", ()):
                self._shelf.remove(one.id)


def file_as_document(kind: str, file: SealedFile) -> Document:
    """A sealed file as it is written."""
    return {NAMES[kind]: file.id, "plan_id": file.plan_id, "sealed": b64encode(file.sealed).decode("ascii")}


def read_file(kind: str, document: Mapping[str, Any]) -> SealedFile:
    """A sealed file from what was written; raises ``Damaged`` when it can't have been us."""
    try:
        return SealedFile(
            id=str(document[NAMES[kind]]),
            plan_id=str(document["plan_id"]),
            sealed=b64decode(document["sealed"], validate=True),
        )
    except (KeyError, TypeError, ValueError):
        raise Damaged from None


def whole_file(kind: str, document: Mapping[str, Any]) -> Document:
    """A sealed file's document as this version would write it; raises ``Damaged``."""
    return file_as_document(kind, read_file(kind, document))
