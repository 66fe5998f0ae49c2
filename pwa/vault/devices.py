"""The devices that can open a plan, for its owner: which they are, what they are called, and taking one off."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pwa.errors import PocketPlanError
from pwa.plan.section import N_
from pwa.plan.text import clean
from pwa.store.base import Holder
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.codes import settled, today, without_those_of, without_waiting
from pwa.vault.cookies import DeviceCookie
from pwa.vault.holders import forget_tries, removed_of, with_new_key
from pwa.vault.keys import new_key
from pwa.vault.unsealed import Unsealed

NAME_CHARACTERS = 60
DAYS_TOLD = 7  # after a loss, as long as every device tells that one was added


class NoSuchDevice(PocketPlanError):
    """The plan has no such device: it was taken off already."""

    reason = "no_such_device"

    def __init__(self) -> None:
        super().__init__(N_("That device was taken off already. It can't open your plan."))


@dataclass(frozen=True, kw_only=True)
class Device:
    """A device as the plan's owner sees it.

    Args:
        name: what the owner calls it; may be empty.
        added: the day (``YYYY-MM-DD``) on which it was added; may be empty.
        used: the last day on which it was used with a connection; may be empty.
        is_this: it is the one that asks.
    """

    id: str
    name: str
    added: str
    used: str
    is_this: bool


@dataclass(frozen=True, kw_only=True)
class Loss:
    """A device that was reported lost, and what whoever has it may know.

    Args:
        name: what its owner called it; may be empty. Then it was the device ``number`` of their list, from 1.
        copies: ids of the copies that there were, whose codes stand in the plan.
    """

    name: str
    number: int
    copies: tuple[str, ...]


class Devices:
    """Names devices and takes them off. Blocking; everything raises ``NotAllowed`` for a cookie that opens nothing."""

    def __init__(self, access: PlanAccess) -> None:
        self._access = access

    def all(self, cookie: DeviceCookie) -> tuple[Device, ...]:
        """The devices in the order in which they were added."""
        found = self._access.look(cookie)
        return tuple(
            Device(
                id=holder.id,
                name=str(found.facts_of(holder.id).get("name", "")),
                added=holder.day,
                used=found.used(holder.id),
                is_this=holder.id == cookie.device_id,
            )
            for holder in found.devices()
        )

    def name(self, cookie: DeviceCookie, device_id: str, name: str) -> None:
        """Call a device something; an empty name takes it away. Raises ``NoSuchDevice``."""
        called = clean(name, lines=False)[:NAME_CHARACTERS]

        def edit(found: Unsealed) -> Unsealed:
            if device_id not in [holder.id for holder in found.devices()]:
                raise NoSuchDevice
            return _knowing(found, device_id, name=called)

        self._access.edit(cookie, edit)

    def remove(self, cookie: DeviceCookie, device_id: str, day: str = "", *, is_lost: bool = False) -> Opened:
        """Take another device off, with the recovery codes that it made; raises ``NoSuchDevice`` or ``NeedsProof``.

        The plan gets another key at once, which those that stay get without their help: what the device has kept of the
        old one opens nothing that is saved from now on. It is saved twice, so that the previous file has that key too.
        """
        if device_id == cookie.device_id:
            raise NoSuchDevice
        self._access.proofs.need_owner(cookie, self._access.look(cookie))

        def edit(found: Unsealed) -> Unsealed:
            found = without_those_of(found, device_id, today(), is_lost=is_lost)
            # Who typed the PIN may have lost the words that count, and hold those that wait.
            found = found if cookie.pin else without_waiting(found, today())
            after = _without(found, device_id, day)
            return after.with_marks(lost=_loss(found, device_id, day or today())) if is_lost else after

        opened = self._access.edit(cookie, edit)
        forget_tries(self._access.store, device_id)
        self._access.closing.close(cookie.plan_id, device_id)
        return opened

    def last_loss(self, cookie: DeviceCookie, day: str) -> Loss | None:
        """The device that was last reported lost, for a week or until its owner says that all is settled."""
        found = self._access.look(cookie).marks.get("lost")
        if not found or (date.fromisoformat(day) - date.fromisoformat(found["day"])).days > DAYS_TOLD:
            return None
        return Loss(name=found["name"], number=found["number"], copies=tuple(found["copies"]))

    def settle_loss(self, cookie: DeviceCookie) -> None:
        """What could be done after a loss was done, or is not wanted."""
        self._access.edit_once(cookie, lambda found: found.with_marks(lost=None))

    def note(self, cookie: DeviceCookie, opened: Opened, day: str) -> Opened:
        """Remember that a device was used on a day (``YYYY-MM-DD``), once for each; codes that are over go then."""
        if opened.used == day:
            return opened

        def edit(found: Unsealed) -> Unsealed:
            # Who has to be told of a damaged file is told by an answer, and not by this.
            is_quiet = not found.restored and not found.record.untold
            return _knowing(settled(found, day), cookie.device_id, used=day) if is_quiet else found

        found = self._access.look(cookie)
        save = self._access.edit_once if settled(found, day) is found else self._access.edit
        return save(cookie, edit)


def _loss(found: Unsealed, device_id: str, day: str) -> dict[str, Any]:
    number = 1 + [holder.id for holder in found.devices()].index(device_id)
    name = str(found.facts_of(device_id).get("name", ""))
    return {"day": day, "name": name, "number": number, "copies": [*found.record.copies]}


def _without(found: Unsealed, device_id: str, day: str) -> Unsealed:
    gone = next((holder for holder in found.devices() if holder.id == device_id), None)
    if gone is None:
        raise NoSuchDevice
    return without_device(found, gone, day)


def without_device(found: Unsealed, gone: Holder, day: str) -> Unsealed:
    """The plan without one of its devices, under a new key; ``day`` (``YYYY-MM-DD``) is the one it went."""
    plan_key = new_key()
    staying = with_new_key((one for one in found.record.holders if one.id != gone.id), plan_key)
    removed = (*found.record.removed, removed_of(gone, day))
    untold = tuple(one for one in found.record.untold if one != gone.id)
    record = replace(found.record, holders=staying, removed=removed, untold=untold)
    known = {one: facts for one, facts in found.known.items() if one != gone.id}
    return replace(found, record=record, plan_key=plan_key, known=known)


def _knowing(found: Unsealed, device_id: str, **facts: Any) -> Unsealed:
    before: Mapping[str, Mapping[str, Any]] = found.known
    return replace(found, known={**before, device_id: {**found.facts_of(device_id), **facts}})
