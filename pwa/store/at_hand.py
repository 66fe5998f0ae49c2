"""Copies that were read lately, sealed as they are: a link that many people open costs one reading of a file."""

from threading import Lock

from pwa.store.base import CopyRecord

MOST = 256


class AtHand:
    """The records last read, the oldest reading out first. Safe to use from several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._records: dict[str, CopyRecord] = {}
        self._deleted: set[str] = set()
        self._changing = Lock()

    def get(self, copy_id: str) -> CopyRecord | None:
        """The record, if it is here."""
        return self._records.get(copy_id)

    def put(self, record: CopyRecord) -> None:
        """Have it here; whoever does so holds the lock of its file, so that nobody writes that meanwhile."""
        with self._changing:
            self._records.pop(record.copy_id, None)
            if record.plan_id not in self._deleted:
                self._records[record.copy_id] = record
            if len(self._records) > self._most:
                del self._records[next(iter(self._records))]

    def forget(self, copy_id: str) -> None:
        """It is about to be another one, or none."""
        with self._changing:
            self._records.pop(copy_id, None)

    def forget_plan(self, plan_id: str) -> None:
        """The plan was deleted: none of its copies is here again, also if one is just being read."""
        with self._changing:
            self._deleted.add(plan_id)
            self._records = {name: one for name, one in self._records.items() if one.plan_id != plan_id}
