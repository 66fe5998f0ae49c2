"""Whether a point has changed since both agreed: by the order of its texts, never by their days."""

import json
from typing import Any

import pytest

from pwa.plan.agreeing import MARK, agreed_before, said_again
from pwa.plan.model import Plan
from pwa.plan.record_sections import AGREEMENT
from pwa.plan.sections import BY_ID
from pwa.plan.snapshot import snapshot
from pwa.share.choosing import chosen
from tests.unit.plan.making import OUTBOX, add, applied, plan_of, raw

DAY = "2026-11-29"
HOME = {"point": "Home first"}
ONE = {**HOME, "me": "agreed"}
BOTH = {**ONE, "team": "agreed"}


def typed(*contents: dict[str, Any], start: Plan | None = None) -> Plan:
    """A point with these texts, one after the other, all on one day."""
    if start is None:
        start, contents = plan_of({**add("agreement", 1, **contents[0]), "day": DAY}), contents[1:]
    for content in contents:
        entry = start.entries("agreement")[0]
        seq = 2 + len(entry.earlier)
        edit = raw("edit", "agreement", 1, seq=seq, content=content, based_on=entry.now.revision, day=DAY)
        start = applied(start, edit).plan
    return start


def before(plan: Plan) -> Any:
    """What both had agreed to, if that is something else than what stands."""
    entry = plan.entries("agreement")[0]
    found = agreed_before(AGREEMENT, entry, entry.now)
    return found and (found.content["point"], found.content.get("topic"))


@pytest.mark.parametrize(
    ("texts", "agreed"),
    [
        ([HOME, ONE, BOTH], None),
        ([HOME, ONE, BOTH, {**BOTH, "point": "Hospital"}], ("Home first", None)),
        ([BOTH, {**BOTH, "point": "Hospital"}], ("Home first", None)),
        ([HOME, ONE, BOTH, {**BOTH, "topic": "treatment_not_wanted"}], ("Home first", None)),
        ([HOME, ONE, BOTH, {**BOTH, "team_note": "If we can"}], None),
        ([HOME, ONE, BOTH, {**BOTH, "point": "Hospital"}, BOTH], None),
        ([HOME, ONE, {**ONE, "point": "Hospital"}, {**BOTH, "point": "Hospital"}], None),
        ([HOME, ONE, BOTH, {**BOTH, "point": "Hospital", "team": "not_agreed"}], None),
        ([HOME, ONE, BOTH, {**BOTH, "point": "A"}, {**BOTH, "point": "B"}], ("Home first", None)),
        ([HOME, ONE, BOTH, {**BOTH, "team": "not_agreed"}, {**BOTH, "point": "Hospital"}], ("Home first", None)),
        ([HOME, {**HOME, "me": "not_agreed", "team": "agreed"}, {**HOME, "team": "agreed"}], None),
    ],
)
def test_only_words_that_nobody_said_yes_to_are_changed_since(texts: list[dict[str, Any]], agreed: Any) -> None:
    assert before(typed(*texts)) == agreed


def test_both_saying_yes_anew_ends_it_and_a_further_change_begins_it_again() -> None:
    plan = typed(HOME, ONE, BOTH, {**BOTH, "point": "Hospital"})
    assert before(plan)
    plan = typed(*said_again(plan.entries("agreement")[0]), start=plan)
    assert plan.entries("agreement")[0].now.content == {**BOTH, "point": "Hospital"}
    assert before(plan) is None
    assert before(typed({**BOTH, "point": "Elsewhere"}, start=plan)) == ("Hospital", None)


def test_one_of_two_texts_that_was_picked_was_not_agreed_to_by_picking_it() -> None:
    plan = typed(HOME, ONE, BOTH)
    base = plan.entries("agreement")[0].now.revision
    first = raw("edit", "agreement", 1, seq=20, content={**BOTH, "team": "not_agreed"}, based_on=base)
    other = raw("edit", "agreement", 1, outbox="b" * 32, content={**BOTH, "point": "Hospital"}, based_on=base)
    plan = applied(plan, first, other).plan
    entry = plan.entries("agreement")[0]
    assert len(entry.texts) == 2
    assert [bool(agreed_before(AGREEMENT, entry, text)) for text in entry.texts] == [False, True]
    picked = raw(
        "edit", "agreement", 1, seq=21, content={**BOTH, "point": "Hospital"},
        based_on=f"{'b' * 32}:1", settles=[f"{OUTBOX}:20"],
    )  # fmt: skip
    assert before(applied(plan, picked).plan) == ("Home first", None)


def test_a_phone_and_a_copy_are_told_and_get_no_earlier_words() -> None:
    plan = typed(HOME, ONE, BOTH, {**BOTH, "point": "Hospital"})
    for found in (snapshot(plan)["sections"], chosen(plan, ["agreement"])):
        assert found["agreement"][0][MARK] is True
        assert "Home first" not in json.dumps(found)
    plan = typed(HOME, ONE, BOTH)
    for found in (snapshot(plan)["sections"], chosen(plan, ["agreement"])):
        assert MARK not in found["agreement"][0]


def test_no_other_section_has_points_to_agree_to() -> None:
    plan = plan_of(add("coping", 1, text="tea"))
    entry = plan.entries("coping")[0]
    assert agreed_before(BY_ID["coping"], entry, entry.now) is None
