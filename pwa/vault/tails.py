"""The part of a plan's history that goes with the plan: its newest items, and what opens the file with the others."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from pwa.plan import history
from pwa.plan.history import Item
from pwa.plan.model import Json
from pwa.vault.keys import new_key

_KEYS = 3
_MARKS = 500  # of deleted words that a device may still bring back


class Tail:
    """The part of a history that goes with the plan.

    ``start`` is the number from which on its items count: what the file holds of that number or later is of a save that
    never came, or stands here as well. ``day`` is the one that was noted last. ``gone`` are deleted entries whose words
    may still be in the file. ``forgotten`` are the marks of words of deleted signs. ``keys`` are those of the previous
    file, of this one, and of the next. ``aside`` are the keys of files that could not be read and were put aside, until
    something is deleted.
    """

    def __init__(self, stored: Mapping[str, Any] | None) -> None:
        self.is_new = stored is None
        stored = stored or {}
        self.keys = [b64decode(key) for key in stored.get("keys", ())] or [new_key() for _ in range(_KEYS)]
        self.start = int(stored.get("start", 1))
        self.next = int(stored.get("next", 1))
        self.raws: list[Json] = [*stored.get("items", ())]
        self.day = str(stored.get("day", self.raws[-1].get("day", "") if self.raws else ""))
        self.gone: frozenset[str] = frozenset(stored.get("gone", ()))
        self.forgotten: list[str] = [*stored.get("forgotten", ())]
        self.aside = [[b64decode(key) for key in keys] for keys in stored.get("aside", ())]

    @property
    def size(self) -> int:
        """The bytes of its items."""
        return len(orjson.dumps(self.raws))

    def add(self, items: Iterable[Item]) -> None:
        """Add items that go on from its numbers."""
        for item in items:
            self.raws.append(history.item_as_json(item))
            self.next, self.day = item.number + 1, item.day

    def forget(self, entries: frozenset[str], marks: Iterable[str] = ()) -> None:
        """Forget the words of deleted entries, and know those of signs again by their marks."""
        self.raws = without(self.raws, entries)
        self.forgotten = [*dict.fromkeys([*self.forgotten, *sorted(marks)])][-_MARKS:]
        self.gone |= entries
        self.aside = [[] for _ in self.aside]

    def start_anew(self) -> None:
        """Hold nothing: all of it is in the file."""
        self.start, self.raws, self.gone = self.next, [], frozenset()
        self.keys = [*self.keys[1:], new_key()]

    def as_json(self) -> dict[str, Any]:
        """Its stored JSON."""
        return {
            "keys": _as_text(self.keys),
            "start": self.start,
            "next": self.next,
            "day": self.day,
            "items": self.raws,
            **({"forgotten": self.forgotten} if self.forgotten else {}),
            **({"gone": sorted(self.gone)} if self.gone else {}),
            **({"aside": [*map(_as_text, self.aside)]} if self.aside else {}),
        }


def _as_text(keys: Iterable[bytes]) -> list[str]:
    return [b64encode(key).decode("ascii") for key in keys]


def without(raws: list[Json], gone: frozenset[str]) -> list[Json]:
    """Stored items but those of deleted entries."""
    return items_as_json(history.without(read_items(raws), gone)) if gone else raws


def read_items(raws: Iterable[Json]) -> list[Item]:
    """Stored items but those that a newer version wrote in a way that this one does not know."""
    return [item for raw in raws if (item := history.read_item(raw))]


def items_as_json(items: Iterable[Item]) -> list[Json]:
    """Items as they are stored."""
    return [history.item_as_json(item) for item in items]
