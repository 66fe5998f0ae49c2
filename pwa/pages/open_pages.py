"""Which pages show which plan now: once it is locked, deleted or off their device, they show it no longer."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from nicegui import Client, background_tasks, core

from pwa.vault.cookies import DeviceCookie

# What the tab has unlocked goes too, as ``hide.js`` shuts it: the first page is the lock page, or clears this device.
_LEAVE = 'dispatchEvent(new Event("shut"));'


class OpenPages:
    """A page that was left open, with what it knows of a plan, does nothing more and goes away."""

    def __init__(self) -> None:
        self._shown: dict[Client, DeviceCookie] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    def add(self, client: Client, cookie: DeviceCookie) -> None:
        """The page shows the plan of this cookie."""

        def gone() -> None:
            self._shown.pop(client, None)

        self._loop = asyncio.get_running_loop()
        self._shown[client] = cookie
        client.on_delete(gone)

    @contextmanager
    def without(self, client: Client) -> Iterator[None]:
        """Leave out the page that closes the others."""
        cookie = self._shown.pop(client, None)
        try:
            yield
        finally:
            if cookie and not client.is_deleted:
                self._shown[client] = cookie

    def close(self, plan_id: str, device_id: str = "") -> None:
        """Close the pages of a plan, on one device or on all; from any thread."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._close, plan_id, device_id)

    def _close(self, plan_id: str, device_id: str) -> None:
        for client, cookie in list(self._shown.items()):
            if cookie.plan_id == plan_id and device_id in ("", cookie.device_id):
                client.delete()  # from here on it hears nothing; one that was asleep loads anew when it wakes
                leave = core.sio.emit("run_javascript", {"code": _LEAVE}, room=client.id)
                background_tasks.create(leave, name="leave")
