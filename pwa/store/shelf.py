"""A folder of TinyDB files, one for each name, so that a save costs the same with one plan or a hundred thousand."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any, cast

from tinydb import TinyDB
from tinydb.table import Document, Table

from pwa.store.disk import Disk
from pwa.store.safe_storage import SafeStorage, told_apart

_LOCKS = 256
_TABLE = "kept"
_ONLY = 1


class Shelf:
    """Documents by name; a name may be anything, as only its hash reaches the disk.

    Args:
        folder: where the files stand, two levels of sub-folders deep.
        scratch: a folder on the same disk for files that are not finished.
    """

    def __init__(self, folder: Path, *, scratch: Path, disk: Disk) -> None:
        self._folder = str(folder)
        self._scratch = scratch
        self._disk = disk
        self._locks = tuple(RLock() for _ in range(_LOCKS))

    def read(self, name: str) -> tuple[dict[str, Any] | None, bool]:
        """The document, or None; and whether the previous file had to be opened instead of the newest."""
        with self._opened(name) as (table, storage):
            found = table.get(doc_id=_ONLY)
            return (dict(found) if isinstance(found, Document) else None), storage.restored_from_previous

    def has(self, name: str) -> bool:
        """Whether there is a newest file of that name."""
        with told_apart():
            return os.path.exists(self._path(name))

    def insert(self, name: str, document: dict[str, Any]) -> bool:
        """Keep a new document; False, and nothing changed, when there is one already."""
        with told_apart():
            self._disk.make_folder(Path(self._path(name)).parent)
        with self._opened(name) as (table, _):
            if table.contains(doc_id=_ONLY):
                return False
            table.insert(Document(document, doc_id=_ONLY))
            return True

    def update(self, name: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> bool:
        """Put what ``change`` makes of the document in its place; False when there is none.

        Whatever ``change`` raises leaves the document as it is.
        """

        def put(document: Any) -> None:
            new = change(dict(document))
            document.clear()
            document.update(new)

        with self._opened(name) as (table, storage):
            # TinyDB would write an empty file where there is nothing to update.
            return storage.was_written() and bool(table.update(put, doc_ids=[_ONLY]))

    def remove(self, name: str) -> bool:
        """Delete every file of a name; False when there was none."""
        with self.locked(name):
            return self._storage(self._path(name)).remove()

    def documents(self) -> Iterator[dict[str, Any]]:
        """Every document, in no order."""
        for path in Path(self._folder).glob("*/*/*.json"):
            found = self._storage(str(path)).read()
            if found:
                yield found[_TABLE][str(_ONLY)]

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Nothing else touches that name meanwhile."""
        with self._locks[int(_hash(name)[:8], 16) % _LOCKS]:
            yield

    @contextmanager
    def _opened(self, name: str) -> Iterator[tuple[Table, SafeStorage]]:
        with self.locked(name):
            database = TinyDB(self._path(name), scratch=self._scratch, disk=self._disk, storage=SafeStorage)
            yield database.table(_TABLE, cache_size=0), cast(SafeStorage, database.storage)

    def _storage(self, path: str) -> SafeStorage:
        return SafeStorage(path, scratch=self._scratch, disk=self._disk)

    def _path(self, name: str) -> str:
        digest = _hash(name)
        return f"{self._folder}/{digest[:2]}/{digest[2:4]}/{digest}.json"


def _hash(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:40]
