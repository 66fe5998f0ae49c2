"""base64url without padding (RFC 4648, section 5), in its one canonical spelling."""

from binascii import a2b_base64, b2a_base64

_PLAIN, _URL = bytes.maketrans(b"-_", b"+/"), bytes.maketrans(b"+/", b"-_")


def encode(content: bytes) -> str:
    """The bytes as text."""
    return b2a_base64(content, newline=False).rstrip(b"=").translate(_URL).decode("ascii")


def decode(text: str) -> bytes:
    """The bytes that a text stands for; raises ``ValueError`` for any spelling that ``encode`` would not give."""
    content = a2b_base64(text.encode("ascii").translate(_PLAIN) + b"=" * (-len(text) % 4))
    if encode(content) != text:  # which also holds nothing that is no letter of it
        raise ValueError("not canonical")
    return content


def decode_exactly(text: object, size_bytes: int) -> bytes | None:
    """So many bytes, or None for anything else."""
    try:
        content = decode(text) if isinstance(text, str) else b""
    except ValueError:
        return None
    return content if len(content) == size_bytes else None
