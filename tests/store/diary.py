"""A plan that always holds exactly one step, ``<n>`` after the n-th save: old and new are told apart at a glance."""

import secrets
from pathlib import Path

from pwa.plan.change import Change
from pwa.plan.changes import parse_change
from pwa.store.disk import Disk
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.cookies import DeviceCookie


def step(text: str) -> Change:
    outbox = secrets.token_hex(16)
    return parse_change(
        {"kind": "add", "section": "coping", "entry": secrets.token_hex(16), "revision": f"{outbox}:1",
         "content": {"text": text}}
    )  # fmt: skip


def turn(opened: Opened, text: str) -> list[Change]:
    """The changes that put a new step in place of the one that is there."""
    outbox = secrets.token_hex(16)
    former = [
        parse_change(
            {"kind": "delete", "section": "coping", "entry": entry.id, "revision": f"{outbox}:{seq}",
             "based_on": entry.now.revision}
        )
        for seq, entry in enumerate(opened.plan.entries("coping"), start=1)
    ]  # fmt: skip
    return [step(text), *former]


def written(opened: Opened) -> list[str]:
    return [entry.now.content["text"] for entry in opened.plan.entries("coping")]


def begin(folder: Path) -> DeviceCookie:
    with TinyDBStore(folder) as store:
        return PlanAccess(store).create([step("0")]).cookie


def save(folder: Path, cookie: DeviceCookie, text: str, disk: Disk | None = None) -> None:
    with TinyDBStore(folder, disk=disk) as store:
        access = PlanAccess(store)
        access.change(cookie, turn(access.open(cookie), text))


def read(folder: Path, cookie: DeviceCookie) -> Opened:
    with TinyDBStore(folder) as store:
        return PlanAccess(store).open(cookie)


def plan_file(folder: Path) -> Path:
    (path,) = folder.glob("plans/*/*/*.json")
    return path


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
