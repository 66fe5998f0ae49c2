"""What a picture may be, and what is kept of one: its pixels as a small WebP, and nothing else that was in its file.

A phone draws a picture anew before it sends it, which leaves behind where and with what it was taken. It is written
anew here as well, whoever sent it: no place, camera or profile lies beside the pixels, and nothing stands behind them.
"""

import io
import struct

from PIL import Image, ImageOps

from pwa.errors import PocketPlanError
from pwa.plan.section import N_

PICTURE_BYTES = 150_000
PICTURES = 20
SIDE_PIXELS = 2_048
WORDS = 200  # characters that say what is on one

_FORMATS = ("WEBP", "JPEG")  # JPEG: Safari writes no WebP
_QUALITIES = (80, 60, 40, 20)
_UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


class NotAPicture(PocketPlanError):
    """Something is not a picture that can be kept.

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


def as_kept(content: bytes) -> bytes:
    """The picture as a WebP of one frame, upright, with nothing but what is seen. Blocking; raises ``NotAPicture``."""
    if len(content) > PICTURE_BYTES:
        raise NotAPicture("picture_too_large")
    picture = _pixels(content)
    for quality in _QUALITIES:
        file = io.BytesIO()
        picture.save(file, "WEBP", quality=quality)
        if file.tell() <= PICTURE_BYTES:
            return file.getvalue()
    raise NotAPicture("picture_too_large")


def is_picture(content: bytes) -> bool:
    """Whether it can be read as one. Blocking."""
    try:
        _pixels(content)
    except NotAPicture:
        return False
    return True


def _pixels(content: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
            if max(opened.size) > SIDE_PIXELS:  # before a pixel of it is unpacked
                raise NotAPicture("picture_too_large")
            if getattr(opened, "is_animated", False):
                raise NotAPicture("not_a_picture")
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except _UNREADABLE:
        # Not chained: the text of the error can hold a piece of the file.
        raise NotAPicture("not_a_picture") from None
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)  # of what else the file said, nothing comes along
    return bare
