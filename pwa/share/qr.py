"""A QR code (ISO/IEC 18004) as SVG: black on white with its quiet zone, whatever the colours around it."""

import base64
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from qrcode import QRCode, constants

QUIET_MODULES = 4  # the standard's least

_LEVELS = {"L": constants.ERROR_CORRECT_L, "M": constants.ERROR_CORRECT_M}


def svg(text: str, level: str = "M") -> str:
    """The code of a text; ``level`` M for what is printed or photographed from far, L for what has to be dense."""
    return drawn(_code(text, level).get_matrix())


def drawn(rows: Sequence[Sequence[bool]]) -> str:
    """A matrix with its quiet zone: one line for each run of dark modules."""
    size, path = len(rows), ""
    for y, row in enumerate(rows):
        x = 0
        for is_dark, run in groupby(row):
            length = len(list(run))
            path += f"M{x} {y}.5h{length}" if is_dark else ""
            x += length
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path stroke="#000" d="{path}"/></svg>'
    )


def packed(text: str, level: str = "M") -> str:
    """The code of a text, a bit for each module row by row, for the renderer's ``plan_code.js`` to draw (base64).

    A link takes 284 bytes so and 4.3 kB as SVG; the plan's answer and the phone's page hold one for each copy.
    """
    bits = "".join("1" if is_dark else "0" for row in _code(text, level).modules for is_dark in row)
    return base64.b64encode(int(bits.ljust(-len(bits) % 8 + len(bits), "0"), 2).to_bytes(-(-len(bits) // 8))).decode()


def version(text: str, level: str = "M") -> int:
    """How large the code of a text is: 1 to 40; each step has 4 more modules on a side."""
    return int(_code(text, level).version)


def _code(text: str, level: str) -> "QRCode[Any]":
    code = QRCode(error_correction=_LEVELS[level], border=QUIET_MODULES)
    code.add_data(text)
    code.make(fit=True)
    return code
