"""What a phone may hold of what happened to a plan: the newest of it, by the same rules as the plan itself."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import orjson

from pwa.plan import history
from pwa.plan.history import Item, Seen, What
from pwa.plan.looking import is_of_the_plan, new_from
from pwa.plan.model import ME, Entry, Plan, Version
from pwa.plan.section import Place
from pwa.plan.sections import BY_ID
from pwa.plan.snapshot import entries_on_phone, keys_on_phone

MOST_BYTES = 64 * 1024  # of JSON; what is older is on the page for sitting down with

Here = Mapping[str, frozenset[str]]  # section id -> the entries of it that a phone holds


def history_for_phone(plan: Plan, items: Sequence[Item]) -> dict[str, Any]:
    """The newest items, oldest first, as JSON; what each was before without what stays at the desk.

    Those that are newer than the last look-through are ``new``; where older ones are left out there are ``more``.
    """
    known = [item for item in items if item.section in BY_ID]
    here = {
        name: frozenset(entry.id for entry in entries_on_phone(BY_ID[name], plan.entries(name)))
        for name in {item.section for item in known}
    }
    new, size, is_all = new_from(plan, known), 0, True
    found: list[dict[str, Any]] = []
    for seen in history.walk(plan, known):
        if not _is_for_phone(seen, here):
            continue
        item = _as_json(seen.item, here[seen.item.section])
        size += len(orjson.dumps(item))
        if size > MOST_BYTES:
            is_all = False
            break
        is_new = seen.item.number >= new and is_of_the_plan(seen.item)
        found.append({**item, **({"new": True} if is_new and isfinite(new) else {})})
    return {"items": found[::-1], **({} if is_all else {"more": True})}


def _is_for_phone(seen: Seen, here: Here) -> bool:
    item = seen.item
    if BY_ID[item.section].place is Place.DESK:
        return False
    if not item.entry:  # something deleted, or an order: no words
        return True
    if item.entry not in here[item.section]:
        return False
    return item.what is not What.CHANGED or _words(item.section, seen.before) != _words(item.section, seen.after)


def _words(section: str, entry: Entry | None) -> list[dict[str, Any]]:
    return [_content(section, entry, text) for text in entry.texts] if entry else []


def _content(section: str, entry: Entry, text: Version) -> dict[str, Any]:
    keys = keys_on_phone(BY_ID[section], entry.id)
    return {key: value for key, value in text.content.items() if key in keys}


def _as_json(item: Item, here: frozenset[str]) -> dict[str, Any]:
    """The stored JSON of an item, with no more of the entry before it than is told and brought back."""
    data = history.item_as_json(item)
    del data["revision"]
    if item.order:
        data["order"] = [one for one in item.order if one in here]
    if item.before:
        data["before"] = _entry(item.section, item.before)
    return data


def _entry(section: str, entry: Entry) -> dict[str, Any]:
    now, *rivals = (_text(section, entry, text) for text in entry.texts)
    flags = {"away": entry.is_away, "only_me": entry.is_only_me}
    more = {"rivals": rivals} if rivals else {}
    return {**now, **more, **{name: True for name, is_on in flags.items() if is_on}}


def _text(section: str, entry: Entry, text: Version) -> dict[str, Any]:
    return {"content": _content(section, entry, text), **({} if text.by == ME else {"by": text.by})}
