"""The stored form of a plan, both ways: what a newer version wrote is kept and written back, never refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import orjson

from pwa.errors import PocketPlanError
from pwa.plan.model import ME, Entry, Plan, Try, Version
from pwa.plan.section import N_
from pwa.plan.sections import BY_ID

_PLAN_KEYS = {"id", "schema", "sections"}
_VERSION_KEYS = {"content", "revision", "by", "device", "day", "phrase"}
_ENTRY_KEYS = _VERSION_KEYS | {"id", "rivals", "earlier", "tries", "away", "only_me"}
_TRY_KEYS = {"day", "outcome", "revision"}

Made = TypeVar("Made")


class NewerPlan(PocketPlanError):
    """A stored plan has a shape that this version can't read at all; it must never look like an empty one."""

    reason = "newer_version"

    def __init__(self) -> None:
        super().__init__(
            N_("This plan was saved by a newer version of this program. It is safe, but can't be shown here.")
        )


class _NotRead(Exception):
    """An entry is shaped in a way that this version does not know."""


def read_plan(data: Mapping[str, Any], bytes_at_most: int | None = None) -> Plan:
    """A plan from its stored JSON, of this or a later schema.

    Raises:
        NewerPlan: nothing in it can be read.
    """
    if not isinstance(data.get("id"), str) or not isinstance(data.get("sections", {}), Mapping):
        raise NewerPlan
    sections: dict[str, tuple[Entry, ...]] = {}
    unread: dict[str, Any] = {}
    behind: dict[str, tuple[tuple[str, ...], ...]] = {}
    for section_id, raw in data.get("sections", {}).items():
        if section_id not in BY_ID or not isinstance(raw, list):
            unread[section_id] = raw
            continue
        entries = [(item, _entry_or_none(item)) for item in raw]
        sections[section_id] = tuple(entry for _, entry in entries if entry)
        if left := [item for item, entry in entries if entry is None]:
            unread[section_id] = left
            behind[section_id] = _behind([entry for _, entry in entries])
    return Plan(
        id=data["id"],
        schema=data.get("schema", 1),
        sections=sections,
        unread=unread,
        unread_behind=behind,
        extra=_rest(data, _PLAN_KEYS),
        bytes_at_most=bytes_at_most,
    )


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """The stored JSON of a plan."""
    sections: dict[str, Any] = {
        section_id: [entry_as_json(entry) for entry in entries] for section_id, entries in plan.sections.items()
    }
    for section_id, raw in plan.unread.items():
        known = sections.get(section_id)
        sections[section_id] = raw if known is None else _in_place(known, raw, plan.unread_behind.get(section_id, ()))
    return {"id": plan.id, "schema": plan.schema, "sections": sections, **plan.extra}


def entry_as_json(entry: Entry) -> dict[str, Any]:
    """The stored JSON of one entry; what is empty or false is left out."""
    data = {"id": entry.id, **_version_as_json(entry.now)}
    if entry.rivals:
        data["rivals"] = [_version_as_json(version) for version in entry.rivals]
    if entry.earlier:
        data["earlier"] = [_version_as_json(version) for version in entry.earlier]
    if entry.tries:
        data["tries"] = [
            {"day": one.day, "outcome": one.outcome, "revision": one.revision, **one.extra} for one in entry.tries
        ]
    if entry.is_away:
        data["away"] = True
    if entry.is_only_me:
        data["only_me"] = True
    return {**data, **entry.extra} if entry.extra else data


def size_at_most(before: Plan, after: Plan, section: str) -> int | None:
    """What a plan can't be larger than after a change in one section, told without measuring the whole of it."""
    if before.bytes_at_most is None:
        return None
    known = set(map(id, before.entries(section)))
    new = [entry_as_json(entry) for entry in after.entries(section) if id(entry) not in known]
    return before.bytes_at_most + len(orjson.dumps({section: new}))


def size_bytes(plan: Plan) -> int:
    """The size that ``limits.PLAN_BYTES`` speaks of: JSON in UTF-8 without earlier texts."""
    sections = {
        section_id: tuple(replace(entry, earlier=()) if entry.earlier else entry for entry in entries)
        for section_id, entries in plan.sections.items()
    }
    return len(orjson.dumps(plan_as_json(replace(plan, sections=sections))))


def _behind(entries: Sequence[Entry | None]) -> tuple[tuple[str, ...], ...]:
    """For each entry that can't be read, the ids of those before it."""
    ids = [entry.id if entry else None for entry in entries]
    return tuple(tuple(one for one in ids[:at] if one) for at, entry_id in enumerate(ids) if entry_id is None)


def _in_place(known: list[Any], left: list[Any], behind: Sequence[tuple[str, ...]]) -> list[Any]:
    """Entries with those that can't be read put back behind the nearest one that is still there."""
    anchored: dict[str | None, list[Any]] = {}
    there = {entry["id"] for entry in known}
    for raw, before in zip(left, behind, strict=True):
        anchor = next((entry_id for entry_id in reversed(before) if entry_id in there), None)
        anchored.setdefault(anchor, []).append(raw)
    placed = anchored.get(None, [])
    for entry in known:
        placed = [*placed, entry, *anchored.pop(entry["id"], [])]
    return placed


def _version_as_json(version: Version) -> dict[str, Any]:
    phrase = {"phrase": version.phrase} if version.phrase else {}
    return {
        "content": dict(version.content),
        "revision": version.revision,
        "by": version.by,
        "device": version.device,
        "day": version.day,
        **phrase,
        **version.extra,
    }


def _entry_or_none(raw: object) -> Entry | None:
    try:
        return _read_entry(raw)
    except _NotRead:
        return None


def _read_entry(raw: object) -> Entry:
    if not isinstance(raw, dict):
        raise _NotRead
    fields = {
        "id": _text(raw, "id"),
        "now": _version_of(raw, {}),
        "rivals": _all(raw, "rivals", _read_version),
        "earlier": _all(raw, "earlier", _read_version),
        "tries": _all(raw, "tries", _read_try),
        "is_away": raw.get("away", False) is True,
        "is_only_me": raw.get("only_me", False) is not False,
        "extra": _rest(raw, _ENTRY_KEYS),
    }
    return _made(Entry, fields)


def _read_version(raw: object) -> Version:
    if not isinstance(raw, dict):
        raise _NotRead
    return _version_of(raw, _rest(raw, _VERSION_KEYS))


def _version_of(raw: Mapping[str, Any], extra: dict[str, Any]) -> Version:
    if not isinstance(raw.get("content"), dict):
        raise _NotRead
    fields = {
        "content": raw["content"],
        "revision": _text(raw, "revision"),
        "by": _text(raw, "by", ME),
        "device": _text(raw, "device", ""),
        "day": _text(raw, "day", ""),
        "phrase": _text(raw, "phrase", "") or None,
        "extra": extra,
    }
    return _made(Version, fields)


def _made(kind: type[Made], fields: dict[str, Any]) -> Made:
    """A frozen record made at once: its own way, field by field, would be half the cost of opening a plan."""
    made = object.__new__(kind)
    vars(made).update(fields)
    return made


def _read_try(raw: object) -> Try:
    if not isinstance(raw, dict):
        raise _NotRead
    return Try(
        day=_text(raw, "day", ""),
        outcome=_text(raw, "outcome"),
        revision=_text(raw, "revision", ""),
        extra=_rest(raw, _TRY_KEYS),
    )


def _text(raw: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = raw.get(key, default)
    if not isinstance(value, str):
        raise _NotRead
    return value


def _all(raw: Mapping[str, Any], key: str, read: Callable[[object], Made]) -> tuple[Made, ...]:
    if key not in raw:
        return ()
    if not isinstance(raw[key], list):
        raise _NotRead
    return tuple(map(read, raw[key]))


def _rest(raw: Mapping[str, Any], known: set[str]) -> dict[str, Any]:
    return {} if known.issuperset(raw) else {key: value for key, value in raw.items() if key not in known}
