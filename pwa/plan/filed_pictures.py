"""Pictures in the file that a person takes along: each in base64, with what is on it and a name of its own."""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pwa.plan.change import InvalidChange
from pwa.plan.content import list_of, object_of, text_of
from pwa.plan.limits import OverLimit
from pwa.plan.pictures import PICTURE_BYTES, PICTURES, WORDS

# What they can add to a file: four letters of base64 for three bytes, and room for words and quotes.
FILED_BYTES = PICTURES * (4 * (PICTURE_BYTES // 3 + 1) + 8 * WORDS)

_ID = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, kw_only=True)
class FiledPicture:
    """A picture on its way out of a plan or into one; ``id`` is the same in every file that it is in."""

    id: str
    words: str = field(default="", repr=False)
    content: bytes = field(repr=False)


def as_filed(pictures: Iterable[FiledPicture]) -> list[dict[str, str]]:
    """The file's JSON of them."""
    return [
        {"id": one.id, **({"words": one.words} if one.words else {}), "picture": b64encode(one.content).decode("ascii")}
        for one in pictures
    ]


def read_filed(raw: object) -> tuple[FiledPicture, ...]:
    """What a file says; raises ``InvalidChange`` or ``OverLimit``. Whether it is a picture is seen when it is kept."""
    pictures = tuple(_read(object_of(one)) for one in list_of(raw))
    if len(pictures) > PICTURES:
        raise OverLimit("file_too_large")
    if len({one.id for one in pictures}) < len(pictures):
        raise InvalidChange("bad_id")
    return pictures


def _read(raw: Mapping[str, object]) -> FiledPicture:
    if not {"id", "picture"} <= set(raw) <= {"id", "words", "picture"}:
        raise InvalidChange("unknown_field")
    one, words = text_of(raw["id"]), text_of(raw.get("words", ""))
    if not _ID.fullmatch(one):
        raise InvalidChange("bad_id")
    if len(words) > WORDS:
        raise OverLimit("entry_too_long")
    try:
        content = b64decode(text_of(raw["picture"]), validate=True)
    except ValueError:
        content = b""  # damaged on its way: nothing else in the file is lost by it
    if len(content) > PICTURE_BYTES:
        raise OverLimit("file_too_large")
    return FiledPicture(id=one, words=words, content=content)
