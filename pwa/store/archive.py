"""A backup: a tar file with one member for each plan and all that belongs to it, and last what was deleted.

Every member is in the form of the store's own files, with its checksum; nothing in one can be read without a key that
is not there. Without its last member it is not whole, and nothing of it is used.
"""

import io
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from pwa.errors import PocketPlanError
from pwa.store.earlier import whole_history
from pwa.store.errors import Damaged, NewerFormat
from pwa.store.records import Document, read_deletion, whole_copy, whole_plan
from pwa.store.safe_storage import Tables, UnreadableError, decode, encode
from pwa.store.sealed_files import NAMES, whole_file
from pwa.store.shelf import place_of

MOST_BYTES = 64_000_000  # of one plan with its copies: fifty times what the limits of a plan allow

_FORM = 1
_END = "end.json"


class BackupError(PocketPlanError):
    """A backup can't be made or used; said to the operator."""

    reason = "backup"


@dataclass(frozen=True, kw_only=True)
class KeptPlan:
    """One plan in a state that it had, with the copies of it.

    Args:
        tries: wrong passcodes so far, by the id of the copy.
        pictures: those that the plan names and that could be read; so are its notes.
        history: its earlier versions; None when there are none.
    """

    plan: Document = field(repr=False)
    copies: tuple[Document, ...] = field(default=(), repr=False)
    tries: Mapping[str, int] = field(default_factory=dict)
    pictures: tuple[Document, ...] = field(default=(), repr=False)
    notes: tuple[Document, ...] = field(default=(), repr=False)
    history: Document | None = field(default=None, repr=False)

    @property
    def plan_id(self) -> str:
        """Whose it is."""
        return str(self.plan["plan_id"])

    @property
    def revision(self) -> int:
        """Which state it is."""
        return int(self.plan["revision"])


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a whole backup holds; ``damaged`` members can't be read, the others can."""

    deleted: tuple[Document, ...]
    plans: int
    copies: int
    damaged: int


class Writer:
    """Writes a backup into an open file, member by member."""

    def __init__(self, file: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115

    def add(self, kept: KeptPlan) -> None:
        """Add one plan."""
        history = {"history": kept.history} if kept.history else {}
        parts = {"plan": kept.plan, "copies": [*kept.copies], "tries": dict(kept.tries), **history}
        parts |= {"pictures": [*kept.pictures], "notes": [*kept.notes]}
        self._put(f"plans/{place_of(kept.plan_id)}", {"kept": parts})

    def end(self, *, deleted: list[Document], day: str) -> None:
        """Add what makes it whole."""
        self._put(_END, {"end": {"form": _FORM, "day": day, "deleted": deleted}})
        self._tar.close()

    def _put(self, name: str, tables: Mapping[str, Document]) -> None:
        content = encode(dict(tables))
        member = tarfile.TarInfo(name)
        member.size, member.mode = len(content), 0o600
        self._tar.addfile(member, io.BytesIO(content))


def look_through(path: Path) -> Contents:
    """Read all of a backup; raises ``BackupError`` when it is not whole, or ``NewerFormat``."""
    plans = copies = damaged = 0
    end: Document | None = None
    for name, tables in _members(path):
        kept = _kept(name, tables) if tables else None
        if name == _END:
            end = (tables or {}).get("end")
        elif kept:
            plans, copies = plans + 1, copies + len(kept.copies)
        else:
            damaged += 1
    return Contents(deleted=_deleted(end), plans=plans, copies=copies, damaged=damaged)


def plans_in(path: Path) -> Iterator[KeptPlan]:
    """Every plan of a backup that can be read."""
    for name, tables in _members(path):
        kept = _kept(name, tables) if tables and name != _END else None
        if kept:
            yield kept


def _members(path: Path) -> Iterator[tuple[str, Tables | None]]:
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isreg() and member.size <= MOST_BYTES else None
                yield member.name, _tables(file.read() if file else b"")
    except (tarfile.TarError, EOFError):
        raise BackupError("This file is not a whole backup of Pocket Plan. Nothing was changed.") from None
    except OSError as error:
        raise BackupError(f"The backup can't be read: {error.strerror}. Nothing was changed.") from None


def _tables(content: bytes) -> Tables | None:
    try:
        return decode(content)
    except UnreadableError:
        return None


def _kept(name: str, tables: Tables) -> KeptPlan | None:
    """The plan in a member, None when it can't have been us who wrote it."""
    try:
        parts = tables["kept"]
        copies = tuple(whole_copy(copy) for copy in parts["copies"])
        files = {kind: tuple(whole_file(kind, one) for one in parts.get(kind, ())) for kind in NAMES}
        history = whole_history(parts["history"]) if "history" in parts else None
        kept = KeptPlan(plan=whole_plan(parts["plan"]), copies=copies, tries=parts["tries"], history=history, **files)
    except (KeyError, TypeError, AttributeError, Damaged):
        return None
    owned = (*kept.copies, *kept.pictures, *kept.notes, *([history] if history else ()))
    is_ours = all(one["plan_id"] == kept.plan_id for one in owned)
    return kept if is_ours and name == f"plans/{place_of(kept.plan_id)}" else None


def _deleted(end: Document | None) -> tuple[Document, ...]:
    """The list of deletions; without it a plan that was deleted could come back."""
    try:
        if end is None:
            raise BackupError("This backup is not whole: its end is missing. Nothing was changed.")
        if end["form"] != _FORM:
            raise NewerFormat
        for note in end["deleted"]:
            read_deletion(note)
        return tuple(end["deleted"])
    except (KeyError, TypeError, ValueError):
        raise BackupError("The end of this backup can't be read. Nothing was changed.") from None
