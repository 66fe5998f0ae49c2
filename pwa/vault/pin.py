"""A PIN on a device: a second secret that its key pair is made of, set, taken away, and tried slowly."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field, replace
from hashlib import sha256
from hmac import compare_digest

from pwa.errors import PocketPlanError
from pwa.plan.section import N_
from pwa.store.base import Holder
from pwa.store.errors import TooSoon
from pwa.vault.access import Edit, Opened, PlanAccess
from pwa.vault.codes import has_kept
from pwa.vault.cookies import DeviceCookie
from pwa.vault.holders import Locked, pin_counter, with_new_key, with_pin
from pwa.vault.keys import new_key
from pwa.vault.unsealed import Unsealed

# Seconds before the next try, by how many were wrong: five at once, then slower; never more, and nothing is wiped.
WAITS = (0, 0, 0, 0, 0, 30, 60, 300, 900)

LEAST_ROUNDS = 600_000  # of PBKDF2-HMAC-SHA256 (OWASP Password Storage Cheat Sheet, 2023)
SALT_BYTES = 16


class NeedsCode(PocketPlanError):
    """No recovery code was kept yet: whoever forgets the PIN could never come in again."""

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
        proof: 32 more, which no tab keeps: they show on an unlocked device that the PIN was typed again.
        storage: the key of what the device keeps, 32 bytes: sealed in the plan, so that a recovery code opens it too.
    """

    secret: bytes = field(repr=False)
    salt: bytes
    rounds: int
    proof: bytes = field(repr=False)
    storage: bytes = field(repr=False)


class Pins:
    """Blocking; everything raises ``NotAllowed`` for a cookie that opens nothing."""

    def __init__(self, access: PlanAccess) -> None:
        self._access = access

    def set(self, cookie: DeviceCookie, factor: PinFactor) -> DeviceCookie:
        """Ask for this PIN from now on; the cookie with it. Raises ``NeedsCode`` or ``NeedsProof``.

        The plan gets another key: the cookie and a backup of before would still open the old one.
        """
        found = self._access.look(cookie)
        device = _own(found, cookie)
        # The same one, made in the same way, is for a device that lost what it kept: that changes no PIN.
        is_made_so = (device.salt, device.rounds) == (factor.salt, factor.rounds)
        is_same = is_made_so and compare_digest(cookie.pin, factor.secret)
        if not is_same:
            if not has_kept(found):
                raise NeedsCode
            self._access.proofs.need_owner(cookie, found)

        def edit(found: Unsealed) -> Unsealed:
            if not has_kept(found):
                raise NeedsCode
            plan_key = new_key()
            found = replace(found, plan_key=plan_key).with_holders(*with_new_key(found.record.holders, plan_key))
            device = with_pin(_own(found, cookie), cookie.key, plan_key, factor.secret, factor.salt, factor.rounds)
            before = found.facts_of(device.id).get("proof", "")
            proof = before if is_same else sha256(factor.proof).hexdigest()
            return _with(found, device, storage=urlsafe_b64encode(factor.storage).decode(), proof=proof)

        unlocked = self._edit_twice(cookie, self._access.closing.unlocked(cookie, factor.secret), edit)
        if not is_same:
            self._access.proofs.forget(cookie.device_id)
        return unlocked

    def unset(self, cookie: DeviceCookie) -> DeviceCookie:
        """Ask for no PIN any more; raises ``Locked`` without it, or ``NeedsProof``."""
        self._access.proofs.need(cookie)

        def edit(found: Unsealed) -> Unsealed:
            device = with_pin(_own(found, cookie), cookie.key, found.plan_key, b"", b"", 0)
            return _with(found, device, storage="", proof="")

        return self._edit_twice(cookie, replace(cookie, pin=b""), edit)

    def unlock(self, cookie: DeviceCookie, secret: bytes, now: float) -> Opened:
        """Open a plan with a PIN's factor; the one place where it is tried.

        A wrong one is on the disk before it is compared, and slows the next: 5 at once, then 30 s, 1, 5 and 15 minutes.
        Raises ``WrongPin`` or ``TriedTooSoon``.
        """
        try:
            return self._access.open(replace(cookie, pin=b""))  # it has none: nothing is counted
        except Locked:
            pass
        count = self._count(cookie, now)
        try:
            opened = self._access.open(self._access.closing.unlocked(cookie, secret))
        except Locked:
            raise _wrong(count) from None
        self._access.store.clear_counter(pin_counter(cookie.device_id))
        return opened

    def how(self, cookie: DeviceCookie) -> tuple[bytes, int]:
        """The salt and the rounds by which an unlocked device makes its factor."""
        device = _own(self._access.look(cookie), cookie)
        return device.salt, device.rounds

    def prove(self, cookie: DeviceCookie, secret: bytes, proof: bytes, now: float) -> None:
        """Note that the PIN was typed once more on an unlocked device; a wrong one is counted as in ``unlock``.

        A PIN that an older version set has no proof: then the ``secret`` counts, which an open tab keeps, too.
        """
        known = str(self._access.look(cookie).facts_of(cookie.device_id).get("proof", ""))
        count = self._count(cookie, now)
        shown, right = (sha256(proof).hexdigest().encode(), known.encode()) if known else (secret, cookie.pin)
        if not compare_digest(shown, right):
            raise _wrong(count)
        self._access.store.clear_counter(pin_counter(cookie.device_id))
        self._access.proofs.note(cookie)

    def _count(self, cookie: DeviceCookie, now: float) -> int:
        try:
            return self._access.store.raise_slowly(pin_counter(cookie.device_id), now, WAITS)
        except TooSoon as error:
            raise TriedTooSoon(error.seconds) from None

    def _edit_twice(self, before: DeviceCookie, after: DeviceCookie, edit: Edit) -> DeviceCookie:
        """Saved twice, so that the previous file asks for the same; between the two the device has its new secrets."""
        self._access.edit_once(before, edit)
        self._access.edit_once(after, lambda found: replace(found))
        self._access.store.clear_counter(pin_counter(before.device_id))
        return after


def _wrong(count: int) -> WrongPin:
    return WrongPin(WAITS[min(count, len(WAITS) - 1)])


def _own(found: Unsealed, cookie: DeviceCookie) -> Holder:
    return next(holder for holder in found.devices() if holder.id == cookie.device_id)


def _with(found: Unsealed, device: Holder, *, storage: str, proof: str) -> Unsealed:
    holders = tuple(device if holder.id == device.id else holder for holder in found.record.holders)
    facts = {name: value for name, value in found.facts_of(device.id).items() if name not in ("storage", "proof")}
    new = {name: value for name, value in (("storage", storage), ("proof", proof)) if value}
    known = {**found.known, device.id: {**facts, **new}}
    return replace(found.with_holders(*holders), known=known)
