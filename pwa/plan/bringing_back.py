"""The changes that make a plan, or one entry of it, say again what it said: ordinary ones, so they can be undone too.

Nothing is deleted: what the earlier state did not have is put away. What is only me now stays only me.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

from pwa.plan.history import NOT_NOTED
from pwa.plan.model import Entry, Plan
from pwa.plan.section import Section
from pwa.plan.sections import BY_ID, TALK

Raw = dict[str, Any]

STAYS = NOT_NOTED | {"looks"}  # of these nothing is brought back
_STAYS_WITH_ALL = STAYS | {TALK.id}  # what to talk about next time is not of a day that is over
_UNKNOWN = f"{'0' * 32}:1"  # a text made on this one stands beside the others


class BringingBack:
    """Makes the changes, each with a name of its own.

    Args:
        outbox: 32 hex digits that no other changes are named by.
    """

    def __init__(self, outbox: str) -> None:
        self._outbox = outbox
        self._seq = count(1)

    def whole(self, plan: Plan, target: Plan) -> list[Raw]:
        """What makes the plan say what ``target`` says; what was deleted since stays gone."""
        return [
            change
            for section in plan.sections
            if section not in _STAYS_WITH_ALL
            for change in self._section(BY_ID[section], plan.entries(section), target)
        ]

    def entry(self, plan: Plan, section: str, wanted: Entry) -> list[Raw]:
        """What makes one entry say what ``wanted`` says, and be where people see it."""
        entry = plan.entry(section, wanted.id)
        return [*self._entry(BY_ID[section], entry, wanted)] if entry else []

    def _section(self, section: Section, entries: tuple[Entry, ...], target: Plan) -> Iterator[Raw]:
        wanted = {entry.id: entry for entry in target.entries(section.id)}
        for entry in entries:
            if entry.id in wanted:
                yield from self._entry(section, entry, wanted[entry.id])
            else:
                yield from self._not_there(section, entry)
        known = {entry.id for entry in entries}
        order = [one for one in wanted if one in known and not _is_named(section, one)]
        if order != [entry.id for entry in entries if entry.id in order]:
            for place, one in enumerate(order):
                yield self._change("move", section, one, after=order[place - 1] if place else None)

    def _not_there(self, section: Section, entry: Entry) -> Iterator[Raw]:
        rivals = [text.revision for text in entry.rivals]
        if _is_named(section, entry.id):
            if entry.now.content:
                yield self._set(section, entry.id, None, entry.now.revision, rivals)
        elif not entry.is_away:
            yield self._change("put_away", section, entry.id, based_on=entry.now.revision, settles=rivals)

    def _entry(self, section: Section, entry: Entry, wanted: Entry) -> Iterator[Raw]:
        base, rivals, is_away = entry.now.revision, [text.revision for text in entry.rivals], entry.is_away
        if [text.content for text in entry.texts] != [text.content for text in wanted.texts]:
            first = self._text(section, wanted, 0, base, rivals)
            yield first
            others = [self._text(section, wanted, place, _UNKNOWN, []) for place in range(1, len(wanted.texts))]
            yield from others
            base, rivals, is_away = first["revision"], [one["revision"] for one in others], False
        if wanted.is_away and not is_away:
            yield self._change("put_away", section, entry.id, based_on=base, settles=rivals)
        elif is_away and not wanted.is_away:
            yield self._change("bring_back", section, entry.id)
        if wanted.is_only_me and not entry.is_only_me:
            yield self._change("only_me", section, entry.id, on=True)

    def _text(self, section: Section, wanted: Entry, place: int, base: str, settles: list[str]) -> Raw:
        text = wanted.texts[place]
        if _is_named(section, wanted.id):
            return {**self._set(section, wanted.id, text.content.get("value"), base, settles), "by": text.by}
        emptied = {field.name: None for field in section.fields if not field.pocket}
        known = {field.name for field in section.fields}
        content = {**emptied, **{name: value for name, value in text.content.items() if name in known}}
        named = {"content": content, "based_on": base, "settles": settles, "by": text.by}
        return self._change("edit", section, wanted.id, **named)

    def _set(self, section: Section, entry: str, value: Any, base: str, settles: list[str]) -> Raw:
        return self._change("set_field", section, entry, value=value, based_on=base, settles=settles)

    def _change(self, kind: str, section: Section, entry: str, **more: Any) -> Raw:
        named = {"kind": kind, "section": section.id, "entry": entry}
        return {**named, "revision": f"{self._outbox}:{next(self._seq)}", **more}


def _is_named(section: Section, entry: str) -> bool:
    return any(field.name == entry for field in section.named)
