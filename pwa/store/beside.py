"""Reading a data folder beside the server that keeps it: without its lock, and changing nothing.

A save takes the place of the old file in one step, so whatever is read was once kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pwa.store.archive import BackupError
from pwa.store.records import Document
from pwa.store.safe_storage import UnreadableError, decode
from pwa.store.shelf import document_in, place_of


@dataclass(frozen=True, kw_only=True)
class Found:
    """What stands in a file.

    Args:
        document: None when there is nothing, or nothing that can be read.
        is_damaged: the newest or the previous file can't be read.
        is_previous: it is the state before the newest, which is gone or damaged.
    """

    document: Document | None = None
    is_damaged: bool = False
    is_previous: bool = False


class Beside:
    """A data folder, for reading; raises ``BackupError`` when it is none."""

    def __init__(self, folder: Path) -> None:
        if not (folder / "lock").exists():
            raise BackupError(f"{folder} is not a folder of plans. Name the right one with --data.")
        self.folder = folder

    def places(self, shelf: str) -> Iterator[str]:
        """Where documents stand on a shelf, one folder after the other, in order."""
        for outer in _sorted(self.folder / shelf):
            for inner in _sorted(outer):
                names = {path.name.removesuffix(".previous") for path in _sorted(inner)}
                yield from (f"{outer.name}/{inner.name}/{name}" for name in sorted(names) if name.endswith(".json"))

    def read(self, shelf: str, place: str) -> Found:
        """The newest state that can be read; raises ``NewerFormat`` or ``OSError``."""
        path = self.folder / shelf / place
        newest = _read(path)
        if newest.document is not None:
            return newest
        previous = _read(path.with_name(f"{path.name}.previous"))
        if previous.document is None and not newest.is_damaged:
            # Deleted meanwhile, or given back by a restore between the two readings.
            newest = _read(path)
            if newest.document is not None:
                return newest
        return Found(
            document=previous.document,
            is_damaged=newest.is_damaged or previous.is_damaged,
            is_previous=previous.document is not None,
        )

    def find(self, shelf: str, name: str) -> Document | None:
        """The document of a name, where it can be read."""
        return self.read(shelf, place_of(name)).document

    def put_aside(self, shelf: str) -> Iterator[Path]:
        """Files that could not be read and were put aside."""
        return (self.folder / shelf).glob("*/*/*.json.damaged-*")


def _read(path: Path) -> Found:
    try:
        return Found(document=document_in(decode(path.read_bytes())))
    except FileNotFoundError:
        return Found()
    except UnreadableError:
        return Found(is_damaged=True)


def _sorted(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
