"""QR codes, read back by another program, and copies that stand inside them."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp

from pwa.plan.changes import apply
from pwa.plan.model import Plan
from pwa.plan.typed import plan_from_shorthand
from pwa.share import inside, link, qr
from pwa.share.refusals import DoesNotFit
from pwa.share.terms import Terms, new_copy
from tests.unit.plan.making import add, plan_of
from tests.unit.share.making import EVERYTHING, SAM

BASES = ("http://localhost:8080", "https://plan.example.org", "https://a-rather-long-name.of-a-trust.example.org:8443")
FULL = Path(__file__).parents[2] / "plans" / "full.en.json"
PIXELS = 4


def seen(svg: str) -> str:
    """What a camera reads: the drawing painted as a browser would, from its paths alone."""
    found = re.search(r'viewBox="0 0 (\d+) \1"', svg)
    assert found
    side = int(found[1]) * PIXELS
    picture = bytearray(b"\xff" * side * side)
    for x, y, length in (map(int, run) for run in re.findall(r"M(\d+) (\d+)\.5h(\d+)", svg)):
        for line in range(y * PIXELS, (y + 1) * PIXELS):
            start = line * side + x * PIXELS
            picture[start : start + length * PIXELS] = bytes(length * PIXELS)
    image = memoryview(picture).cast("B", (side, side))
    codes = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    assert len(codes) == 1
    return str(codes[0].text)


def full_plan() -> Plan:
    plan = Plan(id="1" * 32)
    for change in plan_from_shorthand(json.loads(FULL.read_text("utf-8"))):
        plan = apply(plan, change).plan
    return plan


@pytest.mark.parametrize("base", BASES)
def test_the_code_of_a_link_is_read_back_and_small(base: str) -> None:
    copy = new_copy(SAM, "2026-11-25")
    text = link.make(base, copy.id, copy.key)
    assert seen(qr.svg(text)) == text
    assert len(qr.svg(text)) < 7_000
    assert qr.version(text) <= 8


def test_a_code_is_black_on_white_with_its_quiet_zone_and_no_style() -> None:
    svg = qr.svg("https://plan.example.org")
    assert "style" not in svg
    assert 'fill="#fff"' in svg
    assert 'stroke="#000"' in svg
    size = int(re.findall(r"viewBox=\"0 0 (\d+)", svg)[0])
    columns = [(int(x), int(x) + int(length)) for x, _, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", svg)]
    assert (min(left for left, _ in columns), max(right for _, right in columns)) == (4, size - 4)


@pytest.mark.parametrize("base", BASES)
def test_a_code_holds_exactly_what_the_meter_says(base: str) -> None:
    room = inside.room_bytes(base)
    for size, version in ((room, 22), (room + 1, 23)):
        content = b"\x01" + b"\xff" * size
        address = f"{base}/s/#{int.from_bytes(content)}"
        assert qr.version(address, "L") == version
    assert 900 < room < 1_000


@pytest.mark.parametrize("base", BASES)
def test_a_copy_inside_a_code_is_read_back_from_the_code(base: str) -> None:
    plan, terms = full_plan(), replace(SAM, sections=("contacts",), until="2026-12-01")
    address = inside.address(base, plan, terms, "2026-11-25")
    assert qr.version(address, "L") <= inside.MOST_VERSION
    content = inside.read(seen(qr.svg(address, "L")))
    assert list(content["plan"]["sections"]) == ["contacts"]
    assert (content["until"], content["may_keep"]) == (None, True)


def test_zeros_at_the_start_are_kept() -> None:
    content = bytes(3) + b"x"
    number = int(str(int.from_bytes(b"\x01" + content)))
    assert number.to_bytes((number.bit_length() + 7) // 8)[1:] == content


def test_the_meter_says_what_to_leave_out_so_that_the_rest_fits() -> None:
    plan, terms = full_plan(), replace(SAM, sections=EVERYTHING)
    fit = inside.measure(BASES[1], plan, terms, "2026-11-25")
    assert not fit.fits
    assert fit.leave_out
    assert fit.leaves_anything
    with pytest.raises(DoesNotFit):
        inside.address(BASES[1], plan, terms, "2026-11-25")
    left = replace(terms, sections=tuple(one for one in EVERYTHING if one not in fit.leave_out))
    assert inside.measure(BASES[1], plan, left, "2026-11-25").fits
    assert "contacts" in left.sections
    inside.address(BASES[1], plan, left, "2026-11-25")


def test_a_plan_that_is_far_too_large_is_measured_all_the_same() -> None:
    plan = plan_of(*(add("coping", number, text=f"{number} {'ab' * number}") for number in range(1, 150)))
    fit = inside.measure(BASES[1], plan, Terms(label="x", sections=("contacts", "coping")), "2026-11-25")
    assert (fit.leave_out, fit.leaves_anything) == (("coping",), False)
    assert fit.used_bytes > 0
