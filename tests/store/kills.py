"""Kill a process that saves, again and again, and print what was found.

``python -m tests.store.kills safe|noted|json <folder> <kills>``: ``safe`` saves plans as the program does and is killed
at moments of pure chance, ``noted`` changes a note in each save, too; ``json`` saves with TinyDB's own storage, is
killed when the file begins to change, and stops at the first loss. A process of its own, as it forks.
"""

import json
import os
import random
import signal
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from tinydb import TinyDB
from tinydb.table import Document

from pwa.errors import PocketPlanError
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from tests.store import diary

_LATEST_SECONDS = 0.02
_LATEST_NOTED_SECONDS = 0.1  # such a save writes three files more
_LARGE = 16_000_000


@dataclass
class Found:
    kills: int = 0
    saves: int = 0
    inside_a_save: int = 0
    unreadable: int = 0
    lost: int = 0
    unnamed: int = 0
    still_unnamed: int = 0


def kill(work: Callable[[Callable[[int], None]], None], wait: Callable[[], None]) -> int:
    """Run work in a child, kill it after a wait, and return the last number that it told, or -1."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(lambda number: (os.write(writing, struct.pack("<q", number)), None)[1])
        finally:
            os._exit(70)
    os.close(writing)
    wait()
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself"
    told = b""
    while more := os.read(reading, 65_536):
        told += more
    os.close(reading)
    return int(struct.unpack("<q", told[-8:])[0]) if told else -1


def safe(folder: Path, kills: int, *, noted: bool = False) -> Found:
    cookie, found, last = diary.begin(folder), Found(), 0
    latest = _LATEST_NOTED_SECONDS if noted else _LATEST_SECONDS

    def work(tell: Callable[[int], None]) -> None:
        with TinyDBStore(folder) as store:
            access = PlanAccess(store)
            opened, number = access.open(cookie), last
            while True:
                number += 1
                opened, _ = access.change(cookie, diary.turn(opened, str(number), noted=noted))
                tell(number)

    for _ in range(kills):
        told = max(kill(work, lambda: time.sleep(random.uniform(0, latest))), last)
        found.kills += 1
        found.inside_a_save += any((folder / "unfinished").iterdir())
        try:
            opened = diary.read(folder, cookie)
            (text,) = diary.written(opened, noted=noted)
            found.unnamed += bool(diary.unnamed_notes(folder))
        except (PocketPlanError, ValueError):
            found.unreadable += 1
            break
        if opened.restored_from_previous or not told <= int(text) <= told + 1:
            found.lost += 1
        found.saves += int(text) - last
        last = int(text)
    diary.save(folder, cookie, "last", noted=noted)
    found.still_unnamed = len(diary.unnamed_notes(folder))
    return found


def noted(folder: Path, kills: int) -> Found:
    return safe(folder, kills, noted=True)


def beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(99)


def in_place(folder: Path, kills: int) -> Found:
    """The same with TinyDB's own storage, and a text that takes long enough to write to be killed within."""
    path, found = folder / "plans.json", Found()

    def work(tell: Callable[[int], None]) -> None:
        with TinyDB(path) as database:
            table = database.table("plan")
            for number in range(1, 10):
                table.upsert(Document({"text": str(number) * (_LARGE - number)}, doc_id=1))
                tell(number)

    def wait() -> None:
        """Until the second save has begun to overwrite the first."""
        while not path.exists() or b"2222" not in beginning(path):
            pass

    while found.kills < kills and not found.unreadable + found.lost:
        path.unlink(missing_ok=True)
        found.saves += max(kill(work, wait), 0)
        found.kills += 1
        try:
            text = json.loads(path.read_text())["plan"]["1"]["text"]
            found.lost += len(set(text)) > 1
        except (ValueError, KeyError, OSError):
            found.unreadable += 1
    return found


if __name__ == "__main__":
    kind, where, count = sys.argv[1:]
    Path(where).mkdir(parents=True, exist_ok=True)
    print(json.dumps(asdict({"safe": safe, "noted": noted, "json": in_place}[kind](Path(where), int(count)))))
