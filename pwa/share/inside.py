"""A copy inside the code itself: its sections, deflated, as decimal digits in the fragment of one address.

A QR code packs digits more tightly than any other text. Such a copy can never be changed or stopped.
"""

import math
import zlib
from dataclasses import dataclass, replace
from typing import Any

import orjson
from qrcode import base
from qrcode.constants import ERROR_CORRECT_L

from pwa.plan.model import Plan
from pwa.share.choosing import payload
from pwa.share.refusals import DoesNotFit
from pwa.share.sealing import deflated, inflated, read_payload
from pwa.share.terms import Terms
from pwa.vault.sealing import UnsealError

MOST_VERSION = 22  # 105 modules on a side: at level L a phone still reads it from another phone's screen

_FIRST, _FIRST_BITS = b"\x01", 1  # a number forgets the zeros before it
_MODE_BITS, _BYTE_COUNT_BITS, _DIGIT_COUNT_BITS = 4, 16, 12  # ISO/IEC 18004, versions 10 to 26


@dataclass(frozen=True, kw_only=True)
class Fit:
    """What a code has room for.

    Args:
        used_bytes: what the chosen sections take, deflated.
        room_bytes: what fits behind this address.
        leave_out: ids of the sections to leave out so that the others fit, the last of the plan first.
        leaves_anything: whether any words are left then.
    """

    used_bytes: int
    room_bytes: int
    leave_out: tuple[str, ...]
    leaves_anything: bool

    @property
    def fits(self) -> bool:
        """Whether all that was chosen fits."""
        return self.used_bytes <= self.room_bytes


def address(base_url: str, plan: Plan, terms: Terms, day: str) -> str:
    """The address that holds the whole copy, without an end, as nobody could keep to it; raises ``DoesNotFit``."""
    content = _content(plan, terms, day)
    if len(content) > room_bytes(base_url):
        raise DoesNotFit
    return _start(base_url) + str(int.from_bytes(_FIRST + content))


def read(link: str) -> dict[str, Any]:
    """The content of such an address; raises ``UnsealError``."""
    digits = link.rpartition("#")[2]
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 4096:
        raise UnsealError
    number = int(digits)
    content = number.to_bytes((number.bit_length() + 7) // 8)
    try:
        if content[:1] != _FIRST:
            raise UnsealError
        return read_payload(inflated(content[1:]))
    except (ValueError, zlib.error):
        raise UnsealError from None


def measure(base_url: str, plan: Plan, terms: Terms, day: str) -> Fit:
    """Whether a copy fits into a code of ``MOST_VERSION``, and what to leave out when it does not."""
    room = room_bytes(base_url)
    kept: tuple[str, ...] = ()
    for section in terms.sections:
        more = (*kept, section)
        if len(_content(plan, replace(terms, sections=more), day)) <= room:
            kept = more
    left = tuple(section for section in reversed(terms.sections) if section not in kept)
    is_some = bool(payload(plan, replace(terms, sections=kept), day)["sections"])
    used = len(_content(plan, terms, day))
    return Fit(used_bytes=used, room_bytes=room, leave_out=left, leaves_anything=is_some)


def room_bytes(base_url: str) -> int:
    """How many deflated bytes fit behind this address, level L."""
    blocks = base.rs_blocks(MOST_VERSION, ERROR_CORRECT_L)
    bits = sum(block.data_count * 8 for block in blocks) - 2 * _MODE_BITS - _BYTE_COUNT_BITS - _DIGIT_COUNT_BITS
    bits -= 8 * len(_start(base_url).encode())
    digits = bits // 10 * 3 + (bits % 10 >= 4) + (bits % 10 >= 7)  # three in 10 bits, two in 7, one in 4
    return int(digits * math.log2(10) - _FIRST_BITS) // 8


def _start(base_url: str) -> str:
    return f"{base_url}/s/#"


def _content(plan: Plan, terms: Terms, day: str) -> bytes:
    return deflated(orjson.dumps(payload(plan, replace(terms, until=None, may_keep=True), day)))
