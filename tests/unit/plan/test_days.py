"""Days on which a person said how things are: two devices, ten years, what a phone holds, and after a crisis."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pwa.plan import limits
from pwa.plan.days import entry_id, folded, recent
from pwa.plan.model import Plan
from pwa.plan.plan_file import plan_as_file, read_plan_file
from pwa.plan.snapshot import snapshot
from pwa.plan.stored import plan_as_json, read_plan, size_bytes
from pwa.plan.weeks import most_helpful_first, times, to_look_back_at, weeks
from tests.unit.plan.making import add, answer, answered, applied, plan_of, raw

CASES = json.loads((Path(__file__).parents[2] / "days/looking_back.json").read_text("utf-8"))
STAGES = ("well", "early", "harder", "crisis", "better")


def many(first: str, count: int, **content: Any) -> Plan:
    """A plan with an answer on each of many days, as it was saved day by day."""
    plan = Plan(id="1" * 32)
    for nth in range(count):
        day = date.fromisoformat(first) + timedelta(days=nth)
        said = {"stage": STAGES[nth % 5], **{name: one(nth) for name, one in content.items()}}
        change = answer(day.isoformat(), nth + 1, **{name: value for name, value in said.items() if value})
        plan = folded(applied(plan, change).plan, day)
    return plan


def told(plan: Plan) -> list[tuple[object, ...]]:
    return [(one.day, one.stages, one.signs, one.notes) for one in weeks(plan, "0000", "9999")]


def test_two_devices_that_answer_on_one_day_meet_in_one_entry_and_both_answers_stand() -> None:
    both = answer("2026-11-02", 1, stage="early"), answer("2026-11-02", 1, "b" * 32, stage="well", note="tea")
    plan = plan_of(*both)
    assert [entry.id for entry in plan.entries("days")] == ["0" * 24 + "20261102"]
    assert told(plan) == [("2026-11-02", ["early", "well"], [], ["tea"])]
    same = plan_of(answer("2026-11-02", 1, stage="early"), answer("2026-11-02", 1, "b" * 32, stage="early"))
    assert not same.entries("days")[0].rivals


def test_ten_years_of_answers_fit_and_nothing_that_was_said_is_lost() -> None:
    signs = {
        "signs": lambda nth: ["3: not sleeping", "Shouting"][: nth % 3],
        "note": lambda nth: "tea" * (nth % 7 == 0),
    }
    plan = many("2016-01-01", 3_653, **signs)
    assert len(plan.entries("days")) < 550
    assert size_bytes(plan) < limits.PLAN_BYTES * 0.7
    kept = told(plan)
    assert len(kept) == 3_653
    for nth, (day, stages, seen, notes) in enumerate(kept):
        expected = (STAGES[nth % 5], signs["signs"](nth), [signs["note"](nth)] if nth % 7 == 0 else [])
        assert (stages, seen, notes) == ([expected[0]], expected[1], expected[2]), day


def test_thirteen_months_are_kept_as_they_are_and_a_second_look_changes_nothing() -> None:
    plan = many("2025-08-01", 120)
    after = folded(plan, date(2026, 12, 31))
    assert [entry.id[-8:] for entry in after.entries("days")][:3] == ["20250800", "20250900", "20251000"]
    assert after.entries("days")[3].id.endswith("20251101")
    assert folded(after, date(2026, 12, 31)) is after
    assert told(after) == told(plan)


def test_what_a_month_could_not_say_in_the_same_words_stays_a_day() -> None:
    plan = plan_of(
        answer("2024-02-01", 1, stage="well", note="an \u21b5 of its own"),
        answer("2024-02-02", 2, stage="well", signs=["x" * 2_000]),
        answer("2024-02-03", 3, stage="early"),
        answer("2024-02-03", 3, "b" * 32, stage="well"),
        answer("2024-02-04", 4, stage="better"),
    )
    after = folded(plan, date(2026, 1, 1))
    ids = [entry.id[-8:] for entry in after.entries("days")]
    assert ids == ["20240200", "20240201", "20240202", "20240203"]
    assert told(after) == told(plan)


def test_a_note_of_several_lines_goes_into_its_month_and_reads_as_it_was() -> None:
    note = "two\nlines\n\n3: and a \\n"
    plan = plan_of(answer("2024-02-01", 1, note=note), answer("2024-02-02", 2, note=note))
    after = folded(plan, date(2026, 1, 1))
    assert [entry.id[-8:] for entry in after.entries("days")] == ["20240200"]
    assert told(after) == told(plan) == [(f"2024-02-0{nth}", [], [], [note]) for nth in (1, 2)]
    assert folded(read_plan(plan_as_json(after)), date(2026, 1, 1)).entries("days") == after.entries("days")


def test_an_answer_that_comes_late_joins_its_month_once() -> None:
    plan = folded(plan_of(answer("2024-02-01", 1, stage="well")), date(2026, 1, 1))
    late = applied(plan, answer("2024-02-01", 1, "b" * 32, stage="well"), answer("2024-02-09", 2, stage="crisis")).plan
    after = folded(late, date(2026, 1, 1))
    assert told(after) == [("2024-02-01", ["well"], [], []), ("2024-02-09", ["crisis"], [], [])]
    assert len(after.entries("days")) == 1


def test_earlier_notes_and_only_me_go_with_the_month() -> None:
    change = raw(
        "edit", "days", entry_id("2024-02-01"), seq=2, content={"day": "2024-02-01", "stage": "well"},
        based_on=f"{'a' * 32}:1",
    )  # fmt: skip
    only = raw("only_me", "days", entry_id("2024-02-01"), seq=3, on=True)
    plan = plan_of(answer("2024-02-01", 1, note="tea"), change, only)
    (month,) = folded(plan, date(2026, 1, 1)).entries("days")
    assert [text.content.get("note") for text in month.earlier] == ["tea"]
    assert month.is_only_me


def test_folding_reads_no_other_section_and_survives_what_is_not_known() -> None:
    odd = {"id": entry_id("2024-01-01"), "content": {"day": "2024-01-01", "stage": "well"}, "revision": "r"}
    odd |= {"by": "me", "device": "", "day": "", "mood": 1}
    stored = {"id": "1" * 32, "sections": {"days": [odd, "strange", {"id": 7}]}}
    plan = read_plan(stored)
    assert folded(plan, date(2026, 1, 1)) is plan
    assert plan_as_json(plan)["sections"]["days"] == stored["sections"]["days"]


def test_a_phone_holds_thirteen_weeks_and_no_month() -> None:
    plan = many("2024-01-01", 800)
    looked = raw("set_field", "days", "looked_back", seq=900, value="2026-01-02", based_on=None)
    kept = snapshot(applied(plan, looked).plan)["sections"]["days"]
    days = [entry["content"].get("day", "") for entry in kept]
    assert len(days) == 92
    assert [entry["content"] for entry in kept if entry["id"] == "looked_back"] == [{"value": "2026-01-02"}]
    assert recent(()) == ()


def test_a_file_brings_months_and_days_back() -> None:
    plan = many("2024-01-01", 800, note=lambda nth: "tea" * (nth % 9 == 0))
    file = read_plan_file(json.dumps(plan_as_file(plan, "2026-03-10")).encode())
    assert file.sections["days"] == tuple(plan.entries("days"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_looking_back_is_offered_when_it_is_over_and_never_while_it_is_hard(case: dict[str, Any]) -> None:
    assert to_look_back_at(answered(case), date.fromisoformat(case["today"])) == case["at"]


def test_a_phone_is_told_that_a_crisis_was_said_and_no_earlier_answer() -> None:
    days = {"2026-11-10": ["better"], "2026-11-11": ["early"], "2026-11-12": ["crisis"]}
    plan = answered({"days": days, "before": {"2026-11-10": ["crisis"], "2026-11-11": ["early", "crisis"]}})
    kept = snapshot(plan)["sections"]["days"]
    assert [(one["content"]["day"], one.get("crisis")) for one in kept] == [
        ("2026-11-10", True), ("2026-11-11", None), ("2026-11-12", None),
    ]  # fmt: skip
    assert not any("earlier" in one for one in kept)


def test_what_did_not_help_stands_behind_what_was_not_tried() -> None:
    ticks = [
        raw("tick", "coping", 1, seq=9, outcome="not_this_time"),
        raw("tick", "coping", 3, seq=10, outcome="a_bit"),
    ]
    plan = plan_of(add("coping", 1, text="tea"), add("coping", 2, text="walk"), add("coping", 3, text="sea"), *ticks)
    assert [one.now.content["text"] for one in most_helpful_first(plan.entries("coping"))] == ["sea", "walk", "tea"]


def test_times_that_a_step_helped_are_counted_with_the_sums_of_long_ago() -> None:
    ticks = [
        raw("tick", "coping", 2, seq=9 + nth, outcome=outcome, day=f"2026-11-0{nth + 1}")
        for nth, outcome in enumerate(["helped", "not_this_time", "helped"])
    ]
    plan = plan_of(add("coping", 1, text="tea"), add("coping", 2, text="walk"), *ticks)
    assert dict(times(plan.entries("coping")[1])) == {"helped": 2, "not_this_time": 1}
    assert [one.now.content["text"] for one in most_helpful_first(plan.entries("coping"))] == ["walk", "tea"]
    stored = plan_as_json(plan)
    stored["sections"]["coping"][0]["tried"] = {"helped": 12, "a_bit": 1}
    old = read_plan(stored).entries("coping")
    assert dict(times(old[0])) == {"helped": 12, "a_bit": 1}
    assert [one.now.content["text"] for one in most_helpful_first(old)] == ["tea", "walk"]
    assert [(one.day, one.helped) for one in weeks(plan, "2026-11-02", "2026-11-09")] == [("2026-11-03", ["walk"])]
