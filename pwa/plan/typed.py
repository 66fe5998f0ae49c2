"""Plans in the shorthand that people type and import, as changes: ``{"contacts": [{…}], "coping": ["…"], …}``."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pwa.plan.change import Change, InvalidChange
from pwa.plan.content import list_of, object_of
from pwa.plan.parsing import parse_change
from pwa.plan.section import Field, FieldType, Kind, Section
from pwa.plan.sections import SECTIONS, SETTINGS


def new_id() -> str:
    """A new entry id or outbox: 16 random bytes as hex."""
    return secrets.token_hex(16)


def plan_from_shorthand(data: object, *, day: str = "", make_id: Callable[[], str] = new_id) -> list[Change]:
    """The changes that make a plan from its shorthand.

    Raises:
        InvalidChange, OverLimit: for the first thing that can't be taken.
    """
    return [parse_change(raw) for _, raw in raw_changes(data, day=day, make_id=make_id)]


def raw_changes(
    data: object, *, day: str = "", make_id: Callable[[], str] = new_id
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same as JSON of changes, not yet checked, each with its path in the shorthand, such as ``coping/3``."""
    plan = object_of(data)
    outbox = make_id()
    for seq, (path, raw) in enumerate(_all(plan, make_id), start=1):
        yield path, {**raw, "revision": f"{outbox}:{seq}", "day": day}


def _all(plan: Mapping[str, Any], make_id: Callable[[], str]) -> Iterator[tuple[str, dict[str, Any]]]:
    ids: dict[tuple[str, str], str] = {}
    settings = {field.name for field in SETTINGS.fields}
    if set(plan) - {section.id for section in SECTIONS} - settings:
        raise InvalidChange("unknown_section")
    for name in sorted(settings & set(plan)):
        yield name, _set(SETTINGS, name, plan[name])
    for section in SECTIONS:
        if section.kind is Kind.FIELDS:
            for name, value in object_of(plan.get(section.id, {})).items():
                yield f"{section.id}/{name}", _set(section, name, value)
            continue
        for index, item in enumerate(list_of(plan.get(section.id, []))):
            entry_id = make_id()
            content = _content(section, item, ids)
            if isinstance(first := content.get(section.fields[0].name), str):
                ids[section.id, first] = entry_id
            yield (
                f"{section.id}/{index}",
                {"kind": "add", "section": section.id, "entry": entry_id, "content": content},
            )


def _set(section: Section, name: str, value: Any) -> dict[str, Any]:
    return {"kind": "set_field", "section": section.id, "entry": name, "value": value, "based_on": None}


def _content(section: Section, item: object, ids: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    content = {"text": item} if isinstance(item, str) else dict(object_of(item))
    for field in section.fields:
        if isinstance(value := content.get(field.name), str):
            content[field.name] = _stored_value(field, value, ids)
    return content


def _stored_value(field: Field, value: str, ids: Mapping[tuple[str, str], str]) -> str:
    """In shorthand a choice may have spaces, and an entry is named by its text."""
    if field.type is FieldType.CHOICE:
        return value.replace(" ", "_")
    if field.type is FieldType.ENTRY:
        return ids.get((field.section or "", value), value)
    return value
