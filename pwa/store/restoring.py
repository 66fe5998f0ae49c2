"""Bringing a plan back from a backup, under the locks of whoever keeps the folder: nothing that ended comes alive."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from pwa.store.archive import KeptPlan
from pwa.store.at_hand import AtHand
from pwa.store.belongings import Belongings
from pwa.store.deletions import Deletions
from pwa.store.earlier import Histories
from pwa.store.errors import Damaged
from pwa.store.records import Document, copy_as_document, read_copy_record, ticket_as_document, whole_copy, whole_plan
from pwa.store.sealed_files import Notes, SealedFiles
from pwa.store.shelf import Shelf
from pwa.store.tickets import invitation

Fate = Literal["restored", "same", "newer", "deleted", "closed"]

_FOUND = ("recovery", "invite")  # kinds of holders that a locator leads to


@dataclass(frozen=True, kw_only=True)
class Restoring:
    """Puts plans of a backup into a store.

    What the store knows better stays: a plan that was deleted, a copy that was stopped, a device that was taken off, a
    recovery code that was replaced, a device that needs more than its cookie since.
    """

    plans: Shelf
    copies: Shelf
    locators: Shelf
    tickets: Shelf
    counters: Shelf
    deletions: Deletions
    belongings: Belongings
    at_hand: AtHand
    pictures: SealedFiles
    notes: Notes
    histories: Histories

    def take(self, kept: KeptPlan, *, older: bool) -> Fate:
        """Bring one plan back, and say what became of it.

        The plan is found as one whose newest file is gone: its devices are told so, and its revision jumps, so that no
        phone takes what is saved next for what it has already.

        Args:
            kept: the plan as it was.
            older: also in place of a newer one.

        Returns:
            ``newer`` when a newer one stays; ``closed`` when nobody who may still open it could open the kept one.
        """
        with self.plans.locked(kept.plan_id):
            if self.deletions.has(kept.plan_id):
                return "deleted"
            here = self._plan_here(kept.plan_id)
            if here == kept.plan:
                self._lead_to(here)
                self._put_files_back(kept, here)
                return "same"
            if here and here["revision"] >= kept.revision and not older:
                self._lead_to(here)
                self._put_files_back(kept, here)
                return "newer"
            plan = _openable(kept.plan, here)
            if not plan["holders"]:
                return "closed"
            going_on = [*self._stop_what_ended(kept, here)]
            self._put_files_back(kept, plan)
            if kept.history:
                self.histories.put_back(kept.history)
            self.plans.go_back(kept.plan_id, plan)
            self._lead_to(plan)
            for copy in going_on:
                self._put_copy(copy, kept.tries.get(copy["copy_id"], 0))
            return "restored"

    def _put_files_back(self, kept: KeptPlan, plan: Document) -> None:
        """Bring the pictures and notes that a plan names, where they are not here or can't be read."""
        for files, documents in ((self.pictures, kept.pictures), (self.notes, kept.notes)):
            for document in documents:
                if files.name_of(document) in plan.get(files.kind, ()):
                    files.put_back(document)

    def _stop_what_ended(self, kept: KeptPlan, here: Document | None) -> Iterator[Document]:
        """Write every copy that never opens again, before anything else; the others are left to be written."""
        ended_here = here is not None and here["revision"] > kept.revision
        for copy in kept.copies:
            name = copy["copy_id"]
            found = self._copy_here(name)
            if found and found["stopped"]:
                continue
            if copy["stopped"] or (here and ended_here and name not in here["copies"]):
                self._put_copy(stopped(copy))
            else:
                yield copy
        known = {copy["copy_id"] for copy in kept.copies}
        for name in self.belongings.of(kept.plan_id).get("copies", ()):
            found = self._copy_here(name)
            if found and name not in known and not found["stopped"]:
                self._put_copy(stopped(found))  # its owner would not find it in the plan any more

    def _put_copy(self, copy: Document, tries: int = 0) -> None:
        name = copy["copy_id"]
        self.belongings.add(copy["plan_id"], "copies", name)
        with self.copies.locked(name):
            found = self._copy_here(name)
            revision = max(copy["revision"], found["revision"] if found else 0) + 1
            self.at_hand.forget(name)
            self.copies.overwrite(name, {**copy, "revision": revision})
        if tries:
            self.counters.insert(name, {"count": tries})

    def _lead_to(self, plan: Document) -> None:
        """Let each recovery code and each invitation that can open a plan find it."""
        for code in (holder["id"] for holder in plan["holders"] if holder["kind"] in _FOUND):
            self.belongings.add(plan["plan_id"], "locators", code)
            document = {"locator": code, "plan_id": plan["plan_id"]}
            try:
                self.locators.insert(code, document)
            except Damaged:
                self.locators.overwrite(code, document)
        for holder in plan["holders"]:
            if holder["kind"] == "invite" and holder["day"]:
                ticket = ticket_as_document(invitation(holder["id"], plan["plan_id"], holder["day"]))
                with suppress(Damaged):
                    self.tickets.insert(holder["id"], ticket)

    def _plan_here(self, plan_id: str) -> Document | None:
        with suppress(Damaged):
            found = self.plans.read(plan_id)[0]
            return whole_plan(found) if found else None
        return None

    def _copy_here(self, copy_id: str) -> Document | None:
        with suppress(Damaged):
            found = self.copies.read(copy_id)[0]
            return whole_copy(found) if found else None
        return None


def stopped(copy: Document) -> Document:
    """A copy's document once it never opens again; what its reader is told then stays."""
    record = read_copy_record(copy)
    return copy_as_document(record.stopped(record.words))


def _openable(kept: Document, here: Document | None) -> Document:
    """The kept plan for those who can still open it as far as it is known here."""
    if here is None:
        return kept
    gone = {device["id"] for device in here["removed"]}
    now = {holder["id"]: _lock(holder) for holder in here["holders"]}
    is_older = here["revision"] > kept["revision"]

    def may(holder: Document) -> bool:
        if holder["id"] in gone:
            return False
        if not is_older:
            return True
        # A code that is not here any more was replaced, an invitation was taken or ended; a device or a helper that
        # was taken off stands among the removed.
        return now.get(holder["id"], None if holder["kind"] in _FOUND else _lock(holder)) == _lock(holder)

    known = {device["id"] for device in kept["removed"]}
    removed = [*kept["removed"], *(device for device in here["removed"] if device["id"] not in known)]
    return {**kept, "holders": [holder for holder in kept["holders"] if may(holder)], "removed": removed}


def _lock(holder: Document) -> tuple[object, ...]:
    """What a holder has to show."""
    return (holder["public"], *holder["factors"])
