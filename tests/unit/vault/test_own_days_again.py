"""Days and looks of one's own, with an older file brought in: none of them is hidden, whichever way was chosen."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pwa.plan.bringing_in import How, brought_in
from pwa.plan.days import folded
from pwa.plan.looking import last_look
from pwa.plan.plan_file import PlanFile
from pwa.plan.weeks import weeks
from tests.unit.plan.making import add, answer, applied, plan_of

TODAY = date(2026, 6, 1)
ALL = ("2000-01-01", "2100-01-01")


def day(ago: int) -> str:
    return (TODAY - timedelta(days=ago)).isoformat()


@pytest.mark.parametrize("how", How)
def test_days_that_were_folded_or_said_since_stay_in_sight(how: How) -> None:
    saved = plan_of(*(answer(day(500 + nth), nth + 1, stage="early", note=f"note {nth}") for nth in range(6)))
    look = {"section": "looks", "kind": "add", "entry": "b" * 32, "content": {"day": day(9)}}
    since = applied(saved, answer(day(3), 50, stage="well"), {**look, "revision": f"{'b' * 32}:1"}).plan
    now = folded(since, TODAY)
    assert len(now.entries("days")) < len(since.entries("days")), "nothing was folded"
    told = weeks(now, day(900), day(0))
    file = PlanFile(sections={name: saved.entries(name) for name in saved.sections})
    for outbox in ("e" * 32, "f" * 32):
        now = folded(brought_in(now, file, how, outbox), TODAY)
        assert weeks(now, day(900), day(0)) == told
        assert last_look(now, TODAY) == day(9)


WELL = answer("2024-06-20", 1, stage="well")
HARD = answer("2024-06-28", 2, stage="harder", note="a hard night")
ELSEWHERE = answer("2024-06-27", 2, outbox="b" * 32, stage="early", note="elsewhere")


@pytest.mark.parametrize("how", How)
@pytest.mark.parametrize(("here", "there"), [([WELL], [WELL, HARD]), ([WELL, HARD], [WELL]), ([HARD], [ELSEWHERE])])
def test_months_of_both_are_one_month(here: list[Any], there: list[Any], how: How) -> None:
    mine, theirs = (folded(plan_of(*days), TODAY) for days in (here, there))
    after = brought_in(mine, PlanFile(sections={"days": theirs.entries("days")}), how, "e" * 32)
    (month,) = after.entries("days")
    assert not month.rivals
    told = {one.day: one for one in (*weeks(mine, *ALL), *weeks(theirs, *ALL))}
    assert {one.day: one for one in weeks(after, *ALL)} == told


def test_months_that_stand_side_by_side_are_both_told() -> None:
    month, other = (folded(plan_of(one), TODAY).entries("days")[0] for one in (HARD, ELSEWHERE))
    plan = plan_of(HARD).with_entries("days", (replace(month, rivals=(other.now,)),))
    assert [one.day for one in weeks(plan, *ALL)] == ["2024-06-27", "2024-06-28"]


def test_what_else_the_file_lacks_is_put_away() -> None:
    here = plan_of(add("coping", 1, text="Tea"))
    after = brought_in(here, PlanFile(sections={}), How.REPLACE, "e" * 32)
    assert [entry.is_away for entry in after.entries("coping")] == [True]
