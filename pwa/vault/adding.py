"""Adding a device by a QR code: a ticket that works once, four digits to compare, and only then the plan key.

What is offered and asked is in this process's memory for as long as it may be used: a restart forgets it, and a new
code is made. The new device's key comes from a token that it alone holds and a salt that only this memory holds, so
neither opens anything alone; until the owner has confirmed, nothing is sealed to it.
"""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import compare_digest

from pwa.errors import PocketPlanError
from pwa.plan.section import N_
from pwa.store.base import Holder, Ticket
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.keys import derive, key_pair, new_id, new_key, seal_to
from pwa.vault.proving import prove_by_words
from pwa.vault.unsealed import Unsealed

SECONDS = 300
MOST_TRIES = 3
_REMEMBERED_SECONDS = 3_600  # so that a late device is told why


class NotAdded(PocketPlanError):
    """A ticket leads nowhere; ``reason`` says why to who shows its secret, and to all others that it is unknown."""


def _unknown() -> NotAdded:
    return NotAdded(N_("Please make a new code on the device that has your plan."), reason="ticket_unknown")


def _used() -> NotAdded:
    advice = N_("Another device has used this code. Please make a new one on the device that has your plan.")
    return NotAdded(advice, reason="ticket_used")


def _expired() -> NotAdded:
    advice = N_("A code is good for 5 minutes. Please make a new one on the device that has your plan.")
    return NotAdded(advice, reason="ticket_expired")


def _refused() -> NotAdded:
    advice = N_("The digits were not the same. Please make a new code on the device that has your plan.")
    return NotAdded(advice, reason="ticket_refused")


class OtherDigits(PocketPlanError):
    """The new device shows other digits; there are tries left."""

    reason = "other_digits"

    def __init__(self) -> None:
        super().__init__(N_("The new device shows other digits. Please look at them again."))


@dataclass(frozen=True, kw_only=True)
class Asker:
    """The device that was first to show a ticket; nothing here opens a plan."""

    device_id: str
    token_hash: bytes
    salt: bytes = field(repr=False)
    public: bytes
    removal_hash: bytes
    digits: str = field(repr=False)


@dataclass(kw_only=True)
class _Offer:
    plan_id: str
    secret_hash: bytes
    expires_at: float
    asker: Asker | None = None
    wrong: int = 0
    is_over: bool = False
    is_confirmed: bool = False


class Adding:
    """The tickets of one process; blocking. ``now`` is in seconds since 1970."""

    def __init__(self, access: PlanAccess) -> None:
        self._access = access
        self._offers: dict[str, _Offer] = {}
        self._lock = threading.Lock()

    def offer(self, cookie: DeviceCookie, typed: str, now: float) -> str:
        """A ticket and its secret, ``<ticket>.<secret>``, for who types the plan's recovery code or PIN.

        Nothing has to be typed where the PIN was in the last minutes; that is good for one device. Raises what
        ``prove_by_words`` does.
        """
        store, proofs = self._access.store, self._access.proofs
        if typed or not cookie.pin or not proofs.is_shown(cookie):
            prove_by_words(self._access, cookie, typed, now)
        self._access.look(cookie)
        proofs.forget(cookie.device_id)
        ticket_id, secret = new_id(), secrets.token_urlsafe(32)
        store.drop_tickets(now)
        store.put_ticket(Ticket(id=ticket_id, plan_id=cookie.plan_id, expires_at=now + SECONDS))
        with self._lock:
            self._offers = {
                one: known for one, known in self._offers.items() if now < known.expires_at + _REMEMBERED_SECONDS
            }
            hashed = sha256(secret.encode()).digest()
            self._offers[ticket_id] = _Offer(plan_id=cookie.plan_id, secret_hash=hashed, expires_at=now + SECONDS)
        return f"{ticket_id}.{secret}"

    def redeem(self, ticket_id: str, secret: str, now: float) -> tuple[str, str]:
        """Ask to be added: four digits to show, and a token by which to ask again. Raises ``NotAdded``."""
        with self._lock:
            offer = self._offers.get(ticket_id)
            if offer is None or not compare_digest(offer.secret_hash, sha256(secret.encode()).digest()):
                raise _unknown()
            if offer.asker:
                raise _used()
            if offer.is_over or self._access.store.take_ticket(ticket_id, now) is None:
                raise _expired()
            token, salt = secrets.token_urlsafe(32), new_key()
            key, removal = _secrets(token, salt)
            offer.asker = Asker(
                device_id=new_id(),
                token_hash=sha256(token.encode()).digest(),
                salt=salt,
                public=bytes(key_pair((key,)).public_key),
                removal_hash=sha256(removal.encode()).digest(),
                digits=_digits(secret, token),
            )
            return offer.asker.digits, token

    def is_asked(self, ticket_id: str, now: float) -> bool:
        """Whether a device waits for its digits to be compared; raises ``NotAdded`` when the ticket is over."""
        offer = self._offers.get(ticket_id)
        if offer is None or offer.is_over or now >= offer.expires_at:
            raise _expired()
        return offer.asker is not None

    def confirm(self, cookie: DeviceCookie, ticket_id: str, digits: str, now: float, day: str = "") -> Opened:
        """Let the device that shows these digits open the plan; raises ``OtherDigits`` or ``NotAdded``."""
        with self._lock:
            self.is_asked(ticket_id, now)
            offer = self._offers[ticket_id]
            asker = offer.asker
            if asker is None or offer.plan_id != cookie.plan_id:
                raise _unknown()
            if not compare_digest(asker.digits.encode(), digits.encode()):
                offer.wrong += 1
                offer.is_over = offer.wrong >= MOST_TRIES
                raise _refused() if offer.is_over else OtherDigits()
            opened = self._access.edit(cookie, _with(asker, day))
            offer.is_confirmed = True
            return opened

    def stop(self, ticket_id: str) -> None:
        """Let nobody be added by this ticket any more."""
        with self._lock:
            if offer := self._offers.get(ticket_id):
                offer.is_over = True

    def ready(self, ticket_id: str, token: str, now: float) -> tuple[DeviceCookie, str] | None:
        """The new device's cookie and removal secret; None until it is confirmed. Raises ``NotAdded``."""
        offer = self._offers.get(ticket_id)
        asker = offer.asker if offer else None
        if not offer or not asker or not compare_digest(asker.token_hash, sha256(token.encode()).digest()):
            raise _unknown()
        if offer.is_confirmed:
            key, removal = _secrets(token, asker.salt)
            return DeviceCookie(plan_id=offer.plan_id, device_id=asker.device_id, key=key), removal
        if offer.is_over:
            raise _refused()
        if now >= offer.expires_at:
            raise _expired()
        return None


def _with(asker: Asker, day: str) -> Callable[[Unsealed], Unsealed]:
    def edit(found: Unsealed) -> Unsealed:
        others = (holder for holder in found.record.holders if holder.id != asker.device_id)
        device = Holder(
            id=asker.device_id,
            kind="device",
            public=asker.public,
            sealed_key=seal_to(asker.public, found.plan_key),
            removal_hash=asker.removal_hash,
            day=day,
        )
        return found.with_device(device, *others)

    return edit


def _secrets(token: str, salt: bytes) -> tuple[bytes, str]:
    parts = (token.encode(), salt)
    return derive(parts, b"pocket-plan added device key 1"), derive(parts, b"pocket-plan added device removal 1").hex()


def _digits(secret: str, token: str) -> str:
    number = int.from_bytes(derive((secret.encode(), token.encode()), b"pocket-plan added device digits 1"), "big")
    return f"{number % 10_000:04}"
