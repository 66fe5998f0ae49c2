"""A plan that was opened with its recovery code: what its new device has, and what it takes over."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from pwa.store.base import Holder
from pwa.vault.codes import with_typed
from pwa.vault.cookies import DeviceCookie
from pwa.vault.unsealed import Unsealed


def successor_of(found: Unsealed, gone: DeviceCookie) -> str:
    """The device that came in the place of one with a forgotten PIN, whose cookie a browser still shows; or empty."""
    known, mark = ((one.id, found.facts_of(one.id)) for one in found.devices()), _mark(gone)
    return next((device_id for device_id, facts in known if facts.get("instead_of") == mark), "")


def made_by(found: Unsealed, attempt: str) -> str:
    """The device that an earlier try of the same page made, whose answer was lost; or empty."""
    known, mark = ((one.id, found.facts_of(one.id)) for one in found.devices()), _digest(attempt)
    return next((device_id for device_id, facts in known if attempt and facts.get("attempt") == mark), "")


def kept_storage(found: Unsealed, device_id: str) -> str:
    """The key (base64url) of what a device kept under a PIN; empty where there was none."""
    return str(found.facts_of(device_id).get("storage", ""))


def recovered(
    found: Unsealed,
    device: Holder,
    locator: str,
    day: str,
    *,
    former: str = "",
    held: DeviceCookie | None = None,
    attempt: str = "",
) -> Unsealed:
    """The plan with a new device; one whose PIN was forgotten goes, and its codes go on with the new one.

    So does the key of what it kept: the answer that brings it may be lost, or the browser close before it is used.
    """
    found = with_typed(found, locator, day)
    made, storage = found.facts_of(former).get("codes", ()), kept_storage(found, former)
    found = found.with_device(device, *(holder for holder in found.record.holders if holder.id != former))
    known = {one: facts for one, facts in found.known.items() if one != former}
    facts: dict[str, Any] = {"codes": [*made]} if made else {}
    if attempt:
        facts |= {"attempt": _digest(attempt)}
    if storage and held:
        facts |= {"storage": storage, "instead_of": _mark(held)}
    return replace(found, known={**known, device.id: facts} if facts else known)


def _mark(cookie: DeviceCookie) -> str:
    return _digest(cookie.text())


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
