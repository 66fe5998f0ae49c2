"""What an entry gathered over years lies packed in it: nothing of it is lost, and it is opened only when asked for."""

import zlib
from base64 import b64encode
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pwa.plan import history, stored_entry
from pwa.plan.model import Entry, Plan, Try, Version
from pwa.plan.packed import unpacked
from pwa.plan.parsing import OUTCOMES
from pwa.plan.stored import NewerPlan, plan_as_json, plan_as_stored, read_plan, size_at_most, size_bytes
from pwa.plan.stored_entry import entry_as_json, entry_as_stored, more_bytes, read_entry
from tests.unit.plan.making import OUTBOX, add, applied, entry_id, plan_of, raw

TEXTS = st.builds(
    Version,
    content=st.fixed_dictionaries({"text": st.text(max_size=300)}, optional={"minutes": st.integers(0, 9)}),
    revision=st.integers(1, 999).map(lambda number: f"{OUTBOX}:{number}"),
    by=st.sampled_from(["me", "b" * 32]),
    day=st.dates().map(str),
    phrase=st.sampled_from([None, "walk"]),
    extra=st.sampled_from([{}, {"mood": 3}]),
)
TICKS = st.builds(
    Try,
    day=st.dates().map(str),
    outcome=st.sampled_from(OUTCOMES),
    revision=st.integers(1, 999).map(lambda number: f"{OUTBOX}:{number}"),
    extra=st.sampled_from([{}, {}, {}, {"how_much": 7}]),
)
ENTRIES = st.builds(
    Entry,
    id=st.just(entry_id(1)),
    now=st.just(Version(content={"text": "Walk"}, revision=f"{OUTBOX}:1")),
    earlier=st.lists(TEXTS, max_size=5).map(tuple),
    tries=st.lists(TICKS, max_size=60).map(tuple),
    tried=st.sampled_from([{}, {"helped": 3}]),
    is_away=st.booleans(),
)


def used(edits: int = 5, ticks: int = 60) -> Plan:
    """A plan with a step that was edited and ticked, and another one."""
    plan = plan_of(add("coping", 1, text="Walk to the river"), add("coping", 2, text="Tea"))
    for seq in range(10, 10 + edits):
        told, based = f"Walk to the river and on, {seq} steps", plan.entry("coping", entry_id(1)).now.revision
        plan = applied(plan, raw("edit", "coping", 1, seq=seq, content={"text": told}, based_on=based)).plan
    for seq in range(100, 100 + ticks):
        day = f"2026-0{seq % 9 + 1}-{seq % 28 + 1:02}"
        plan = applied(plan, raw("tick", "coping", 1, seq=seq, outcome=OUTCOMES[seq % 3], day=day)).plan
    return plan


def stored(plan: Plan, section: str = "coping", at: int = 0) -> dict[str, Any]:
    """One entry as it is stored and read from a disk."""
    kept: dict[str, Any] = orjson.loads(orjson.dumps(plan_as_stored(plan)))["sections"][section][at]
    return kept


def read(*entries: dict[str, Any]) -> Plan:
    kept = {"id": "1" * 32, "schema": 1, "sections": {"coping": [*entries]}}
    return read_plan(kept, len(orjson.dumps(kept)))


@given(entry=ENTRIES)
def test_all_that_was_packed_comes_back(entry: Entry) -> None:
    kept = orjson.loads(orjson.dumps(entry_as_stored(entry)))
    again = read_entry(kept)
    assert again == entry
    assert entry_as_json(again) == entry_as_json(entry)
    bare = {name: value for name, value in entry_as_json(entry).items() if name != "earlier"}
    assert len(orjson.dumps(bare)) <= len(orjson.dumps(kept)) + more_bytes([kept])


def test_years_take_less_room_packed_and_a_first_month_is_left_as_it_is() -> None:
    kept = stored(used())
    assert not kept.keys() & {"earlier", "ticks", "tries"}
    assert len(orjson.dumps(kept["packed"])) * 2 < len(orjson.dumps(unpacked(kept["packed"])))
    assert stored(used(edits=1, ticks=10)).keys() >= {"earlier", "ticks"}


def test_what_a_change_does_not_ask_for_is_neither_opened_nor_packed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, kept = used(), stored(used())
    before = read(kept, stored(plan, at=1))
    monkeypatch.setattr(stored_entry, "unpacked", pytest.fail)
    monkeypatch.setattr(stored_entry, "packed", pytest.fail)
    after = applied(before, raw("only_me", "coping", 1, seq=200, on=True)).plan
    assert before != after == applied(after, raw("only_me", "coping", 1, seq=201, on=True)).plan
    after = history.trimmed(after, before, "2026-11-30")
    (item,) = history.happened(before, after, first=1, revision=1, day="", device="")
    assert item.what is history.What.ONLY_ME
    assert stored(after) == {**kept, "only_me": True}


def test_a_packed_plan_changes_as_any_other_does() -> None:
    plan = used(edits=7)
    packed, full = read(stored(plan), stored(plan, at=1)), read_plan(plan_as_json(plan))
    seen = plan.entry("coping", entry_id(1)).now.revision
    for changes in (
        [raw("only_me", "coping", 1, seq=200, on=True)],
        [raw("tick", "coping", 1, seq=201, outcome="helped", day="2026-10-01")],
        [raw("tick", "coping", 1, seq=101, outcome="helped", day="2026-10-01")],
        [raw("edit", "coping", 1, seq=202, content={"text": "Run"}, based_on=seen)],
        [raw("edit", "coping", 1, seq=203, content={"text": "Sit"}, based_on=f"{OUTBOX}:11")],
        [raw("edit", "coping", 1, seq=12, content={"text": "Sent twice"}, based_on=seen)],
        [
            raw("edit", "coping", 1, seq=n, content={"text": f"{n}"}, based_on=f"{OUTBOX}:{n - 1}")
            for n in (204, 205, 206)
        ],
    ):
        after, expected = applied(packed, *changes), applied(full, *changes)
        assert after.outcome == expected.outcome
        noted = [
            history.happened(before, plan, first=1, revision=1, day="", device="")
            for before, plan in ((packed, after.plan), (full, expected.plan))
        ]
        assert noted[0] == noted[1]
        packed = history.trimmed(after.plan, packed, "2026-11-30")
        full = history.trimmed(expected.plan, full, "2026-11-30")
        packed = read(*(stored(packed, at=at) for at in (0, 1)))
        assert packed.entry("coping", entry_id(1)).tries == full.entry("coping", entry_id(1)).tries
        assert packed.entry("coping", entry_id(1)).now == full.entry("coping", entry_id(1)).now
    assert len(packed.entry("coping", entry_id(1)).earlier) == history.EARLIER_TEXTS
    assert [item.what for item in noted[0]] == [history.What.TEXT, history.What.TEXT, history.What.CHANGED]


def test_texts_of_before_there_was_a_history_are_found_where_they_are_packed() -> None:
    items = history.texts_before_there_was_a_history(read(stored(used())), first=1, revision=1)
    assert items == history.texts_before_there_was_a_history(used(), first=1, revision=1) != []


def test_old_ticks_are_counted_with_the_next_one() -> None:
    before = read(stored(used()))
    tick = raw("tick", "coping", 1, seq=200, outcome="helped", day="2028-01-01")
    after = history.trimmed(applied(before, tick).plan, before, "2028-01-01")
    (entry,) = read(stored(after)).entries("coping")
    assert [one.day for one in entry.tries] == ["2028-01-01"]
    assert sum(entry.tried.values()) == 60


def test_what_an_older_version_wrote_beside_it_came_later() -> None:
    text = {"content": {"text": "New"}, "revision": f"{OUTBOX}:300", "by": "me", "device": "", "day": ""}
    ticks = {"by": [OUTBOX], "of": ["helped"], "at": "Aa20261101.301,"}
    long = {"day": "2026-11-02", "outcome": "a_bit", "revision": f"{OUTBOX}:302"}
    beside = {**stored(used()), "earlier": [text], "ticks": ticks, "tries": [long]}
    (was,), (entry,) = used().entries("coping")[:1], read(beside).entries("coping")
    assert [one.revision for one in entry.earlier] == [*(one.revision for one in was.earlier), f"{OUTBOX}:300"]
    assert [one.day for one in entry.tries] == [*(one.day for one in was.tries), "2026-11-01", "2026-11-02"]
    again = stored(applied(read(beside), raw("only_me", "coping", 1, seq=400, on=True)).plan)
    assert not again.keys() & {"earlier", "ticks", "tries"}
    (both,) = read(again).entries("coping")
    assert (both.earlier, both.tries) == (entry.earlier, entry.tries)


def test_a_plan_that_was_stored_unpacked_is_packed_with_the_next_change_of_an_entry() -> None:
    before = read_plan(plan_as_json(used()))
    after = applied(before, raw("only_me", "coping", 1, seq=200, on=True)).plan
    assert "packed" in stored(after)
    assert plan_as_json(read(stored(after), stored(after, at=1))) == plan_as_json(after)


def test_a_section_that_lies_in_a_file_of_its_own_is_packed_there() -> None:
    plan = plan_of(add("talk", 1, text="x"))
    for seq in range(2, 9):
        edit = raw("edit", "talk", 1, seq=seq, content={"text": "y" * 200}, based_on=f"{OUTBOX}:{seq - 1}")
        plan = applied(plan, {**edit, "content": {"text": f"{seq}" * 200}}).plan
    assert len(stored(plan, "talk")["earlier"]) == 7


def test_the_room_of_a_plan_counts_what_is_packed_as_if_it_were_not() -> None:
    plan = used(ticks=200)
    kept = plan_as_stored(plan)
    packed = read_plan(kept, len(orjson.dumps(kept)))
    assert packed.bytes_at_most is not None
    assert size_bytes(packed) == size_bytes(plan) <= packed.bytes_at_most
    after = applied(packed, raw("tick", "coping", 1, seq=500, outcome="helped", day="2026-10-01")).plan
    assert size_bytes(after) <= (size_at_most(packed, after, "coping") or 0)


@pytest.mark.parametrize("odd", [7, "", {}, {"bytes": 1}, {"bytes": "1", "zlib": ""}, {"bytes": 1, "zlib": "", "x": 1}])
def test_what_is_packed_in_another_shape_is_kept_as_it_is(odd: Any) -> None:
    plan = read({**stored(used()), "packed": odd})
    assert not plan.entries("coping")
    assert plan_as_stored(plan) == plan_as_json(plan)
    assert stored(plan)["packed"] == odd


@pytest.mark.parametrize("inner", [b"", b"[]", b'{"earlier": 7}', b'{"ticks": {}}', b'{"dreams": []}'])
def test_what_can_not_be_unpacked_is_told_and_kept(inner: bytes) -> None:
    odd = {"bytes": 1, "zlib": b64encode(zlib.compress(inner) if inner else b"x").decode()}
    plan = read({**stored(used()), "packed": odd})
    with pytest.raises(NewerPlan):
        _ = plan.entries("coping")[0].earlier
    with pytest.raises(NewerPlan):
        _ = plan.entries("coping")[0].tries
    after = applied(plan, add("coping", 7, text="Bath")).plan
    assert stored(after)["packed"] == odd
