"""base64url without padding (RFC 4648, section 5), in its one canonical spelling."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

_LETTERS = re.compile("[A-Za-z0-9_-]*", re.ASCII)


def encode(content: bytes) -> str:
    """The bytes as text."""
    return urlsafe_b64encode(content).decode("ascii").rstrip("=")


def decode(text: str) -> bytes:
    """The bytes that a text stands for; raises ``ValueError`` for any spelling that ``encode`` would not give."""
    if not _LETTERS.fullmatch(text) or len(text) % 4 == 1:
        raise ValueError("not base64url")
    content = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if encode(content) != text:
        raise ValueError("not canonical")
    return content


def decode_exactly(text: object, size_bytes: int) -> bytes | None:
    """So many bytes, or None for anything else."""
    try:
        content = decode(text) if isinstance(text, str) else b""
    except ValueError:
        return None
    return content if len(content) == size_bytes else None
