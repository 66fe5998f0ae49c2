"""The link that a QR code holds: the copy's id in the address, its key in the fragment, which no browser sends."""

import re

from pwa.share import base64url
from pwa.share.terms import ID_BYTES, KEY_BYTES

_LINK = re.compile(r"https?://[^/\s#?]+/s/([A-Za-z0-9_-]{22})#([A-Za-z0-9_-]{43})", re.ASCII)


def make(base_url: str, copy_id: str, key: bytes) -> str:
    """The link of a copy; ``base_url`` has no slash at its end."""
    return f"{base_url}/s/{copy_id}#{base64url.encode(key)}"


def parse(link: str) -> tuple[str, bytes] | None:
    """The id and the key in a link, or None when it is not one of ours."""
    found = _LINK.fullmatch(link.strip())
    copy_id = base64url.decode_exactly(found[1], ID_BYTES) if found else None
    key = base64url.decode_exactly(found[2], KEY_BYTES) if found else None
    return (found[1], key) if found and copy_id and key else None
