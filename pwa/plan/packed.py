"""What an entry gathered over years, its earlier texts and its ticks, packed into one text where that is shorter.

A save passes over it, and it is opened when it is first asked for: ``{"bytes": 5123, "zlib": "eJy…"}``, where ``bytes``
is what the ticks in it come to at most in full, as they count for the room of a plan. A version that packs something
else gives it another name: an entry with a name that this one does not know is kept as it is.
"""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

import orjson

from pwa.plan import ticks

_NAMES = ("earlier", "ticks")
_LEAST_BYTES = 600  # less than this is hardly shorter once it is packed

Json = dict[str, Any]


def packed(stored: Json) -> Json:
    """The stored JSON of an entry with that in it packed, where it is worth it."""
    parts = {name: stored[name] for name in _NAMES if name in stored}
    content = orjson.dumps(parts) if parts else b""
    if len(content) < _LEAST_BYTES:
        return stored
    short = parts.get("ticks")
    size = len(orjson.dumps(short)) + ticks.more_bytes(short) if short else 0
    text = b64encode(zlib.compress(content)).decode("ascii")
    rest = {name: value for name, value in stored.items() if name not in parts}
    return {**rest, "packed": {"bytes": size, "zlib": text}}


def is_packed(raw: object) -> bool:
    """Whether it looks like what ``packed`` makes."""
    if not isinstance(raw, dict) or tuple(raw) != ("bytes", "zlib"):
        return False
    return type(raw["bytes"]) is int and raw["bytes"] >= 0 and isinstance(raw["zlib"], str)


def unpacked(raw: Mapping[str, Any]) -> Json:
    """What is packed, of what ``is_packed``; raises ``ValueError``."""
    try:
        parts = orjson.loads(zlib.decompress(b64decode(raw["zlib"], validate=True)))
    except zlib.error:
        raise ValueError from None
    if not isinstance(parts, dict) or not set(_NAMES).issuperset(parts):
        raise ValueError
    return parts
