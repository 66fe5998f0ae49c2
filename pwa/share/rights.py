"""What someone who helps sees of a plan, and what they may change: two pure functions that everything goes through.

Never in sight: what is *only me* or put away, earlier texts, fields that no copy holds either, numbers that are kept
out of copies, the yes and no of the past, and who shall not be called: whoever helps may stand there, or know them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pwa.plan.agreeing import mark, voiced
from pwa.plan.change import Change, ChangeKind
from pwa.plan.model import Entry, Plan, PlanSections, Version
from pwa.plan.record_sections import AGREEMENT, PAST
from pwa.plan.section import Field, FieldType, Kind, Section
from pwa.plan.sections import AVOID, BY_ID, CARE_FOR, SECTIONS, SETTINGS
from pwa.share.beside import bare_view, is_only_a_side, is_only_a_view, is_only_theirs
from pwa.share.numbers import may_be_in_copies, without_kept_back

NOT_ALLOWED = "not_yours"

TO_READ = tuple(section for section in SECTIONS if section is not AVOID)

MOST_OWN = 50  # entries of one helper in a part: they leave room for the person's own

_NEEDED = ("language", "region")  # of the settings: to show texts and look at numbers
_BESIDE = {ChangeKind.SUGGEST, ChangeKind.LEAVE}  # all that is done to the texts of a section of named ones
_OWN = {ChangeKind.EDIT, ChangeKind.PUT_AWAY, ChangeKind.DELETE}


@dataclass(frozen=True, kw_only=True)
class Rights:
    """What one helper may do.

    Args:
        helper: their id, the ``by`` of all they write.
        reads: ids of the sections that they may read.
        writes: ids of those that they may write in as well.
    """

    helper: str
    reads: frozenset[str]
    writes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, helper: str, sections: Mapping[str, str]) -> "Rights":
        """The rights that facts tell: section id -> ``read`` or ``write``; what is not to be had is not given."""
        writes = frozenset(one.id for one in TO_READ if sections.get(one.id) == "write")
        reads = frozenset(one.id for one in TO_READ if sections.get(one.id) in ("read", "write"))
        return cls(helper=helper, reads=reads, writes=writes)


def view(plan: Plan, rights: Rights) -> Plan:
    """The plan as a helper sees it, without anything else in it."""
    seen = {one.id: tuple(_entries(plan, one, rights.helper)) for one in SECTIONS if one.id in rights.reads}
    settings = (plan.entry(SETTINGS.id, name) for name in _NEEDED)
    seen[SETTINGS.id] = tuple(_bare(entry, {"value"}, rights.helper) for entry in settings if entry)
    shown = PlanSections(seen)
    texts = [text for entries in seen.values() for entry in entries for text in (*entry.texts, *entry.suggestions)]
    voices = {text.by for text in texts} | {text.extra.get("team_by") for text in texts}
    named = {by: one for by, one in plan.voices.items() if by in voices | {rights.helper}}
    return Plan(id=plan.id, schema=plan.schema, sections=shown, voices=named)


def fields_of(section: Section) -> frozenset[str]:
    """The names of the fields that a helper sees in an entry."""
    return frozenset(field.name for field in section.fields if field.shared)


def suggested_in(section: Section) -> tuple[Field, ...]:
    """The fields for which a helper may offer words: no numbers, which are taken only by who types them."""
    is_record = section.kind is Kind.RECORD
    words = (FieldType.TEXT, FieldType.LONG)
    return tuple(one for one in section.fields if one.required or (not is_record and one.shared and one.type in words))


def is_own(entry: Entry, helper: str) -> bool:
    """Whether all that stands in an entry is a helper's own; to the words of others they can only offer their own."""
    return all(text.by == helper for text in entry.texts)


def refusal(plan: Plan, change: Change, rights: Rights) -> str | None:
    """Why a helper may not make a change; None when they may."""
    section, kind = BY_ID[change.section], change.kind
    offered = {one.name for one in suggested_in(section)}
    known = offered if kind is ChangeKind.SUGGEST else fields_of(section)
    if section.kind is Kind.FIELDS:
        known = {"value"} if kind in _BESIDE and change.entry in offered else frozenset()
    if change.section not in rights.writes or set(change.content) - known:
        return NOT_ALLOWED
    entry = plan.entry(change.section, change.entry)
    if kind is ChangeKind.ADD and entry is None:
        if change.section == PAST.id or not is_only_theirs(change):
            return NOT_ALLOWED
        own = [one for one in plan.entries(change.section) if is_own(one, rights.helper)]
        return "too_many_entries" if len(own) >= MOST_OWN else None
    if entry is None or entry.is_away or entry.is_only_me or not entry.now.content:
        return "no_such_entry"
    match change.section:
        case AGREEMENT.id:
            may = _may_in_agreement(entry, change, rights.helper)
        case PAST.id:
            may = is_only_a_view(plan, entry, change, rights.helper)
        case _:
            may = _may(entry, change, rights.helper)
    return None if may else NOT_ALLOWED


def at_end(plan: Plan, change: Change) -> Change:
    """A helper's change; an entry that they add comes after all that stands, wherever they want it."""
    if change.kind is not ChangeKind.ADD:
        return change
    last = next(iter(plan.entries(change.section)[::-1]), None)
    return replace(change, after=last.id if last else None)


def _may_in_agreement(entry: Entry, change: Change, helper: str) -> bool:
    """Speak for the team in any point, change and delete a point of one's own until the person has written in it."""
    if is_only_a_side(entry, change, helper):
        return True
    is_mine = all(text.by == helper for text in (*entry.texts, *entry.earlier))
    match change.kind:
        case ChangeKind.SUGGEST:
            return not is_mine and is_only_theirs(change)
        case ChangeKind.LEAVE:
            return _may(entry, change, helper)
        case _:
            return is_mine and is_only_theirs(change) and _may(entry, change, helper)


def _may(entry: Entry, change: Change, helper: str) -> bool:
    match change.kind:
        case ChangeKind.SUGGEST:
            return not is_own(entry, helper)
        case ChangeKind.LEAVE:
            own = {offer.revision for offer in entry.suggestions if offer.by == helper}
            return set(change.settles) <= own
        case ChangeKind.DELETE:
            return is_own(entry, helper) and all(text.by == helper for text in entry.earlier)
        case ChangeKind.ADD:
            return is_own(entry, helper)
        case _:
            return change.kind in _OWN and is_own(entry, helper)


def _entries(plan: Plan, section: Section, helper: str) -> Iterable[Entry]:
    named = {field.name: field.shared for field in section.named}
    for entry in plan.shown(section.id):
        if entry.is_only_me or not named.get(entry.id, section.kind is not Kind.FIELDS):
            continue
        keys = {"value"} if entry.id in named else {*fields_of(section)}
        if section.kind is Kind.PEOPLE and not may_be_in_copies(entry) and not is_own(entry, helper):
            keys -= {"phones"}
        texts = [bare_view(section, entry, voiced(section, entry, text)) for text in entry.texts]
        bare = _bare(entry.with_texts(texts), keys, helper)
        if section is AGREEMENT:
            told = zip(bare.texts, entry.texts, strict=True)
            bare = bare.with_texts([replace(text, extra=_said(entry, whole)) for text, whole in told])
        if section is CARE_FOR:
            bare = bare.with_texts([replace(text, content=_without_numbers(text.content, plan)) for text in bare.texts])
        if bare.now.content:
            yield bare


def _said(entry: Entry, text: Version) -> Mapping[str, Any]:
    """Who spoke for the team and whether it changed since, which a view without earlier texts can't tell."""
    return mark(AGREEMENT, entry, text)


def _bare(entry: Entry, keys: set[str], helper: str) -> Entry:
    """An entry with nothing but what stands in these fields, and what this helper offered."""
    return Entry(
        id=entry.id,
        now=_text(entry.now, keys),
        rivals=tuple(_text(text, keys) for text in entry.rivals),
        suggestions=tuple(_text(offer, keys) for offer in entry.suggestions if offer.by == helper),
    )


def _text(text: Version, keys: set[str]) -> Version:
    content = {key: value for key, value in text.content.items() if key in keys}
    return replace(text, content=content, device="", extra={})


def _without_numbers(content: Mapping[str, Any], plan: Plan) -> Mapping[str, Any]:
    (left,) = without_kept_back([{"content": content}], plan)
    kept: Mapping[str, Any] = left["content"]
    return kept
