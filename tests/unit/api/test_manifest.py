"""The manifest: a neutral name or the one a person picked, and files that are what it says they are."""

import json
import re
import struct
import zlib
from pathlib import Path

import pytest

from pwa import i18n
from pwa.api.assets import ROOT

POCKET = ROOT / "pwa" / "pocket"
MANIFEST = "/manifest.webmanifest"
ICON_BYTES = 6_000
SCREENSHOT_BYTES = 40_000
SAFE_RADIUS = 0.4  # of the width: what no mask of a home screen cuts off (W3C, Web Application Manifest, "maskable")

PICKED = ["Recipes", "Łódź – 2", "مذكرات", "ノート", "To-do & more", "Mum's list", "🌻", "🧑‍🌾 Garden", "x" * 30]
ODD = [
    "",
    "   ",
    "x" * 31,
    "<script>alert(1)</script>",
    '"},{"name":"',
    "back\\slash",
    "a/b",
    "{name}",
    "\u200b\u200b",
    "\u200d",
    "...",
    "\ue000",
    "\U000e0041",
    "\x00",
    "%s%n;--",
    "q\u0301" * 16,
]
CLEANED = {"  Recipes \n": "Recipes", "Re\u202ecipes": "Recipes", "Two\n lines": "Two lines", "Re\x00cipes": "Recipes"}


async def manifest(browse, **params):
    phone = await browse()
    reply = await phone.get(MANIFEST, params=params)
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "application/manifest+json"
    return reply.json()


async def test_without_a_choice_the_name_says_nothing(browse):
    document = await manifest(browse)
    assert document["name"] == document["short_name"] == "Notes"
    assert not re.search("plan|crisis|safe|help|pocket", json.dumps(document), re.IGNORECASE)


@pytest.mark.parametrize("name", PICKED)
async def test_the_person_picks_the_name(browse, name):
    document = await manifest(browse, name=name)
    assert document["name"] == document["short_name"] == name


@pytest.mark.parametrize("name", ODD)
async def test_an_odd_name_is_the_neutral_one(browse, name):
    phone = await browse()
    reply = await phone.get(MANIFEST, params={"name": name})
    assert reply.json()["name"] == reply.json()["short_name"] == "Notes"
    assert "script" not in reply.text


@pytest.mark.parametrize(("name", "cleaned"), CLEANED.items())
async def test_what_nobody_can_see_is_taken_out_of_a_name(browse, name, cleaned):
    assert (await manifest(browse, name=name))["name"] == cleaned


async def test_a_name_that_is_not_text_is_the_neutral_one(browse):
    phone = await browse()
    for query in ("name=%ff%fe", "name=%ed%a0%80", "name", "name=&name=", "name[]=x"):
        assert (await phone.get(f"{MANIFEST}?{query}")).json()["name"] == "Notes", query


async def test_it_opens_at_the_first_page_as_one_app_whatever_its_name(browse):
    document = await manifest(browse, name="Recipes", language="en")
    fixed = {name: document[name] for name in ("id", "start_url", "scope", "display")}
    assert fixed == {"id": "/", "start_url": "/", "scope": "/", "display": "standalone"}


@pytest.fixture
def pseudo():
    i18n.load(pseudo=True)
    yield
    i18n.load()


async def test_it_speaks_the_language_of_its_address(browse, pseudo):
    document = await manifest(browse, language="ar-XB")
    assert (document["lang"], document["dir"]) == ("ar-XB", "rtl")
    said = [document["name"], *(shortcut["name"] for shortcut in document["shortcuts"])]
    assert not [name for name in said if name in ("Notes", "Steps", "People")]
    assert document["screenshots"] == [], "no pictures in words that this person may not read"
    assert (await manifest(browse, language="xx"))["lang"] == "en"


async def test_its_colours_are_those_of_the_page_in_light_and_dark(browse):
    tokens = (ROOT / "components/tokens/tokens.css").read_text("utf-8")
    light, dark = re.findall(r"--colour-page: (#[0-9a-f]{6});", tokens)[:2]
    document = await manifest(browse)
    assert document["background_color"] == document["theme_color"] == light
    phone = await browse()
    page = (await phone.get("/")).text
    for colour, scheme in ((light, "light"), (dark, "dark")):
        assert f'<meta name="theme-color" content="{colour}" media="(prefers-color-scheme: {scheme})">' in page


async def test_shortcuts_are_plain_words_and_lead_into_the_one_page(browse):
    document = await manifest(browse)
    found = [(shortcut["name"], shortcut["url"]) for shortcut in document["shortcuts"]]
    assert found == [("Steps", "/#steps"), ("People", "/#people")]


async def test_every_picture_is_there_in_the_size_it_says(browse):
    document = await manifest(browse)
    phone = await browse()
    for picture in [*document["icons"], *document["screenshots"]]:
        reply = await phone.get(picture["src"])
        assert (reply.status_code, reply.headers["content-type"]) == (200, picture["type"]), picture
        width, height = struct.unpack(">II", reply.content[16:24])
        assert picture["sizes"] == f"{width}x{height}"
        assert len(reply.content) <= (SCREENSHOT_BYTES if picture in document["screenshots"] else ICON_BYTES), picture


async def test_there_are_icons_for_every_kind_of_home_screen(browse):
    document = await manifest(browse)
    kinds = {(icon["sizes"], icon["purpose"]) for icon in document["icons"]}
    assert kinds == {(size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")}
    assert len(document["screenshots"]) == 2
    assert {picture["form_factor"] for picture in document["screenshots"]} == {"narrow"}


@pytest.mark.parametrize("name", ["maskable-192.png", "maskable-512.png", "apple-touch-icon.png"])
def test_a_mask_cuts_off_nothing_but_ground(name):
    size, pixels = decoded(POCKET / name)
    ground = pixels[0][0]
    assert ground[3] == 255, "a mask needs an opaque ground"
    middle = (size - 1) / 2
    drawn = [(x, y) for y in range(size) for x in range(size) if pixels[y][x] != ground]
    assert len(drawn) > size, "there is a drawing"
    farthest = max((x - middle) ** 2 + (y - middle) ** 2 for x, y in drawn) ** 0.5
    assert farthest <= SAFE_RADIUS * size


async def test_the_page_names_the_manifest_the_icon_and_the_name_for_an_iphone(browse):
    phone = await browse()
    page = (await phone.get("/")).text
    assert '<link rel="manifest" href="/manifest.webmanifest?language=en">' in page
    assert '<meta name="apple-mobile-web-app-title" content="Notes">' in page
    touch = re.search(r'<link rel="apple-touch-icon" href="([^"]+)">', page)
    assert touch is not None
    icon = await phone.get(touch[1])
    assert struct.unpack(">II", icon.content[16:24]) == (180, 180)
    assert len(icon.content) <= ICON_BYTES


def decoded(path: Path) -> tuple[int, list[list[tuple[int, ...]]]]:
    """The pixels of a square PNG of eight bits a channel, as red, green, blue, alpha."""
    data = path.read_bytes()
    size, _, depth, kind, _, _, interlace = struct.unpack(">IIBBBBB", data[16:29])
    assert (depth, interlace) == (8, 0)
    chunks, at = [], 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += length + 12
    channels = {2: 3, 3: 1, 6: 4}[kind]
    raw = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    palette = next((body for name, body in chunks if name == b"PLTE"), b"")
    rows = unfiltered(raw, size * channels, channels)
    return size, [[colour(row[x : x + channels], palette) for x in range(0, len(row), channels)] for row in rows]


def colour(sample: bytes, palette: bytes) -> tuple[int, ...]:
    if palette:
        sample = palette[sample[0] * 3 : sample[0] * 3 + 3]
    return (*sample, 255) if len(sample) == 3 else tuple(sample)


def unfiltered(raw: bytes, width: int, channels: int) -> list[bytes]:
    """The rows of a PNG without their filters (W3C, PNG, section 9)."""
    rows: list[bytes] = []
    above = bytes(width)
    for start in range(0, len(raw), width + 1):
        kind, row = raw[start], bytearray(raw[start + 1 : start + 1 + width])
        for at in range(width):
            left, corner = (row[at - channels], above[at - channels]) if at >= channels else (0, 0)
            row[at] = (
                row[at] + (0, left, above[at], (left + above[at]) // 2, paeth(left, above[at], corner))[kind]
            ) % 256
        above = bytes(row)
        rows.append(above)
    return rows


def paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda one: abs(guess - one))
