"""The sealed history of each plan, a file each: kept whole in place of the one before it."""

from base64 import b64decode, b64encode

from pwa.store.deletions import Deletions
from pwa.store.errors import Damaged, NoSuchPlan
from pwa.store.records import Document
from pwa.store.shelf import Shelf


class Histories:
    """The histories of all plans, by the ids of the plans.

    Args:
        shelf: where they stand; each state twice, as deleted words may be in no previous file either.
    """

    def __init__(self, shelf: Shelf, deletions: Deletions) -> None:
        self._shelf = shelf
        self._deletions = deletions

    def load(self, plan_id: str) -> bytes:
        """What is kept for a plan, empty when there is nothing; raises ``Damaged``."""
        document, _ = self._shelf.read(plan_id)
        return b"" if document is None else read_history(document)

    def keep(self, plan_id: str, sealed: bytes, *, put_aside: bool = False) -> None:
        """Keep a plan's history, beside one that was damaged; raises ``NoSuchPlan`` when the plan was deleted."""
        if self._deletions.has(plan_id):
            raise NoSuchPlan
        self._shelf.overwrite(plan_id, history_as_document(plan_id, sealed), put_aside=put_aside, keep_damaged=True)
        if self._deletions.has(plan_id):  # meanwhile, and the deletion may have looked here before
            self._shelf.remove(plan_id)
            raise NoSuchPlan

    def remove(self, plan_id: str) -> None:
        """Forget a plan's history; no error when there is none."""
        self._shelf.remove(plan_id)

    def put_back(self, document: Document) -> None:
        """Keep the history of a backup, unless one is here: words deleted since are gone from that one."""
        try:
            self._shelf.insert(document["plan_id"], document)
        except Damaged:
            self._shelf.overwrite(document["plan_id"], document)


def history_as_document(plan_id: str, sealed: bytes) -> Document:
    """A history as it is written."""
    return {"plan_id": plan_id, "sealed": b64encode(sealed).decode("ascii")}


def read_history(document: Document) -> bytes:
    """The sealed bytes of what was written; raises ``Damaged`` when it can't have been us."""
    try:
        str(document["plan_id"])
        return b64decode(document["sealed"], validate=True)
    except (KeyError, TypeError, ValueError):
        raise Damaged from None


def whole_history(document: Document) -> Document:
    """A history's document as this version would write it; raises ``Damaged``."""
    return history_as_document(str(document["plan_id"]), read_history(document))
