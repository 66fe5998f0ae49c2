"""Whether who holds an unlocked device has shown to be its owner: asked before what could shut that one out."""

import time
from collections.abc import Callable

from pwa.errors import PocketPlanError
from pwa.plan.section import N_
from pwa.vault.codes import has_words
from pwa.vault.cookies import DeviceCookie
from pwa.vault.unsealed import Unsealed

SECONDS = 300


class NeedsProof(PocketPlanError):
    """Neither the PIN of this device nor recovery words that count were typed in the last minutes."""

    reason = "needs_proof"

    def __init__(self) -> None:
        super().__init__(N_("Please show first that it is you, with your PIN or your recovery words."))


class Proofs:
    """In this process's memory, for some minutes; locking or a restart forgets them. Nothing here is secret.

    Args:
        now: a clock in seconds that never goes back.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._until: dict[str, float] = {}

    def note(self, cookie: DeviceCookie) -> None:
        """Remember that the owner was there."""
        self._until = {device: until for device, until in self._until.items() if self._now() < until}
        self._until[cookie.device_id] = self._now() + SECONDS

    def forget(self, device_id: str) -> None:
        """Ask again."""
        self._until.pop(device_id, None)

    def is_shown(self, cookie: DeviceCookie) -> bool:
        """Whether it was shown in the last minutes, on a device with a PIN or without."""
        return self._now() < self._until.get(cookie.device_id, 0.0)

    def is_missing(self, cookie: DeviceCookie) -> bool:
        """Whether it has to be shown first; only a device with a PIN is asked."""
        return bool(cookie.pin) and not self.is_shown(cookie)

    def is_owed(self, cookie: DeviceCookie, found: Unsealed) -> bool:
        """Whether it has to be shown first, on a device without a PIN with words: where there are any."""
        return not self.is_shown(cookie) and (bool(cookie.pin) or has_words(found))

    def need_owner(self, cookie: DeviceCookie, found: Unsealed) -> None:
        """Raise ``NeedsProof`` before what could shut an owner out, on every device."""
        if self.is_owed(cookie, found):
            raise NeedsProof

    def need(self, cookie: DeviceCookie) -> None:
        """Raise ``NeedsProof`` where it is missing."""
        if self.is_missing(cookie):
            raise NeedsProof
