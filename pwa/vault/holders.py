"""Those who can open a plan, as they are made, and those who no longer can."""

import secrets
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from hmac import compare_digest

from pwa.errors import PocketPlanError
from pwa.plan.section import N_
from pwa.store.base import Holder, PlanStore, RemovedDevice
from pwa.vault.cookies import DeviceCookie
from pwa.vault.keys import key_pair, new_id, new_key, seal_to
from pwa.vault.recovery import RecoveryCode


class NotAllowed(PocketPlanError):
    """Unknown plan, unknown device, wrong key or unknown code: nobody can tell which."""

    reason = "not_allowed"

    def __init__(self) -> None:
        super().__init__(N_("That does not open a plan here. If you have your recovery words, they can bring it back."))


class DeviceRemoved(NotAllowed):
    """This device was taken off the plan, or the plan was deleted; only who has the device's key is told so.

    ``more["removal"]`` is what the device believes: the SHA-256, in hex, of the secret that it alone was given.
    """

    reason = "removed"

    def __init__(self, removed: RemovedDevice) -> None:
        super().__init__()
        self.more = {"removal": removed.removal_hash.hex()}


class Locked(NotAllowed):
    """The device's cookie is the right one, but a PIN was set on the device; ``more`` says how it makes its factor."""

    reason = "locked"

    def __init__(self, holder: Holder) -> None:
        super().__init__()
        self.advice = N_("This is locked. It opens with your PIN.")
        self.more = {"salt": b64encode(holder.salt).decode(), "rounds": holder.rounds}


def new_device(plan_id: str, plan_key: bytes, day: str) -> tuple[DeviceCookie, Holder, str]:
    """A device that can open a plan: its cookie, what is kept of it, and its removal secret."""
    cookie = DeviceCookie(plan_id=plan_id, device_id=new_id(), key=new_key())
    removal_secret = secrets.token_urlsafe(32)
    public = bytes(key_pair((cookie.key,)).public_key)
    holder = Holder(
        id=cookie.device_id,
        kind="device",
        public=public,
        sealed_key=seal_to(public, plan_key),
        removal_hash=sha256(removal_secret.encode()).digest(),
        day=day,
    )
    return cookie, holder, removal_secret


def holder_of(code: RecoveryCode, plan_key: bytes, day: str) -> Holder:
    """What is kept of a recovery code."""
    public = bytes(key_pair((code.secret(),)).public_key)
    return Holder(
        id=code.locator(),
        kind="recovery",
        factors=("code",),
        public=public,
        sealed_key=seal_to(public, plan_key),
        day=day,
    )


def with_new_key(holders: Iterable[Holder], plan_key: bytes) -> tuple[Holder, ...]:
    """The same holders for another plan key: each gets it sealed to its public half, without its help."""
    return tuple(replace(holder, sealed_key=seal_to(holder.public, plan_key)) for holder in holders)


def removed_of(holder: Holder, day: str) -> RemovedDevice:
    """What stays of a device: enough to tell it that it was removed, and nothing that opens anything."""
    public = holder.alone or holder.public  # it is told so without its PIN, too
    return RemovedDevice(id=holder.id, public=public, removal_hash=holder.removal_hash or b"", day=day)


def pin_counter(device_id: str) -> str:
    """The name of the counter of a device's wrong PINs."""
    return f"pin of {device_id}"


def words_counter(device_id: str) -> str:
    """The name of the counter of the wrong recovery codes that were typed on a device of the plan."""
    return f"words on {device_id}"


def forget_tries(store: PlanStore, device_id: str) -> None:
    """Of a device that opens its plan no more, what was counted goes too."""
    store.clear_counter(pin_counter(device_id))
    store.clear_counter(words_counter(device_id))


def with_pin(holder: Holder, key: bytes, plan_key: bytes, pin: bytes, salt: bytes, rounds: int) -> Holder:
    """The same device, opened by its cookie's key and its PIN's factor together; by the key alone with no ``pin``."""
    public = bytes(key_pair((key, pin) if pin else (key,)).public_key)
    return replace(
        holder,
        factors=("cookie", "pin") if pin else ("cookie",),
        public=public,
        sealed_key=seal_to(public, plan_key),
        alone=bytes(key_pair((key,)).public_key) if pin else b"",
        salt=salt if pin else b"",
        rounds=rounds if pin else 0,
    )


def refusal(holder: Holder, removed: Iterable[RemovedDevice], device_id: str, key: bytes) -> NotAllowed:
    """Why a device gets nothing: one that shows its key is told that it was removed, or that its PIN is missing."""
    public = bytes(key_pair((key,)).public_key)
    if holder.alone and compare_digest(holder.alone, public):
        return Locked(holder)
    found = (one for one in removed if one.id == device_id and compare_digest(one.public, public))
    return next((DeviceRemoved(one) for one in found if one.removal_hash), NotAllowed())
