"""The weeks as a picture at the desk: a year stays readable, and a week begins where its people begin it."""

from datetime import date, timedelta
from typing import Any

import pytest

from pwa import i18n
from pwa.i18n import Translator
from pwa.pages.how_things_are.picture import first_week_day, options
from pwa.plan.weeks import Day

LAST = date(2026, 11, 29)  # a Sunday


def drawn(weeks: int, week_begins: int = 0) -> dict[str, Any]:
    i18n.load()
    days = [Day(day=(LAST - timedelta(days=at)).isoformat(), stages=["well"]) for at in range(weeks * 7)]
    return options(i18n.translator("en"), days, LAST - timedelta(days=weeks * 7 - 1), LAST, week_begins)


def marks(chart: dict[str, Any]) -> list[dict[str, Any]]:
    return list(chart["series"][0]["data"])


def test_a_year_has_a_mark_for_each_week_and_weeks_one_for_each_day() -> None:
    assert len(marks(drawn(12))) == 84
    year = marks(drawn(52))
    assert len(year) == 52
    assert {one["symbolSize"] for one in year} == {13}
    assert [one["symbolSize"] for one in (marks(drawn(52, 6))[0], marks(drawn(52, 6))[-1])] == [6, 12]


@pytest.mark.parametrize(("region", "day"), [("GB", 0), ("PL", 0), ("US", 6), ("EG", 5), ("XX", 0)])
def test_a_week_begins_as_in_the_country(region: str, day: int) -> None:
    i18n.load()
    told: Translator = i18n.translator("en")
    assert first_week_day(told, region) == day
