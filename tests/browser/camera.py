"""A camera held by hand: the code is turned, seen from the side, out of focus and grainy, 4 pixels to a module."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, dist, pi, radians, sin
from random import Random

import zxingcpp
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Page

from pwa.share import qr

PIXELS = 4  # to a module
TURN_DEGREES = 12
TILT_DEGREES = 15
DISTANCE = 3  # from the camera to the code, in widths of the code: near enough that the far edge is smaller
BLUR_PIXELS = 0.7  # standard deviation
GRAIN = 12  # standard deviation, of 255
OUTLOOK = 1.8  # how much of what stands around the code is in the picture, in widths of the code

Matrix = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Sight:
    """A code as it was shown: the whole screen or sheet, and where the code is on it."""

    picture: Image.Image
    text: str
    centre: tuple[float, float]
    width: float
    modules: int


def screen(page: Page) -> Image.Image:
    """All that the screen shows, in shades of grey."""
    return Image.open(io.BytesIO(page.screenshot())).convert("L")


def sight(picture: Image.Image) -> Sight:
    """The one code in a picture."""
    (code,) = codes(picture)
    at = code.position
    corners = [(one.x, one.y) for one in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]
    centre = (sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4)
    modules = 17 + 4 * qr.version(code.text)
    return Sight(picture=picture, text=code.text, centre=centre, width=dist(corners[0], corners[1]), modules=modules)


def snaps(seen: Sight, count: int, seed: int) -> Iterator[Image.Image]:
    """So many pictures, each from another side; the same ones for the same seed."""
    chance = Random(seed)
    for _ in range(count):
        turn = chance.choice((-1, 1)) * radians(TURN_DEGREES)
        yield _snap(seen, turn, from_side=chance.uniform(0, 2 * pi), chance=chance)


def read(picture: Image.Image) -> list[str]:
    """What a phone's own reader would find."""
    return [found.text for found in codes(picture)]


def codes(picture: Image.Image) -> list[zxingcpp.Barcode]:
    """QR codes alone: with every kind of barcode allowed, a few lines of one may be taken for another kind."""
    return zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)


def _snap(seen: Sight, turn: float, from_side: float, chance: Random) -> Image.Image:
    side = round(OUTLOOK * PIXELS * seen.modules)
    # Drawn twice as fine and made smaller, as each pixel of a camera gathers the light of its whole face.
    fine = seen.picture.transform(
        (2 * side, 2 * side),
        Image.Transform.PERSPECTIVE,
        _from_camera(seen, 2 * side, turn, from_side),
        Image.Resampling.BICUBIC,
    )
    taken = fine.resize((side, side), Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(BLUR_PIXELS))
    return ImageChops.add(taken, _grain(side, chance), 1, -128)


def _from_camera(seen: Sight, side: int, turn: float, from_side: float) -> tuple[float, ...]:
    """Where on the screen each pixel of the picture looks: the eight numbers that Pillow takes."""
    to_camera = _product(
        ((1, 0, side / 2), (0, 1, side / 2), (0, 0, 1)),
        _zoom(side / OUTLOOK),
        _turn(-from_side),
        _tilt(radians(TILT_DEGREES)),
        _turn(from_side + turn),
        _zoom(1 / seen.width),
        ((1, 0, -seen.centre[0]), (0, 1, -seen.centre[1]), (0, 0, 1)),
    )
    inverse = _inverse(to_camera)
    return tuple(number / inverse[2][2] for row in inverse for number in row)[:8]


def _zoom(factor: float) -> Matrix:
    return ((factor, 0, 0), (0, factor, 0), (0, 0, 1))


def _turn(angle: float) -> Matrix:
    return ((cos(angle), -sin(angle), 0), (sin(angle), cos(angle), 0), (0, 0, 1))


def _tilt(angle: float) -> Matrix:
    """A flat code whose upper edge leans away from a pinhole camera."""
    return ((1, 0, 0), (0, cos(angle), 0), (0, -sin(angle) / DISTANCE, 1))


def _product(*matrices: Matrix) -> Matrix:
    result, *others = matrices
    for other in others:
        columns = [*zip(*other, strict=True)]
        result = tuple(tuple(_sum_of_products(row, column) for column in columns) for row in result)
    return result


def _sum_of_products(row: Iterable[float], column: Iterable[float]) -> float:
    return sum(a * b for a, b in zip(row, column, strict=True))


def _inverse(matrix: Matrix) -> Matrix:
    """Up to a factor, which a projection does not see."""
    (a, b, c), (d, e, f), (g, h, i) = matrix
    return (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )


def _grain(side: int, chance: Random) -> Image.Image:
    """Random shades around 128: two even ones together come near enough to a camera's."""
    spread = round(GRAIN * 6**0.5)
    shades = bytes(128 - spread // 2 + spread * at // 255 for at in range(256))
    one, other = (Image.frombytes("L", (side, side), chance.randbytes(side * side).translate(shades)) for _ in range(2))
    return ImageChops.add(one, other, 1, -128)
