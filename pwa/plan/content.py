"""Check and clean what an entry holds, field by field: strict, for everything that comes from outside."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pwa.plan.change import InvalidChange
from pwa.plan.limits import ENTRIES_PER_SECTION, ENTRY_CHARACTERS, WHOLE_ENTRY_CHARACTERS, OverLimit
from pwa.plan.section import Field, FieldType
from pwa.plan.text import clean

USES = ("call", "text")  # what a phone number is for
_VIEW_KEYS = ("by", "view", "source", "sure")
_ENTRY_ID = re.compile("[0-9a-f]{32}")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile("[0-9]{4}(-(0[1-9]|1[0-2]))?")


def parse_content(fields: tuple[Field, ...], raw: object) -> dict[str, Any]:
    """The content of an entry: known fields only, cleaned, empty ones left out.

    A field that a phone does not hold is kept as None when it was emptied, so that "emptied" is not "not known here".

    Raises:
        InvalidChange: something is missing, unknown or of the wrong type.
        OverLimit: a text is too long or a list has too many items.
    """
    content = object_of(raw)
    if set(content) - {field.name for field in fields}:
        raise InvalidChange("unknown_field")
    values = {field.name: parse_value(field, content.get(field.name)) for field in fields}
    if any(field.required and values[field.name] is None for field in fields):
        raise InvalidChange("missing")
    _check_whole(values)
    emptied = {field.name for field in fields if not field.pocket and field.name in content}
    return {name: value for name, value in values.items() if value is not None or name in emptied}


def parse_value(field: Field, raw: object) -> Any:
    """One value, cleaned; None when it is empty."""
    value = None if raw is None else _READERS[field.type](field, raw)
    _check_whole(value)
    return value


def parse_day(raw: object) -> str:
    """A day that exists, ``YYYY-MM-DD``; empty stays empty."""
    day = text_of(raw)
    if day and not _is_day(day):
        raise InvalidChange("bad_day")
    return day


def parse_entry_id(raw: object) -> str:
    """An entry id: 32 hex digits."""
    entry_id = text_of(raw)
    if not _ENTRY_ID.fullmatch(entry_id):
        raise InvalidChange("bad_id")
    return entry_id


def object_of(raw: object) -> Mapping[str, Any]:
    """A JSON object, or InvalidChange."""
    if not isinstance(raw, Mapping) or not all(isinstance(key, str) for key in raw):
        raise InvalidChange("wrong_type")
    return raw


def list_of(raw: object, most: int = ENTRIES_PER_SECTION) -> list[Any]:
    """A JSON list that is not too long, or InvalidChange or OverLimit."""
    if not isinstance(raw, list):
        raise InvalidChange("wrong_type")
    if len(raw) > most:
        raise OverLimit("too_many_entries")
    return raw


def text_of(raw: object) -> str:
    """A JSON string, or InvalidChange."""
    if not isinstance(raw, str):
        raise InvalidChange("wrong_type")
    return raw


def yes_of(raw: object) -> bool:
    """True or false, or InvalidChange."""
    if not isinstance(raw, bool):
        raise InvalidChange("wrong_type")
    return raw


def _check_whole(value: object) -> None:
    if _characters(value) > WHOLE_ENTRY_CHARACTERS:
        raise OverLimit("entry_too_full")


def _characters(value: object) -> int:
    """The characters of all texts in a value."""
    if isinstance(value, str):
        return len(value)
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(map(_characters, parts))


def _words(raw: object, *, lines: bool) -> str | None:
    text = clean(text_of(raw), lines=lines)
    if len(text) > ENTRY_CHARACTERS:
        raise OverLimit("entry_too_long")
    return text or None


def _line(field: Field, raw: object) -> str | None:
    return _words(raw, lines=False)


def _lines(field: Field, raw: object) -> str | None:
    return _words(raw, lines=True)


def _phones(field: Field, raw: object) -> list[dict[str, Any]] | None:
    phones = [_phone(object_of(item)) for item in list_of(raw)]
    return [phone for phone in phones if phone["number"]] or None


def _phone(item: Mapping[str, Any]) -> dict[str, Any]:
    if set(item) - {"number", "for"}:
        raise InvalidChange("unknown_field")
    uses = list_of(item.get("for", ["call"]))
    if any(use not in USES for use in uses):
        raise InvalidChange("bad_choice")
    return {"number": _words(item.get("number", ""), lines=False), "for": [use for use in USES if use in uses]}


def _texts(field: Field, raw: object) -> list[str] | None:
    texts = [_words(item, lines=False) for item in list_of(raw)]
    return [text for text in texts if text] or None


def _choice(field: Field, raw: object) -> str | None:
    choice = text_of(raw)
    if choice and choice not in (field.choices or {}):
        raise InvalidChange("bad_choice")
    return choice or None


def _yes(field: Field, raw: object) -> bool:
    return yes_of(raw)


def _date(field: Field, raw: object) -> str | None:
    return parse_day(raw) or None


def _month(field: Field, raw: object) -> str | None:
    month = text_of(raw)
    if month and not (_MONTH.fullmatch(month) and month[:4] != "0000") and not _is_day(month):
        raise InvalidChange("bad_day")
    return month or None


def _entry(field: Field, raw: object) -> str | None:
    return None if raw == "" else parse_entry_id(raw)


def _views(field: Field, raw: object) -> list[dict[str, str]] | None:
    views = [_view(object_of(item)) for item in list_of(raw)]
    return [view for view in views if view] or None


def _view(item: Mapping[str, Any]) -> dict[str, str]:
    if set(item) - set(_VIEW_KEYS):
        raise InvalidChange("unknown_field")
    texts = {key: _words(item.get(key, ""), lines=key == "view") for key in _VIEW_KEYS}
    return {key: text for key, text in texts.items() if text}


def _is_day(day: str) -> bool:
    if not _DAY.fullmatch(day):
        return False
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


_READERS: Mapping[FieldType, Callable[[Field, object], Any]] = {
    FieldType.TEXT: _line,
    FieldType.LONG: _lines,
    FieldType.PHONE: _line,
    FieldType.PHONES: _phones,
    FieldType.TEXTS: _texts,
    FieldType.CHOICE: _choice,
    FieldType.YES: _yes,
    FieldType.DATE: _date,
    FieldType.MONTH: _month,
    FieldType.ENTRY: _entry,
    FieldType.VIEWS: _views,
}
