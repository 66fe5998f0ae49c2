"""What an address of the editor tells somebody who looks through the browser's history: nothing."""

import pytest

from pwa.pages.edit import PART_NAMES, part_address, part_of_address
from pwa.plan.sections import SECTIONS, Kind


def test_addresses_are_numbers_in_the_order_of_the_table() -> None:
    shown = [section.id for section in SECTIONS if section.kind is not Kind.RECORD]
    fixed = ("recovery", "looks", "talk", *shown, "settings")
    assert PART_NAMES[: len(fixed)] == fixed
    assert len({*PART_NAMES}) == len(PART_NAMES)
    assert [part_address(name) for name in PART_NAMES] == [str(number) for number in range(len(PART_NAMES))]
    assert [part_of_address(part_address(name)) for name in PART_NAMES] == list(PART_NAMES)


@pytest.mark.parametrize("address", ["00", "99", "-1", "01", "١", "²", "coping", "1.0", ""])
def test_any_other_address_is_of_no_part(address: str) -> None:
    assert part_of_address(address) is None
