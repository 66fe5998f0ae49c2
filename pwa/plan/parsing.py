"""Read a change that came from outside: every key and every value is checked, and texts are cleaned."""

import re
from collections.abc import Mapping
from typing import Any

from pwa.plan.change import END, Change, ChangeKind, InvalidChange
from pwa.plan.content import (
    list_of,
    object_of,
    parse_content,
    parse_day,
    parse_entry_id,
    parse_value,
    text_of,
    yes_of,
)
from pwa.plan.model import ME, Entry, Try, Version
from pwa.plan.section import Field, Kind, Section
from pwa.plan.sections import BY_ID

OUTCOMES = ("helped", "a_bit", "not_this_time")  # how the try of a step went
STILL_RIGHT, STILL_TRUE = "still_right", "still_true"  # what its owner said of a number, of an entry
# Of the try of a step, of a service's number, and of anything that was looked through.
_OUTCOMES_OF = {
    Kind.STEPS: (*OUTCOMES, STILL_TRUE),
    Kind.PEOPLE: (STILL_RIGHT, STILL_TRUE),
    Kind.LIST: (STILL_TRUE,),
    Kind.RECORD: (STILL_TRUE,),
}

_REVISION = re.compile("[0-9a-f]{32}:[1-9][0-9]{0,14}")
_NAME = re.compile("[A-Za-z0-9_.-]{1,64}")
_MOST_TRIED = 1_000_000
_ALWAYS = {"kind", "section", "entry", "revision", "by", "device", "day"}
_KEYS: Mapping[ChangeKind, set[str]] = {
    ChangeKind.ADD: {"content", "after", "phrase", "only_me"},
    ChangeKind.EDIT: {"content", "based_on", "settles", "phrase", "goes_on", "only_me"},
    ChangeKind.MOVE: {"after"},
    ChangeKind.PUT_AWAY: {"based_on", "settles"},
    ChangeKind.BRING_BACK: {"whole", "after", "if_gone"},
    ChangeKind.DELETE: {"based_on", "settles"},
    ChangeKind.TICK: {"outcome"},
    ChangeKind.SET_FIELD: {"value", "based_on", "settles", "goes_on", "only_me"},
    ChangeKind.ONLY_ME: {"on"},
    ChangeKind.SUGGEST: {"content"},
    ChangeKind.LEAVE: {"settles"},
}
_OPTIONAL = {"after", "phrase", "settles", "goes_on", "only_me", "whole", "if_gone", "by", "device", "day"}
_FOR_ENTRIES = {ChangeKind.ADD, ChangeKind.EDIT, ChangeKind.MOVE}
_BESIDE = {ChangeKind.SUGGEST, ChangeKind.LEAVE}  # an entry, or a text of a section that has nothing but named ones


def parse_change(raw: object) -> Change:
    """A change from its JSON, with every text cleaned.

    Raises:
        InvalidChange: it is no change that this version can make; ``reason`` says why.
        OverLimit: a text in it is too long.
    """
    data = object_of(raw)
    kind = _kind(data.get("kind"))
    _check_keys(data, kind)
    section = _section(data["section"])
    named = _named_field(section, kind, text_of(data["entry"]))
    change = Change(
        kind=kind,
        section=section.id,
        entry=named.name if named else parse_entry_id(data["entry"]),
        revision=_revision(data["revision"]),
        **_who(data),
        **{key: _READERS[key](data[key], section, named) for key in _KEYS[kind] if key in data and key != "after"},
        **_place(data),
    )
    if change.whole and change.whole.id != change.entry:
        raise InvalidChange("bad_id")
    return change


def _kind(raw: object) -> ChangeKind:
    if not isinstance(raw, str) or raw not in set(ChangeKind):
        raise InvalidChange("unknown_kind")
    return ChangeKind(raw)


def _check_keys(data: Mapping[str, Any], kind: ChangeKind) -> None:
    allowed = _ALWAYS | _KEYS[kind]
    if set(data) - allowed:
        raise InvalidChange("unknown_field")
    needed = allowed - _OPTIONAL | ({"after"} if kind is ChangeKind.MOVE else set())
    if needed - set(data):
        raise InvalidChange("missing")


def _section(raw: object) -> Section:
    section = BY_ID.get(text_of(raw))
    if section is None:
        raise InvalidChange("unknown_section")
    return section


def _named_field(section: Section, kind: ChangeKind, entry: str) -> Field | None:
    named = next((field for field in section.named if field.name == entry), None)
    if kind is ChangeKind.SET_FIELD and named is None:
        raise InvalidChange("unknown_field" if section.named else "wrong_section")
    is_fields = section.kind is Kind.FIELDS
    is_wrong = (
        (kind in _FOR_ENTRIES and (named is not None or is_fields))
        or (kind in _BESIDE and is_fields is (named is None))
        or (kind is ChangeKind.TICK and section.kind not in _OUTCOMES_OF)
    )
    if is_wrong:
        raise InvalidChange("wrong_section")
    return named


def _who(data: Mapping[str, Any]) -> dict[str, Any]:
    """Whose voice, which device, which day; what is not said stays empty."""
    by, device = text_of(data.get("by", ME)), text_of(data.get("device", ""))
    if not _NAME.fullmatch(by) or (device and not _NAME.fullmatch(device)):
        raise InvalidChange("bad_id")
    return {"by": by, "device": device, "day": parse_day(data.get("day", ""))}


def _place(data: Mapping[str, Any]) -> dict[str, Any]:
    if "after" not in data:
        return {"after": END}
    return {"after": None if data["after"] is None else parse_entry_id(data["after"])}


def _revision(raw: object) -> str:
    revision = text_of(raw)
    if not _REVISION.fullmatch(revision):
        raise InvalidChange("bad_id")
    return revision


def _based_on(raw: object, section: Section, named: Field | None) -> str | None:
    if raw is None and named is None:
        raise InvalidChange("missing")
    return None if raw is None else _revision(raw)


def _settles(raw: object, section: Section, named: Field | None) -> tuple[str, ...]:
    return tuple(_revision(item) for item in list_of(raw))


def _content(raw: object, section: Section, named: Field | None) -> dict[str, Any]:
    if named is None:
        return parse_content(section.fields, raw)
    given = object_of(raw)
    if set(given) - {"value"}:
        raise InvalidChange("unknown_field")
    value = parse_value(named, given.get("value"))
    if value is None:
        raise InvalidChange("missing")
    return {"value": value}


def _value(raw: object, section: Section, named: Field | None) -> Any:
    return parse_value(named, raw) if named else None


def _phrase(raw: object, section: Section, named: Field | None) -> str | None:
    if raw is not None and not _NAME.fullmatch(text_of(raw)):
        raise InvalidChange("bad_id")
    return text_of(raw) if raw is not None else None


def _outcome(raw: object, section: Section, named: Field | None) -> str:
    if text_of(raw) not in _OUTCOMES_OF.get(section.kind, ()):
        raise InvalidChange("bad_choice")
    return text_of(raw)


def _yes(raw: object, section: Section, named: Field | None) -> bool:
    return yes_of(raw)


def _whole(raw: object, section: Section, named: Field | None) -> Entry | None:
    """A deleted entry that comes back; what a newer version wrote into it is left out, its words are not."""
    if raw is None:
        return None
    data = object_of(raw)
    return Entry(
        id=named.name if named else parse_entry_id(data.get("id")),
        now=_version(data, section, named),
        rivals=_versions(data, "rivals", section, named),
        earlier=_versions(data, "earlier", section, named),
        tries=tuple(_try(item, section) for item in _all(data.get("tries", []))),
        tried={_outcome(one, section, None): _count(n) for one, n in object_of(data.get("tried", {})).items()},
        suggestions=_versions(data, "suggestions", section, named),
        is_away=yes_of(data.get("away", False)),
        is_only_me=yes_of(data.get("only_me", False)),
    )


def _versions(data: Mapping[str, Any], key: str, section: Section, named: Field | None) -> tuple[Version, ...]:
    return tuple(_version(object_of(item), section, named) for item in _all(data.get(key, [])))


def _version(data: Mapping[str, Any], section: Section, named: Field | None) -> Version:
    content = object_of(data.get("content"))
    if named:
        value = parse_value(named, content.get("value"))
        content = {} if value is None else {"value": value}
    else:
        known = {field.name for field in section.fields}
        content = parse_content(section.fields, {key: value for key, value in content.items() if key in known})
        content = {key: value for key, value in content.items() if value is not None}
    phrase = _phrase(data.get("phrase"), section, named)
    return Version(content=content, revision=_revision(data.get("revision")), phrase=phrase, **_who(data))


def _try(raw: object, section: Section) -> Try:
    data = object_of(raw)
    return Try(
        day=parse_day(data.get("day", "")),
        outcome=_outcome(data.get("outcome"), section, None),
        revision=_revision(data.get("revision")),
    )


def _count(raw: object) -> int:
    if type(raw) is not int or not 0 < raw <= _MOST_TRIED:
        raise InvalidChange("wrong_type")
    return raw


def _all(raw: object) -> list[Any]:
    if not isinstance(raw, list):
        raise InvalidChange("wrong_type")
    return raw


_READERS: Mapping[str, Any] = {
    "content": _content,
    "based_on": _based_on,
    "settles": _settles,
    "phrase": _phrase,
    "outcome": _outcome,
    "on": _yes,
    "goes_on": _yes,
    "only_me": _yes,
    "value": _value,
    "whole": _whole,
    "if_gone": _yes,
}
