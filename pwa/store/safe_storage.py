"""A TinyDB storage that survives a kill, a full disk and a damaged file.

TinyDB's own ``JSONStorage`` empties the file and then writes it: a kill in between leaves neither the old nor the new.
Here a save is a new file, on disk, that takes the place of the old one in one step; the one before it is kept.

An unreadable file is put aside as ``.damaged-<n>``. It may hold words that were deleted since, so it does not stay for
ever: it goes with the second good save after it, when the newest and the previous file are both whole, and not before
someone was told (``keep_damaged``).
"""

import errno
import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from tinydb.storages import Storage

from pwa.store.disk import Disk
from pwa.store.errors import Damaged, NewerFormat, StoreFailed, StoreFull

Tables = dict[str, dict[str, Any]]

_FORMAT = b"1"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_scratch_numbers = itertools.count()


class UnreadableError(Exception):
    """The bytes are not what was once written."""


class SafeStorage(Storage):
    """One TinyDB file with the one before it beside it.

    Args:
        path: the file; ``<name>.previous`` and ``<name>.damaged-<n>`` stand in the same folder.
        scratch: a folder on the same disk for files that are not finished; whoever owns it empties it at start.
        disk: the file operations.

    After a read, ``restored_from_previous`` says whether the newest file was missing or unreadable. It stays so, also
    after a restart, until the next write.
    """

    def __init__(self, path: str, *, scratch: Path, disk: Disk) -> None:
        self.restored_from_previous = False
        self.keep_damaged = False
        self._path = path
        self._previous = f"{path}.previous"
        self._folder = os.path.dirname(path)
        self._scratch = str(scratch)
        self._disk = disk

    def read(self) -> Tables | None:
        """The newest readable state, None when nothing was ever written; raises ``Damaged``."""
        with told_apart():
            try:
                return decode(self._disk.read(self._path))
            except FileNotFoundError:
                is_missing = True
            except (UnreadableError, OSError) as error:
                _pass_on_unless_damaged(error)
                is_missing = False
            before = self._read_previous()
            if before is None and is_missing and not self._damaged():
                return None
            if before is None:
                raise Damaged
            if not is_missing:
                self._put_aside(self._path)
            self.restored_from_previous = True
            return before

    def write(self, data: Tables) -> None:
        """Keep a state; returns when it is on disk. On an error the one before it is still there."""
        name = f"{self._scratch}/{next(_scratch_numbers)}.new"
        with told_apart():
            try:
                self._disk.write(name, encode(data))
                self._keep_previous()
                self._disk.replace(name, self._path)
                self._disk.settle_folder(self._folder)
            except BaseException:
                self._disk.remove(name)
                raise
        if not self.restored_from_previous and not self.keep_damaged:
            self._remove_damaged()
        self.restored_from_previous = False

    def go_back_to(self, data: Tables) -> None:
        """Keep a state as the previous one and none as the newest: the next read finds it, and that it was restored.

        A newest file that can't be read is put aside. A kill on the way leaves what was read before.
        """
        name = f"{self._scratch}/{next(_scratch_numbers)}.back"
        with told_apart():
            try:
                self._disk.write(name, encode(data))
                self._disk.replace(name, self._previous)
                self._disk.settle_folder(self._folder)
            except BaseException:
                self._disk.remove(name)
                raise
            try:
                decode(self._disk.read(self._path))
            except FileNotFoundError:
                return
            except (UnreadableError, OSError) as error:
                _pass_on_unless_damaged(error)
                self._put_aside(self._path)
            else:
                self._disk.remove(self._path)
                self._disk.settle_folder(self._folder)

    def was_written(self) -> bool:
        """Whether there is a newest or a previous file."""
        with told_apart():
            return os.path.exists(self._path) or os.path.exists(self._previous)

    def has_left_anything(self) -> bool:
        """Whether there is any file of it, also one that was put aside."""
        name = os.path.basename(self._path)
        with told_apart():
            return any(one.startswith(name) for one in self._names())

    def put_aside(self) -> None:
        """Put both files aside after ``Damaged``, so that the next read finds nothing to stumble over."""
        with told_apart():
            for path in (self._path, self._previous):
                if os.path.exists(path):
                    self._put_aside(path)

    def remove(self) -> bool:
        """Delete every file of it; the newest last, so that a half done removal never looks like damage."""
        with told_apart():
            if not self.has_left_anything():
                return False
            for path in (*self._damaged(), self._previous, self._path):
                self._disk.remove(path)
            self._disk.settle_folder(self._folder)
            return True

    def _read_previous(self) -> Tables | None:
        try:
            return decode(self._disk.read(self._previous))
        except FileNotFoundError:
            return None
        except (UnreadableError, OSError) as error:
            _pass_on_unless_damaged(error)
            raise Damaged from None

    def _keep_previous(self) -> None:
        link = f"{self._scratch}/{next(_scratch_numbers)}.link"
        try:
            self._disk.link(self._path, link)
        except FileNotFoundError:
            return
        self._disk.replace(link, self._previous)
        # Renaming between two names of one file does nothing and leaves both: so it is after a kill between the steps.
        self._disk.remove(link)

    def _damaged(self) -> list[str]:
        start = f"{os.path.basename(self._path)}.damaged-"
        return [f"{self._folder}/{name}" for name in self._names() if name.startswith(start)]

    def _names(self) -> list[str]:
        """The names in the folder: fewer questions to the disk than one for each that may be there."""
        try:
            return os.listdir(self._folder)
        except FileNotFoundError:
            return []

    def _remove_damaged(self) -> None:
        # What fails here is tried again at the next save; this save is good.
        with suppress(OSError):
            for path in self._damaged():
                self._disk.remove(path)

    def _put_aside(self, path: str) -> None:
        taken = self._damaged()
        names = (f"{self._path}.damaged-{n}" for n in itertools.count(1))
        self._disk.replace(path, next(name for name in names if name not in taken))
        self._disk.settle_folder(self._folder)


def encode(data: Tables) -> bytes:
    """One line with the format and the SHA-256 of format and body, then the body."""
    body = orjson.dumps(data)
    return b"%s %s\n%s" % (_FORMAT, _checksum(_FORMAT, body), body)


def decode(content: bytes) -> Tables:
    """The opposite of ``encode``; not one byte may differ."""
    end = content.find(b"\n") + 1
    head, body = content[: end - 1] if end else content, memoryview(content)[end or len(content) :]
    version, _, checksum = head.partition(b" ")
    if checksum != _checksum(version, body):
        raise UnreadableError
    if version != _FORMAT:
        raise NewerFormat
    try:
        tables: Tables = orjson.loads(body)
    except ValueError:
        raise UnreadableError from None
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise UnreadableError
    return tables


@contextmanager
def told_apart() -> Iterator[None]:
    """Turn an error of the operating system into one of the store's own."""
    try:
        yield
    except OSError as error:
        raise (StoreFull if error.errno in _FULL else StoreFailed)() from error


def _checksum(version: bytes, body: bytes | memoryview) -> bytes:
    digest = sha256(version + b"\n")
    digest.update(body)  # a plan of ten years is large: it is not copied for this
    return digest.hexdigest().encode()


def _pass_on_unless_damaged(error: Exception) -> None:
    """A bad spot on the disk is damage; too many open files or a missing permission is not."""
    if isinstance(error, OSError) and error.errno != errno.EIO:
        raise error
