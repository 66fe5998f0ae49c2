"""A deleted warning sign is gone from the days on which it was ticked too, whatever it was called then."""

from datetime import date

import pytest

from pwa.plan.changes import parse_change
from pwa.plan.days import entry_id as day_id
from pwa.plan.weeks import weeks
from pwa.vault.access import PlanAccess
from tests.unit.plan.making import raw


@pytest.mark.parametrize("year", [2020, 2026])
def test_words_of_a_deleted_sign_leave_the_days(access: PlanAccess, year: int) -> None:
    cookie, day = access.create().cookie, date(year, 3, 4).isoformat()

    def change(*changes: dict[str, object]) -> None:
        access.change(cookie, map(parse_change, changes))

    change(
        raw("add", "warning_signs", 1, seq=1, content={"text": "Not sleepng"}),
        raw("add", "warning_signs", 2, seq=2, content={"text": "Shouting"}),
        raw("edit", "warning_signs", 1, seq=3, content={"text": "Not sleeping"}, based_on=f"{'a' * 32}:1"),
        *(
            raw("add", "days", day_id(day), seq=seq, outbox=box, content={"day": day, "stage": "early", "signs": signs})
            for seq, box, signs in ((4, "a" * 32, ["Not sleepng", "Shouting"]), (1, "b" * 32, ["Not sleeping"]))
        ),
    )
    assert {"Not sleepng", "Shouting"} <= set(weeks(access.look(cookie).plan, "0", "9")[0].signs)
    change(raw("delete", "warning_signs", 1, seq=6, based_on=f"{'a' * 32}:3"))
    plan = access.look(cookie).plan
    assert [(one.day, one.signs) for one in weeks(plan, "0", "9")] == [(day, ["Shouting"])]
    assert all("sleep" not in str(text.content) for one in plan.entries("days") for text in (*one.texts, *one.earlier))


def test_a_sign_that_stands_twice_stays_ticked_when_one_is_deleted(access: PlanAccess) -> None:
    cookie = access.create().cookie
    signs = [raw("add", "warning_signs", one, seq=one, content={"text": "Shouting"}) for one in (1, 2)]
    day = raw("add", "days", day_id("2026-03-04"), seq=3, content={"day": "2026-03-04", "signs": ["Shouting"]})
    gone = raw("delete", "warning_signs", 1, seq=4, based_on=f"{'a' * 32}:1")
    access.change(cookie, map(parse_change, [*signs, day]))
    plan = access.change(cookie, [parse_change(gone)])[0].plan
    assert weeks(plan, "0", "9")[0].signs == ["Shouting"]
