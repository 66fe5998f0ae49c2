"""A deleted sign goes from the days on which it was ticked, and comes back to them when that is undone."""

from datetime import date

from pwa.plan import days
from pwa.plan.forgetting import forgotten_signs, ticked_again, unticked, without_signs
from pwa.plan.model import Plan
from pwa.plan.stored import plan_as_json
from tests.unit.plan.making import add, answer, applied, plan_of, raw

SIGN, OTHER = "I stop answering messages", "I do not sleep"
OTHER_DEVICE = "b" * 32


def ticked() -> Plan:
    """A sign that was ticked in a month of long ago, on a day that has a rival, and on one that was answered anew."""
    plan = plan_of(
        add("warning_signs", 1, text=SIGN, level="early"),
        add("warning_signs", 2, text=OTHER, level="early"),
        answer("2024-05-02", 3, stage="early", signs=[SIGN, OTHER], note="rain"),
        answer("2026-11-28", 4, stage="early", signs=[OTHER]),
        answer("2026-11-29", 5, stage="well"),
        {**answer("2026-11-29", 6, stage="early", signs=[SIGN]), "kind": "edit", "based_on": f"{'a' * 32}:5"},
        answer("2026-11-30", 7, stage="early", signs=[SIGN]),
        answer("2026-11-30", 1, OTHER_DEVICE, stage="harder", signs=[OTHER, SIGN]),
    )
    return days.folded(plan, date(2026, 11, 30))


def without_sign(plan: Plan) -> Plan:
    gone = applied(plan, raw("delete", "warning_signs", 1, seq=9, based_on=f"{'a' * 32}:1")).plan
    return without_signs(gone, forgotten_signs(plan, gone, ()))


def brought_back(plan: Plan, lost: list) -> Plan:
    again = ticked_again(plan, lost)
    return applied(plan, *({**one, "revision": f"{'c' * 32}:{nth}"} for nth, one in enumerate(again, 1))).plan


def test_undone_each_day_is_to_the_letter_what_it_was() -> None:
    plan = ticked()
    assert next(entry.id for entry in plan.entries("days")) == days.entry_id("2024-05")
    gone = without_sign(plan)
    assert SIGN not in str(plan_as_json(gone))
    lost = unticked(plan, gone)
    assert [was.id for was, _ in lost] == [days.entry_id(day) for day in ("2024-05", "2026-11-29", "2026-11-30")]
    assert brought_back(gone, lost).entries("days") == plan.entries("days")


def test_a_day_that_was_changed_since_stays_as_it_is() -> None:
    plan = ticked()
    gone = without_sign(plan)
    based = f"{'a' * 32}:6"
    noted = answer("2026-11-29", 8, OTHER_DEVICE, stage="early", note="A call came")
    changed = applied(gone, {**noted, "kind": "edit", "based_on": based}).plan
    after = brought_back(changed, unticked(plan, gone))
    day = days.entry_id("2026-11-29")
    assert after.entry("days", day) == changed.entry("days", day)
    others = [entry for entry in after.entries("days") if entry.id != day]
    assert others == [entry for entry in plan.entries("days") if entry.id != day]
