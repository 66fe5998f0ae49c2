"""A running server takes in the backups that its operator lays down for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from pwa.api.reports import report
from pwa.store.taking_in import Spool
from pwa.store.tinydb_store import TinyDBStore


@asynccontextmanager
async def taking_in(store: TinyDBStore, spool: Spool, every_seconds: float = 1) -> AsyncIterator[None]:
    """Look for one now and then; at the end stop between two plans, before the store is closed."""
    ending = asyncio.Event()
    await asyncio.to_thread(spool.sweep)

    async def look() -> None:
        while not ending.is_set():
            try:
                if spool.has_waiting():
                    await asyncio.to_thread(spool.take_waiting, store, ending.is_set)
            except Exception as error:
                report(error)
            with suppress(TimeoutError):
                await asyncio.wait_for(ending.wait(), every_seconds)

    task = asyncio.create_task(look())
    try:
        yield
    finally:
        ending.set()
        await task
