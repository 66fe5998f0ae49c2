"""The cases of ``tests/changes``: what a change does, the same on the server and on a phone."""

import json
from pathlib import Path
from typing import Any

import pytest

from pwa.plan.changes import ChangeKind, apply, parse_change
from pwa.plan.stored import plan_as_json, read_plan

FOLDER = Path(__file__).parents[2] / "changes"
CASES = {
    f"{path.stem}: {case['name']}": case
    for path in sorted(FOLDER.glob("*.json"))
    for case in json.loads(path.read_text())
}


@pytest.mark.parametrize("name", CASES)
def test_changes_give_the_plan_and_answers_of_the_case(name: str) -> None:
    case = CASES[name]
    plan, outcomes = read_plan(case["plan"]), []
    for raw in case["changes"]:
        applied = apply(plan, parse_change(raw))
        plan = applied.plan
        outcomes.append(applied.outcome.as_json())
    assert outcomes == case["outcomes"]
    assert plan_as_json(plan) == case.get("after", case["plan"])


@pytest.mark.parametrize("name", CASES)
def test_a_change_that_arrives_again_changes_nothing(name: str) -> None:
    plan = read_plan(CASES[name]["plan"])
    for raw in CASES[name]["changes"]:
        once = apply(plan, parse_change(raw)).plan
        assert apply(once, parse_change(raw)).plan == once
        plan = once


def test_cases_cover_every_kind_and_every_answer() -> None:
    changes: list[Any] = [change for case in CASES.values() for change in case["changes"]]
    outcomes = [outcome for case in CASES.values() for outcome in case["outcomes"]]
    assert {change["kind"] for change in changes} == set(ChangeKind)
    assert {outcome["result"] for outcome in outcomes} == {"done", "kept_both", "refused"}
    assert {outcome.get("reason") for outcome in outcomes} == {
        None, "no_such_entry", "changed_elsewhere", "too_many_entries", "newer_version",
    }  # fmt: skip
