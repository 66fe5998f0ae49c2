"""Takes the words of a deleted warning sign out of the days on which it was ticked: deleted means gone there too."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from pwa.plan.days import lines
from pwa.plan.history import Item
from pwa.plan.model import Entry, Json, Plan, Version
from pwa.plan.record_sections import DAYS
from pwa.plan.section import Section
from pwa.plan.stored_entry import entry_as_json

TICKED = "warning_signs"
TICKED_AS = "ticked_as"


def forgotten_signs(before: Plan, after: Plan, items: Iterable[Item]) -> set[str]:
    """The words of signs that were deleted between two states; ``items`` tell which other words a sign once had."""
    left = {entry.id for entry in after.entries(TICKED)}
    gone = {entry.id: entry for entry in before.entries(TICKED) if entry.id not in left}
    texts = [text for entry in gone.values() for text in (*entry.texts, *entry.earlier)]
    texts += [text for item in items if item.before and item.entry in gone for text in item.before.texts]
    return {_words(text) for text in texts} - present_signs(after)


def present_signs(plan: Plan) -> set[str]:
    """The words of all signs of a plan, earlier ones among them."""
    return {_words(text) for entry in plan.entries(TICKED) for text in (*entry.texts, *entry.earlier)}


def ticked_signs(plan: Plan) -> set[str]:
    """The words of all signs that are ticked on a day."""
    texts = (text for entry in plan.entries(DAYS.id) for text in (*entry.texts, *entry.earlier))
    return {str(sign) for text in texts for sign in text.content.get("signs") or ()}


def ticked_on(days: Iterable[Entry]) -> set[str]:
    """The words of all signs that are ticked on these days, as their texts stand."""
    return {str(sign) for day in days for text in day.texts for sign in text.content.get("signs") or ()}


def mark(section: Section, entry: Entry, text: Version, ticked: Collection[str]) -> Mapping[str, Any]:
    """What a phone is told of a sign, which has no earlier texts there: its former words that are still ticked there.

    So they can be taken out of the days when it is deleted there.
    """
    if section.id != TICKED or text is not entry.now:
        return {}
    former = {_words(one) for one in entry.earlier}.intersection(ticked) if ticked else ()
    return {TICKED_AS: sorted(former)} if former else {}


def without_signs(plan: Plan, words: Collection[str]) -> Plan:
    """The plan without these words in its days; the same one where there are none."""
    days = plan.entries(DAYS.id) if words else ()
    kept = tuple(_without(entry, words) for entry in days)
    return plan if kept == days else plan.with_entries(DAYS.id, kept)


def unticked(before: Plan, after: Plan) -> list[tuple[Entry, Entry]]:
    """The days that lost words between two states, as they were and as they are."""
    left = {entry.id: entry for entry in after.entries(DAYS.id)}
    return [(was, left[was.id]) for was in before.entries(DAYS.id) if was.id in left and was != left[was.id]]


def ticked_again(plan: Plan, lost: Iterable[tuple[Entry, Entry]]) -> list[Json]:
    """The changes that put ``unticked`` days back as they were; one that was changed since stays as it is."""
    changes: list[Json] = []
    for was, then in lost:
        if plan.entry(DAYS.id, was.id) != then:
            continue
        where = {"section": DAYS.id, "entry": was.id}
        seen = {"based_on": then.now.revision, "settles": [text.revision for text in then.rivals]}
        back = {**where, "kind": "bring_back", "whole": entry_as_json(was), "after": _before(plan, was.id)}
        changes += [{**where, "kind": "delete", **seen}, back]
    return changes


def _before(plan: Plan, entry_id: str) -> str | None:
    ids = [entry.id for entry in plan.entries(DAYS.id)]
    return ids[ids.index(entry_id) - 1] if ids[0] != entry_id else None


def _words(text: Version) -> str:
    return str(text.content.get("text", ""))


def _without(entry: Entry, words: Collection[str]) -> Entry:
    now, *rivals = (_text_without(entry, text, words) for text in entry.texts)
    earlier = tuple(_text_without(entry, text, words) for text in entry.earlier)
    return replace(entry, now=now, rivals=tuple(rivals), earlier=earlier)


def _text_without(entry: Entry, text: Version, words: Collection[str]) -> Version:
    """A day holds its signs as they are; a month holds lines of days and a sign."""
    content = dict(text.content)
    signs, seen = content.get("signs"), content.get("seen")
    if signs:
        content["signs"] = [one for one in signs if one not in words]
    if seen:
        told = lines(replace(entry, now=text), "seen")
        content["seen"] = [one for one, (_, sign) in zip(seen, told, strict=True) if sign not in words]
    if content == text.content:
        return text
    return replace(text, content={name: value for name, value in content.items() if value != []})
