"""What is over goes from the disk, also on a server that nobody writes to."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pwa.api.reports import report
from pwa.store.base import PlanStore


@asynccontextmanager
async def sweeping(store: PlanStore, every_seconds: float = 3_600) -> AsyncIterator[None]:
    """Forget tickets and invitations that nobody took, at the start and then every hour."""

    async def sweep() -> None:
        while True:
            try:
                await asyncio.to_thread(store.drop_tickets, time.time())
            except Exception as error:
                report(error)
            await asyncio.sleep(every_seconds)

    task = asyncio.create_task(sweep())
    try:
        yield
    finally:
        task.cancel()
