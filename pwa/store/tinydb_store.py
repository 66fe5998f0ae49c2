"""The embedded store: one TinyDB file for each plan, copy, locator, ticket and counter."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from filelock import FileLock, Timeout

from pwa.store.at_hand import AtHand
from pwa.store.base import CopyRecord, Deletion, LoadedPlan, PlanRecord, SealedFile, Ticket
from pwa.store.belongings import Belongings
from pwa.store.counters import Counters
from pwa.store.deletions import Deletions
from pwa.store.disk import OWNER_ONLY_FILE, Disk
from pwa.store.earlier import Histories
from pwa.store.errors import Conflict, Damaged, NoSuchPlan, StoreBusy
from pwa.store.records import (
    Document,
    copy_as_document,
    deletion_as_document,
    plan_as_document,
    read_copy_record,
    read_deletion,
    read_plan_record,
)
from pwa.store.restoring import Restoring
from pwa.store.safe_storage import told_apart
from pwa.store.sealed_files import NAMES, NOTES, PICTURES, Notes, SealedFiles
from pwa.store.shelf import Shelf
from pwa.store.tickets import Tickets


class TinyDBStore:
    """A ``PlanStore`` in a folder; for one process on one machine.

    Args:
        folder: made when it is not there; readable by its owner alone.
        disk: the file operations.
    """

    def __init__(self, folder: Path, *, disk: Disk | None = None) -> None:
        self._folder = folder
        self._disk = disk or Disk()
        self._scratch = folder / "unfinished"
        self._lock = FileLock(folder / "lock", mode=OWNER_ONLY_FILE, thread_local=False)
        self._plans = self._shelf("plans")
        self._copies = self._shelf("copies", twice=True)
        self._at_hand = AtHand()
        self._locators = self._shelf("locators", twice=True)
        sealed = {kind: self._shelf(kind) for kind in NAMES}
        kinds = {"copies": (self._copies, "copy_id"), "locators": (self._locators, "locator")}
        kinds |= {kind: (shelf, NAMES[kind]) for kind, shelf in sealed.items()}
        self._belongings = Belongings(self._shelf("owned", twice=True), kinds)
        tickets = self._shelf("tickets")
        self._tickets = Tickets(tickets, plans=self._plans, drop_locator=self.drop_locator)
        counters = self._shelf("counters")
        self._counters = Counters(counters)
        self._deleted = Deletions(self._shelf("deleted", twice=True), self._shelf("half_deleted", twice=True))
        self.pictures = SealedFiles(PICTURES, sealed[PICTURES], self._belongings, self._deleted)
        self.notes = Notes(sealed[NOTES], self._belongings, self._deleted, self._plans)
        self.histories = Histories(self._shelf("histories", twice=True), self._deleted)

        self.restoring = Restoring(
            plans=self._plans,
            copies=self._copies,
            locators=self._locators,
            tickets=tickets,
            counters=counters,
            deletions=self._deleted,
            belongings=self._belongings,
            at_hand=self._at_hand,
            pictures=self.pictures,
            notes=self.notes,
            histories=self.histories,
        )

    def open(self) -> Self:
        """Take the folder, sweep what a kill left, finish deletions that a kill cut short."""
        with told_apart():
            self._disk.make_folder(self._scratch)
            try:
                self._lock.acquire(blocking=False)
            except Timeout:
                raise StoreBusy from None
            for leftover in self._scratch.iterdir():
                self._disk.remove(str(leftover))
        for note in self._deleted.unfinished():
            # What is left undone stays noted for the next start.
            with suppress(Damaged):
                self.delete(note["plan_id"], note["day"])
        return self

    def close(self) -> None:
        """Give the folder free."""
        self._lock.release()

    def __enter__(self) -> Self:
        return self.open()

    def __exit__(self, *_: object) -> None:
        self.close()

    def create(self, record: PlanRecord, notes: Sequence[SealedFile] = ()) -> None:
        """Keep a new plan."""
        with self.notes.kept_with(record.plan_id, notes):
            if self._deleted.has(record.plan_id):
                raise Conflict
            self.notes.keep(record.plan_id, notes)
            if not self._plans.insert(record.plan_id, plan_as_document(record)):
                raise Conflict

    def load(self, plan_id: str) -> LoadedPlan:
        """Find a plan."""
        document, restored = self._plans.read(plan_id)
        if document is None or self._deleted.has(plan_id):
            raise NoSuchPlan
        return LoadedPlan(record=read_plan_record(document), restored_from_previous=restored)

    def save(self, record: PlanRecord, expected_revision: int, notes: Sequence[SealedFile] = ()) -> None:
        """Keep a plan whole in place of ``expected_revision``."""
        before: list[str] = []

        def put(document: dict[str, Any]) -> dict[str, Any]:
            _expect(document, expected_revision)
            if self._deleted.has(record.plan_id):
                raise NoSuchPlan
            before[:] = map(str, document.get("notes", ()))
            self.notes.keep(record.plan_id, notes)
            return plan_as_document(record)

        devices = {holder.id for holder in record.holders if holder.kind == "device"}
        nobody_was_told = bool(record.untold) and devices <= set(record.untold)
        with self.notes.kept_with(record.plan_id, notes):
            if not self._plans.update(record.plan_id, put, keep_damaged=nobody_was_told):
                raise NoSuchPlan
            self.notes.settle(record.plan_id, before, record.notes)

    def delete(self, plan_id: str, day: str) -> None:
        """Delete a plan; the note of it is written first, so that a kill in between can't bring it back."""
        with self._plans.locked(plan_id):
            self._deleted.note(deletion_as_document(self._plans.peek(plan_id), plan_id, day))
        self._clear(plan_id)

    def take_deletion(self, note: Document) -> bool:
        """Delete a plan that was deleted elsewhere, as the note of it says; False when it is deleted here already."""
        plan_id = note["plan_id"]
        with self._plans.locked(plan_id):
            if self._deleted.has(plan_id):
                return False
            ours = deletion_as_document(self._plans.peek(plan_id), plan_id, note["day"])
            known = {device["id"] for device in note["devices"]}
            more = [device for device in ours["devices"] if device["id"] not in known]
            self._deleted.note({**note, "devices": [*note["devices"], *more]})
        self._clear(plan_id)
        return True

    def create_copy(self, record: CopyRecord) -> None:
        """Keep a new copy."""
        if self._deleted.has(record.plan_id):
            raise NoSuchPlan
        self._belongings.add(record.plan_id, "copies", record.copy_id)
        if not self._copies.insert(record.copy_id, copy_as_document(record)):
            raise Conflict
        if self._deleted.has(record.plan_id):  # meanwhile, and the deletion may have looked for copies before
            self.delete_copy(record.copy_id)
            self._belongings.forget(record.plan_id)
            raise NoSuchPlan

    def load_copy(self, copy_id: str) -> CopyRecord:
        """Find a copy of a plan that still exists."""
        with self._copies.locked(copy_id):
            document, _ = self._copies.read(copy_id)
            if document is None or self._deleted.has(document["plan_id"]):
                raise NoSuchPlan
            record = read_copy_record(document)
            self._at_hand.put(record)
        return record

    def copy_at_hand(self, copy_id: str) -> CopyRecord | None:
        """The copy as it was last read: whatever this process writes to its file forgets it first."""
        return self._at_hand.get(copy_id)

    def save_copy(self, record: CopyRecord, expected_revision: int) -> None:
        """Keep a copy in place of ``expected_revision``."""

        def put(document: dict[str, Any]) -> dict[str, Any]:
            _expect(document, expected_revision)
            return copy_as_document(record)

        with self._copies.locked(record.copy_id):
            self._at_hand.forget(record.copy_id)
            if not self._copies.update(record.copy_id, put):
                raise NoSuchPlan

    def mend_copy(self, record: CopyRecord) -> None:
        """Keep a copy in place of one that can't be read."""
        with self._copies.locked(record.copy_id):
            if self._can_read_copy(record.copy_id):
                raise Conflict
            if self._deleted.has(record.plan_id):
                raise NoSuchPlan
            self._at_hand.forget(record.copy_id)
            self._copies.overwrite(record.copy_id, copy_as_document(record))

    def delete_copy(self, copy_id: str) -> None:
        """Forget a copy, and the counter of its name."""
        with self._copies.locked(copy_id):
            self._at_hand.forget(copy_id)
            self._copies.remove(copy_id)
        self._counters.clear(copy_id)

    def put_locator(self, locator: str, plan_id: str) -> None:
        """Let a plan be found by something that does not name it."""
        self._belongings.add(plan_id, "locators", locator)
        is_new = self._locators.insert(locator, {"locator": locator, "plan_id": plan_id})
        if not is_new and self.find_locator(locator) != plan_id:
            raise Conflict

    def find_locator(self, locator: str) -> str | None:
        """The id of the plan it leads to."""
        document, _ = self._locators.read(locator)
        if document is None or self._deleted.has(document["plan_id"]):
            return None
        return str(document["plan_id"])

    def drop_locator(self, locator: str) -> None:
        """Forget a locator."""
        document = self._locators.peek(locator)
        self._locators.remove(locator)
        if document is not None:
            self._belongings.drop(document["plan_id"], "locators", locator)

    def put_ticket(self, ticket: Ticket) -> None:
        """Keep a ticket."""
        self._tickets.put(ticket)

    def take_ticket(self, ticket_id: str, now: float) -> Ticket | None:
        """The ticket, once."""
        ticket = self._tickets.take(ticket_id, now)
        return None if ticket is None or self._deleted.has(ticket.plan_id) else ticket

    def drop_tickets(self, now: float) -> None:
        """Forget what nobody took."""
        self._tickets.drop(now)

    def raise_counter(self, name: str, ceiling: int) -> int:
        """Count one up before anything is compared."""
        return self._counters.raise_to(name, ceiling)

    def raise_slowly(self, name: str, now: float, waits: Sequence[float]) -> int:
        """Count one up before anything is compared, if the last one lies far enough back."""
        return self._counters.raise_slowly(name, now, waits)

    def lower_counter(self, name: str) -> None:
        """Give back one that was counted."""
        self._counters.lower(name)

    def read_counter(self, name: str) -> int:
        """How far a counter has come."""
        return self._counters.read(name)

    def clear_counter(self, name: str) -> None:
        """Start a counter at nothing again."""
        self._counters.clear(name)

    def deletions(self) -> Iterable[Deletion]:
        """Every plan that was deleted here."""
        return [read_deletion(note) for note in self._deleted.notes()]

    def find_deletion(self, plan_id: str) -> Deletion | None:
        """What is known of a plan that was deleted here."""
        note = self._deleted.find(plan_id)
        return read_deletion(note) if note else None

    def _can_read_copy(self, copy_id: str) -> bool:
        try:
            with suppress(NoSuchPlan):
                self.load_copy(copy_id)
        except Damaged:
            return False
        return True

    def _clear(self, plan_id: str) -> None:
        self._at_hand.forget_plan(plan_id)
        owned = self._belongings.of(plan_id)
        for copy_id in owned.get("copies", ()):
            self.delete_copy(copy_id)
        for locator in owned.get("locators", ()):
            self._locators.remove(locator)
        for files in (self.pictures, self.notes):
            files.sweep(plan_id)
        self._belongings.forget(plan_id)
        self.histories.remove(plan_id)
        self._plans.remove(plan_id)
        self._deleted.finish(plan_id)

    def _shelf(self, name: str, *, twice: bool = False) -> Shelf:
        return Shelf(self._folder / name, scratch=self._scratch, disk=self._disk, twice=twice)


def _expect(document: dict[str, Any], revision: int) -> None:
    if document["revision"] != revision:
        raise Conflict
