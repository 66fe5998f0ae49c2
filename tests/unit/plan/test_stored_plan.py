from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pwa.plan.changes import parse_change
from pwa.plan.stored import NewerPlan, plan_as_json, plan_as_stored, read_plan, size_bytes
from tests.unit.plan.making import OUTBOX, add, applied, entry_id, raw

ENTRY: dict[str, Any] = {
    **{"id": "e1", "content": {"text": "tea", "minutes": 5}, "revision": "r1", "by": "me", "device": "", "day": ""},
    **{"rivals": [{"content": {}, "revision": "r2", "by": "me", "device": "", "day": "", "mood": 3}]},
    **{
        "tries": [{"day": "", "outcome": "helped", "revision": "r3", "how_much": 7}],
        "only_me": True,
        "colour": "green",
    },
}
NEWER: dict[str, Any] = {
    "id": "1" * 32,
    "schema": 9,
    "sections": {"coping": [ENTRY, {"id": "e2", "words": ["?"]}, "text"], "dreams": [1, 2], "safe": {"tree": []}},
    "pictures": {"p1": "…"},
}
VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.integers(), max_size=2)


def test_what_a_newer_version_wrote_is_kept_at_every_level() -> None:
    plan = read_plan(NEWER)
    assert plan.schema == 9
    assert plan.entries("coping")[0].now.content["text"] == "tea"
    assert plan_as_json(plan) == NEWER


def test_what_a_newer_version_wrote_is_kept_through_a_change() -> None:
    after = plan_as_json(applied(read_plan(NEWER), add("coping", 5, text="walk")).plan)
    assert after["pictures"] == NEWER["pictures"]
    assert after["sections"]["dreams"] == [1, 2]
    assert after["sections"]["coping"][0] == ENTRY
    assert {"id": "e2", "words": ["?"]} in after["sections"]["coping"]


def test_a_plan_without_a_schema_is_of_the_first() -> None:
    assert read_plan({"id": "1" * 32}).schema == 1


def test_what_is_empty_or_false_is_left_out() -> None:
    stored = {"id": "1" * 32, "sections": {"safe": [{"id": "e1", "content": {"text": "x"}, "revision": "r1"}]}}
    entry = plan_as_json(read_plan(stored))["sections"]["safe"][0]
    assert set(entry) == {"id", "content", "revision", "by", "device", "day"}


@pytest.mark.parametrize("key", ["rivals", "earlier", "tries"])
@given(value=VALUES)
def test_an_entry_of_another_shape_is_kept_as_it_is(key: str, value: object) -> None:
    entry = {**ENTRY, key: value}
    stored = {"id": "1" * 32, "schema": 2, "sections": {"coping": [entry]}}
    expected = {name: one for name, one in entry.items() if name != key or one != []}
    assert plan_as_json(read_plan(stored))["sections"]["coping"] == [expected]


@pytest.mark.parametrize("stored", [{}, {"id": 7}, {"id": "1" * 32, "sections": ["a new shape"]}])
def test_a_plan_of_another_shape_never_looks_empty(stored: dict[str, Any]) -> None:
    with pytest.raises(NewerPlan):
        read_plan(stored)


def test_no_repr_shows_what_a_person_wrote() -> None:
    plan = read_plan(
        {**NEWER, "sections": {**NEWER["sections"], "dreams": "canary", "coping": [{**ENTRY, "x": "canary"}]}}
    )
    edit = raw("edit", "coping", 1, content={"text": "canary"}, based_on=f"{OUTBOX}:1")
    field = raw("set_field", "about", "address", value="canary", based_on=None)
    whole = raw("bring_back", "coping", 1, whole={"id": entry_id(1), **edit})
    shown = [plan, *(parse_change(one) for one in (edit, field))]
    assert "canary" not in repr([*shown, applied(plan, edit, field)])
    assert "tea" not in repr(plan)
    assert "canary" not in repr(parse_change(whole))


def an_entry(number: int, **more: Any) -> dict[str, Any]:
    who = {"by": "me", "device": "", "day": ""}
    return {"id": entry_id(number), "content": {"text": "x"}, "revision": f"{OUTBOX}:{number}", **who, **more}


def test_an_entry_that_cannot_be_read_keeps_its_place() -> None:
    odd = {"id": "odd", "words": []}
    stored = {"id": "1" * 32, "schema": 2, "sections": {"coping": [odd, an_entry(1), an_entry(2), odd, an_entry(3)]}}
    plan = read_plan(stored)
    assert plan_as_json(plan) == stored
    gone = applied(plan, raw("delete", "coping", 2, seq=9, based_on=f"{OUTBOX}:2")).plan
    assert plan_as_json(gone)["sections"]["coping"] == [odd, an_entry(1), odd, an_entry(3)]
    empty = applied(gone, *(raw("delete", "coping", n, seq=9, based_on=f"{OUTBOX}:{n}") for n in (1, 3))).plan
    assert plan_as_json(empty)["sections"]["coping"] == [odd, odd]


def test_measuring_a_plan_leaves_what_can_not_be_read_as_it_is() -> None:
    odd = an_entry(1, earlier="a new shape")
    stored = {"id": "1" * 32, "schema": 2, "sections": {"coping": [odd]}}
    plan = read_plan(stored)
    size_bytes(plan)
    assert plan_as_json(plan)["sections"]["coping"] == [an_entry(1, earlier="a new shape")]


def test_a_section_that_no_change_touched_is_passed_on_as_it_was_stored() -> None:
    bare = {"id": entry_id(1), "content": {"text": "x"}, "revision": f"{OUTBOX}:1", "tries": []}
    odd = {"id": "odd", "words": []}
    stored = {"id": "1" * 32, "schema": 2, "sections": {"safe": [bare, odd], "coping": [an_entry(2)]}}
    plan = read_plan(stored)
    assert plan.entries("safe")[0].now.content["text"] == "x"
    after = applied(plan, add("coping", 5, text="walk")).plan
    kept = plan_as_stored(after)["sections"]
    assert kept["safe"] == [bare, odd]
    assert [entry["id"] for entry in kept["coping"]] == [entry_id(2), entry_id(5)]
    changed = applied(after, add("safe", 6, text="home")).plan
    assert plan_as_stored(changed)["sections"]["safe"][:2] == [bare, odd]
    assert read_plan(plan_as_stored(changed)) == read_plan(plan_as_json(changed))


def test_plans_are_equal_when_they_hold_the_same_entries() -> None:
    stored = {"id": "1" * 32, "schema": 1, "sections": {"coping": [an_entry(1), an_entry(2)]}}
    plan = read_plan(stored)
    moved = applied(plan, raw("move", "coping", 2, seq=9, after=None)).plan
    back = applied(moved, raw("move", "coping", 1, seq=10, after=None)).plan
    assert moved != plan
    assert back == plan == read_plan({**stored})
    assert moved != read_plan(stored)
