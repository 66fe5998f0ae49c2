"""Copies that were read lately, sealed as they are: a link that many people open costs one reading of a file."""

from threading import Lock

from pwa.store.base import CopyRecord

MOST = 256


class AtHand:
    """The records last read, the oldest reading out first. Safe to use from several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._records: dict[str, CopyRecord] = {}
        self._changing = Lock()

    def get(self, copy_id: str) -> CopyRecord | None:
        """The record, if it is here."""
        return self._records.get(copy_id)

    def put(self, record: CopyRecord) -> None:
        """Have it here; whoever does so holds the lock of its file, so that nobody writes that meanwhile."""
        with self._changing:
            self._records.pop(record.copy_id, None)
            self._records[record.copy_id] = record
            if len(self._records) > self._most:
                del self._records[next(iter(self._records))]

    def forget(self, copy_id: str) -> None:
        """It is about to be another one, or none."""
        with self._changing:
            self._records.pop(copy_id, None)
