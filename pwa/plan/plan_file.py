"""A plan as a file that its owner takes along: open JSON, as ``plan_file.schema.json`` describes it.

In it is what the person wrote: every section, what is only theirs, put away or a record among it, with earlier texts,
texts that stand side by side, what others suggest, whose voice each is and what they are called, days and tries,
and pictures. Not in it is what opens a plan or tells where it is open: plan id, plan key, devices (not even
which one a text came from), recovery codes, and copies with their keys.
"""

from collections.abc import Iterable, Mapping, Set
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from pwa.errors import PocketPlanError
from pwa.plan import agreeing
from pwa.plan.change import InvalidChange
from pwa.plan.content import list_of, object_of, parse_day, text_of
from pwa.plan.filed_pictures import FILED_BYTES, FiledPicture, as_filed, read_filed
from pwa.plan.limits import FILE_BYTES, OverLimit, entries_of
from pwa.plan.model import Entry, Json, Plan, Version
from pwa.plan.parsing import parse_change
from pwa.plan.record_sections import AGREEMENT
from pwa.plan.section import N_, Kind, Section
from pwa.plan.sections import BY_ID
from pwa.plan.stored import plan_as_json
from pwa.plan.stored_entry import entry_as_json
from pwa.plan.voices import VOICE_KEYS, read_voices

FORMAT, VERSION = "pocket-plan", 1

_FILE_KEYS = {"format", "version", "day", "sections", "voices", "pictures"}
_MOST_BYTES = FILE_BYTES + FILED_BYTES
_TEXT_KEYS = {"content", "revision", "by", "day", "phrase"}
_ENTRY_KEYS = _TEXT_KEYS | {"id", "rivals", "earlier", "tries", "tried", "suggestions", "away", "only_me"}
_TEXTS = ("rivals", "earlier", "suggestions")
_TRY_KEYS = {"day", "outcome", "revision"}
_NO_REVISION = f"{0:032x}:1"  # a change needs a name to be read; this one is never made


class NoPlanFile(PocketPlanError):
    """A file is not a plan that this version can read; ``reason`` is ``no_plan_file`` or ``newer_file``."""

    def __init__(self, reason: str = "no_plan_file") -> None:
        newer = N_("This file was made by a newer version of this program. Your plan is as it was.")
        other = N_("This file can’t be read. It may be another file, or a part is missing. Your plan is as it was.")
        super().__init__(newer if reason == "newer_file" else other, reason=reason)


@dataclass(frozen=True, kw_only=True)
class PlanFile:
    """What a file holds: section id -> entries, checked and cleaned like changes from outside."""

    sections: Mapping[str, tuple[Entry, ...]] = field(repr=False)
    voices: Mapping[str, Json] = field(default_factory=dict, repr=False)
    pictures: tuple[FiledPicture, ...] = ()


def plan_as_file(plan: Plan, day: str, pictures: Iterable[FiledPicture] = ()) -> dict[str, Any]:
    """The file's JSON; ``day`` (``YYYY-MM-DD``) is the one on which it is made."""
    sections = {name: _entries(BY_ID[name], plan.entries(name)) for name in BY_ID}
    kept = {name: entries for name, entries in sections.items() if entries}
    names = {by: {key: one[key] for key in VOICE_KEYS if key in one} for by, one in plan.voices.items()}
    voices = {"voices": names} if names else {}
    filed = as_filed(pictures)
    seen = {"pictures": filed} if filed else {}
    return {"format": FORMAT, "version": VERSION, "day": day, "sections": kept, **voices, **seen}


def plan_as_page(plan: Plan, day: str, pictures: Iterable[FiledPicture] = ()) -> dict[str, Any]:
    """The same to be read: a point under the name of who wrote its words, and beside it who spoke for the team.

    It can't be brought in: a file holds the texts as they were saved.
    """
    file = plan_as_file(plan, day, pictures)
    for told, entry in zip(file["sections"].get(AGREEMENT.id, ()), plan.entries(AGREEMENT.id), strict=True):
        told |= _voiced(entry, entry.now)
        for name, texts in (("rivals", entry.rivals), ("earlier", entry.earlier)):
            for at, text in enumerate(texts):
                then = replace(entry, now=text, earlier=texts[:at], rivals=()) if name == "earlier" else entry
                told[name][at] |= _voiced(then, text)
    return file


def _voiced(entry: Entry, text: Version) -> dict[str, Any]:
    said = agreeing.voiced(AGREEMENT, entry, text)
    return {"by": said.by, "day": said.day, **agreeing.mark(AGREEMENT, entry, text)}


def is_too_large(plan: Plan) -> bool:
    """Whether its file is larger than one that can be brought in; only very many earlier texts make it so."""
    return len(orjson.dumps(plan_as_file(plan, "0000-00-00"))) > FILE_BYTES


def leaves_out(plan: Plan) -> bool:
    """Whether a newer version wrote something into the plan that this one can't put into a file."""
    there = deepcopy(plan_as_json(plan)["sections"])
    for entry in (one for entries in there.values() if isinstance(entries, list) for one in entries):
        if isinstance(entry, dict):
            _drop_devices(entry)
    filled = {name: entries for name, entries in there.items() if entries}
    return bool(plan.extra) or filled != plan_as_file(plan, "")["sections"]


def read_plan_file(raw: bytes) -> PlanFile:
    """What a file holds, read strictly: an unknown key or a text over a limit refuses the whole of it.

    Raises:
        NoPlanFile: it is no plan, or one of a newer version.
        OverLimit: it, or something in it, is too large.
    """
    if len(raw) > (_MOST_BYTES if b'"pictures"' in raw else FILE_BYTES):
        raise OverLimit("file_too_large")
    try:
        data = object_of(orjson.loads(raw))
        if len(raw) > FILE_BYTES and len(orjson.dumps({**data, "pictures": []})) > FILE_BYTES:
            raise OverLimit("file_too_large")
        if data.get("format") == FORMAT and type(data.get("version")) is int and data["version"] > VERSION:
            raise NoPlanFile("newer_file")
        voices, pictures = read_voices(data.get("voices", {})), read_filed(data.get("pictures", []))
        return PlanFile(sections=_sections(data), voices=voices, pictures=pictures)
    except (ValueError, InvalidChange):
        # Not chained: the text of the error can hold a piece of the file.
        raise NoPlanFile from None


def _entries(section: Section, entries: tuple[Entry, ...]) -> list[dict[str, Any]]:
    named = {one.name for one in section.named}
    known = {"value"}, {one.name for one in section.fields}
    told = []
    for entry in entries:
        is_named = entry.id in named
        if not is_named and (section.kind is Kind.FIELDS):
            continue
        keys = known[0] if is_named else known[1]
        bare = replace(
            entry,
            now=_bare(entry.now, keys),
            rivals=tuple(_bare(text, keys) for text in entry.rivals),
            earlier=tuple(_bare(text, keys) for text in entry.earlier),
            tries=tuple(replace(one, extra={}) for one in entry.tries),
            suggestions=tuple(_bare(text, keys) for text in entry.suggestions),
            extra={},
        )
        told.append(_drop_devices(entry_as_json(bare)))
    return told


def _bare(text: Version, keys: set[str]) -> Version:
    return replace(text, content={key: value for key, value in text.content.items() if key in keys}, extra={})


def _drop_devices(entry: dict[str, Any]) -> dict[str, Any]:
    for text in (entry, *(text for name in _TEXTS for text in entry.get(name, ()))):
        text.pop("device", None)
    return entry


def _sections(data: Mapping[str, Any]) -> dict[str, tuple[Entry, ...]]:
    _check(data, _FILE_KEYS, {"format", "version", "sections"})
    if data["format"] != FORMAT or type(data["version"]) is not int or data["version"] != VERSION:
        raise InvalidChange("unknown_kind")
    parse_day(data.get("day", ""))
    sections = object_of(data["sections"])
    if set(sections) - set(BY_ID):
        raise InvalidChange("unknown_section")
    return {name: _read_section(BY_ID[name], sections[name]) for name in BY_ID if name in sections}


def _read_section(section: Section, raw: object) -> tuple[Entry, ...]:
    entries = tuple(_read_entry(section, object_of(one)) for one in list_of(raw, entries_of(section.id)))
    if len({entry.id for entry in entries}) < len(entries):
        raise InvalidChange("bad_id")
    return entries


def _read_entry(section: Section, raw: Mapping[str, Any]) -> Entry:
    _check(raw, _ENTRY_KEYS, {"id", "content", "revision"})
    is_named = text_of(raw["id"]) in {one.name for one in section.named}
    if section.kind is Kind.FIELDS and not is_named:
        raise InvalidChange("unknown_field")
    keys = {"value"} if is_named else {one.name for one in section.fields}
    _check(object_of(raw["content"]), keys)
    # Few stand side by side; looking through many of them takes longer than a person waits.
    offers = list_of(raw.get("suggestions", []))
    for text in (*list_of(raw.get("rivals", [])), *_list(raw.get("earlier", [])), *offers):
        _check(object_of(text), _TEXT_KEYS, {"content", "revision"})
        _check(object_of(text["content"]), keys)
    for one in _list(raw.get("tries", [])):
        _check(object_of(one), _TRY_KEYS, {"outcome", "revision"})
    where = {"section": section.id, "entry": raw["id"], "revision": _NO_REVISION}
    change = parse_change({"kind": "bring_back", **where, "whole": raw})
    if change.whole is None:
        raise InvalidChange("missing")
    return change.whole


def _list(raw: object) -> list[Any]:
    if not isinstance(raw, list):
        raise InvalidChange("wrong_type")
    return raw


def _check(data: Mapping[str, Any], known: Set[str], needed: Set[str] = frozenset()) -> None:
    if set(data) - known:
        raise InvalidChange("unknown_field")
    if needed - set(data):
        raise InvalidChange("missing")
