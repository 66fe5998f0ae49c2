"""A store with one plan, its copies, and a day that tests can move."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pwa.errors import PocketPlanError
from pwa.plan.changes import parse_change
from pwa.share import base64url, sealing
from pwa.share.copies import Copies
from pwa.share.terms import Copy
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie
from tests.unit.share.making import canaries


class Sharing:
    """An owner with a plan and copies, and everyone who has a link."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = "2026-11-25"
        self.restart()
        self.cookie: DeviceCookie = self.access.create(map(parse_change, canaries())).cookie

    def restart(self) -> None:
        """Go on as a new process does, on the same files."""
        if hasattr(self, "store"):
            self.store.close()
        self.store = TinyDBStore(self.folder).open()
        self.access = PlanAccess(self.store)
        self.copies = Copies(self.access, today=lambda: self.day)
        self.openings = self.copies.openings

    def change(self, *changes: dict[str, object]) -> None:
        """Change the plan as its owner does."""
        self.access.change(self.cookie, map(parse_change, changes))

    def open(self, copy: Copy, **more: str) -> dict[str, object]:
        """What someone with the link reads."""
        return sealing.open_copy(copy.key, copy.id, self.fetch(copy, **more))

    def fetch(self, copy: Copy, **more: str) -> str:
        """What someone with the link gets; what is at hand without waiting is nothing else."""
        at_hand = self.openings.open_at_hand(copy.id, proof_of(copy))
        try:
            sealed = self.openings.open(copy.id, proof_of(copy), **more)
        except PocketPlanError:
            assert at_hand is None
            raise
        assert at_hand in (None, sealed)
        return sealed


def proof_of(copy: Copy) -> str:
    return base64url.encode(sealing.proof(copy.key))


@pytest.fixture
def sharing(tmp_path: Path) -> Iterator[Sharing]:
    sharing = Sharing(tmp_path / "data")
    yield sharing
    sharing.store.close()
