"""Trying a plan's own recovery words where it is open: slowed by device, and counted before they are compared."""

from datetime import UTC, datetime

from pwa.errors import PocketPlanError
from pwa.plan.section import N_
from pwa.store.base import Holder
from pwa.vault.access import PlanAccess
from pwa.vault.codes import WordsTooNew, is_waiting, settled
from pwa.vault.cookies import DeviceCookie
from pwa.vault.holders import words_counter
from pwa.vault.keys import open_sealed_key
from pwa.vault.pin import WAITS
from pwa.vault.recovery import RecoveryCode, parse_code
from pwa.vault.unsealed import Unsealed


class WrongCode(PocketPlanError):
    """A recovery code that is not this plan's."""

    reason = "wrong_code"

    def __init__(self) -> None:
        super().__init__(N_("These words don’t open this plan. Please look at each word again."))


def is_owed(access: PlanAccess, cookie: DeviceCookie) -> bool:
    """Whether a device has to show its owner before what could shut that one out."""
    return access.proofs.is_owed(cookie, access.look(cookie))


def prove_by_words(access: PlanAccess, cookie: DeviceCookie, typed: str, now: float) -> None:
    """Note that the plan's recovery code was typed on a device; ``now`` is in seconds since 1970.

    A wrong one is on the disk before it is compared, and slows the next one on this device. Raises ``CodeError``,
    ``WrongCode``, ``WordsTooNew``, ``TooSoon`` or ``NotAllowed``.
    """
    day = datetime.fromtimestamp(now, UTC).date().isoformat()
    code, found = parse_code(typed), settled(access.look(cookie), day)
    access.store.raise_slowly(words_counter(cookie.device_id), now, WAITS)
    holder = _holder_of(found, code)
    if holder is None:
        raise WrongCode
    access.store.clear_counter(words_counter(cookie.device_id))
    if is_waiting(found, holder, day):
        raise WordsTooNew
    access.proofs.note(cookie)


def _holder_of(found: Unsealed, code: RecoveryCode) -> Holder | None:
    holder = next((one for one in found.codes() if one.id == code.locator()), None)
    return holder if holder and open_sealed_key(holder, (code.secret(),)) == found.plan_key else None
