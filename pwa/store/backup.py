"""Making a backup of a data folder, also while a server writes to it."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pwa.store.archive import BackupError, KeptPlan, Writer
from pwa.store.beside import Beside
from pwa.store.disk import OWNER_ONLY_FILE, Disk
from pwa.store.earlier import whole_history
from pwa.store.errors import Damaged, NewerFormat
from pwa.store.records import Document, read_deletion, whole_copy, whole_plan
from pwa.store.restoring import stopped
from pwa.store.sealed_files import NAMES, NOTES, PICTURES, whole_file
from pwa.store.shelf import place_of


@dataclass(frozen=True, kw_only=True)
class BackedUp:
    """What a backup holds; ``unreadable`` files are not in it."""

    plans: int
    copies: int
    deleted: int
    unreadable: int


def back_up(folder: Path, target: Path, day: str) -> BackedUp:
    """Write a backup of a data folder; the file is there only once it is whole and on disk.

    Raises:
        BackupError: there is no such folder, or there is such a file, or the disk refuses.
    """
    beside = Beside(folder)
    if target.exists():
        raise BackupError(f"{target} is there already, and stays as it is. Choose another name.")
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        try:
            unfinished.unlink(missing_ok=True)
            with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE), "wb") as file:
                done = _write(beside, Writer(file), day)
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, target)
            Disk().settle_folder(str(target.absolute().parent))
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise BackupError(f"The backup could not be written: {error.strerror}. There is none.") from None
    return done


def _write(beside: Beside, writer: Writer, day: str) -> BackedUp:
    reading = _Reading(beside)
    plans = copies = 0
    for kept in reading.plans():
        writer.add(kept)
        plans, copies = plans + 1, copies + len(kept.copies)
    # Last: who deletes a plan meanwhile is on the list, whatever of the plan stands above.
    deleted = list(reading.deletions())
    writer.end(deleted=deleted, day=day)
    return BackedUp(plans=plans, copies=copies, deleted=len(deleted), unreadable=reading.unreadable)


class _Reading:
    """Reads plan by plan, counting what can't be read."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside
        self._lost: set[str] = set()

    @property
    def unreadable(self) -> int:
        """How many files can't be read."""
        return len(self._lost)

    def plans(self) -> Iterator[KeptPlan]:
        """Every plan, in a state that it had, with its copies in one that fits it."""
        owners = self._owners()
        for place in self._beside.places("plans"):
            before = self._document("plans", place)
            if before is None:
                continue
            names = dict.fromkeys([*before["copies"], *owners.get(before["plan_id"], ())])
            copies = self._copies(names)
            # Only now: a copy is made after its plan is saved, so none of these is of a later plan than this one.
            plan, notes = self._with_notes(place)
            if plan is not None:
                settled, tries = tuple(self._settled(plan, copies)), self._tries(copies)
                pictures = tuple(self._files(PICTURES, plan))
                # Last: so nothing is missing that the plan let go of, and what it did not yet counts for nothing.
                history = self._document("histories", place_of(plan["plan_id"]))
                yield KeptPlan(plan=plan, copies=settled, tries=tries, pictures=pictures, notes=notes, history=history)

    def deletions(self) -> Iterator[Document]:
        """The notes of deleted plans, those that are not done yet among them."""
        notes = {}
        for shelf in ("half_deleted", "deleted"):
            for place in self._beside.places(shelf):
                found = self._document(shelf, place)
                if found is not None:
                    notes[found["plan_id"]] = found
        return iter(notes.values())

    def _owners(self) -> Mapping[str, list[str]]:
        """The copies of each plan, those that it no longer lists among them: they say that they were stopped."""
        owners = defaultdict(list)
        for place in self._beside.places("copies"):
            copy = self._document("copies", place)
            if copy is not None:
                owners[copy["plan_id"]].append(copy["copy_id"])
        return owners

    def _copies(self, names: Iterable[str]) -> dict[str, Document]:
        found = {name: self._document("copies", place_of(name)) for name in names}
        return {name: copy for name, copy in found.items() if copy is not None}

    def _settled(self, plan: Document, copies: Mapping[str, Document]) -> Iterator[Document]:
        """The copies as the plan has them: what it does not list any more was stopped, meanwhile or before."""
        for name, copy in copies.items():
            if copy["stopped"] or name in plan["copies"]:
                yield copy
            else:
                yield stopped(self._document("copies", place_of(name)) or copy)

    def _with_notes(self, place: str) -> tuple[Document | None, tuple[Document, ...]]:
        """A plan with all its notes; read again when some are gone because they changed meanwhile."""
        plan = self._document("plans", place)
        while plan is not None:
            notes, names = tuple(self._files(NOTES, plan)), plan.get(NOTES, [])
            again = plan if len(notes) == len(names) else self._document("plans", place)
            if again is not None and again.get(NOTES, []) == names:
                found = {note[NAMES[NOTES]] for note in notes}
                self._lost.update(f"{NOTES}/{place_of(name)}" for name in names if name not in found)
                return plan, notes
            plan = again
        return None, ()

    def _files(self, kind: str, plan: Document) -> Iterator[Document]:
        """The pictures or notes that the plan names; a picture that was deleted meanwhile is gone for good."""
        found = (self._document(kind, place_of(name)) for name in plan.get(kind, ()))
        return (one for one in found if one is not None)

    def _tries(self, copies: Mapping[str, Document]) -> dict[str, int]:
        locked = (name for name, copy in copies.items() if copy["passcode"])
        counters = {name: self._document("counters", place_of(name)) for name in locked}
        return {name: int(counter["count"]) for name, counter in counters.items() if counter}

    def _document(self, shelf: str, place: str) -> Document | None:
        """What can be read as what it should be."""
        try:
            found = self._beside.read(shelf, place)
            if found.document is not None:
                return _AS_WRITTEN[shelf](found.document)
            is_lost = found.is_damaged
        except (Damaged, NewerFormat, OSError, KeyError, TypeError, ValueError):
            is_lost = True
        if is_lost:
            self._lost.add(f"{shelf}/{place}")
        return None


def _whole_note(document: Document) -> Document:
    read_deletion(document)
    return document


def _whole_counter(document: Document) -> Document:
    return {"count": int(document["count"])}


_AS_WRITTEN: Mapping[str, Callable[[Document], Document]] = {
    "plans": whole_plan,
    "copies": whole_copy,
    PICTURES: partial(whole_file, PICTURES),
    NOTES: partial(whole_file, NOTES),
    "histories": whole_history,
    "counters": _whole_counter,
    "deleted": _whole_note,
    "half_deleted": _whole_note,
}
