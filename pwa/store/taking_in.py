"""Restoring a whole backup: by the process that keeps the folder, or handed to it by way of a spool folder.

A server holds its folder's lock as long as it runs. So who wants to restore beside it lays the backup into
``<data>/restore`` and waits; the server takes it in, plan by plan under its own locks, and leaves what came of it.
``<name>.tar`` waits, ``<name>.taken`` is being taken in, ``<name>.told`` says what came of it. A server that ends in
between goes on with it at its next start: taking in a plan twice changes nothing.
"""

import json
import os
import secrets
import shutil
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from pwa.store.archive import BackupError, look_through, plans_in
from pwa.store.disk import OWNER_ONLY_FOLDER, Disk
from pwa.store.errors import StoreBusy, StoreError
from pwa.store.tinydb_store import TinyDBStore

_OLDER = ".older"
_PATIENCE_SECONDS = 60  # for a server to begin
_ASK_SECONDS = 5  # between two looks whether it still runs
_STALE_SECONDS = 3_600


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """How many plans of a backup were brought back, and why the others were not."""

    restored: int = 0
    same: int = 0
    newer: int = 0
    deleted: int = 0
    closed: int = 0
    damaged: int = 0
    failed: int = 0


def take_in(
    store: TinyDBStore, archive: Path, *, older: bool, should_end: Callable[[], bool] = lambda: False
) -> TakenIn | None:
    """Restore a backup into an open store; None when it was to end before it was done.

    Raises:
        BackupError: the backup is not whole; nothing was changed.
    """
    contents, fates = look_through(archive), Counter[str]()
    for note in contents.deleted:
        store.take_deletion(note)
    for kept in plans_in(archive):
        if should_end():
            return None
        try:
            fates[store.restoring.take(kept, older=older)] += 1
        except StoreError:
            fates["failed"] += 1
    return TakenIn(**fates, damaged=contents.damaged)


class Spool:
    """The folder through which a backup reaches the server that keeps the plans."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._folder = data / "restore"

    def restore(self, archive: Path, *, older: bool) -> TakenIn:
        """Restore a backup, here or by the server that runs, and wait until that is done.

        Raises:
            BackupError: it is not whole, or the server does not take it.
        """
        look_through(archive)
        try:
            with TinyDBStore(self._data) as store:
                return take_in(store, archive, older=older) or TakenIn()
        except StoreBusy:
            return self._hand_over(archive, older=older)

    def has_waiting(self) -> bool:
        """Whether there is something for the server to take in."""
        return any(name.endswith((".tar", ".taken")) for name in self._names())

    def take_waiting(self, store: TinyDBStore, should_end: Callable[[], bool]) -> None:
        """Take in what waits, one after the other, and tell what came of it."""
        for name in self._names():
            path = self._folder / name
            if path.suffix == ".tar":
                path = path.rename(path.with_suffix(".taken"))
            if path.suffix != ".taken":
                continue
            taken = self._take(path, store, should_end)
            if taken is None:
                return
            self._put(path.with_suffix(".told"), json.dumps(taken).encode())
            path.unlink()

    def sweep(self) -> None:
        """Remove what nobody waits for any more."""
        for name in self._names():
            path = self._folder / name
            if path.suffix in (".part", ".telling", ".told"):
                with suppress(FileNotFoundError):
                    if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                        path.unlink()

    def _take(self, path: Path, store: TinyDBStore, should_end: Callable[[], bool]) -> dict[str, int | str] | None:
        try:
            taken = take_in(store, path, older=path.stem.endswith(_OLDER), should_end=should_end)
        except BackupError as error:
            return {"refused": error.advice}
        except StoreError as error:
            return {"refused": error.says}
        return asdict(taken) if taken else None

    def _hand_over(self, archive: Path, *, older: bool) -> TakenIn:
        waiting = self._folder / f"{secrets.token_hex(8)}{_OLDER if older else ''}.tar"
        unfinished, told = waiting.with_suffix(".part"), waiting.with_suffix(".told")
        try:
            self._folder.mkdir(OWNER_ONLY_FOLDER, exist_ok=True)
            shutil.copyfile(archive, unfinished)
            os.replace(unfinished, waiting)
            self._wait(waiting, told)
            return self._read(told)
        except OSError as error:
            raise BackupError(f"The backup could not be handed to the running server: {error.strerror}.") from None
        finally:
            for path in (unfinished, waiting, told):
                path.unlink(missing_ok=True)

    def _wait(self, waiting: Path, told: Path) -> None:
        """Until the server has told; as long as it is at work there is no hurry, and when it ended we go on."""
        until, ask_again = time.monotonic() + _PATIENCE_SECONDS, time.monotonic() + _ASK_SECONDS
        while not told.exists():
            has_begun = waiting.with_suffix(".taken").exists()
            if time.monotonic() > until and not has_begun:
                raise BackupError("The running server did not take the backup. Stop it, and do this again.")
            if time.monotonic() > ask_again:
                ask_again = time.monotonic() + _ASK_SECONDS
                with suppress(StoreBusy), TinyDBStore(self._data) as store:
                    self.take_waiting(store, lambda: False)
            time.sleep(0.1)

    @staticmethod
    def _read(told: Path) -> TakenIn:
        found = json.loads(told.read_bytes())
        if "refused" in found:
            raise BackupError(found["refused"])
        return TakenIn(**{field.name: int(found.get(field.name, 0)) for field in fields(TakenIn)})

    def _put(self, path: Path, content: bytes) -> None:
        part = path.with_suffix(".telling")
        part.unlink(missing_ok=True)
        Disk().write(str(part), content)
        os.replace(part, path)

    def _names(self) -> list[str]:
        try:
            return sorted(os.listdir(self._folder))
        except FileNotFoundError:
            return []
