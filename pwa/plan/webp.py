"""What a picture may be: a WebP of one frame that says nothing but what is seen (RFC 9649).

A phone draws a picture anew before it sends it, which leaves behind where and with what it was taken. Whoever sends
something else is refused: no place, camera or profile may lie beside the pixels, and nothing may stand behind them.
"""

from collections.abc import Iterator

from pwa.errors import PocketPlanError
from pwa.plan.section import N_

PICTURE_BYTES = 150_000
PICTURES = 20
SIDE_PIXELS = 2_048

_CHUNK_HEAD = 8
_FRAMES = {b"VP8 ", b"VP8L"}
_ALPHA = 0x10  # the one flag of a ``VP8X`` that may be set: no profile, EXIF, XMP or animation
_VP8X_BYTES = 10
_VP8_START = b"\x9d\x01\x2a"
_VP8L_START = 0x2F


class NotAPicture(PocketPlanError):
    """Something is not a picture as it is kept here.

    Args:
        reason: ``picture_too_large``, ``not_a_picture`` or ``too_many_pictures``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(_ADVICE[reason], reason=reason)


_ADVICE = {
    "picture_too_large": N_("This picture is too large. It was not saved."),
    "not_a_picture": N_("This picture can't be kept as it is. It was not saved."),
    "too_many_pictures": N_("There are 20 pictures already. Please delete one before you add another."),
}


def check_picture(content: bytes) -> None:
    """Raise ``NotAPicture`` unless these bytes are a picture that may be kept."""
    if len(content) > PICTURE_BYTES:
        raise NotAPicture("picture_too_large")
    try:
        width, height = _size(list(_chunks(content)))
    except (IndexError, ValueError):
        raise NotAPicture("not_a_picture") from None
    if not (0 < width <= SIDE_PIXELS and 0 < height <= SIDE_PIXELS):
        raise NotAPicture("picture_too_large")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Every chunk of the file, to its last byte."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or _number(content[4:8]) != len(content) - _CHUNK_HEAD:
        raise ValueError
    at = 12
    while at < len(content):
        name, length = content[at : at + 4], _number(content[at + 4 : at + _CHUNK_HEAD])
        body = content[at + _CHUNK_HEAD : at + _CHUNK_HEAD + length]
        at += _CHUNK_HEAD + length + length % 2
        if len(body) != length or at > len(content) or any(content[at - length % 2 : at]):
            raise ValueError
        yield name, body


def _size(chunks: list[tuple[bytes, bytes]]) -> tuple[int, int]:
    """Width and height of the one frame; a frame with a transparent part has its alpha before it."""
    names = [name for name, _ in chunks]
    if names[0] == b"VP8X":
        flags = chunks[0][1][0]
        if len(chunks[0][1]) != _VP8X_BYTES or flags & ~_ALPHA or any(chunks[0][1][1:4]):
            raise ValueError
        chunks = chunks[1:]
        if chunks[0][0] == b"ALPH":
            chunks = chunks[1:]
    ((name, frame),) = chunks
    if name not in _FRAMES:
        raise ValueError
    return _size_of_lossy(frame) if name == b"VP8 " else _size_of_lossless(frame)


def _size_of_lossy(frame: bytes) -> tuple[int, int]:
    is_key_frame = not frame[0] & 1
    if not is_key_frame or frame[3:6] != _VP8_START:
        raise ValueError
    return _number(frame[6:8]) & 0x3FFF, _number(frame[8:10]) & 0x3FFF


def _size_of_lossless(frame: bytes) -> tuple[int, int]:
    if frame[0] != _VP8L_START:
        raise ValueError
    bits = _number(frame[1:5])
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _number(content: bytes) -> int:
    return int.from_bytes(content, "little")
