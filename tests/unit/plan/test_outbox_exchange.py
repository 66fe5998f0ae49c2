from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pwa.plan.exchange import OUTBOXES, REFUSALS, Gap, Seen, accept, read_seen, seen_as_json
from pwa.plan.model import Plan
from tests.unit.plan.making import OUTBOX, entry_id, plan_of


def added(number: int, text: str = "") -> tuple[int, dict[str, Any]]:
    content = {"text": text or f"step {number}"}
    return number, {"seq": number, "kind": "add", "section": "coping", "entry": entry_id(number), "content": content}


def texts(plan: Plan) -> list[str]:
    return [entry.now.content["text"] for entry in plan.entries("coping")]


BROKEN = (2, {"seq": 2, "kind": "paint"})
BLANK = (3, added(3, " ")[1])


def test_changes_are_applied_in_the_order_of_their_numbers() -> None:
    plan, seen, results = accept(plan_of(), {}, OUTBOX, [added(3), added(1), added(2)])
    assert texts(plan) == ["step 1", "step 2", "step 3"]
    assert [result.as_json() for result in results] == [{"seq": seq, "result": "done"} for seq in (1, 2, 3)]
    assert seen[OUTBOX].last == 3


def test_what_was_seen_is_answered_again_and_applied_once() -> None:
    batch = [added(1), BROKEN, BLANK, added(4)]
    plan, seen, first = accept(plan_of(), {}, OUTBOX, batch)
    again, after, second = accept(plan, read_seen(seen_as_json(seen)), OUTBOX, [*batch, added(5)])
    assert second[:4] == first
    assert [result.as_json() for result in first] == [
        {"seq": 1, "result": "done"},
        {"seq": 2, "result": "refused", "reason": "unknown_kind"},
        {"seq": 3, "result": "refused", "reason": "missing"},
        {"seq": 4, "result": "done"},
    ]
    assert texts(again) == ["step 1", "step 4", "step 5"]
    assert after[OUTBOX].last == 5


def test_an_answer_that_was_heard_is_forgotten() -> None:
    plan, seen, _ = accept(plan_of(), {}, OUTBOX, [added(1), BROKEN])
    _, seen, _ = accept(plan, seen, OUTBOX, [added(3)])
    assert seen_as_json(seen) == {OUTBOX: {"last": 3, "told": {}}}


def test_a_number_that_is_left_out_stops_the_batch() -> None:
    plan, seen, _ = accept(plan_of(), {}, OUTBOX, [added(1)])
    with pytest.raises(Gap) as error:
        accept(plan, seen, OUTBOX, [added(2), added(4)])
    assert error.value.expected == 3
    with pytest.raises(Gap) as error:
        accept(plan, seen, "b" * 32, [added(2)])
    assert error.value.expected == 1


def test_a_change_named_after_another_outbox_is_refused() -> None:
    number, raw = added(1)
    _, _, results = accept(plan_of(), {}, OUTBOX, [(number, {**raw, "revision": f"{'b' * 32}:1"})])
    assert results[0].outcome.reason == "bad_id"


def test_two_outboxes_count_for_themselves() -> None:
    plan, seen, _ = accept(plan_of(), {}, OUTBOX, [added(1)])
    _, seen, _ = accept(plan, seen, "b" * 32, [added(1, "another")])
    assert {outbox: sender.last for outbox, sender in seen.items()} == {OUTBOX: 1, "b" * 32: 1}


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 8), st.integers(0, 4), st.randoms()), max_size=8))
def test_however_often_it_is_sent_each_change_counts_once(sends: list[tuple[int, int, Any]]) -> None:
    plan, seen = plan_of(), dict[str, Any]()
    kept: Seen = seen
    last = 0
    for start, more, random in sends:
        batch = [added(seq) for seq in range(min(start, last + 1), last + more + 1)]
        random.shuffle(batch)
        plan, kept, results = accept(plan, kept, OUTBOX, [*batch, *batch[:1]])
        last = max([last, *(number for number, _ in batch)])
        assert {result.outcome.result for result in results} <= {"done"}
        assert texts(plan) == [f"step {seq}" for seq in range(1, last + 1)]


def test_only_the_outboxes_used_last_are_remembered() -> None:
    plan, seen = plan_of(), dict[str, Any]()
    kept: Seen = seen
    names = [f"{number:032x}" for number in range(OUTBOXES + 1)]
    for name in names[:-1]:
        plan, kept, _ = accept(plan, kept, name, [added(1)])
    plan, kept, _ = accept(plan, read_seen(seen_as_json(kept)), names[0], [added(2)])
    plan, kept, _ = accept(plan, kept, names[-1], [added(1)])
    assert set(kept) == {*names} - {names[1]}
    with pytest.raises(Gap) as error:
        accept(plan, kept, names[1], [added(2)])
    assert error.value.expected == 1


def test_refusals_to_be_told_again_do_not_grow_without_end() -> None:
    batch: list[tuple[int, object]] = [(seq, {"seq": seq, "kind": "paint"}) for seq in range(1, 1001)]
    seen: Seen = {}
    answers: list[int] = []
    while batch:
        _, seen, results = accept(plan_of(), seen, OUTBOX, batch)
        assert len(seen[OUTBOX].told) <= REFUSALS
        assert {result.outcome.result for result in results} == {"refused"}
        answers += [result.seq for result in results]
        batch = batch[len(results) :]
    assert answers == list(range(1, 1001))


def test_what_a_newer_version_knows_of_an_outbox_is_kept() -> None:
    stored = {OUTBOX: {"last": 2, "told": {"2": {"result": "refused", "reason": "odd"}}, "mood": 3}}
    assert seen_as_json(read_seen(stored)) == stored
    _, seen, _ = accept(plan_of(), read_seen(stored), OUTBOX, [added(3)])
    assert seen_as_json(seen) == {OUTBOX: {"last": 3, "told": {}, "mood": 3}}
