"""Which plans were deleted for good; noted before anything is removed, so that no kill in between brings one back."""

from collections.abc import Iterable

from pwa.store.belongings import pass_by
from pwa.store.errors import Damaged
from pwa.store.records import Document
from pwa.store.safe_storage import SafeStorage
from pwa.store.shelf import Shelf


class Deletions:
    """Notes of deleted plans.

    Args:
        deleted: where they stay.
        half: where a note stands, too, as long as not all of its plan is gone.
    """

    def __init__(self, deleted: Shelf, half: Shelf) -> None:
        self._deleted = deleted
        self._half = half

    def note(self, note: Document) -> None:
        """Keep the note of a deletion that begins."""
        for shelf in (self._half, self._deleted):
            try:
                shelf.insert(note["plan_id"], note)
            except Damaged:
                shelf.overwrite(note["plan_id"], note)

    def finish(self, plan_id: str) -> None:
        """Nothing of the plan is left."""
        self._half.remove(plan_id)

    def has(self, plan_id: str) -> bool:
        """Whether a plan was deleted, even where the note can't be read."""
        return self._deleted.has(plan_id)

    def find(self, plan_id: str) -> Document | None:
        """The note of a plan, where there is one that can be read."""
        return self._deleted.peek(plan_id)

    def notes(self) -> Iterable[Document]:
        """Every note; raises ``Damaged``."""
        return self._deleted.documents()

    def unfinished(self) -> list[Document]:
        """What a kill cut short; a note that can't be read is put aside and stops nobody else's plan."""
        damaged = 0

        def put_aside(storage: SafeStorage) -> None:
            nonlocal damaged
            damaged += 1
            storage.put_aside()

        pending = list(self._half.documents(on_damaged=put_aside))
        if damaged:
            # Whose it was stands in the other note, if the deletion had come that far.
            done = self._deleted.documents(on_damaged=pass_by)
            pending += [note for note in done if self._half.has(note["plan_id"])]
        return pending
