"""What grows day by day in a plan, sealed in files of its own beside it: a save of something else does not touch them.

Each sealing of such a section is a new file with a new key, which stands in the sealed plan and nowhere else. The name
of the file is random, and says nothing of what it holds.
"""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import orjson

from pwa.plan.counting import last_look
from pwa.plan.days import oldest
from pwa.plan.limits import NOTES
from pwa.plan.model import Aside, Json, Plan
from pwa.plan.record_sections import DAYS, LOOKS
from pwa.plan.stored import plan_as_stored
from pwa.plan.stored_entry import more_bytes
from pwa.store.base import LoadedPlan, PlanRecord, PlanStore, SealedFile
from pwa.store.errors import Damaged, NoSuchPlan
from pwa.vault.keys import new_id, new_key
from pwa.vault.sealing import UnsealError, seal, unseal

_FORM = 1
_QUICKLY = 3  # zlib's level: the words of years are packed while someone waits for today's


def with_notes(
    stored: Mapping[str, Any], record: PlanRecord, store: PlanStore, read: Callable[[LoadedPlan], Plan]
) -> Mapping[str, Any]:
    """The stored JSON of a plan, in which a section that is sealed by itself is opened when it is first asked for.

    Where it was changed twice since, its file may be gone. Then it is found as it is by now, in what ``read`` makes of
    the newest plan: who shows it shows what is true, and who saves has to begin again anyway.
    """
    sections = stored.get("sections")
    if not isinstance(sections, Mapping):
        return stored

    def opened(name: str, note: Json) -> list[Any]:
        try:
            return _opened(store, record.plan_id, note)
        except NoSuchPlan:
            loaded = store.load(record.plan_id)
        if loaded.record.revision == record.revision:
            raise Damaged
        newer = read(loaded).sections.unchanged(name)
        return newer.open() if isinstance(newer, Aside) else newer or []

    found = {
        name: Aside(note=raw, open=partial(opened, name, raw)) if name in NOTES and _is_note(raw) else raw
        for name, raw in sections.items()
    }
    return {**stored, "sections": found}


def without_notes(plan: Plan, plan_id: str) -> tuple[dict[str, Any], tuple[str, ...], tuple[SealedFile, ...]]:
    """The JSON of a plan to be kept, which says where each section lies that is sealed by itself.

    With it come the ids of all these files, and the files that are new.
    """
    stored = plan_as_stored(plan)
    sections, new = stored["sections"], []
    for name in NOTES & sections.keys():
        raw = sections[name]
        if isinstance(raw, list) and raw:
            part, key = new_id(), new_key()
            content = orjson.dumps({name: raw})
            facts = {"bytes": len(content) + more_bytes(raw), **_days_in(plan, name)}
            sections[name] = {"part": part, "key": b64encode(key).decode("ascii"), **facts}
            packed = zlib.compress(content, _QUICKLY)
            sealed = seal(key, packed, plan_id=_name(plan_id, part), revision=0, schema=_FORM)
            new.append(SealedFile(id=part, plan_id=plan_id, sealed=sealed))
    return stored, tuple(raw["part"] for raw in sections.values() if _is_note(raw)), tuple(new)


def _days_in(plan: Plan, name: str) -> dict[str, str]:
    """What is asked at every save of a section that has it."""
    if name == DAYS.id:
        return {"oldest": oldest(plan)}
    return {"last": last_look(plan)} if name == LOOKS.id else {}


def _opened(store: PlanStore, plan_id: str, note: Json) -> list[Any]:
    part = note["part"]
    sealed = store.notes.load(part).sealed
    try:
        packed = unseal(b64decode(note["key"]), sealed, plan_id=_name(plan_id, part), revision=0, schema=_FORM)
        (raw,) = orjson.loads(zlib.decompress(packed)).values()
    except (AttributeError, UnsealError, ValueError, zlib.error):
        raise Damaged from None
    if not isinstance(raw, list):
        raise Damaged
    return raw


def _is_note(raw: object) -> bool:
    """Whether it says where a section lies."""
    if not isinstance(raw, Mapping) or type(raw.get("bytes")) is not int:
        return False
    return isinstance(raw.get("key"), str) and isinstance(raw.get("part"), str)


def _name(plan_id: str, part: str) -> str:
    return f"{plan_id} {part}"
