"""Save on a disk that is full, or whose fsync fails, as the kernel itself says it; print what was found.

``python -m tests.store.broken_disks full|fsync safe|json <folder>``: ``safe`` saves plans as the program does, ``json``
saves with TinyDB's own storage. A process of its own: what it does to itself can't be undone.
"""

import ctypes
import json
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document

from pwa.errors import PocketPlanError
from tests.store import diary

_LIBC = ctypes.CDLL(None, use_errno=True)
_NEW_MOUNTS, _NEW_PEOPLE, _PRIVATE = 0x00020000, 0x10000000, 0x44000  # CLONE_NEWNS, CLONE_NEWUSER, MS_REC | MS_PRIVATE
_DISK_BYTES = 256 * 1024
_PAGE = 4096

Fill = Callable[[int], None]


def full(kind: str, folder: Path) -> dict[str, Any]:
    fill = _small_disk(folder)
    return {"safe": _full_safe, "json": _full_json}[kind](folder, fill)


def fsync(kind: str, folder: Path) -> dict[str, Any]:
    return {"safe": _fsync_safe, "json": _fsync_json}[kind](folder)


def _full_safe(folder: Path, fill: Fill) -> dict[str, Any]:
    cookie = diary.begin(folder / "data")
    diary.save(folder / "data", cookie, "old" * 600)
    reasons, texts = [], []
    for pages_left in range(4):
        fill(pages_left)
        try:
            diary.save(folder / "data", cookie, "new" * 600)
            reasons.append("saved")
        except PocketPlanError as error:
            reasons.append(error.reason)
        opened = diary.read(folder / "data", cookie)
        texts += [
            *(text[:3] for text in diary.written(opened)),
            *(["restored"] if opened.restored_from_previous else []),
        ]
        fill(_DISK_BYTES)
        diary.save(folder / "data", cookie, "old" * 600)
    diary.save(folder / "data", cookie, "later")
    later = diary.written(diary.read(folder / "data", cookie))
    leftovers = len(list((folder / "data" / "unfinished").iterdir()))
    return {"reasons": reasons, "texts": texts, "later": later, "leftovers": leftovers}


def _full_json(folder: Path, fill: Fill) -> dict[str, Any]:
    path = folder / "plans.json"
    _write_json(path, "o" * 9_000)
    fill(1)
    return {"error": _write_json(path, "n" * 60_000), "is_old_or_new": _read_json(path) in ("o" * 9_000, "n" * 60_000)}


def _fsync_safe(folder: Path) -> dict[str, Any]:
    cookie = diary.begin(folder)
    diary.save(folder, cookie, "old")
    _let_fsync_fail()
    try:
        diary.save(folder, cookie, "new")
        reason = "saved"
    except PocketPlanError as error:
        reason = error.reason
    opened = diary.read(folder, cookie)
    return {"reason": reason, "texts": diary.written(opened), "restored": opened.restored_from_previous}


def _fsync_json(folder: Path) -> dict[str, Any]:
    path = folder / "plans.json"
    _write_json(path, "o" * 9_000)
    _let_fsync_fail()
    return {"error": _write_json(path, "n" * 5_000), "is_old_or_new": _read_json(path) in ("o" * 9_000, "n" * 5_000)}


def _write_json(path: Path, text: str) -> str:
    database = TinyDB(path)
    try:
        database.table("plan").upsert(Document({"text": text}, doc_id=1))
    except OSError as error:
        return str(error.strerror)
    return ""


def _read_json(path: Path) -> str | None:
    try:
        return str(json.loads(path.read_text())["plan"]["1"]["text"])
    except ValueError:
        return None


def _small_disk(folder: Path) -> Fill:
    """A disk of 256 kB that only this process sees; where none may be made, a limit on the size of files instead."""
    if not _have_own_mounts() or _LIBC.mount(b"tmpfs", bytes(folder), b"tmpfs", 0, f"size={_DISK_BYTES}".encode()) != 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        return lambda pages: resource.setrlimit(resource.RLIMIT_FSIZE, (min(pages * 2048, 1 << 30), hard))

    def fill(pages_left: int) -> None:
        filler = folder / "filler"
        filler.unlink(missing_ok=True)
        with filler.open("wb", buffering=0) as file:
            while _free_pages(folder) > pages_left:
                file.write(bytes(_PAGE))

    return fill


def _have_own_mounts() -> bool:
    person, group, is_root = os.geteuid(), os.getegid(), os.geteuid() == 0
    if _LIBC.unshare(_NEW_MOUNTS | (0 if is_root else _NEW_PEOPLE)) != 0:
        return False
    if not is_root:
        try:
            Path("/proc/self/uid_map").write_text(f"0 {person} 1")
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/gid_map").write_text(f"0 {group} 1")
        except OSError:
            return False
    return bool(_LIBC.mount(b"none", b"/", None, _PRIVATE, None) == 0)


def _free_pages(folder: Path) -> int:
    state = os.statvfs(folder)
    return state.f_bavail * state.f_frsize // _PAGE


def _let_fsync_fail() -> None:
    """Let the kernel answer every later fsync of this process with EIO (a seccomp filter, see seccomp(2))."""
    number = {"x86_64": 74, "aarch64": 82}[platform.machine()]
    load, jump_if, answer, allow, eio = 0x20, 0x15, 0x06, 0x7FFF0000, 0x00050005
    steps = [(load, 0, 0, 0), (jump_if, 0, 1, number), (answer, 0, 0, eio), (answer, 0, 0, allow)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = struct.pack("@HP", len(steps), ctypes.addressof(code))
    assert _LIBC.prctl(38, 1, 0, 0, 0) == 0  # PR_SET_NO_NEW_PRIVS
    assert _LIBC.prctl(22, 2, ctypes.c_char_p(program), 0, 0) == 0  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER


if __name__ == "__main__":
    what, kind, where = sys.argv[1:]
    Path(where).mkdir(parents=True, exist_ok=True)
    print(json.dumps({"full": full, "fsync": fsync}[what](kind, Path(where))))
