"""A PIN on a device: a second secret that its key pair is made of, set, taken away, and tried slowly."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field, replace

from pwa.errors import PocketPlanError
from pwa.plan.section import N_
from pwa.store.base import Holder, TooSoon
from pwa.vault.access import Edit, Opened, PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.holders import Locked, pin_counter, with_new_key, with_pin
from pwa.vault.keys import new_key
from pwa.vault.unsealed import Unsealed

# Seconds before the next try, by how many were wrong: five at once, then slower; never more, and nothing is wiped.
WAITS = (0, 0, 0, 0, 0, 30, 60, 300, 900)

LEAST_ROUNDS = 600_000  # of PBKDF2-HMAC-SHA256 (OWASP Password Storage Cheat Sheet, 2023)
SALT_BYTES = 16


class NeedsCode(PocketPlanError):
    """There is no recovery code yet: whoever forgets the PIN could never come in again."""

    reason = "needs_code"

    def __init__(self) -> None:
        super().__init__(N_("Please make recovery words first. If you ever forget your PIN, they are the way in."))


class WrongPin(PocketPlanError):
    """The PIN is another one; ``more["seconds"]`` is how long the next try has to wait, 0 where it need not."""

    reason = "wrong_pin"

    def __init__(self, seconds: float) -> None:
        super().__init__(N_("That is not the PIN. Nothing is lost."))
        self.more = {"seconds": seconds}


class TriedTooSoon(PocketPlanError):
    """It was not even looked at, as the last wrong try lies too near; ``more["seconds"]`` are left."""

    reason = "pin_too_soon"

    def __init__(self, seconds: float) -> None:
        super().__init__(N_("That was tried several times. Please wait a little. Nothing is lost."))
        self.more = {"seconds": seconds}


@dataclass(frozen=True, kw_only=True)
class PinFactor:
    """What a device made of its PIN, which never leaves the device.

    Args:
        secret: 32 bytes.
        salt: 16 bytes, and ``rounds`` of PBKDF2-HMAC-SHA256: how it made them.
        storage: the key of what the device keeps, 32 bytes: sealed in the plan, so that a recovery code opens it too.
    """

    secret: bytes = field(repr=False)
    salt: bytes
    rounds: int
    storage: bytes = field(repr=False)


class Pins:
    """Blocking; everything raises ``NotAllowed`` for a cookie that opens nothing."""

    def __init__(self, access: PlanAccess) -> None:
        self._access = access

    def set(self, cookie: DeviceCookie, factor: PinFactor) -> DeviceCookie:
        """Ask for this PIN from now on; the cookie with it. Raises ``NeedsCode``.

        The plan gets another key: the cookie and a backup of before would still open the old one.
        """

        def edit(found: Unsealed) -> Unsealed:
            if not found.codes():
                raise NeedsCode
            plan_key = new_key()
            found = replace(found, plan_key=plan_key).with_holders(*with_new_key(found.record.holders, plan_key))
            device = with_pin(_own(found, cookie), cookie.key, plan_key, factor.secret, factor.salt, factor.rounds)
            return _with(found, device, storage=urlsafe_b64encode(factor.storage).decode())

        return self._edit_twice(cookie, self._access.closing.unlocked(cookie, factor.secret), edit)

    def unset(self, cookie: DeviceCookie) -> DeviceCookie:
        """Ask for no PIN any more; raises ``Locked`` without it."""

        def edit(found: Unsealed) -> Unsealed:
            device = with_pin(_own(found, cookie), cookie.key, found.plan_key, b"", b"", 0)
            return _with(found, device, storage="")

        return self._edit_twice(cookie, replace(cookie, pin=b""), edit)

    def unlock(self, cookie: DeviceCookie, secret: bytes, now: float) -> Opened:
        """Open a plan with a PIN's factor; the one place where it is tried.

        A wrong one is on the disk before it is compared, and slows the next: 5 at once, then 30 s, 1, 5 and 15 minutes.
        Raises ``WrongPin`` or ``TriedTooSoon``.
        """
        store, name = self._access.store, pin_counter(cookie.device_id)
        try:
            return self._access.open(replace(cookie, pin=b""))  # it has none: nothing is counted
        except Locked:
            pass
        try:
            count = store.raise_slowly(name, now, WAITS)
        except TooSoon as error:
            raise TriedTooSoon(error.seconds) from None
        try:
            opened = self._access.open(self._access.closing.unlocked(cookie, secret))
        except Locked:
            raise WrongPin(WAITS[min(count, len(WAITS) - 1)]) from None
        store.clear_counter(name)
        return opened

    def _edit_twice(self, before: DeviceCookie, after: DeviceCookie, edit: Edit) -> DeviceCookie:
        """Saved twice, so that the previous file asks for the same; between the two the device has its new secrets."""
        self._access.edit_once(before, edit)
        self._access.edit_once(after, lambda found: replace(found))
        self._access.store.clear_counter(pin_counter(before.device_id))
        return after


def _own(found: Unsealed, cookie: DeviceCookie) -> Holder:
    return next(holder for holder in found.devices() if holder.id == cookie.device_id)


def _with(found: Unsealed, device: Holder, *, storage: str) -> Unsealed:
    holders = tuple(device if holder.id == device.id else holder for holder in found.record.holders)
    facts = {name: value for name, value in found.facts_of(device.id).items() if name != "storage"}
    known = {**found.known, device.id: {**facts, **({"storage": storage} if storage else {})}}
    return replace(found.with_holders(*holders), known=known)
