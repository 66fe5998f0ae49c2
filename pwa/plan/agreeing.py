"""What both sides agreed to, and whether it still says that: worked out from the texts that a plan keeps.

Days can't tell: a point may be agreed and changed on one day. The order of an entry's texts can, as each of them holds
the words and what either side says to them, and the desk saves one field at a time.

*Both agreed* at a text in which both say so, while the text before it had the same words and one side did not say so.
From then on the point has **changed since** when its words are others while both still stand as agreed: nobody said yes
to the new ones. Words are the point and its kind, as *treatment I do not want* turns a point around; a note is its
writer's own. It ends when both say yes anew (``said_again``), or when one of them says something else.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pwa.plan.model import Entry, Json, Version
from pwa.plan.record_sections import AGREEMENT
from pwa.plan.section import Section

MARK = "changed_since"  # what a phone and a copy are told of such a text

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


def mark(section: Section, entry: Entry, text: Version) -> Mapping[str, bool]:
    """``MARK`` for a text that has changed since both agreed; nothing for any other."""
    return {MARK: True} if agreed_before(section, entry, text) else {}


def said_again(entry: Entry) -> Sequence[Mapping[str, Any]]:
    """The contents to save, one after the other, so that both agree to the words that stand now."""
    content = {field.name: entry.now.content.get(field.name) for field in AGREEMENT.fields}
    return [{**content, "team": "not_yet"}, {**content, "team": "agreed"}]


def _is_the_moment(before: Version | None, now: Version) -> bool:
    if not both_agree(now.content):
        return False
    return before is None or (_words(before) == _words(now) and not both_agree(before.content))


def _words(text: Version) -> tuple[Any, ...]:
    return tuple(text.content.get(name) for name in _WORDS)
