"""A plan while it is open in memory: its record, its key, and what the key unsealed."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import orjson

from pwa.plan.counting import flags_of
from pwa.plan.exchange import Seen, read_seen, seen_as_json
from pwa.plan.model import Plan
from pwa.plan.stored import read_plan
from pwa.store.base import Holder, LoadedPlan, PlanRecord, PlanStore, SealedFile
from pwa.store.errors import Damaged
from pwa.vault.notes import with_notes, without_notes
from pwa.vault.sealing import UnsealError, seal, unseal

SCHEMA = 1
_MARKS = "marks"  # no device is called so: their ids are longer

# The unreadable file that was put aside held a later revision than the previous one. No phone may take the next save
# for what it already has, so the count jumps by chance.
_JUMP_AFTER_RESTORE = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Unsealed:
    """What one call works on and then forgets; never printed.

    Args:
        record: as it was loaded; its ``sealed`` and ``revision`` are of before.
        copies: what the owner settled for each copy, its key among it; read by ``pwa.share``.
        known: what is known of each device beside its key: the name one gave it, the last day on which it was used;
            and ``marks``, what every device is told, whichever of them goes.
        pictures: the key of each picture, by its id; read by ``pictures.py``.
        rest: other sealed parts that a newer version wrote; kept, not understood.
    """

    record: PlanRecord = field(repr=False)
    plan_key: bytes = field(repr=False)
    plan: Plan = field(repr=False)
    seen: Seen = field(repr=False)
    copies: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    known: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    pictures: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    rest: Mapping[str, Any] = field(repr=False)
    restored: bool

    def devices(self) -> tuple[Holder, ...]:
        """The devices that can open it."""
        return tuple(holder for holder in self.record.holders if holder.kind == "device")

    def codes(self) -> tuple[Holder, ...]:
        """The recovery codes that can open it, the newest last: none, one, or two until the newest is kept."""
        return tuple(holder for holder in self.record.holders if holder.kind == "recovery")

    def facts_of(self, device_id: str) -> Mapping[str, Any]:
        """What is known of a device: its ``name``, and the last day on which it was ``used``."""
        return self.known.get(device_id, {})

    @property
    def marks(self) -> Mapping[str, Any]:
        """What happened to those who can open it: the day on which a device was ``added``, or words were made."""
        return self.known.get(_MARKS, {})

    def with_marks(self, **marks: Any) -> "Unsealed":
        """The same plan with something more to tell."""
        return replace(self, known={**self.known, _MARKS: {**self.marks, **marks}})

    def used(self, device_id: str) -> str:
        """The last day on which a device was used, as far as it was noted: at least the one on which it came."""
        added = next((holder.day for holder in self.devices() if holder.id == device_id), "")
        return str(self.facts_of(device_id).get("used", "")) or added

    def has_to_tell(self, device_id: str) -> bool:
        """Whether that device still has to be told that the newest file could not be read."""
        return self.restored or device_id in self.record.untold

    def with_holders(self, *holders: Holder) -> "Unsealed":
        """The same plan with others who can open it."""
        return replace(self, record=replace(self.record, holders=holders))

    def with_device(self, device: Holder, *others: Holder) -> "Unsealed":
        """The same plan with one more device, which the others are told of."""
        new = self.with_holders(*others, device)
        if self.record.untold:
            new = replace(new, record=replace(new.record, untold=(*self.record.untold, device.id)))
        return new.with_marks(added=device.day) if len(new.devices()) > 1 else new

    def with_copies(self, *copies: Mapping[str, Any]) -> "Unsealed":
        """The same plan with other copies; their ids stand in the record, where no key is needed to count them."""
        return replace(self, copies=copies, record=replace(self.record, copies=tuple(one["id"] for one in copies)))


def unseal_plan(loaded: LoadedPlan, plan_key: bytes, store: PlanStore) -> Unsealed:
    """Open a plan with its key; raises ``Damaged`` when not all of it is as it was sealed. Notes stay in the store."""
    record = loaded.record
    try:
        content = unseal(
            plan_key, record.sealed, plan_id=record.plan_id, revision=record.revision, schema=record.schema
        )
    except UnsealError:
        raise Damaged from None
    parts = orjson.loads(content)
    plan = with_notes(parts.pop("plan"), record, store, lambda newer: unseal_plan(newer, plan_key, store).plan)
    return Unsealed(
        record=record,
        plan_key=plan_key,
        plan=read_plan(plan, len(content)),
        seen=read_seen(parts.pop("seen", {})),
        copies=tuple(parts.pop("copies", ())),
        known=parts.pop("devices", {}),
        pictures=parts.pop("pictures", {}),
        rest=parts,
        restored=loaded.restored_from_previous,
    )


def seal_next(opened: Unsealed, told: str) -> tuple[PlanRecord, tuple[SealedFile, ...]]:
    """The record of the next revision, and its new notes; ``told`` is the device that is answered with it."""
    record = opened.record
    waiting = (holder.id for holder in opened.devices()) if opened.restored else record.untold
    jump = secrets.randbelow(_JUMP_AFTER_RESTORE) + 1 if opened.restored else 0
    revision = record.revision + 1 + jump
    plan, names, notes = without_notes(opened.plan, record.plan_id)
    sealed = replace(
        record,
        revision=revision,
        sealed=_seal(opened, plan, revision),
        notes=names,
        untold=tuple(device for device in waiting if device != told),
        counted=flags_of(opened.plan, datetime.now(UTC).date()),
    )
    return sealed, notes


def _seal(opened: Unsealed, plan: Mapping[str, Any], revision: int) -> bytes:
    parts = {**opened.rest, "plan": plan, "seen": seen_as_json(opened.seen)}
    if opened.copies:
        parts["copies"] = opened.copies
    if opened.known:
        parts["devices"] = opened.known
    if opened.pictures:
        parts["pictures"] = opened.pictures
    content = orjson.dumps(parts)
    record = opened.record
    return seal(opened.plan_key, content, plan_id=record.plan_id, revision=revision, schema=record.schema)
