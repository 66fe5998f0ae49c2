"""Which texts of an entry stand after a change: one when it was made on that one, else both, side by side."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pwa.plan.change import Change, ChangeKind
from pwa.plan.model import Entry, Try, Version
from pwa.plan.sections import BY_ID, SETTINGS


def first(change: Change) -> Entry:
    """A new entry, from a change that wrote it."""
    return Entry(id=change.entry, now=_version(change, None), is_only_me=change.only_me)


def written(entry: Entry, change: Change) -> Entry:
    """The entry after a change wrote a text: in place of the text it was made on, or beside those it did not know.

    The text it replaces becomes an earlier one, unless it was only a pause in the same typing.
    """
    if has_seen(entry, change.revision):
        return entry
    base = _base(entry, change)
    version = _version(change, base or entry.now)
    standing = [version if text is base else text for text in entry.texts if text is base or _stays(text, change)]
    after = answered(_settled(entry, standing if base else [*standing, version]), change)
    if base and _is_pause(base, change):
        return after.changed(earlier=tuple(text for text in after.earlier if text is not base))
    return after


def suggested(entry: Entry, change: Change) -> Entry:
    """The entry with an offer beside its texts: of each voice one for each field, the newest."""
    if has_seen(entry, change.revision):
        return entry
    new = _version(change, None)
    others = (one for one in entry.suggestions if one.by != new.by or one.content.keys() != new.content.keys())
    return entry.changed(suggestions=(*others, new))


def answered(entry: Entry, change: Change) -> Entry:
    """The entry without the offers that a change settles: taken or left, each is an earlier text from then on."""
    gone = tuple(offer for offer in entry.suggestions if offer.revision in change.settles)
    if not gone:
        return entry
    left = tuple(offer for offer in entry.suggestions if offer not in gone)
    return entry.changed(suggestions=left, earlier=(*entry.earlier, *gone))


def joined(entry: Entry, other: Entry) -> Entry:
    """One entry with all that either holds, when a deleted one comes back beside one written since."""
    new = [text for text in other.texts if not has_seen(entry, text.revision)]
    known = {text.revision for text in entry.earlier}
    offered = tuple(offer for offer in other.suggestions if not has_seen(entry, offer.revision))
    tried = {one: max(entry.tried.get(one, 0), count) for one, count in other.tried.items()}
    both = replace(
        entry,
        earlier=(*(text for text in other.earlier if text.revision not in known), *entry.earlier),
        tries=(*untold(entry, other), *(one for one in entry.tries if one.revision not in _counted(other, entry))),
        tried={**entry.tried, **tried},
        suggestions=(*entry.suggestions, *offered),
        is_only_me=entry.is_only_me or other.is_only_me,
    )
    return _settled(both, [*entry.texts, *new])


def untold(entry: Entry, other: Entry) -> list[Try]:
    """The ticks of another one that this entry lacks, but for those that its counts hold already."""
    known = {one.revision for one in entry.tries} | _counted(entry, other)
    return [one for one in other.tries if one.revision not in known]


def _counted(entry: Entry, other: Entry) -> set[str]:
    """Ticks that have a name in the other one, and stand in this entry's counts without one.

    What was counted is older than all that has a name: of the other's ticks that are as old and not known here, the
    oldest of each outcome, as many as this entry has counted more.
    """
    left = Counter(entry.tried) - Counter(other.tried)
    ticked = {one.revision for one in entry.tries}
    first = min((one.day for one in entry.tries if one.day and not one.extra), default=None)
    held: set[str] = set()
    for one in sorted(other.tries, key=lambda one: one.day):
        is_as_old = one.day and not one.extra and (first is None or one.day < first)
        if is_as_old and left[one.outcome] > 0 and one.revision not in ticked:
            left[one.outcome] -= 1
            held.add(one.revision)
    return held


def has_seen(entry: Entry, revision: str) -> bool:
    """Whether the change of that name already wrote one of the entry's texts, or offered one."""
    return any(text.revision == revision for text in (*entry.texts, *entry.earlier, *entry.suggestions))


def is_current(entry: Entry, change: Change) -> bool:
    """Whether the writer knew all that stands: only then may a change take words away."""
    others = {text.revision for text in entry.rivals}
    return _base(entry, change) is entry.now and others <= set(change.settles)


def _version(change: Change, base: Version | None) -> Version:
    is_field = change.kind is ChangeKind.SET_FIELD
    content = {"value": change.value} if is_field else {**_not_shown(change, base), **change.content}
    return Version(
        content={key: value for key, value in content.items() if value is not None},
        revision=change.revision,
        by=change.by,
        device=change.device,
        day=change.day,
        phrase=change.phrase,
    )


def _not_shown(change: Change, base: Version | None) -> dict[str, Any]:
    """What the writer could not see, as it stays at the desk or a newer version wrote it, and so did not empty."""
    shown = {field.name for field in BY_ID[change.section].fields if field.pocket}
    return {key: value for key, value in base.content.items() if key not in shown} if base else {}


def _base(entry: Entry, change: Change) -> Version | None:
    """The standing text that the writer saw: the same one, or the same words written elsewhere."""
    if change.section == SETTINGS.id or not entry.now.content:
        return entry.now  # of settings the last one wins; against an emptied field the words win
    seen = next((text for text in (*entry.texts, *entry.earlier) if text.revision == change.based_on), None)
    if seen is None or seen in entry.texts:
        return seen
    return next((text for text in entry.texts if text.content == seen.content), None)


def _is_pause(text: Version, change: Change) -> bool:
    """Whether a text was never finished: its writer says so, on the same day, and leaves more than nothing."""
    is_same_writer = text.revision.split(":")[0] == change.revision.split(":")[0] and text.day == change.day
    is_emptied = change.kind is ChangeKind.SET_FIELD and change.value is None
    return change.goes_on and change.based_on == text.revision and is_same_writer and not is_emptied


def _stays(text: Version, change: Change) -> bool:
    return text.revision not in change.settles and change.section != SETTINGS.id


def _settled(entry: Entry, standing: Sequence[Version]) -> Entry:
    """The entry with these texts standing, equal ones once; what no longer stands is an earlier text."""
    left: list[Version] = []
    for text in standing:
        if text.content not in [other.content for other in left]:
            left.append(text)
    revisions = {text.revision for text in left}
    gone = [text for text in entry.texts if text.revision not in revisions and text.content]
    same = [text for text in standing if text.revision not in revisions and text not in gone]
    return entry.with_texts(left).changed(earlier=(*entry.earlier, *gone, *same))
