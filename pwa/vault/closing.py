"""What closes at once: which devices were locked, and telling those who show a plan that it is no longer theirs."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from pwa.vault.cookies import DeviceCookie

Told = Callable[[str, str], None]


class Closing:
    """In memory alone: a restart locks every device. It may be used from any thread."""

    def __init__(self) -> None:
        self._locked: Counter[str] = Counter()
        self._told: list[Told] = []

    def watch(self, told: Told) -> None:
        """Call this with a plan's id and a device's, from any thread; without a device the whole plan is gone."""
        self._told.append(told)

    def unlocked(self, cookie: DeviceCookie, pin: bytes) -> DeviceCookie:
        """The cookie with its PIN's factor, good until the device is locked."""
        return replace(cookie, pin=pin, locked=self._locked[cookie.device_id])

    def is_void(self, cookie: DeviceCookie) -> bool:
        """Whether the device was locked since its PIN was given."""
        return bool(cookie.pin) and cookie.locked != self._locked[cookie.device_id]

    def lock(self, cookie: DeviceCookie) -> None:
        """Let no PIN that was given for this device before open anything."""
        self._locked[cookie.device_id] += 1
        self.close(cookie.plan_id, cookie.device_id)

    def close(self, plan_id: str, device_id: str = "") -> None:
        """The device, or without one every device, shows this plan no longer."""
        for told in self._told:
            told(plan_id, device_id)
