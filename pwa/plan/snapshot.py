"""What a phone may keep of a plan: sections and fields with a place in the pocket, and nothing else."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from pwa.plan import agreeing, days, forgetting, looking
from pwa.plan.model import Entry, Plan, PlanSections, Version
from pwa.plan.record_sections import DAYS, LOOKS
from pwa.plan.section import Place, Section
from pwa.plan.sections import BY_ID, TALK
from pwa.plan.stored import plan_as_json

TALKED = 60  # notes that were talked about: about a year of one each week

Mark = Callable[[Plan, Section, Version], Mapping[str, Any]]


def snapshot(plan: Plan, mark: Mark = lambda *_: {}) -> dict[str, Any]:
    """The plan's JSON without what stays at the desk; entries that are put away stay, marked.

    ``mark`` says what a phone has to know of a text beside its words, such as its language.

    Earlier texts stay at the desk: nothing on a phone shows them, and words taken back must not lie on one. A sign's
    former words that its days still name lie there anyway, and the sign names them (`forgetting.mark`).
    What only a newer version knows is left out at every level too: it may be something that stays at the desk.
    """
    ticked = forgetting.ticked_on(days.recent(plan.entries(DAYS.id)))
    sections = {
        section_id: _for_phone(BY_ID[section_id], entries, partial(mark, plan, BY_ID[section_id]), ticked)
        for section_id, entries in plan.sections.items()
        if BY_ID[section_id].place is not Place.DESK
    }
    return plan_as_json(replace(plan, sections=PlanSections(sections), unread={}, extra={}))


_Marked = Callable[[Version], Mapping[str, Any]]
_Choose = Callable[[Sequence[Entry]], tuple[Entry, ...]]


def _not_long_over(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Notes but those that were talked about longest ago: they stay at the desk."""
    over = sorted((day, entry.id) for entry in entries if (day := _talked(entry)))
    gone = {name for _, name in over[:-TALKED]}
    return tuple(entry for entry in entries if entry.id not in gone)


def _talked(entry: Entry) -> str:
    """The day of a note that was talked about, by each of its texts; else empty."""
    return min(str(text.content.get("talked") or "") for text in entry.texts)


_ON_PHONE: Mapping[str, _Choose] = {DAYS.id: days.recent, LOOKS.id: looking.latest, TALK.id: _not_long_over}


def entries_on_phone(section: Section, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries of a section that a phone may hold something of."""
    if section.place is Place.DESK:
        return ()
    named = {field.name: field.pocket for field in section.named}
    return tuple(entry for entry in _ON_PHONE.get(section.id, tuple)(entries) if named.get(entry.id, True))


def keys_on_phone(section: Section, entry_id: str) -> set[str]:
    """What of the content of an entry's texts a phone may hold."""
    is_named = any(field.name == entry_id for field in section.named)
    return {"value"} if is_named else {field.name for field in section.fields if field.pocket}


def _for_phone(
    section: Section, entries: tuple[Entry, ...], mark: _Marked, ticked: Collection[str]
) -> tuple[Entry, ...]:
    return tuple(_entry(section, entry, mark, ticked) for entry in entries_on_phone(section, entries))


def _entry(section: Section, entry: Entry, mark: _Marked, ticked: Collection[str]) -> Entry:
    keys = keys_on_phone(section, entry.id)

    def mark_all(version: Version) -> Mapping[str, Any]:
        agreed = agreeing.mark(section, entry, version)
        day, look = days.mark(section, entry, version), looking.mark(section, version)
        return {**mark(version), **agreed, **day, **look, **forgetting.mark(section, entry, version, ticked)}

    def shown(version: Version) -> Version:
        said = agreeing.voiced(section, entry, version)
        return replace(_version(version, keys, mark_all), by=said.by, day=said.day)

    return replace(
        entry,
        now=shown(entry.now),
        rivals=tuple(map(shown, entry.rivals)),
        earlier=(),
        tries=tuple(replace(one, extra={}) for one in entry.tries),
        suggestions=tuple(_version(version, keys, mark) for version in entry.suggestions),
        extra={},
    )


def _version(version: Version, keys: set[str], mark: _Marked) -> Version:
    content = {key: value for key, value in version.content.items() if key in keys}
    return replace(version, content=content, extra=mark(version))
