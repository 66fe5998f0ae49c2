"""The stored form of a plan, both ways: what a newer version wrote is kept and written back, never refused."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import orjson

from pwa.plan.limits import NOTES
from pwa.plan.model import Aside, Entry, Plan, PlanSections, ReadSection
from pwa.plan.sections import BY_ID
from pwa.plan.stored_entry import NewerPlan as NewerPlan
from pwa.plan.stored_entry import entry_as_json, entry_as_stored, more_bytes, read_entry

_PLAN_KEYS = {"id", "schema", "sections", "voices"}


def read_plan(data: Mapping[str, Any], bytes_at_most: int | None = None) -> Plan:
    """A plan from its stored JSON, of this or a later schema; each section is read when it is first asked for.

    Raises:
        NewerPlan: nothing in it can be read.
    """
    if not isinstance(data.get("id"), str) or not isinstance(data.get("sections", {}), Mapping):
        raise NewerPlan
    sections = data.get("sections", {})
    stored = {name: raw for name, raw in sections.items() if name in BY_ID and isinstance(raw, list | Aside)}
    voices = data.get("voices", {})
    is_read = isinstance(voices, Mapping) and all(isinstance(one, Mapping) for one in voices.values())
    known = _PLAN_KEYS if is_read else _PLAN_KEYS - {"voices"}
    return Plan(
        id=data["id"],
        schema=data.get("schema", 1),
        sections=PlanSections(stored=stored, read=_read_section),
        voices=voices if is_read else {},
        unread={name: raw for name, raw in sections.items() if name not in stored},
        extra={key: value for key, value in data.items() if key not in known},
        **_sizes_at_most(stored, bytes_at_most),
    )


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """The JSON of a plan in this version's form."""
    return _as_json(plan, {name: _section_as_json(plan, name) for name in plan.sections})


def plan_as_stored(plan: Plan) -> dict[str, Any]:
    """The JSON of a plan to be kept: what was not changed is passed on as it was stored.

    Of a section that lies sealed by itself it is its note.
    """
    return _as_json(plan, {name: _as_stored(plan, name) for name in plan.sections})


def at_most(plan: Plan, section: str) -> int | None:
    """What the JSON of all in the room that a section is in (``limits.bytes_of``) can't be larger than, if known."""
    return plan.notes_at_most if section in NOTES else plan.bytes_at_most


def with_at_most(plan: Plan, section: str, size: int | None) -> Plan:
    """The plan with that noted."""
    return replace(plan, notes_at_most=size) if section in NOTES else replace(plan, bytes_at_most=size)


def size_at_most(before: Plan, after: Plan, section: str) -> int | None:
    """What that can't be larger than after a change in one section, told without measuring the whole of it."""
    size = at_most(before, section)
    if size is None:
        return None
    known = set(map(id, before.entries(section)))
    new = [_as_kept(section)(entry) for entry in after.entries(section) if id(entry) not in known]
    return size + len(orjson.dumps({section: new})) + more_bytes(new)


def size_bytes(plan: Plan, section: str | None = None) -> int:
    """JSON in UTF-8 without earlier texts: of all, or of the room that a section is in (``limits.bytes_of``)."""
    sections = plan.sections
    names = [name for name in sections if section is None or (name in NOTES) == (section in NOTES)]
    for name in names:
        bare = tuple(replace(entry, earlier=()) if entry.earlier else entry for entry in sections[name])
        sections = sections.with_entries(name, bare)
    measured = replace(plan, sections=sections)
    told = {name: _section_as_json(measured, name) for name in names}
    return len(orjson.dumps(told if section in NOTES else _as_json(plan, told)))


def _sizes_at_most(stored: Mapping[str, list[Any] | Aside], read: int | None) -> dict[str, int]:
    """The bounds of both rooms, where so many bytes were read: what is stored shorter than its JSON counts in full."""
    if read is None:
        return {}
    lists = {name: raw for name, raw in stored.items() if isinstance(raw, list)}
    size = read + sum(map(more_bytes, lists.values()))
    aside = sum(int(raw.note["bytes"]) for raw in stored.values() if isinstance(raw, Aside))
    return {"bytes_at_most": size, "notes_at_most": aside + (size if NOTES & lists.keys() else 0)}


def _as_kept(section: str) -> Callable[[Entry], dict[str, Any]]:
    """What makes the JSON of an entry to be kept: notes lie in files that are packed."""
    return partial(entry_as_stored, packs=section not in NOTES)


def _as_stored(plan: Plan, section: str) -> Any:
    raw = plan.sections.unchanged(section)
    if raw is None:
        return _section_as_json(plan, section, _as_kept(section))
    return dict(raw.note) if isinstance(raw, Aside) else raw


def _as_json(plan: Plan, sections: dict[str, Any]) -> dict[str, Any]:
    voices = {"voices": {by: dict(one) for by, one in plan.voices.items()}} if plan.voices else {}
    return {"id": plan.id, "schema": plan.schema, "sections": {**sections, **plan.unread}, **voices, **plan.extra}


def _read_section(raw: list[Any]) -> ReadSection:
    read = [read_entry(item) for item in raw]
    ids = [entry.id if entry else None for entry in read]
    return ReadSection(
        entries=tuple(entry for entry in read if entry),
        left=tuple(
            (item, tuple(one for one in ids[:place] if one))
            for place, (item, entry) in enumerate(zip(raw, read, strict=True))
            if entry is None
        ),
    )


def _section_as_json(plan: Plan, section: str, as_json: Callable[[Entry], Any] = entry_as_json) -> list[Any]:
    """The entries, and each that can't be read behind the nearest one that is still there."""
    known = [as_json(entry) for entry in plan.entries(section)]
    left = plan.sections.left(section)
    if not left:
        return known
    anchored: dict[str | None, list[Any]] = {}
    there = {entry["id"] for entry in known}
    for raw, before in left:
        anchor = next((entry_id for entry_id in reversed(before) if entry_id in there), None)
        anchored.setdefault(anchor, []).append(raw)
    placed = anchored.get(None, [])
    for entry in known:
        placed = [*placed, entry, *anchored.pop(entry["id"], [])]
    return placed
