"""Pictures as a camera leaves them, and small ones for a plan."""

import io
from pathlib import Path

from PIL import Image

from tests.conftest import Holder

MEGAPIXELS_12 = (4032, 3024)
ORIENTATION, TURNED, GPS, SOUTH = 0x0112, 6, 0x8825, "S"
PLACE = b"Somewhere-51.5"


def photo(path: Path, seed: int = 0) -> Path:
    """A picture of 12 megapixels, lying on its side, with the place in it."""
    small = Image.effect_noise((504, 378), 60 + seed).convert("RGB")
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED
    exif[GPS] = {1: SOUTH, 29: PLACE.decode()}
    small.resize(MEGAPIXELS_12).save(path, "JPEG", quality=90, exif=exif)
    return path


def small(shade: int = 90) -> bytes:
    """A picture as a phone sends it."""
    file, dark_to_light = io.BytesIO(), Image.linear_gradient("L").resize((160, 120))
    dark_to_light.point(lambda one: (one + shade) % 256).convert("RGB").save(file, "WEBP")
    return file.getvalue()


def small_jpeg() -> bytes:
    """The same as a JPEG, with what a camera says of it."""
    file, exif = io.BytesIO(), Image.Exif()
    exif[ORIENTATION] = TURNED
    with Image.open(io.BytesIO(small())) as picture:
        picture.save(file, "JPEG", exif=exif)
    return file.getvalue()


def add_picture(holder: Holder, words: str = "", shade: int = 90) -> str:
    """A small picture in a plan; returns its id."""
    address = f"/api/plans/{holder.slot}/pictures"
    reply = holder.client.post(address, content=small(shade), headers={"Content-Type": "image/webp"})
    assert reply.status_code == 201, reply.text
    one = str(reply.json()["id"])
    if words:
        assert holder.client.put(f"{address}/{one}", json={"words": words}).status_code == 204
    return one
