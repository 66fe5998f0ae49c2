"""A plan that always holds exactly one step, ``<n>`` after the n-th save: old and new are told apart at a glance.

Where it is ``noted``, a note to talk about says the same; it lies in a file of its own.
"""

import secrets
from pathlib import Path
from typing import Any

from pwa.plan.change import Change
from pwa.plan.changes import parse_change
from pwa.store.disk import Disk
from pwa.store.safe_storage import decode
from pwa.store.shelf import document_in
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.cookies import DeviceCookie


def step(text: str, section: str = "coping") -> Change:
    outbox = secrets.token_hex(16)
    return parse_change(
        {"kind": "add", "section": section, "entry": secrets.token_hex(16), "revision": f"{outbox}:1",
         "content": {"text": text}}
    )  # fmt: skip


def turn(opened: Opened, text: str, *, noted: bool = False) -> list[Change]:
    """The changes that put a new step, and a new note, in place of the one that is there."""
    sections, outbox = ("coping", "talk") if noted else ("coping",), secrets.token_hex(16)
    former = [(section, entry) for section in sections for entry in opened.plan.entries(section)]
    gone = [
        parse_change(
            {"kind": "delete", "section": section, "entry": entry.id, "revision": f"{outbox}:{seq}",
             "based_on": entry.now.revision}
        )
        for seq, (section, entry) in enumerate(former, start=1)
    ]  # fmt: skip
    return [*(step(text, section) for section in sections), *gone]


def written(opened: Opened, *, noted: bool = False) -> list[str]:
    """What it says; of step and note one word where they say the same."""
    words = [entry.now.content["text"] for name in ("coping", "talk") for entry in opened.plan.entries(name)]
    return [*dict.fromkeys(words)] if noted and len(words) == 2 else words


def begin(folder: Path) -> DeviceCookie:
    with TinyDBStore(folder) as store:
        return PlanAccess(store).create([step("0")]).cookie


def save(folder: Path, cookie: DeviceCookie, text: str, disk: Disk | None = None, *, noted: bool = False) -> None:
    with TinyDBStore(folder, disk=disk) as store:
        access = PlanAccess(store)
        access.change(cookie, turn(access.open(cookie), text, noted=noted))


def read(folder: Path, cookie: DeviceCookie) -> Opened:
    with TinyDBStore(folder) as store:
        return PlanAccess(store).open(cookie)


def plan_file(folder: Path) -> Path:
    (path,) = folder.glob("plans/*/*/*.json")
    return path


def unnamed_notes(folder: Path) -> list[Path]:
    """The files of notes that neither the newest nor the previous plan of a folder with one plan names."""
    plans = [_document(path) for path in folder.glob("plans/*/*/*.json*")]
    named = {name for plan in plans for name in plan.get("notes", ())}
    return [path for path in folder.glob("notes/*/*/*") if _document(path)["note_id"] not in named]


def _document(path: Path) -> dict[str, Any]:
    return document_in(decode(path.read_bytes())) or {}


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
