"""Sealed pictures, a file each: never changed, only kept, read and forgotten."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from pwa.store.base import Conflict, Damaged, NoSuchPlan, PictureRecord
from pwa.store.belongings import Belongings
from pwa.store.deletions import Deletions
from pwa.store.records import Document
from pwa.store.shelf import Shelf

KIND = "pictures"  # under which its plan's belongings name it


class Pictures:
    """The pictures of all plans, by their ids.

    Args:
        pictures: the shelf that they stand on.
    """

    def __init__(self, pictures: Shelf, belongings: Belongings, deletions: Deletions) -> None:
        self._pictures = pictures
        self._belongings = belongings
        self._deletions = deletions

    def create(self, record: PictureRecord) -> None:
        """Keep a new picture; raises ``Conflict`` when its id is in use, ``NoSuchPlan`` when its plan was deleted."""
        if self._deletions.has(record.plan_id):
            raise NoSuchPlan
        self._belongings.add(record.plan_id, KIND, record.picture_id)
        if not self._pictures.insert(record.picture_id, picture_as_document(record)):
            raise Conflict
        if self._deletions.has(record.plan_id):  # meanwhile, and the deletion may have looked for pictures before
            self._pictures.remove(record.picture_id)
            self._belongings.forget(record.plan_id)
            raise NoSuchPlan

    def load(self, picture_id: str) -> PictureRecord:
        """Find a picture of a plan that still exists; raises ``NoSuchPlan``."""
        document, _ = self._pictures.read(picture_id)
        if document is None or self._deletions.has(document["plan_id"]):
            raise NoSuchPlan
        return read_picture(document)

    def of(self, plan_id: str) -> tuple[str, ...]:
        """The ids of all that is kept for a plan, whether the plan knows of it or not."""
        return tuple(self._belongings.of(plan_id).get(KIND, ()))

    def delete(self, plan_id: str, picture_id: str) -> None:
        """Forget a picture; no error when there is none."""
        self._pictures.remove(picture_id)
        self._belongings.drop(plan_id, KIND, picture_id)

    def put_back(self, document: Document) -> None:
        """Keep a picture of a backup, unless it is here."""
        self._belongings.add(document["plan_id"], KIND, document["picture_id"])
        try:
            self._pictures.insert(document["picture_id"], document)
        except Damaged:
            self._pictures.overwrite(document["picture_id"], document)


def picture_as_document(record: PictureRecord) -> Document:
    """A picture as it is written."""
    sealed = b64encode(record.sealed).decode("ascii")
    return {"picture_id": record.picture_id, "plan_id": record.plan_id, "sealed": sealed}


def read_picture(document: Mapping[str, Any]) -> PictureRecord:
    """A picture from what was written; raises ``Damaged`` when it can't have been us."""
    try:
        return PictureRecord(
            picture_id=str(document["picture_id"]),
            plan_id=str(document["plan_id"]),
            sealed=b64decode(document["sealed"], validate=True),
        )
    except (KeyError, TypeError, ValueError):
        raise Damaged from None


def whole_picture(document: Mapping[str, Any]) -> Document:
    """A picture's document as this version would write it; raises ``Damaged``."""
    return picture_as_document(read_picture(document))
