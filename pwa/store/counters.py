"""Counters on the disk: raised before anything is compared, so that no try goes uncounted."""

from collections.abc import Callable, Sequence
from typing import Any

from pwa.store.errors import CeilingReached, TooSoon
from pwa.store.shelf import Shelf

Document = dict[str, Any]


class Counters:
    """Each has a name; what it has counted is there before the caller goes on."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def raise_to(self, name: str, ceiling: int) -> int:
        """Count one up; raises ``CeilingReached`` at the ceiling."""

        def one_more(document: Document) -> Document:
            if document["count"] >= ceiling:
                raise CeilingReached
            return {**document, "count": document["count"] + 1}

        return self._raise(name, one_more)

    def raise_slowly(self, name: str, now: float, waits: Sequence[float]) -> int:
        """Count one up, if the last one lies far enough back; raises ``TooSoon``."""
        left = 0.0

        def one_more(document: Document) -> Document:
            nonlocal left
            count, at = document["count"], document.get("at", 0.0)
            left = waits[min(count, len(waits) - 1)] - max(now - at, 0.0)
            if left <= 0:
                return {**document, "count": count + 1, "at": now}
            if at <= now:
                raise TooSoon(left)
            return {**document, "at": now}  # the clock was once ahead: the wait runs from here

        count = self._raise(name, one_more)
        if left > 0:
            raise TooSoon(left)
        return count

    def lower(self, name: str) -> None:
        """Give back one that was counted."""
        self._shelf.update(name, lambda document: {**document, "count": max(document["count"] - 1, 0)})

    def read(self, name: str) -> int:
        """How far it has come."""
        document, _ = self._shelf.read(name)
        return document["count"] if document else 0

    def clear(self, name: str) -> None:
        """Start at nothing again."""
        self._shelf.remove(name)

    def _raise(self, name: str, one_more: Callable[[Document], Document]) -> int:
        count = 0

        def counted(document: Document) -> Document:
            nonlocal count
            raised = one_more(document)
            count = raised["count"]
            return raised

        with self._shelf.locked(name):
            if not self._shelf.update(name, counted):
                self._shelf.insert(name, counted({"count": 0}))
        return count
