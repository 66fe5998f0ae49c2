"""Which recovery codes open a plan: one more is made, one is kept, those of a device go with it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pwa.errors import PocketPlanError
from pwa.plan.section import N_
from pwa.store.base import Holder
from pwa.vault.holders import NotAllowed, holder_of
from pwa.vault.recovery import RecoveryCode
from pwa.vault.unsealed import Unsealed

# Days until words count in full that were made beside kept ones, by someone who did not show those.
WAIT_DAYS = 7


class CodeReplaced(PocketPlanError):
    """A code that is to be kept was pushed out meanwhile; those that are there were left as they are."""

    reason = "code_replaced"

    def __init__(self) -> None:
        super().__init__(N_("These words no longer work, as newer words were made. Please make new words."))


class WordsTooNew(PocketPlanError):
    """The code opens the plan, and does not show yet that who typed it is the owner."""

    reason = "words_too_new"

    def __init__(self) -> None:
        super().__init__(
            N_("These words are new. For this they count 7 days after they were made. Older words count until then.")
        )


def with_new(found: Unsealed, code: RecoveryCode, device_id: str, day: str, *, is_shown: bool) -> Unsealed:
    """One more code, beside the last one and the last that were kept: who leaves the page now loses none.

    Without ``is_shown``, where there are others already, it has to wait, and the devices say so for a week.
    """
    found = settled(found, day)
    codes, counting, has_to_wait = found.codes(), in_force(found, day), has_words(found) and not is_shown
    last = [*counting[-1:], *[one for one in codes if one.is_kept][-1:], *codes[-1:]]
    staying = [one for one in codes if one in last]
    made = [one.id for one in staying if one.id in _made_by(found, device_id)]
    facts: dict[str, Any] = {**found.facts_of(device_id), "codes": [*made, code.locator()]}
    new = replace(holder_of(code, found.plan_key, day), is_kept=False)
    found = replace(_with(found, *staying, new), known={**found.known, device_id: facts})
    if not has_to_wait:
        return found
    waiting = [one.id for one in staying if one.id in _waiting(found)]
    return found.with_marks(new_words=day, waiting=[*waiting, new.id])


def with_kept(found: Unsealed, locator: str, day: str) -> Unsealed:
    """A code was kept, with no locator the newest: those before it go, when it counts. Raises ``CodeReplaced``."""
    codes = found.codes()
    first = next((place for place, one in enumerate(codes) if one.id == locator), None)
    if locator and first is None:
        raise CodeReplaced
    staying = codes[-1:] if first is None else codes[first:]
    before = [one for one in codes if one.is_kept and one not in staying]
    has_to_wait = any(is_waiting(found, one, day) for one in staying[:1])
    kept = [replace(one, is_kept=True) if one is staying[0] else one for one in staying]
    new = (*(before if has_to_wait else ()), *kept)
    return settled(found if new == codes else _later_wait(found, _with(found, *new), day), day)


def with_typed(found: Unsealed, locator: str, day: str) -> Unsealed:
    """Whoever typed a code has it: it is kept."""
    codes = [replace(one, is_kept=True) if one.id == locator else one for one in found.codes()]
    return _later_wait(found, _with(found, *codes), day)


def _later_wait(before: Unsealed, found: Unsealed, day: str) -> Unsealed:
    """Where the first words of a plan are kept, those made after them have to wait from then on."""
    codes = found.codes()
    first = next((place for place, one in enumerate(codes) if one.is_kept), len(codes))
    later = [one.id for one in codes[first:] if not one.is_kept]
    if has_words(before) or not later:
        return found
    codes = tuple(replace(one, day=day) if one.id in later else one for one in codes)
    return _with(found, *codes).with_marks(new_words=day, waiting=later)


def settled(found: Unsealed, day: str) -> Unsealed:
    """The plan with the codes that are good on a day: a kept one whose days of waiting are over ends those before."""
    codes, waiting = found.codes(), _waiting(found)
    over = [place for place, one in enumerate(codes) if one in in_force(found, day) and one.id in waiting]
    return _with(found, *codes[over[-1] :]) if over and over[-1] else found


def does_count(found: Unsealed, locator: str, day: str) -> bool:
    """Whether a code counts in full on a day, or only opens the plan; raises ``NotAllowed`` when it is over."""
    found = settled(found, day)
    code = next((one for one in found.codes() if one.id == locator), None)
    if code is None:
        raise NotAllowed
    return not is_waiting(found, code, day)


def in_force(found: Unsealed, day: str) -> tuple[Holder, ...]:
    """The kept codes that show on a day who the owner is."""
    return tuple(one for one in found.codes() if one.is_kept and not is_waiting(found, one, day))


def is_waiting(found: Unsealed, code: Holder, day: str) -> bool:
    """Whether a code does not count in full yet: it opens the plan, and neither ends nor shows anything."""
    return code.id in _waiting(found) and day < counts_from(code.day)


def counts_from(day: str) -> str:
    """The day from which words count that were made on a day and have to wait."""
    return (date.fromisoformat(day) + timedelta(days=WAIT_DAYS)).isoformat()


def today() -> str:
    """The day (``YYYY-MM-DD``) by the server's clock, in UTC."""
    return datetime.now(UTC).date().isoformat()


def without_those_of(found: Unsealed, device_id: str, day: str, *, is_lost: bool) -> Unsealed:
    """The codes that a device made go with it, as whoever has it may have read them.

    A kept one that counts stays while there is no other: it may be the one on paper. Not when the device is lost; its
    owner is led to new words then.
    """
    found = settled(found, day)
    made, codes = _made_by(found, device_id), found.codes()
    others = [one for one in codes if one.id not in made]
    on_paper = in_force(found, day) or tuple(one for one in codes if one.is_kept)
    has_other = any(one in on_paper for one in others)
    staying = others if is_lost or has_other else [one for one in codes if one in on_paper or one in others]
    return _with(found, *(staying or (() if is_lost else codes)))


def without_waiting(found: Unsealed, day: str) -> Unsealed:
    """Where words were shown that count, those that have to wait end."""
    staying = [one for one in found.codes() if not is_waiting(found, one, day)]
    return _with(found, *staying) if in_force(found, day) else found


def new_words_day(found: Unsealed) -> str:
    """The last day (``YYYY-MM-DD``) on which words were made beside kept ones and nobody showed those; may be empty."""
    return str(found.marks.get("new_words", ""))


def has_kept(found: Unsealed) -> bool:
    """Whether its owner has said to have a code that opens it."""
    return any(one.is_kept for one in found.codes())


def has_words(found: Unsealed) -> bool:
    """Whether words were kept, or made beside kept ones: then new ones are not the plan's first."""
    return has_kept(found) or any(one.id in _waiting(found) for one in found.codes())


def _waiting(found: Unsealed) -> tuple[str, ...]:
    return tuple(found.marks.get("waiting", ()))


def _made_by(found: Unsealed, device_id: str) -> tuple[str, ...]:
    return tuple(found.facts_of(device_id).get("codes", ()))


def _with(found: Unsealed, *codes: Holder) -> Unsealed:
    """Exactly these codes, beside everything else that opens the plan."""
    others = (holder for holder in found.record.holders if holder.kind != "recovery")
    return found.with_holders(*others, *codes)
