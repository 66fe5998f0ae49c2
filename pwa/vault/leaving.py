"""A device lets its plan go: it can open nothing from then on, and all else that opens the plan stays."""

from contextlib import suppress
from dataclasses import replace
from functools import partial

from pwa.errors import PocketPlanError
from pwa.plan.section import N_
from pwa.store.errors import Damaged, NoSuchPlan
from pwa.vault.access import PlanAccess
from pwa.vault.codes import in_force, today
from pwa.vault.cookies import DeviceCookie
from pwa.vault.devices import without_device
from pwa.vault.holders import NotAllowed, forget_tries
from pwa.vault.proofs import Proofs
from pwa.vault.unsealed import Unsealed, unseal_plan


class LastDevice(PocketPlanError):
    """Without this device nothing would open the plan any more."""

    reason = "last_device"

    def __init__(self) -> None:
        super().__init__(N_("This is the only device with your plan. Please keep your recovery words first."))


def leave(access: PlanAccess, cookie: DeviceCookie, day: str = "") -> None:
    """Let the plan go from this very device; ``day`` is ``YYYY-MM-DD``.

    Raises ``LastDevice``, ``NeedsProof`` or ``NotAllowed``. The plan gets another key, and is saved twice as with every
    change of who can open it; the second time with that key, as the device has none any more.
    """
    access.proofs.need(cookie)
    _, after = access.save(partial(access.look, cookie), partial(_without, access.proofs, cookie, day), told="")
    store = access.store
    with suppress(NoSuchPlan, NotAllowed, Damaged):  # who gave it yet another key, or deleted it, did that twice, too
        access.save(lambda: unseal_plan(store.load(cookie.plan_id), after.plan_key, store), replace, told="")
    forget_tries(access.store, cookie.device_id)
    access.closing.close(cookie.plan_id, cookie.device_id)


def _without(proofs: Proofs, cookie: DeviceCookie, day: str, found: Unsealed) -> Unsealed:
    gone = next(one for one in found.devices() if one.id == cookie.device_id)
    if len(found.devices()) == 1:
        if not in_force(found, today()):
            raise LastDevice
        proofs.need_owner(cookie, found)
    return without_device(found, gone, day)
