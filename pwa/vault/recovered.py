"""A plan that was opened with its recovery code: what its new device has, and what it takes over."""

from dataclasses import replace
from typing import Any

from pwa.store.base import Holder
from pwa.vault.codes import with_typed
from pwa.vault.unsealed import Unsealed


def recovered(found: Unsealed, device: Holder, locator: str, former: str, day: str) -> Unsealed:
    """The plan with a new device; one whose PIN was forgotten goes, and its codes go on with the new one."""
    found = with_typed(found, locator, day)
    made = found.facts_of(former).get("codes", ())
    found = found.with_device(device, *(holder for holder in found.record.holders if holder.id != former))
    known = {one: facts for one, facts in found.known.items() if one != former}
    facts: dict[str, Any] = {"codes": [*made]}
    return replace(found, known={**known, device.id: facts} if made else known)
