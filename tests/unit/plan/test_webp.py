"""A picture that may be kept says nothing but what is seen."""

import io
from typing import Any

import pytest
from PIL import Image

from pwa.plan.webp import PICTURE_BYTES, NotAPicture, check_picture

CHUNKS = {b"EXIF": "exif", b"XMP ": "xmp", b"ICCP": "icc_profile"}


def webp(size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any) -> bytes:
    """A picture as another program would write it."""
    file = io.BytesIO()
    Image.effect_noise(size, 90).convert(mode).save(file, "WEBP", **options)
    return file.getvalue()


def refused(content: bytes) -> str | None:
    try:
        check_picture(content)
    except NotAPicture as error:
        return error.reason
    return None


@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"mode": "RGBA"}, {"mode": "RGBA", "lossless": True}])
def test_a_plain_picture_is_taken(options: dict[str, Any]) -> None:
    assert refused(webp(**options)) is None


@pytest.mark.parametrize("name", CHUNKS)
def test_what_tells_of_place_or_camera_is_refused(name: bytes) -> None:
    content = webp(**{CHUNKS[name]: b"Exif\0\0somewhere"})
    assert name in content
    assert refused(content) == "not_a_picture"


def test_a_chunk_hidden_from_the_header_is_refused() -> None:
    chunk = b"EXIF" + (4).to_bytes(4, "little") + b"here"
    content = webp()
    grown = b"RIFF" + (len(content) + len(chunk) - 8).to_bytes(4, "little") + content[8:] + chunk
    assert refused(grown) == "not_a_picture"


def test_words_behind_the_picture_or_in_its_padding_are_refused() -> None:
    content = webp()
    assert refused(content + b"51.5N 0.1W") == "not_a_picture"
    odd = content[:4] + (len(content) - 6).to_bytes(4, "little") + content[8:16]
    odd += (len(content) - 19).to_bytes(4, "little") + content[20:] + b"\0\0"
    assert refused(odd) is None
    assert refused(odd[:-1] + b"x") == "not_a_picture"


def test_a_moving_picture_is_refused() -> None:
    file = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:])
    assert refused(file.getvalue()) == "not_a_picture"


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF"])
def test_another_kind_of_file_is_refused(format_: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (20, 20)).save(file, format_)
    assert refused(file.getvalue()) == "not_a_picture"


def test_what_is_too_large_is_refused_by_bytes_and_by_pixels() -> None:
    assert refused(webp((2000, 2000), quality=95)) == "picture_too_large"
    flat = io.BytesIO()
    Image.new("RGB", (3000, 20)).save(flat, "WEBP")
    assert len(flat.getvalue()) < PICTURE_BYTES
    assert refused(flat.getvalue()) == "picture_too_large"


def test_no_piece_of_a_picture_is_taken_for_one_and_none_stops_the_server() -> None:
    for content in (webp(), webp(mode="RGBA"), webp(lossless=True)):
        assert {refused(content[:end]) for end in range(len(content))} == {"not_a_picture"}
        for at in range(min(len(content), 60)):
            refused(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
