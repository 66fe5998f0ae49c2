"""Tickets that nobody took leave the disk by themselves, and one that can't leave stops nothing."""

import asyncio
import time
from pathlib import Path

import pytest

from pwa.api.sweeping import sweeping
from pwa.store.base import Ticket
from pwa.store.tinydb_store import TinyDBStore


class Stubborn(TinyDBStore):
    """The first time its disk fails."""

    times = 0

    def drop_tickets(self, now: float) -> None:
        self.times += 1
        if self.times == 1:
            raise OSError
        super().drop_tickets(now)


async def test_what_is_over_goes_although_it_failed_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def kept() -> int:
        return len(list(tmp_path.glob("data/tickets/*/*/*.json")))

    with Stubborn(tmp_path / "data") as store:
        for name, left in (("a" * 32, -1.0), ("b" * 32, 300.0)):
            store.put_ticket(Ticket(id=name, plan_id="c" * 32, expires_at=time.time() + left))
        assert kept() == 2
        async with asyncio.timeout(20), sweeping(store, 0.01):
            while kept() != 1:  # noqa: ASYNC110 -- the disk tells nobody
                await asyncio.sleep(0.01)
        assert "OSError" in caplog.text
        is_over = store.times
        await asyncio.sleep(0.1)
        assert store.times <= is_over + 1
