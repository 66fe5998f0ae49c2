"""A folder of plans, backed up and restored by commands."""

from pathlib import Path

from pwa.share import base64url
from pwa.share.copies import Copies
from pwa.share.sealing import open_copy, proof
from pwa.share.terms import Copy, Terms
from pwa.store.taking_in import Spool
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.devices import Devices
from tests.store import diary

DAY = "2026-12-01"
TERMS = Terms(label="my sister", sections=("coping",))


class Kept:
    """An open store with what the tests do to it."""

    def __init__(self, store: TinyDBStore) -> None:
        self.store = store
        self.access = PlanAccess(store)
        self.copies = Copies(self.access)
        self.devices = Devices(self.access)

    def say(self, cookie: DeviceCookie, text: str) -> None:
        self.access.change(cookie, diary.turn(self.access.open(cookie), text))

    def said(self, cookie: DeviceCookie) -> list[str]:
        return diary.written(self.access.open(cookie))

    def shown(self, copy: Copy) -> list[str]:
        sealed = self.copies.openings.open(copy.id, base64url.encode(proof(copy.key)))
        return [one["content"]["text"] for one in open_copy(copy.key, copy.id, sealed)["plan"]["sections"]["coping"]]


def restore(folder: Path, archive: Path, *, older: bool = False) -> dict[str, int]:
    done = vars(Spool(folder).restore(archive, older=older))
    return {name: count for name, count in done.items() if count}


def begun(folder: Path) -> tuple[DeviceCookie, Copy]:
    cookie = diary.begin(folder)
    with TinyDBStore(folder) as store:
        return cookie, Copies(PlanAccess(store)).make(cookie, TERMS)
