"""What both sides agreed to, and whether it still says that: worked out from the texts that a plan keeps.

Days can't tell: a point may be agreed and changed on one day. The order of an entry's texts can, as each of them holds
the words and what either side says to them, and the desk saves one field at a time.

*Both agreed* at a text in which both say so, while the text before it had the same words and one side did not say so.
From then on the point has **changed since** when its words are others while both still stand as agreed: nobody said yes
to the new ones. Words are the point and its kind, as *treatment I do not want* turns a point around; a note is its
writer's own. It ends when both say yes anew (``said_again``), or when one of them says something else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pwa.plan.model import ME, Entry, Json, Version
from pwa.plan.record_sections import AGREEMENT
from pwa.plan.section import Section

MARK = "changed_since"  # what a phone and a copy are told of such a text

THEIR_SIDE = ("team", "team_note")  # what whoever helps says in a point of the person's
MY_SIDE = ("me", "me_note")

_SIDES = ("me", "team")
_WORDS = ("point", "topic")


def both_agree(content: Json) -> bool:
    """Whether both sides say *agreed*; what is absent was not yet talked about."""
    return all(content.get(side) == "agreed" for side in _SIDES)


def agreed_before(section: Section, entry: Entry, text: Version) -> Version | None:
    """The text that both agreed to when one that stands has other words by now; None when it has not changed since."""
    if section is not AGREEMENT or not both_agree(text.content):
        return None
    texts = [*entry.earlier, text]
    agreed = [now for before, now in zip([None, *texts], texts, strict=False) if _is_the_moment(before, now)]
    return agreed[-1] if agreed and _words(agreed[-1]) != _words(text) else None


def mark(section: Section, entry: Entry, text: Version) -> Mapping[str, Any]:
    """``MARK`` for a text that has changed since both agreed, and who spoke for the team; nothing for any other."""
    if section is not AGREEMENT:
        return {}
    said, is_mine = said_for_team(entry, text), written_for_team(entry, text)
    told = {"team_by": said.by, "team_day": said.day} if said else {"team_mine": is_mine} if is_mine else {}
    return {**({MARK: True} if agreed_before(section, entry, text) else {}), **told}


def voiced(section: Section, entry: Entry, text: Version) -> Version:
    """A text under the name of who wrote its words, not of who last spoke for the team.

    Words that the person wrote once, or took over, stay the person's.
    """
    if section is not AGREEMENT or text.by == ME:
        return text
    same = [one for one in _chain(entry, text) if _words(one) == _words(text)]
    first = next((one for one in same if one.by == ME), same[0])
    return replace(text, by=first.by, day=first.day)


def said_for_team(entry: Entry, text: Version) -> Version | None:
    """The text in which someone who helps said for the team what stands there; None when the person wrote it down."""
    said = None
    for one in reversed(_chain(entry, text)):
        if _of(one, THEIR_SIDE) == _of(text, THEIR_SIDE):
            said = one
        elif one.by == ME or any(_of(one, (*MY_SIDE, *THEIR_SIDE))):
            break  # any other is a suggestion to the words that was answered
    return said if said and said.by != ME and any(_of(said, THEIR_SIDE)) else None


def written_for_team(entry: Entry, text: Version) -> str:
    """How the person wrote down what stands for the team: ``told``, or ``over`` what a helper said; else empty."""
    if not says_something(text) or said_for_team(entry, text):
        return ""
    return "over" if any(one.by != ME and says_something(one) for one in _chain(entry, text)) else "told"


def says_something(text: Version) -> bool:
    """Whether a text says anything for the team."""
    return any(one not in (None, "", "not_yet") for one in _of(text, THEIR_SIDE))


def said_again(entry: Entry) -> Sequence[Mapping[str, Any]]:
    """The contents to save, one after the other, so that both agree to the words that stand now."""
    content = {field.name: entry.now.content.get(field.name) for field in AGREEMENT.fields}
    return [{**content, "team": "not_yet"}, {**content, "team": "agreed"}]


def _is_the_moment(before: Version | None, now: Version) -> bool:
    if not both_agree(now.content):
        return False
    return before is None or (_words(before) == _words(now) and not both_agree(before.content))


def _chain(entry: Entry, text: Version) -> list[Version]:
    return [*entry.earlier, *([entry.now] if text is not entry.now else []), text]


def _words(text: Version) -> tuple[Any, ...]:
    return _of(text, _WORDS)


def _of(text: Version, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(text.content.get(name) for name in names)
