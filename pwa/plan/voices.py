"""What those are called who write in a plan with its owner; a name stays as long as a text of theirs may."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pwa.plan.change import Change, ChangeKind, InvalidChange
from pwa.plan.content import object_of, text_of
from pwa.plan.model import ME, Json, Plan, Version
from pwa.plan.sections import BY_ID
from pwa.plan.text import clean

VOICE_KEYS = ("name", "role")
NAME_CHARACTERS = 60
_MOST = 200
_BY = re.compile("[A-Za-z0-9_.-]{1,64}")


def voice_name(plan: Plan, by: str) -> str:
    """What someone is called; empty for the owner, and for someone of whom nothing is known."""
    return str(plan.voices.get(by, {}).get("name", "")) if by != ME else ""


def is_theirs(change: Change, texts: Iterable[Version]) -> bool:
    """Whether a change writes what one of these texts says, under the name that it has there.

    What a phone does not hold of a text can't be in the change, and does not count.
    """
    section = BY_ID[change.section]
    hidden = {field.name for field in section.fields if not field.pocket}

    def seen(content: Json) -> Json:
        return {key: value for key, value in content.items() if value is not None and key not in hidden}

    words = {"value": change.value} if change.kind is ChangeKind.SET_FIELD else change.content
    is_text = change.kind in (ChangeKind.EDIT, ChangeKind.SET_FIELD)
    return is_text and any(text.by == change.by and seen(text.content) == seen(words) for text in texts)


def short(text: object) -> str:
    """A name, or a word for who someone is, as it is kept."""
    return clean(text_of(text), lines=False)[:NAME_CHARACTERS]


def read_voices(raw: object) -> dict[str, Json]:
    """Voices that came from outside, every key checked; raises ``InvalidChange``."""
    data = object_of(raw)
    if len(data) > _MOST:
        raise InvalidChange("wrong_type")
    return {_by(by): _voice(object_of(one)) for by, one in data.items()}


def _by(by: str) -> str:
    if by == ME or not _BY.fullmatch(by):
        raise InvalidChange("bad_id")
    return by


def _voice(raw: Mapping[str, Any]) -> dict[str, str]:
    if set(raw) - set(VOICE_KEYS):
        raise InvalidChange("unknown_field")
    if "name" not in raw:
        raise InvalidChange("missing")
    return {key: short(value) for key, value in raw.items()}
