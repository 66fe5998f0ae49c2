"""What grows day by day in a plan, sealed by itself in the plan's own file: a save of something else does not open it.

Each sealing of such a section has a new key, which stands in the sealed plan and nowhere else. The name under which it
stands in the record is random, and says nothing of what it holds.
"""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from functools import partial
from typing import Any

import orjson

from pwa.plan.days import oldest
from pwa.plan.limits import NOTES
from pwa.plan.model import Aside, Plan
from pwa.plan.record_sections import DAYS
from pwa.plan.stored import plan_as_stored
from pwa.plan.stored_entry import more_bytes
from pwa.store.base import Damaged, PlanRecord
from pwa.vault.keys import new_id, new_key
from pwa.vault.sealing import UnsealError, seal, unseal

_FORM = 1
_QUICKLY = 3  # zlib's level: the words of years are packed while someone waits for today's


def with_parts(stored: Mapping[str, Any], record: PlanRecord) -> Mapping[str, Any]:
    """The stored JSON of a plan, in which a section that is sealed by itself is opened when it is first asked for."""
    sections = stored.get("sections")
    if not record.parts or not isinstance(sections, Mapping):
        return stored
    found = {
        name: Aside(note=raw, open=partial(_opened, record, raw)) if name in NOTES and _is_note(raw, record) else raw
        for name, raw in sections.items()
    }
    return {**stored, "sections": found}


def without_notes(plan: Plan, record: PlanRecord) -> tuple[dict[str, Any], dict[str, str]]:
    """The JSON of a plan to be kept, with a note in place of each section that is sealed by itself, and those parts."""
    stored = plan_as_stored(plan)
    sections, parts = stored["sections"], {}
    for name in NOTES & sections.keys():
        raw = sections[name]
        if isinstance(raw, list) and raw:
            part, key = new_id(), new_key()
            sections[name] = {"part": part, "key": b64encode(key).decode("ascii"), **_facts(plan, name, raw)}
            packed = zlib.compress(orjson.dumps(raw), _QUICKLY)
            sealed = seal(key, packed, plan_id=_name(record, part), revision=0, schema=_FORM)
            parts[part] = b64encode(sealed).decode("ascii")
    named = {raw["part"] for raw in sections.values() if _is_note(raw, record)}
    return stored, {**{part: sealed for part, sealed in record.parts.items() if part in named}, **parts}


def _facts(plan: Plan, name: str, raw: list[Any]) -> dict[str, Any]:
    """What is asked at every save."""
    size = len(orjson.dumps({name: raw})) + more_bytes(raw)
    return {"bytes": size, **({"oldest": oldest(plan)} if name == DAYS.id else {})}


def _opened(record: PlanRecord, note: Mapping[str, Any]) -> list[Any]:
    part = note["part"]
    try:
        sealed = b64decode(record.parts[part])
        packed = unseal(b64decode(note["key"]), sealed, plan_id=_name(record, part), revision=0, schema=_FORM)
        raw = orjson.loads(zlib.decompress(packed))
    except (UnsealError, ValueError, zlib.error):
        raise Damaged from None
    if not isinstance(raw, list):
        raise Damaged
    return raw


def _is_note(raw: object, record: PlanRecord) -> bool:
    """Whether it leads to a part."""
    if not isinstance(raw, Mapping) or type(raw.get("bytes")) is not int:
        return False
    return isinstance(raw.get("key"), str) and isinstance(raw.get("part"), str) and raw["part"] in record.parts


def _name(record: PlanRecord, part: str) -> str:
    return f"{record.plan_id} {part}"
