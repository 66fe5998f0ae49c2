"""Which recovery codes open a plan: one more is made, one is kept, those of a device go with it."""

from dataclasses import replace
from typing import Any

from pwa.errors import PocketPlanError
from pwa.plan.section import N_
from pwa.store.base import Holder
from pwa.vault.holders import holder_of
from pwa.vault.recovery import RecoveryCode
from pwa.vault.unsealed import Unsealed


class CodeReplaced(PocketPlanError):
    """A code that is to be kept was pushed out meanwhile; those that are there were left as they are."""

    reason = "code_replaced"

    def __init__(self) -> None:
        super().__init__(N_("These words no longer work, as newer words were made. Please make new words."))


def with_new(found: Unsealed, code: RecoveryCode, device_id: str, day: str, *, is_told: bool) -> Unsealed:
    """One more code, beside the last one and the last that was kept: who leaves the page now loses neither.

    ``is_told``: the devices say for a week that words were made, when others were kept before.
    """
    codes = found.codes()
    kept = [one for one in codes if one.is_kept][-1:]
    staying = [one for one in codes if one in kept or one is codes[-1]]
    made = [one.id for one in staying if one.id in _made_by(found, device_id)]
    facts: dict[str, Any] = {**found.facts_of(device_id), "codes": [*made, code.locator()]}
    if kept and is_told:
        facts["new_words"] = day
    new = replace(holder_of(code, found.plan_key, day), is_kept=False)
    return replace(_with(found, *staying, new), known={**found.known, device_id: facts})


def with_kept(found: Unsealed, locator: str) -> Unsealed:
    """A code was kept, with no locator the newest: those before it go. Raises ``CodeReplaced``."""
    codes = found.codes()
    first = next((place for place, one in enumerate(codes) if one.id == locator), None)
    if locator and first is None:
        raise CodeReplaced
    staying = codes[-1:] if first is None else codes[first:]
    kept = tuple(replace(one, is_kept=True) if one is staying[0] else one for one in staying)
    return found if kept == codes else _with(found, *kept)


def without_those_of(found: Unsealed, device_id: str, *, is_lost: bool) -> Unsealed:
    """The codes that a device made go with it, as whoever has it may have read them.

    A kept one stays while there is no other: it may be the one on paper. Not when the device is lost; its owner is led
    to new words then.
    """
    made, codes = _made_by(found, device_id), found.codes()
    others = [one for one in codes if one.id not in made]
    has_other = any(one.is_kept for one in others)
    staying = others if is_lost or has_other else [one for one in codes if one.is_kept or one in others]
    return _with(found, *(staying or (() if is_lost else codes)))


def new_words_day(found: Unsealed) -> str:
    """The last day (``YYYY-MM-DD``) on which words were made beside kept ones and nobody showed those; may be empty."""
    return max((str(found.facts_of(device.id).get("new_words", "")) for device in found.devices()), default="")


def has_kept(found: Unsealed) -> bool:
    """Whether its owner has said to have a code that opens it."""
    return any(one.is_kept for one in found.codes())


def _made_by(found: Unsealed, device_id: str) -> tuple[str, ...]:
    return tuple(found.facts_of(device_id).get("codes", ()))


def _with(found: Unsealed, *codes: Holder) -> Unsealed:
    """Exactly these codes, beside everything else that opens the plan."""
    others = (holder for holder in found.record.holders if holder.kind != "recovery")
    return found.with_holders(*others, *codes)
