"""What someone who helps may write where the person's words stand: their side of a point, their view of an event."""

from dataclasses import replace

from pwa.plan.agreeing import MY_SIDE, THEIR_SIDE, said_for_team, says_something
from pwa.plan.change import Change, ChangeKind
from pwa.plan.model import ME, Entry, Json, Plan, Version
from pwa.plan.record_sections import AGREEMENT, PAST
from pwa.plan.section import Section
from pwa.plan.texts import has_seen
from pwa.plan.voices import voice_name

VIEWS = "other_views"

_WHAT = "what"


def is_only_theirs(change: Change) -> bool:
    """Whether nothing in a change says what the person says: yes, no and a note of theirs in a point are their own.

    A suggestion is for the words of a point, and says nothing for the team either.
    """
    if change.section != AGREEMENT.id:
        return True
    unsaid = set(MY_SIDE) | (set(THEIR_SIDE) if change.kind is ChangeKind.SUGGEST else set())
    return all(change.content.get(name) in (None, "not_yet") for name in unsaid)


def is_only_a_side(entry: Entry, change: Change, helper: str) -> bool:
    """Whether a change says something for the team, and else leaves a point as it stands, the person's side with it.

    It takes the place of nothing that someone else said for the team.
    """
    if change.kind is not ChangeKind.EDIT or change.settles:
        return False
    based_on = change.based_on or ""
    standing = {text.revision: text for text in entry.texts}
    if entry.rivals and based_on not in standing and has_seen(entry, based_on):
        return False  # which of the texts it would take the place of can't be told
    base = standing.get(based_on, entry.now)
    if based_on in standing and not _may_speak(entry, base, helper):
        return False
    return change.phrase == base.phrase and _without_side(change.content) == _without_side(base.content)


def _may_speak(entry: Entry, text: Version, helper: str) -> bool:
    """Whether the team said nothing yet there, or this helper spoke last: what another said is not theirs to change."""
    if not says_something(text):
        return True
    said = said_for_team(entry, text)
    return said is not None and said.by == helper


def is_only_a_view(plan: Plan, entry: Entry, change: Change, helper: str) -> bool:
    """Whether a change puts a view of the helper's own beside the person's, or changes the one that they put there."""
    own = {text.revision for text in entry.texts if text.by == helper}
    is_placed = not own if change.kind is ChangeKind.ADD else change.based_on in own
    if change.kind not in (ChangeKind.ADD, ChangeKind.EDIT) or not is_placed or change.settles or change.phrase:
        return False
    # What a change leaves unsaid would be the person's words once more, under the helper's name.
    says = {key for key, value in change.content.items() if value is not None}
    is_whole = set(change.content) == {field.name for field in PAST.fields}
    if not is_whole or says - {_WHAT, VIEWS} or change.content[_WHAT] != entry.now.content.get(_WHAT):
        return False
    views = change.content.get(VIEWS) or []
    return len(views) <= 1 and all(view.get("by") == voice_name(plan, helper) for view in views)


def bare_view(section: Section, entry: Entry, text: Version) -> Version:
    """A text as others than its owner read it: of one beside the person's event the view alone.

    What it repeats of the person's words is as they stood that day, and may have been taken back since.
    """
    if section is not PAST or text.by == ME or all(one.by != ME for one in entry.texts):
        return text
    return replace(text, content={key: value for key, value in text.content.items() if key == VIEWS})


def _without_side(content: Json) -> dict[str, object]:
    return {key: value for key, value in content.items() if key not in THEIR_SIDE and value is not None}
