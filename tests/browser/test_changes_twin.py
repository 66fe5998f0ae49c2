"""A phone applies changes to its own plan exactly as the server does: the same cases, and whatever else comes up."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser

from pwa.plan.change import ChangeKind, InvalidChange
from pwa.plan.changes import apply, parse_change
from pwa.plan.stored import entry_as_json, plan_as_json, read_plan
from tests.browser.twin import Chance, Twin, opened
from tests.conftest import Server
from tests.unit.plan.test_shared_changes import CASES

SEQUENCES = 150

APPLY = """({ apply, replay, sections }, all) => all.map(({ plan, changes }) => {
    const given = JSON.stringify(plan);
    let now = plan;
    const steps = changes.map((change) => {
        const { plan: after, outcome } = apply(now, change, sections);
        const again = apply(after, change, sections).plan;
        now = after;
        return { outcome, plan: after, again };
    });
    const replayed = replay(plan, changes, sections);
    return { steps, replayed, isUntouched: JSON.stringify(plan) === given };
})"""


@pytest.fixture(scope="module")
def twin(chromium: Browser, shared_server: Server) -> Iterator[Twin]:
    with opened(chromium, shared_server) as twin:
        yield twin


@pytest.fixture(scope="module")
def answers(twin: Twin) -> dict[str, Any]:
    """What the phone makes of every case."""
    cases = [{"plan": case["plan"], "changes": case["changes"]} for case in CASES.values()]
    return dict(zip(CASES, twin.ask(APPLY, cases), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_changes_give_the_plan_and_answers_of_the_case(answers: dict[str, Any], name: str) -> None:
    case, answer = CASES[name], answers[name]
    assert [step["outcome"] for step in answer["steps"]] == case["outcomes"]
    assert answer["steps"][-1]["plan"] == answer["replayed"] == case.get("after", case["plan"])
    assert answer["isUntouched"]


@pytest.mark.parametrize("name", CASES)
def test_a_change_that_arrives_again_changes_nothing(answers: dict[str, Any], name: str) -> None:
    for step in answers[name]["steps"]:
        assert step["again"] == step["plan"]


def step(plan: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """One change as the server makes it, on a plan that it reads anew."""
    before = read_plan(plan)
    applied = apply(before, parse_change(change))
    after = plan if applied.plan is before else plan_as_json(applied.plan)
    return {"outcome": applied.outcome.as_json(), "plan": after}


def as_sent(change: dict[str, Any]) -> dict[str, Any] | None:
    """A change with its deleted entry as the server reads it; None when it would refuse to read it."""
    try:
        whole = parse_change(change).whole
    except InvalidChange:
        return None
    return {**change, "whole": entry_as_json(whole)} if whole else change


@cache
def happened(seed: int) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    """A plan, changes that came one after the other, some of them again, and what the server made of each."""
    chance, made, steps = Chance(seed), [], []
    first = plan = chance.plan()
    for seq in range(11, 36):
        change = as_sent(chance.change(plan, seq))
        for one in [change, *([made[-3]] if seq % 6 == 0 and len(made) > 2 else [])]:
            if one:
                made.append(one)
                steps.append(step(plan, one))
                plan = steps[-1]["plan"]
    return first, made, steps


def test_phone_and_server_make_the_same_of_any_changes(twin: Twin) -> None:
    all_ = [happened(seed) for seed in range(SEQUENCES)]
    answers = twin.ask(APPLY, [{"plan": first, "changes": made} for first, made, _ in all_])
    for (first, made, steps), answer in zip(all_, answers, strict=True):
        plan = first
        for change, expected, found in zip(made, steps, answer["steps"], strict=True):
            assert {key: found[key] for key in expected} == expected, (change, plan)
            plan = expected["plan"]
        at_once = read_plan(first)
        for change in made:
            at_once = apply(at_once, parse_change(change)).plan
        assert read_plan(answer["replayed"]) == read_plan(plan_as_json(at_once)), (first, made)
        assert answer["isUntouched"]


def test_chance_brings_every_kind_and_every_answer() -> None:
    met = {
        (change["kind"], one["outcome"]["result"], one["outcome"].get("reason"))
        for seed in range(SEQUENCES)
        for _, made, steps in [happened(seed)]
        for change, one in zip(made, steps, strict=True)
    }
    assert {kind for kind, _, _ in met} == set(ChangeKind)
    assert {kind for kind, result, _ in met if result == "kept_both"} == {"add", "edit", "set_field", "bring_back"}
    reasons = {None, "no_such_entry", "changed_elsewhere", "newer_version"}
    assert {reason for _, _, reason in met} == reasons
