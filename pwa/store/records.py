"""Records as the JSON of a TinyDB document and back; keys that a newer version wrote are kept."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from pwa.plan.counting import read_flags
from pwa.store.base import CopyRecord, Deletion, Holder, PlanRecord, RemovedDevice, Ticket
from pwa.store.errors import Damaged

Document = dict[str, Any]

_HOLDER = {
    *("id", "kind", "version", "factors", "public", "sealed_key", "removal_hash", "alone", "salt", "rounds", "day"),
    "kept",
}
_PLAN = {"plan_id", "revision", "schema", "sealed", "holders", "copies", "untold", "removed", "pictures", "counted"}
_PLAN |= {"notes"}
_COPY = {
    "copy_id", "plan_id", "revision", "made_from", "sealed", "proof_hash", "mark", "until", "passcode", "may_keep",
    "stopped", "words", "opened", "kept",
}  # fmt: skip
_TICKET = {"id", "plan_id", "expires_at"}


def plan_as_document(record: PlanRecord) -> Document:
    """A sealed plan as it is written."""
    return {
        **record.extra,
        "plan_id": record.plan_id,
        "revision": record.revision,
        "schema": record.schema,
        "sealed": _text(record.sealed),
        "holders": [_holder_as_document(holder) for holder in record.holders],
        "copies": list(record.copies),
        "untold": list(record.untold),
        "removed": [_removed_as_document(device) for device in record.removed],
        **({"pictures": list(record.pictures)} if record.pictures else {}),
        **({"counted": dict(record.counted)} if record.counted else {}),
        **({"notes": list(record.notes)} if record.notes else {}),
    }


def read_plan_record(document: Mapping[str, Any]) -> PlanRecord:
    """A sealed plan from what was written; raises ``Damaged`` when it can't have been us."""
    try:
        return PlanRecord(
            plan_id=document["plan_id"],
            revision=int(document["revision"]),
            schema=int(document["schema"]),
            sealed=_bytes(document["sealed"]),
            holders=tuple(_read_holder(holder) for holder in document["holders"]),
            copies=tuple(document.get("copies", ())),
            untold=tuple(document.get("untold", ())),
            removed=tuple(_read_removed(device) for device in document.get("removed", ())),
            pictures=tuple(document.get("pictures", ())),
            counted=read_flags(document.get("counted")),
            notes=tuple(map(str, document.get("notes", ()))),
            extra=_others(document, _PLAN),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Damaged from None


def copy_as_document(record: CopyRecord) -> Document:
    """A copy as it is written."""
    return {
        **record.extra,
        "copy_id": record.copy_id,
        "plan_id": record.plan_id,
        "revision": record.revision,
        "made_from": record.made_from,
        "sealed": _text(record.sealed),
        "proof_hash": _text(record.proof_hash),
        "mark": _text(record.mark),
        "until": record.until,
        "passcode": _text(record.passcode),
        "may_keep": record.may_keep,
        "stopped": record.is_stopped,
        "words": _text(record.words),
        "opened": list(record.opened),
        "kept": list(record.kept),
    }


def read_copy_record(document: Mapping[str, Any]) -> CopyRecord:
    """A copy from what was written; raises ``Damaged`` when it can't have been us."""
    try:
        return CopyRecord(
            copy_id=document["copy_id"],
            plan_id=document["plan_id"],
            revision=int(document["revision"]),
            made_from=int(document["made_from"]),
            sealed=_bytes(document["sealed"]),
            proof_hash=_bytes(document["proof_hash"]),
            mark=_bytes(document.get("mark", "")),
            until=document.get("until", ""),
            passcode=_bytes(document.get("passcode", "")),
            may_keep=document.get("may_keep", True) is True,
            is_stopped=document.get("stopped", False) is not False,
            words=_bytes(document.get("words", "")),
            opened=tuple(document.get("opened", ())),
            kept=tuple(document.get("kept", ())),
            extra=_others(document, _COPY),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Damaged from None


def whole_plan(document: Mapping[str, Any]) -> Document:
    """A plan's document as this version would write it; raises ``Damaged``."""
    return plan_as_document(read_plan_record(document))


def whole_copy(document: Mapping[str, Any]) -> Document:
    """A copy's document as this version would write it; raises ``Damaged``."""
    return copy_as_document(read_copy_record(document))


def ticket_as_document(ticket: Ticket) -> Document:
    """A ticket as it is written."""
    return {**ticket.extra, "id": ticket.id, "plan_id": ticket.plan_id, "expires_at": ticket.expires_at}


def read_ticket(document: Mapping[str, Any]) -> Ticket:
    """A ticket from what was written; raises ``Damaged`` when it can't have been us."""
    try:
        return Ticket(
            id=document["id"],
            plan_id=document["plan_id"],
            expires_at=float(document["expires_at"]),
            extra=_others(document, _TICKET),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Damaged from None


def deletion_as_document(plan: Mapping[str, Any] | None, plan_id: str, day: str) -> Document:
    """What stays of a plan that is deleted: its devices, so that they can be told; ``plan`` is as it was written."""
    gone = [_as_removed(holder, day) for holder in (plan or {}).get("holders", ()) if holder.get("removal_hash")]
    return {"plan_id": plan_id, "day": day, "devices": [*(plan or {}).get("removed", ()), *gone]}


def read_deletion(document: Mapping[str, Any]) -> Deletion:
    """What stayed of a deleted plan."""
    devices = tuple(_read_removed(device) for device in document.get("devices", ()))
    return Deletion(plan_id=document["plan_id"], day=document["day"], devices=devices)


def _as_removed(holder: Mapping[str, Any], day: str) -> Document:
    public = holder.get("alone") or holder["public"]  # as `removed_of`: without its PIN, too
    return {"id": holder["id"], "public": public, "removal_hash": holder["removal_hash"], "day": day}


def _removed_as_document(device: RemovedDevice) -> Document:
    return {
        "id": device.id, "public": _text(device.public), "removal_hash": _text(device.removal_hash), "day": device.day
    }  # fmt: skip


def _read_removed(document: Mapping[str, Any]) -> RemovedDevice:
    return RemovedDevice(
        id=document["id"],
        public=_bytes(document["public"]),
        removal_hash=_bytes(document["removal_hash"]),
        day=document.get("day", ""),
    )


def _holder_as_document(holder: Holder) -> Document:
    return {
        **holder.extra,
        "id": holder.id,
        "kind": holder.kind,
        "version": holder.version,
        "factors": list(holder.factors),
        "public": _text(holder.public),
        "sealed_key": _text(holder.sealed_key),
        "removal_hash": None if holder.removal_hash is None else _text(holder.removal_hash),
        "alone": _text(holder.alone),
        "salt": _text(holder.salt),
        "rounds": holder.rounds,
        "day": holder.day,
        **({} if holder.is_kept else {"kept": False}),
    }


def _read_holder(document: Mapping[str, Any]) -> Holder:
    removal_hash = document.get("removal_hash")
    return Holder(
        id=document["id"],
        kind=document["kind"],
        version=int(document["version"]),
        factors=tuple(document["factors"]),
        public=_bytes(document["public"]),
        sealed_key=_bytes(document["sealed_key"]),
        removal_hash=None if removal_hash is None else _bytes(removal_hash),
        alone=_bytes(document.get("alone", "")),
        salt=_bytes(document.get("salt", "")),
        rounds=int(document.get("rounds", 0)),
        day=document.get("day", ""),
        is_kept=document.get("kept", True) is True,
        extra=_others(document, _HOLDER),
    )


def _others(document: Mapping[str, Any], known: set[str]) -> Document:
    return {key: value for key, value in document.items() if key not in known}


def _text(content: bytes) -> str:
    return b64encode(content).decode("ascii")


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)
