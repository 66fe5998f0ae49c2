"""Ticks are stored in short: the same ticks in the same order come back, and what can't be told so stays as it was."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pwa.plan import ticks
from pwa.plan.model import Entry, Try, Version
from pwa.plan.parsing import OUTCOMES
from pwa.plan.stored import plan_as_json, plan_as_stored, read_plan
from pwa.plan.stored_entry import entry_as_json, entry_as_stored, more_bytes, read_entry
from tests.unit.plan.making import OUTBOX, add, applied, entry_id, plan_of, raw

DAYS = st.dates().map(str)
NAMES = st.tuples(st.integers(0, 40), st.integers(1, 10**15 - 1)).map(lambda one: f"{one[0]:032x}:{one[1]}")
USUAL = st.builds(Try, day=DAYS, outcome=st.sampled_from(OUTCOMES), revision=NAMES)
ODD = st.builds(
    Try,
    day=st.sampled_from(["", "2026", "2026-01-01"]),
    outcome=st.text(max_size=3),
    revision=st.sampled_from(["", "r3", f"{OUTBOX}:0", f"{OUTBOX}:12"]),
    extra=st.sampled_from([{}, {"how_much": 7}]),
)


def ticked(*tries: Try) -> Entry:
    return Entry(id=entry_id(1), now=Version(content={"text": "Walk"}, revision=f"{OUTBOX}:1"), tries=tries)


@given(tries=st.lists(USUAL | ODD, max_size=60))
def test_ticks_come_back_as_they_were(tries: list[Try]) -> None:
    entry = ticked(*tries)
    stored = entry_as_stored(entry)
    read = read_entry(stored)
    assert read == entry
    assert read.tries == entry.tries
    assert entry_as_json(read) == entry_as_json(entry)
    assert len(str(entry_as_json(entry))) <= len(str(stored)) + more_bytes([stored])


def test_thirteen_months_of_ticks_take_a_fifth_of_their_room() -> None:
    tries = [
        Try(day=f"2026-01-{n % 28 + 1:02}", outcome=OUTCOMES[n % 3], revision=f"{OUTBOX}:{n}") for n in range(1, 400)
    ]
    entry = ticked(*tries)
    assert len(str(entry_as_stored(entry))) * 5 < len(str(entry_as_json(entry)))


def test_a_plan_that_was_stored_with_long_ticks_is_read_and_ticked_on() -> None:
    plan = plan_of(add("coping", 1, text="Walk"), raw("tick", "coping", 1, seq=2, outcome="helped", day="2026-01-02"))
    older = read_plan(plan_as_json(plan))
    tick = raw("tick", "coping", 1, seq=3, outcome="a_bit", day="2026-01-03")
    after = applied(older, tick, tick).plan
    stored = plan_as_stored(after)
    assert "tries" not in stored["sections"]["coping"][0]
    read = read_plan(stored)
    assert read == after
    assert [one.outcome for one in read.entries("coping")[0].tries] == ["helped", "a_bit"]
    assert applied(read, tick).plan == read


def test_ticks_of_before_are_shortened_with_the_next_change_of_their_section() -> None:
    plan = plan_of(add("coping", 1, text="Walk"), raw("tick", "coping", 1, seq=2, outcome="helped", day="2026-01-02"))
    after = applied(read_plan(plan_as_json(plan)), add("coping", 3, text="Tea")).plan
    walk = plan_as_stored(after)["sections"]["coping"][0]
    assert walk["ticks"]["at"] == "Aa20260102.2,"
    assert "tries" not in walk


@pytest.mark.parametrize(
    "odd",
    [
        7,
        {},
        {"by": [OUTBOX], "of": ["helped"], "at": ""},
        {"by": [OUTBOX], "of": ["helped"], "at": "Ba20260101.1,"},
        {"by": [OUTBOX], "of": ["helped"], "at": "Ab20260101.1,"},
        {"by": [OUTBOX], "of": [7], "at": "Aa20260101.1,"},
        {"by": [OUTBOX], "of": ["helped"], "at": "Aa20260101.1"},
        {"by": [OUTBOX], "of": ["helped"], "at": "Aa20260101.1,", "more": 1},
    ],
)
def test_ticks_of_another_shape_are_kept_as_they_are(odd: Any) -> None:
    entry = {**entry_as_json(ticked()), "ticks": odd}
    stored = {"id": "1" * 32, "schema": 2, "sections": {"coping": [entry]}}
    plan = read_plan(stored)
    assert not plan.entries("coping")
    assert plan_as_stored(plan) == plan_as_json(plan) == stored


def test_ticks_in_short_can_be_read() -> None:
    short = {"by": [OUTBOX], "of": ["helped"], "at": "Aa20260101.12,"}
    assert ticks.in_full(short) == (Try(day="2026-01-01", outcome="helped", revision=f"{OUTBOX}:12"),)
