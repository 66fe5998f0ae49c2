"""*Today* at the desk is the day where the person is, as their browser has told by how much its clock is ahead."""

from datetime import UTC, datetime, timedelta

import pytest
from nicegui.testing import User

from pwa import i18n
from pwa.pages.days import day_words, minutes_ahead
from pwa.pages.edit import part_address
from tests.pages.test_share_page import Owner, owner
from tests.pages.test_versions_page import press
from tests.unit.plan.making import OUTBOX, add, raw

__all__ = ["owner"]


@pytest.mark.parametrize("minutes", [14 * 60, -12 * 60])  # one of them is always on another day than UTC
async def test_an_answer_is_of_the_persons_own_day(user: User, owner: Owner, minutes: int) -> None:
    user.http_client.cookies.set("clock", str(minutes))
    await user.open(f"/en/abcdefgh/edit/{part_address('days')}")
    user.find("Early signs").click()
    await user.should_see("Today: Early signs")
    (entry,) = owner.access.open(owner.opened.cookie).plan.entries("days")
    day = (datetime.now(UTC) + timedelta(minutes=minutes)).date().isoformat()
    assert (entry.now.content["day"], entry.now.day) == (day, day)


@pytest.mark.parametrize("minutes", [14 * 60, -12 * 60])
async def test_what_was_changed_is_told_under_the_persons_own_day(user: User, owner: Owner, minutes: int) -> None:
    earlier = owner.access.earlier
    of_the_server, earlier.today = earlier.today, lambda: "2026-01-01"
    owner.change(add("coping", 1, text="Tea"), add("coping", 2, text="Walk"))
    owner.change(raw("edit", "coping", 1, seq=3, content={"text": "Coffee"}, based_on=f"{OUTBOX}:1"))
    earlier.today = of_the_server
    user.http_client.cookies.set("clock", str(minutes))
    await user.open(f"/en/abcdefgh/edit/{part_address('versions')}")
    press(user, "Bring this back: Tea")
    await user.should_see("It is back in your plan.")
    day = (datetime.now(UTC) + timedelta(minutes=minutes)).date().isoformat()
    await user.should_see(day_words(i18n.translator("en"), day))


@pytest.mark.parametrize("told", ["", "x", "-", "--5", "841", "-10000", "1e3", "²"])
def test_a_clock_that_can_t_be_is_taken_for_utc(told: str) -> None:
    assert minutes_ahead({"clock": told}) == 0


@pytest.mark.parametrize(("told", "minutes"), [("840", 840), ("-210", -210), ("0", 0)])
def test_a_clock_is_read(told: str, minutes: int) -> None:
    assert minutes_ahead({"clock": told}) == minutes
