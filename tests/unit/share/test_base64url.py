"""Bytes as the text of links and proofs: each has one spelling, so that nothing is held under two names."""

import pytest

from pwa.share import base64url

SOME = bytes(range(250, 256))


@pytest.mark.parametrize("size", range(7))
def test_bytes_come_back(size: int) -> None:
    assert base64url.decode(base64url.encode(SOME[:size])) == SOME[:size]


def test_it_is_the_spelling_of_rfc_4648_for_addresses() -> None:
    assert base64url.encode(b"\xfb\xff\xfe\xff") == "-__-_w"


@pytest.mark.parametrize(
    "text",
    ["+//+/w", "-__-_w==", "-__-_x", "-__-_", "A", " -__-_w", "-__-_w\n", "-__-\n_w", "-_=_", "=", "é_8", "\ud800"],
)
def test_any_other_spelling_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        base64url.decode(text)
    assert base64url.decode_exactly(text, 4) is None
