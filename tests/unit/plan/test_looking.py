"""What a look through a plan asks about, and what it leaves alone."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pwa.plan.looking import AT_MOST, Why, has_day_come, is_due, is_year_over, to_look_at
from pwa.plan.model import Plan
from pwa.plan.sections import as_json, as_json_for_copies
from pwa.plan.snapshot import snapshot
from pwa.plan.stored import read_plan
from pwa.share.choosing import chosen
from pwa.share.rights import Rights, view
from tests.unit.plan.making import add, applied, entry_id, plan_of, raw, stored_plan

TODAY = date(2026, 11, 29)
LONG_AGO, MONTHS_AGO, LATELY = "2025-06-01", "2026-04-01", "2026-11-20"
LOOK = {**add("looks", 90, day="2026-10-01"), "day": "2026-10-01"}


CASES = json.loads((Path(__file__).parents[2] / "looks/asked.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_a_plan_and_what_a_phone_s_plan_ask_about(case: dict[str, Any]) -> None:
    plan = stored_plan(case["sections"])
    for one in (plan, read_plan(snapshot(plan))):
        asked = [[asked.why.value, asked.entry, asked.day] for asked in to_look_at(one, TODAY)]
        assert asked == case["asked"]
    assert is_year_over(plan, TODAY) is case.get("year", False)
    assert has_day_come(plan, TODAY) is case.get("come", False)


def on(day: str, change: dict[str, Any]) -> dict[str, Any]:
    return {**change, "day": day}


def tick(section: str, number: int, outcome: str, day: str, seq: int = 50) -> dict[str, Any]:
    return on(day, raw("tick", section, number, seq, outcome=outcome))


def asked(*changes: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.why.value, one.entry[-2:]) for one in to_look_at(plan_of(*changes), TODAY)]


CONTACT = {"name": "Team", "phones": [{"number": "0300 123 3393", "for": ["call"]}]}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ([on(LONG_AGO, add("safe", 1, text="Tea"))], "old"),
        ([on(MONTHS_AGO, add("safe", 1, text="Tea"))], ""),
        ([on(LATELY, add("safe", 1, text="Tea"))], ""),
        ([LOOK, on(LATELY, add("safe", 1, text="Tea"))], "changed"),
        ([on(MONTHS_AGO, add("contacts", 1, **CONTACT))], "number"),
        ([on(MONTHS_AGO, add("contacts", 1, name="Team"))], ""),
        ([on(LATELY, add("coping", 1, text="Walk")), tick("coping", 1, "not_this_time", LATELY)], "no_help"),
        (
            [
                on(LATELY, add("coping", 1, text="Walk")),
                tick("coping", 1, "not_this_time", LATELY, 51),
                tick("coping", 1, "helped", LATELY, 52),
            ],
            "",
        ),
        ([on(LATELY, add("choices", 1, want="Sea", look_again="2026-11-29"))], "due"),
        ([on(LATELY, add("choices", 1, want="Sea", look_again="2026-11-30"))], ""),
        ([on(LATELY, add("choices", 1, want="Sea", look_again="2026-11-28", how_it_went="Well"))], ""),
        ([on(LATELY, add("reasons", 1, text="Shed", look_again="2026-11-28"))], "due"),
        ([on(LONG_AGO, add("past", 1, what="A flood"))], ""),
        ([on(LONG_AGO, add("talk", 1, text="Sleep"))], ""),
    ],
)
def test_each_thing_is_asked_about_for_its_reason(changes: list[dict[str, Any]], why: str) -> None:
    assert asked(*changes) == ([(why, "01")] if why else [])


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        (on(LONG_AGO, add("safe", 1, text="Tea")), "still_true"),
        (on(LATELY, add("coping", 1, text="Walk")), "still_true"),
        (on(MONTHS_AGO, add("contacts", 1, **CONTACT)), "still_right"),
        (on(LATELY, add("choices", 1, want="Sea", look_again="2026-11-28")), "still_true"),
    ],
)
def test_what_was_said_to_be_true_is_not_asked_again_soon(change: dict[str, Any], outcome: str) -> None:
    before = [LOOK, change, *([tick("coping", 1, "not_this_time", LATELY)] if change["section"] == "coping" else [])]
    assert len(asked(*before)) == 1
    said = tick(change["section"], 1, outcome, TODAY.isoformat(), 60)
    assert asked(*before, said) == []


def test_what_presses_most_comes_first_and_a_look_is_short() -> None:
    many = [on(LONG_AGO, add("wellness", number, text="Tea")) for number in range(1, 30)]
    due = on(LATELY, add("choices", 40, want="Sea", look_again="2026-11-01"))
    found = asked(*many, due)
    assert len(found) == AT_MOST
    assert found[0][0] == Why.DUE
    assert (
        asked(on(LONG_AGO, add("safe", 1, text="Tea")), raw("put_away", "safe", 1, 2, based_on=f"{'a' * 32}:1")) == []
    )


@pytest.mark.parametrize(("day", "due"), [("2026-11-29", True), ("2026-11-30", False), (None, False)])
def test_a_look_is_due_on_its_day(day: str | None, due: bool) -> None:
    plan = plan_of(raw("set_field", "about", "next_look", 1, value=day, based_on=None))
    assert is_due(plan, TODAY) is due


@pytest.mark.parametrize(
    ("changes", "has_come"),
    [
        ([on(LATELY, add("choices", 1, want="Sea", look_again="2026-11-29"))], True),
        ([on(LATELY, add("reasons", 1, text="Shed", look_again="2026-11-28"))], True),
        ([on(LATELY, add("reasons", 1, text="Shed", look_again="2026-11-30"))], False),
        ([on(LONG_AGO, add("safe", 1, text="Tea"))], False),
        ([raw("set_field", "about", "next_look", 1, value="2026-11-28", based_on=None)], True),
    ],
)
def test_a_day_that_has_come_is_told_until_a_look_has_asked_about_it(
    changes: list[dict[str, Any]], has_come: bool
) -> None:
    look = add("looks", 90, day="2026-11-29")
    assert has_day_come(plan_of(*changes), TODAY) is has_come
    is_for_the_look = changes[0]["section"] == "about"  # the end of a look takes that day away
    assert has_day_come(plan_of(*changes, look), TODAY) is is_for_the_look


def test_twice_in_one_year_nobody_is_asked_what_is_asked_once_a_year() -> None:
    old = on(LONG_AGO, add("safe", 1, text="Tea"))
    answer = on(LATELY, add("looks", 2, day=LATELY, safer="Yes"))
    assert not is_year_over(Plan(id="1" * 32), TODAY)
    assert is_year_over(plan_of(old), TODAY)
    assert not is_year_over(plan_of(old, answer), TODAY)
    assert is_year_over(plan_of(old, {**answer, "content": {"day": LONG_AGO, "safer": "Yes"}}), TODAY)


def test_notes_and_looks_leave_the_plan_in_no_copy_and_to_no_helper() -> None:
    plan = plan_of(add("talk", 1, text="canary"), add("looks", 2, day=LATELY, note="canary"))
    every = {"talk": "write", "looks": "read"}
    assert chosen(plan, every) == {}
    assert "canary" not in str(view(plan, Rights.of("b" * 32, every)).sections)
    assert not {"talk", "looks"} & {one["id"] for one in as_json_for_copies()}
    assert "talk" in {one["id"] for one in as_json()}
    assert [one["content"] for one in snapshot(plan)["sections"]["looks"]] == [{"day": LATELY}]
    assert json.dumps(snapshot(plan)).count("canary") == 1


def test_a_phone_holds_the_days_of_the_last_looks_and_writes_one_without_taking_words_from_it() -> None:
    looks = [add("looks", nth, day=f"2026-0{nth}-01", safer="canary" if nth == 2 else None) for nth in range(1, 7)]
    plan = plan_of(*looks, raw("put_away", "looks", 6, 60, based_on=f"{'a' * 32}:6"))
    kept = snapshot(plan)["sections"]["looks"]
    assert [(one["content"], one.get("yearly")) for one in kept] == [
        ({"day": "2026-02-01"}, True), ({"day": "2026-04-01"}, None), ({"day": "2026-05-01"}, None),
    ]  # fmt: skip
    written = {"day": "2026-02-01", "with": ["Ada"]}
    edit = raw("edit", "looks", 2, 61, content=written, based_on=f"{'a' * 32}:2")
    assert applied(plan, edit).plan.entry("looks", entry_id(2)).now.content == {**written, "safer": "canary"}


def test_ten_years_of_notes_fit() -> None:
    plan = plan_of(*(add("talk", number, text="Ask") for number in range(1, 1001)))
    assert len(plan.entries("talk")) == 1_000
    assert plan_of(*(add("talk", number, text="Ask") for number in range(1, 1002))) == plan
    assert entry_id(1000) == plan.entries("talk")[-1].id
