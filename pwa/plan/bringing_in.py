"""Bring a file's plan into a plan: joined, or in place of it. Both are made of changes, so no words are lost.

*Join*: what is new is added; where texts differ both stand, side by side, until the person picks one.
*Replace*: what the file says stands. What stood here becomes an earlier text of the same entry; an entry that the file
lacks is put away; a named field that it lacks is emptied, and its words become an earlier text. What was said of a day,
and a look through the plan, is no words that another text could replace: what the file lacks of them stays.
Either way earlier texts and tries of the file come with it, and an entry that is *only me* in one stays so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from pwa.errors import PocketPlanError
from pwa.plan.change import END, Change, ChangeKind
from pwa.plan.changes import apply
from pwa.plan.days import both_months
from pwa.plan.limits import ADVICE, bytes_of
from pwa.plan.model import Entry, Plan, Version
from pwa.plan.plan_file import PlanFile
from pwa.plan.record_sections import DAYS, LOOKS
from pwa.plan.section import N_, FieldType, Section
from pwa.plan.sections import BY_ID, SECTIONS, SETTINGS, TALK
from pwa.plan.stored import at_most, size_bytes, with_at_most
from pwa.plan.texts import has_seen, untold

_OF_THIS_PHONE = "shared_phone"  # who else picks it up is known here alone


class How(StrEnum):
    """What becomes of what stands here."""

    JOIN = "join"
    REPLACE = "replace"


class NotBroughtIn(PocketPlanError):
    """One of the changes was refused, so none is made."""

    def __init__(self, reason: str) -> None:
        otherwise = N_("This file could not be brought in. Your plan is as it was.")
        super().__init__(ADVICE.get(reason, otherwise), reason=reason)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """An entry in the plan, in the file, or in both."""

    section: Section
    here: Entry | None = field(repr=False)
    there: Entry | None = field(repr=False)

    @property
    def is_same(self) -> bool:
        """Whether the same texts stand in both."""
        return self.here is not None and self.there is not None and _said(self.here) == _said(self.there)


def compared(plan: Plan, file: PlanFile) -> list[Pair]:
    """Every entry that says something, here or in the file; put-away ones of the plan only where the file has them."""
    theirs = _matched(plan, file)
    return [pair for section in (*SECTIONS, TALK, LOOKS) for pair in _pairs(plan, section, theirs.get(section.id, ()))]


def brought_in(plan: Plan, file: PlanFile, how: How, outbox: str, whole: Plan | None = None) -> Plan:
    """The plan after all of the file was brought in.

    ``outbox`` names the changes that this takes: 32 hex digits never used before. ``whole`` is the plan with every
    earlier text that its history holds: none of them comes a second time.

    Raises:
        NotBroughtIn: a limit would be passed, or a part of the plan is a newer version's. Nothing is made then.
    """
    hand = _Hand(replace(plan, voices={**file.voices, **plan.voices}), outbox, whole or plan)
    theirs = _matched(plan, file)
    for section in BY_ID.values():
        before: str | None = None
        for entry in theirs.get(section.id, ()):
            _bring(hand, section, entry, how, before)
            before = entry.id
        if how is How.REPLACE and section not in (SETTINGS, DAYS, LOOKS):
            known = {entry.id for entry in theirs.get(section.id, ())}
            for entry in hand.plan.entries(section.id):
                if entry.id not in known:
                    _leave(hand, section, entry)
    return hand.plan


class _Hand:
    """Makes one change after the other, each on what the one before has made."""

    def __init__(self, plan: Plan, outbox: str, whole: Plan) -> None:
        self.plan = plan
        self.whole = whole
        self._outbox = outbox
        self._count = 0

    def do(self, kind: ChangeKind, section: Section, entry_id: str, **more: Any) -> None:
        known = at_most(self.plan, section.id)
        if known is None or known > bytes_of(section.id):
            # Measured now and then, not at each of the many changes.
            self.plan = with_at_most(self.plan, section.id, size_bytes(self.plan, section.id))
        change = Change(kind=kind, section=section.id, entry=entry_id, revision=self.new_name(), **more)
        applied = apply(self.plan, change)
        if applied.outcome.result == "refused":
            raise NotBroughtIn(applied.outcome.reason or "")
        self.plan = applied.plan

    def new_name(self) -> str:
        self._count += 1
        return f"{self._outbox}:{self._count}"

    def entry(self, section: Section, entry_id: str) -> Entry:
        found = self.plan.entry(section.id, entry_id)
        if found is None:
            raise NotBroughtIn("no_such_entry")
        return found


def _bring(hand: _Hand, section: Section, theirs: Entry, how: How, before: str | None) -> None:
    mine = hand.plan.entry(section.id, theirs.id)
    is_replacing = how is How.REPLACE
    if mine is None and not is_replacing and _is_elsewhere(hand.plan, section, theirs):
        return
    if mine is None:
        place = before if is_replacing else END
        hand.do(ChangeKind.BRING_BACK, section, theirs.id, whole=theirs, after=place)
        return
    if is_replacing and not _is_named(section, theirs):
        hand.do(ChangeKind.MOVE, section, theirs.id, after=before)
    _bring_past(hand, section, mine, theirs)
    is_other = _said(mine) != _said(theirs)
    if is_other and section is DAYS and (content := both_months(mine, theirs)):
        if content != mine.now.content:
            hand.do(ChangeKind.EDIT, section, mine.id, content=content, based_on=mine.now.revision)
    elif is_other and is_replacing and not (section is SETTINGS and theirs.id == _OF_THIS_PHONE):
        _write_over(hand, section, theirs)
    elif is_other and not is_replacing and section is not SETTINGS:
        _write_beside(hand, section, theirs)
    wanted = theirs.is_away if is_replacing else mine.is_away and (theirs.is_away or not is_other)
    _put(hand, section, theirs.id, is_away=wanted)


def _is_elsewhere(plan: Plan, section: Section, theirs: Entry) -> bool:
    """Whether it is a part of another country than the plan's own, which stays when joining."""
    country = plan.value(SETTINGS.id, "region")
    is_part = section is SETTINGS and theirs.id == "area"
    return is_part and bool(country) and not str(theirs.now.content.get("value")).startswith(f"{country}-")


def _bring_past(hand: _Hand, section: Section, mine: Entry, theirs: Entry) -> None:
    """Earlier texts and tries that are not here yet, and that it is *only me*."""
    earlier = tuple(_earlier(hand, section, mine, theirs))
    offered = tuple(text for text in theirs.suggestions if not has_seen(mine, text.revision))
    more = any(mine.tried.get(one, 0) < count for one, count in theirs.tried.items())
    if earlier or untold(mine, theirs) or more or offered or (theirs.is_only_me and not mine.is_only_me):
        past = replace(theirs, now=mine.now, rivals=(), earlier=earlier, suggestions=offered)
        hand.do(ChangeKind.BRING_BACK, section, mine.id, whole=past)


def _earlier(hand: _Hand, section: Section, mine: Entry, theirs: Entry) -> Iterator[Version]:
    """Earlier texts that are not here yet; one whose name another text has gets a new one.

    Names do meet: each plan's first settings are called the same.
    """
    whole = hand.whole.entry(section.id, mine.id)
    noted = whole.earlier if whole else ()
    here = {text.revision: text.content for text in (*noted, *mine.texts, *mine.earlier)}
    for text in theirs.earlier:
        if text.revision not in here:
            yield text
        elif text.content != here[text.revision] and text.content not in here.values():
            yield replace(text, revision=hand.new_name())


def _write_over(hand: _Hand, section: Section, theirs: Entry) -> None:
    """The file's texts stand; each that stood here is an earlier one."""
    mine = hand.entry(section, theirs.id)
    seen = {"based_on": mine.now.revision, "settles": tuple(text.revision for text in mine.rivals)}
    _write(hand, section, theirs.id, theirs.now, **seen)
    _write_beside(hand, section, theirs)


def _write_beside(hand: _Hand, section: Section, theirs: Entry) -> None:
    for text in theirs.texts:
        standing = [one.content for one in hand.entry(section, theirs.id).texts]
        if text.content and text.content not in standing:
            _write(hand, section, theirs.id, text)


def _write(hand: _Hand, section: Section, entry_id: str, text: Version, **seen: Any) -> None:
    voice = {"by": text.by, "day": text.day, "phrase": text.phrase, **seen}
    if any(one.name == entry_id for one in section.named):
        hand.do(ChangeKind.SET_FIELD, section, entry_id, value=text.content.get("value"), **voice)
        return
    # Said one by one to be empty, or what the phone does not hold would be taken over from the text beside it.
    hidden: dict[str, Any] = dict.fromkeys(one.name for one in section.fields if not one.pocket)
    hand.do(ChangeKind.EDIT, section, entry_id, content={**hidden, **text.content}, **voice)


def _leave(hand: _Hand, section: Section, mine: Entry) -> None:
    """What the file does not have is put away; a field that is set by name can only be emptied."""
    if not _is_named(section, mine):
        _put(hand, section, mine.id, is_away=True)
    elif mine.now.content:
        _write_over(hand, section, replace(mine, now=replace(mine.now, content={}, phrase=None), rivals=()))


def _put(hand: _Hand, section: Section, entry_id: str, *, is_away: bool) -> None:
    entry = hand.entry(section, entry_id)
    if entry.is_away == is_away:
        return
    if not is_away:
        hand.do(ChangeKind.BRING_BACK, section, entry_id)
        return
    seen = tuple(text.revision for text in entry.rivals)
    hand.do(ChangeKind.PUT_AWAY, section, entry_id, based_on=entry.now.revision, settles=seen)


def _pairs(plan: Plan, section: Section, theirs: Sequence[Entry]) -> Iterator[Pair]:
    known = {entry.id for entry in theirs}
    for there in theirs:
        here = plan.entry(section.id, there.id)
        if _said(there) or (here and _said(here)):
            yield Pair(section=section, here=here, there=there)
    for here in plan.shown(section.id):
        if here.id not in known and _said(here):
            yield Pair(section=section, here=here, there=None)


def _said(entry: Entry) -> list[Mapping[str, Any]]:
    """What stands in an entry, without what is empty."""
    return [text.content for text in entry.texts if text.content]


def _is_named(section: Section, entry: Entry) -> bool:
    return any(one.name == entry.id for one in section.named)


def _matched(plan: Plan, file: PlanFile) -> dict[str, tuple[Entry, ...]]:
    """The file's entries; one with another id and the very words of an entry here is taken for that one."""
    ids: dict[str, str] = {}
    made: dict[str, tuple[Entry, ...]] = {}
    for section in BY_ID.values():
        theirs = file.sections.get(section.id, ())
        known = {entry.id for entry in theirs}
        free = [entry for entry in plan.entries(section.id) if entry.id not in known and not entry.rivals]
        matched = []
        for entry in (_pointing(section, one, ids) for one in theirs):
            is_new = plan.entry(section.id, entry.id) is None and not entry.rivals
            same = next((one for one in free if is_new and _said(one) and _said(one) == _said(entry)), None)
            if same:
                free.remove(same)
                ids[entry.id] = same.id
            matched.append(replace(entry, id=same.id) if same else entry)
        made[section.id] = tuple(matched)
    return made


def _pointing(section: Section, entry: Entry, ids: Mapping[str, str]) -> Entry:
    """An entry whose texts point at other entries by the ids that those have here."""
    names = [one.name for one in section.fields if one.type is FieldType.ENTRY]
    if not names or not ids:
        return entry

    def pointed(text: Version) -> Version:
        moved = {name: ids[text.content[name]] for name in names if text.content.get(name) in ids}
        return replace(text, content={**text.content, **moved})

    earlier = tuple(map(pointed, entry.earlier))
    return replace(entry.with_texts([*map(pointed, entry.texts)]), earlier=earlier)
