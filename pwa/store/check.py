"""Looking at every file of a data folder, beside the server that keeps it: what is there, and what is wrong with it."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pwa.store.beside import Beside
from pwa.store.earlier import read_history
from pwa.store.errors import Damaged, NewerFormat
from pwa.store.records import Document, read_copy_record, read_deletion, read_plan_record, read_ticket
from pwa.store.sealed_files import NAMES, NOTES, PICTURES, read_file
from pwa.store.shelf import place_of

_SETTLE_SECONDS = 0.5


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What was found; ``problems`` are sentences that name a file by its place, which says nothing of what it holds."""

    counts: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def check(folder: Path) -> Checked:
    """Look at everything; what is wrong twice is a problem, as a server may have been between two steps."""
    found = _look(Beside(folder))
    if not found.problems:
        return found
    time.sleep(_SETTLE_SECONDS)
    again = _look(Beside(folder))
    return Checked(counts=again.counts, problems=tuple(one for one in found.problems if one in again.problems))


def _look(beside: Beside) -> Checked:
    look = _Look(beside)
    problems = tuple(look.problems())
    return Checked(counts=look.counts, problems=problems)


class _Look:
    """One look at all shelves."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside
        counted = ("plans", "copies", "stopped copies", "recovery codes", "deleted plans", "pictures")
        self.counts = dict.fromkeys(counted, 0)

    def problems(self) -> Iterator[str]:
        for shelf, (name_of, read) in _SHELVES.items():
            for place in self._beside.places(shelf):
                yield from self._file(shelf, place, name_of, read)
            for path in self._beside.put_aside(shelf):
                yield f"{path.relative_to(self._beside.folder)}: could not be read once, and was put aside"

    def _file(
        self, shelf: str, place: str, name_of: Callable[[Document], str] | None, read: Callable[[Document], object]
    ) -> Iterator[str]:
        where = f"{shelf}/{place}"
        try:
            found = self._beside.read(shelf, place)
            if found.document is not None:
                read(found.document)
        except NewerFormat:
            yield f"{where}: written by a newer Pocket Plan"
            return
        except OSError as error:
            yield f"{where}: {error.strerror}"
            return
        except (Damaged, KeyError, TypeError, ValueError):
            yield f"{where}: is whole, but not what it should be"
            return
        if found.is_damaged:
            other = "; the one before it can" if found.document else ", nor can the one before it"
            yield f"{where}: can't be read{other}"
        if found.document is None:
            return
        if name_of and place_of(name_of(found.document)) != place:
            yield f"{where}: stands in the wrong place"
        yield from (f"{where}: {sentence}" for sentence in self._about(shelf, found.document))

    def _about(self, shelf: str, document: Document) -> Iterator[str]:
        """What is wrong between documents, each of them whole."""
        if shelf == "plans":
            yield from self._about_plan(document)
        elif shelf == "copies":
            yield from self._about_copy(document)
        elif shelf in NAMES:
            yield from self._about_file(shelf, document)
        elif shelf in ("locators", "histories") and not self._has("plans", document["plan_id"]):
            yield "its plan is not there" if shelf == "histories" else "leads to a plan that is not there"
        elif shelf == "deleted":
            self.counts["deleted plans"] += 1

    def _about_plan(self, plan: Document) -> Iterator[str]:
        self.counts["plans"] += 1
        codes, invitations = (
            [holder["id"] for holder in plan["holders"] if holder["kind"] == kind] for kind in ("recovery", "invite")
        )
        self.counts["recovery codes"] += len(codes)
        if not plan["holders"]:
            yield "nobody can open this plan"
        if self._has("deleted", plan["plan_id"]) and not self._has("half_deleted", plan["plan_id"]):
            yield "this plan was deleted and is there again"
        if not all(self._has("locators", code) for code in codes):
            yield "a recovery code does not lead to this plan"
        if not all(self._has(PICTURES, picture) for picture in plan.get(PICTURES, ())):
            yield "a picture of this plan is not there"
        if not all(self._has(NOTES, note) for note in plan.get(NOTES, ())) and self._still_names(NOTES, plan):
            yield "notes of this plan are not there"
        if not all(self._has("locators", one) for one in invitations):
            yield "an invitation does not lead to this plan"

    def _still_names(self, kind: str, plan: Document) -> bool:
        """Whether a plan's files of a kind have not changed meanwhile."""
        found = self._beside.find("plans", plan["plan_id"])
        return found is not None and found.get(kind) == plan.get(kind)

    def _about_copy(self, copy: Document) -> Iterator[str]:
        self.counts["stopped copies" if copy.get("stopped") else "copies"] += 1
        plan = self._beside.find("plans", copy["plan_id"])
        if plan is None and not self._has("plans", copy["plan_id"]):
            yield "its plan is not there"
        elif plan and not copy.get("stopped") and copy["copy_id"] not in plan.get("copies", ()):
            yield "still opens, although its plan no longer lists it"

    def _about_file(self, kind: str, file: Document) -> Iterator[str]:
        """One that its plan does not name is no problem: it goes with the next change of the plan's files of a kind."""
        if kind == PICTURES:
            self.counts["pictures"] += 1
        if not self._has("plans", file["plan_id"]):
            yield "its plan is not there"

    def _has(self, shelf: str, name: str) -> bool:
        found = self._beside.read(shelf, place_of(name))
        return found.document is not None or found.is_damaged


def _read_counter(document: Document) -> object:
    return int(document["count"])


def _read_locator(document: Document) -> object:
    return document["locator"], document["plan_id"]


def _read_owned(document: Document) -> object:
    return [str(name) for names in document.values() for name in names]


# Each shelf with what names a document on it, where the document says so itself, and what reads it.
_SHELVES: Mapping[str, tuple[Callable[[Document], str] | None, Callable[[Document], object]]] = {
    "plans": (lambda document: str(document["plan_id"]), read_plan_record),
    "copies": (lambda document: str(document["copy_id"]), read_copy_record),
    PICTURES: (lambda document: str(document[NAMES[PICTURES]]), partial(read_file, PICTURES)),
    NOTES: (lambda document: str(document[NAMES[NOTES]]), partial(read_file, NOTES)),
    "histories": (lambda document: str(document["plan_id"]), read_history),
    "locators": (lambda document: str(document["locator"]), _read_locator),
    "owned": (None, _read_owned),
    "tickets": (lambda document: str(document["id"]), read_ticket),
    "counters": (None, _read_counter),
    "deleted": (lambda document: str(document["plan_id"]), read_deletion),
    "half_deleted": (lambda document: str(document["plan_id"]), read_deletion),
}
