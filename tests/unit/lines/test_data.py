"""Our own file of numbers: complete, dialable, and not against what is known elsewhere."""

import re

import phonenumbers
import pytest

from pwa.lines.book import OURS, Book
from pwa.lines.schema import read_lines

FILE = read_lines(OURS)
EMERGENCY = {row.country: row for row in FILE.emergency}


@pytest.mark.parametrize("line", FILE.lines, ids=lambda line: line.id)
def test_line_can_be_reached_and_named(line) -> None:
    assert line.id.startswith(f"{line.country}-")
    assert line.country in EMERGENCY
    assert all(region.startswith(f"{line.country}-") for region in line.region)
    for channel in line.channels:
        number = channel.voice or channel.text
        assert channel.chat or re.fullmatch(r"\+?\d{3,15}", re.sub(r"[ -]", "", number))


@pytest.mark.parametrize("row", FILE.emergency, ids=lambda row: row.country)
def test_emergency_numbers_are_known_to_phonenumbers(row) -> None:
    for number in (row.ambulance, *row.also):
        assert phonenumbers.is_emergency_number(number, row.country), number


def test_police_and_fire_alone_are_no_ambulance() -> None:
    assert EMERGENCY["DE"].ambulance != "110"
    assert EMERGENCY["IL"].ambulance != "100"
    assert EMERGENCY["UA"].ambulance != "101"


def test_every_line_is_reached_through_its_country() -> None:
    book = Book([FILE])
    assert len(book.lines) == len(FILE.lines) >= 26
    assert len(book.emergency) == len(FILE.emergency) >= 21
