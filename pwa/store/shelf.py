"""A folder of TinyDB files, one for each name, so that a save costs the same with one plan or a hundred thousand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any, cast

from tinydb import TinyDB
from tinydb.table import Document, Table

from pwa.store.disk import Disk
from pwa.store.errors import Damaged, StoreFailed
from pwa.store.safe_storage import SafeStorage, Tables, told_apart

_LOCKS = 256
_TABLE = "kept"
_ONLY = 1


def _raise(_: SafeStorage) -> None:
    raise Damaged


class Shelf:
    """Documents by name; a name may be anything, as only its hash reaches the disk.

    Args:
        folder: where the files stand, two levels of sub-folders deep.
        scratch: a folder on the same disk for files that are not finished.
        twice: each state is saved twice, so that the previous file says the same as the newest.
    """

    def __init__(self, folder: Path, *, scratch: Path, disk: Disk, twice: bool = False) -> None:
        self._twice = twice
        self._folder = str(folder)
        self._scratch = scratch
        self._disk = disk
        self._locks = tuple(RLock() for _ in range(_LOCKS))

    def read(self, name: str) -> tuple[dict[str, Any] | None, bool]:
        """The document, or None; and whether the previous file had to be opened instead of the newest."""
        with self._opened(name) as (table, storage):
            found = table.get(doc_id=_ONLY)
            restored = storage.restored_from_previous
            if restored and self._twice:
                # It is made whole at once, where the disk lets it; what was asked for is found either way.
                with suppress(StoreFailed):
                    self._save_again(storage, times=2)
            return (dict(found) if isinstance(found, Document) else None), restored

    def peek(self, name: str) -> dict[str, Any] | None:
        """The document where it can be read, else None."""
        try:
            return self.read(name)[0]
        except (Damaged, StoreFailed):
            return None

    def has(self, name: str) -> bool:
        """Whether there is any file of that name, readable or not."""
        return self._storage(self._path(name)).has_left_anything()

    def insert(self, name: str, document: dict[str, Any]) -> bool:
        """Keep a new document; False, and nothing changed, when there is one already."""
        with told_apart():
            self._disk.make_folder(Path(self._path(name)).parent)
        with self._opened(name) as (table, storage):
            if table.contains(doc_id=_ONLY):
                return False
            table.insert(Document(document, doc_id=_ONLY))
            self._save_again(storage)
            return True

    def overwrite(
        self, name: str, document: dict[str, Any], *, put_aside: bool = False, keep_damaged: bool = False
    ) -> None:
        """Keep a document in place of one that can't be read.

        ``put_aside`` puts that one beside it; ``keep_damaged`` leaves all that was put there.
        """
        with told_apart():
            self._disk.make_folder(Path(self._path(name)).parent)
        with self._opened(name) as (_, storage):
            storage.keep_damaged = keep_damaged
            if put_aside:
                storage.put_aside()
            storage.write({_TABLE: {str(_ONLY): document}})
            self._save_again(storage)

    def go_back(self, name: str, document: dict[str, Any]) -> None:
        """Keep a document as the one before the newest, which is gone: whoever opens it next is told so."""
        with told_apart():
            self._disk.make_folder(Path(self._path(name)).parent)
        with self.locked(name):
            self._storage(self._path(name)).go_back_to({_TABLE: {str(_ONLY): document}})

    def update(
        self, name: str, change: Callable[[dict[str, Any]], dict[str, Any]], *, keep_damaged: bool = False
    ) -> bool:
        """Put what ``change`` makes of the document in its place; False when there is none.

        Whatever ``change`` raises leaves the document as it is. ``keep_damaged`` leaves a damaged file beside it.
        """

        def put(document: Any) -> None:
            new = change(dict(document))
            document.clear()
            document.update(new)

        with self._opened(name) as (table, storage):
            storage.keep_damaged = keep_damaged
            # TinyDB would write an empty file where there is nothing to update.
            is_done = storage.was_written() and bool(table.update(put, doc_ids=[_ONLY]))
            if is_done:
                self._save_again(storage)
            return is_done

    def remove(self, name: str) -> bool:
        """Delete every file of a name; False when there was none."""
        with self.locked(name):
            return self._storage(self._path(name)).remove()

    def documents(self, on_damaged: Callable[[SafeStorage], None] = _raise) -> Iterator[dict[str, Any]]:
        """Every document, in no order; ``on_damaged`` is told of each that can't be read."""
        found_files = (str(path) for end in ("", ".previous") for path in Path(self._folder).glob(f"*/*/*.json{end}"))
        for path in {name.removesuffix(".previous") for name in found_files}:
            storage = self._storage(path)
            try:
                found = document_in(storage.read())
            except Damaged:
                on_damaged(storage)
                continue
            if found:
                yield found

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Nothing else touches that name meanwhile."""
        with self._locks[int(_hash(name)[:8], 16) % _LOCKS]:
            yield

    def _save_again(self, storage: SafeStorage, times: int = 1) -> None:
        for _ in range(times if self._twice else 0):
            storage.write(storage.read() or {})

    @contextmanager
    def _opened(self, name: str) -> Iterator[tuple[Table, SafeStorage]]:
        with self.locked(name):
            database = TinyDB(self._path(name), scratch=self._scratch, disk=self._disk, storage=SafeStorage)
            yield database.table(_TABLE, cache_size=0), cast(SafeStorage, database.storage)

    def _storage(self, path: str) -> SafeStorage:
        return SafeStorage(path, scratch=self._scratch, disk=self._disk)

    def _path(self, name: str) -> str:
        return f"{self._folder}/{place_of(name)}"


def place_of(name: str) -> str:
    """Where the document of a name stands on its shelf."""
    digest = _hash(name)
    return f"{digest[:2]}/{digest[2:4]}/{digest}.json"


def document_in(tables: Tables | None) -> dict[str, Any] | None:
    """The one document in what a file holds."""
    return (tables or {}).get(_TABLE, {}).get(str(_ONLY))


def _hash(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:40]
