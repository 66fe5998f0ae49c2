"""What belongs to each plan, noted so that its deletion finds all of it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from pwa.store.errors import Damaged
from pwa.store.safe_storage import SafeStorage
from pwa.store.shelf import Shelf


class Belongings:
    """Names of copies, locators, pictures and notes, by plan.

    Args:
        owned: where the notes stand.
        kinds: for each kind of name the shelf of what is named so, and the key of the name there.
    """

    def __init__(self, owned: Shelf, kinds: Mapping[str, tuple[Shelf, str]]) -> None:
        self._owned = owned
        self._kinds = kinds

    def add(self, plan_id: str, kind: str, name: str) -> None:
        """Note first what belongs to a plan, so that its deletion finds all of it without looking everywhere."""

        def one_more(document: dict[str, Any]) -> dict[str, Any]:
            return {**document, kind: [*(n for n in document.get(kind, ()) if n != name), name]}

        self._change(plan_id, one_more)

    def put(self, plan_id: str, kind: str, names: Sequence[str]) -> None:
        """Note all that belongs to a plan of a kind: what is about to be kept, and what is there."""
        self._change(plan_id, lambda document: {**document, kind: [*names]})

    def drop(self, plan_id: str, kind: str, name: str) -> None:
        """Note that it is gone."""

        def one_less(document: dict[str, Any]) -> dict[str, Any]:
            return {**document, kind: [other for other in document.get(kind, ()) if other != name]}

        # A note too many does no harm: what is to be forgotten is gone already.
        with suppress(Damaged):
            self._owned.update(plan_id, one_less)

    def of(self, plan_id: str) -> dict[str, Any]:
        """The names by kind."""
        try:
            return self._owned.read(plan_id)[0] or {}
        except Damaged:
            return self._found_by_looking(plan_id)

    def _change(self, plan_id: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        with self._owned.locked(plan_id):
            try:
                if not self._owned.update(plan_id, change):
                    self._owned.insert(plan_id, change({}))
            except Damaged:
                self._owned.overwrite(plan_id, change(self._found_by_looking(plan_id)))

    def _found_by_looking(self, plan_id: str) -> dict[str, Any]:
        """What belongs to a plan, by looking at everything: slow, and only for when the note of it can't be read."""
        return {
            kind: [one[key] for one in shelf.documents(on_damaged=pass_by) if one["plan_id"] == plan_id]
            for kind, (shelf, key) in self._kinds.items()
        }

    def forget(self, plan_id: str) -> None:
        """Nothing of the plan is left."""
        self._owned.remove(plan_id)


def pass_by(_: SafeStorage) -> None:
    """It can't be told whose it was."""
