"""Pseudo-language: the same words with accents, 40 % longer, in brackets, so that an untranslated word shows."""

import math
import re

_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçðéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ",
)
_PLACEHOLDER = re.compile(r"(\{\w+\})")
_GROWTH = 0.4
_FILLER = "one two three four five six seven eight nine ten "


def pseudo(message: str) -> str:
    """The message as a translation that no person made; placeholders stay as they are."""
    parts = _PLACEHOLDER.split(message)
    accented = "".join(part if _PLACEHOLDER.fullmatch(part) else part.translate(_ACCENTED) for part in parts)
    more = math.ceil(len(message) * _GROWTH)
    filler = (_FILLER * (more // len(_FILLER) + 1))[:more].strip()
    return f"[{accented} {filler}]"
