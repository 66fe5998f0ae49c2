"""One's own file brought in again, months later: nothing in it that the plan knows already is counted or told twice."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pwa.plan import history
from pwa.plan.bringing_in import How, brought_in
from pwa.plan.changes import apply, parse_change
from pwa.plan.model import Entry, Plan
from pwa.plan.plan_file import PlanFile
from pwa.vault.access import PlanAccess
from pwa.vault.earlier import TAIL_BYTES
from tests.unit.plan.making import OUTBOX, add, plan_of, raw

NEW = "e" * 32
BEGUN = date(2024, 1, 1)
OUTCOMES = ("helped", "a_bit", "not_this_time")


def day(number: int) -> str:
    return (BEGUN + timedelta(days=number)).isoformat()


def file_of(plan: Plan) -> PlanFile:
    return PlanFile(sections={name: plan.entries(name) for name in plan.sections})


def ticked(plan: Plan, seq: int, when: str, outcome: str, outbox: str = OUTBOX) -> Plan:
    """The plan with one tick more, saved on its day."""
    change = raw("tick", "coping", 1, seq=seq, outbox=outbox, day=when, outcome=outcome)
    return history.trimmed(apply(plan, parse_change(change)).plan, plan, when)


def counted(plan: Plan) -> Counter[str]:
    (entry,) = plan.entries("coping")
    return Counter(entry.tried) + Counter(one.outcome for one in entry.tries)


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_a_file_that_is_newer_than_the_plan_counts_no_tick_twice_either(data: st.DataObject) -> None:
    """A backup was put back, or the plan moved, and then the file of what came after it is brought in."""
    plan, now = plan_of(add("coping", 1, text="Walk")), 0
    saved = [plan]
    for seq in range(2, data.draw(st.integers(3, 30))):
        now += data.draw(st.sampled_from([0, 1, 30, 300]))
        plan = ticked(plan, seq, day(now), data.draw(st.sampled_from(OUTCOMES)))
        saved.append(plan)
    here = data.draw(st.sampled_from(saved))
    for how in data.draw(st.permutations([*How])):
        here = brought_in(here, file_of(plan), how, NEW)
        assert counted(here) == counted(plan)


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_whenever_a_file_was_saved_its_ticks_are_counted_once(data: st.DataObject) -> None:
    """Saved at some day of years of ticks, then brought in later, twice; some with ticks of another device."""
    plan, now, saved = plan_of(add("coping", 1, text="Walk")), 0, []
    for seq in range(2, data.draw(st.integers(3, 30))):
        saved.append((plan, now))
        now += data.draw(st.sampled_from([0, 1, 30, 300]))
        plan = ticked(plan, seq, day(now), data.draw(st.sampled_from(OUTCOMES)))
    old, then = data.draw(st.sampled_from(saved))
    more = data.draw(st.integers(0, 3)) if then > now - history.TICKED_DAYS else 0
    for seq in range(1, more + 1):
        old = ticked(old, seq, day(now), "helped", outbox="b" * 32)
    wanted = counted(plan) + Counter({"helped": more})
    for how in data.draw(st.permutations([*How])):
        plan = brought_in(plan, file_of(old), how, NEW)
        assert counted(plan) == wanted
        assert len({one.revision for one in plan.entries("coping")[0].tries}) == len(plan.entries("coping")[0].tries)


class Writer:
    """Writes one entry day by day, and may be late by a day."""

    def __init__(self, access: PlanAccess) -> None:
        self.access, self.cookie, self.seq, self.now = access, access.create().cookie, 0, 0
        access.earlier.today = lambda: day(self.now)

    def write(self, text: str, late: int = 0) -> None:
        self.seq += 1
        kind, base = ("edit", {"based_on": f"{OUTBOX}:{self.seq - 1}"}) if self.seq > 1 else ("add", {})
        change = raw(kind, "coping", 1, self.seq, content={"text": text}, day=day(self.now - late), **base)
        _, (outcome,) = self.access.change(self.cookie, [parse_change(change)])
        assert outcome.result == "done"

    @property
    def entry(self) -> Entry:
        """The entry with every earlier text."""
        (entry,) = self.access.earlier.whole(self.access.look(self.cookie)).entries("coping")
        return entry

    def bring(self, file: PlanFile, how: How) -> None:
        self.access.edit_once(
            self.cookie,
            lambda found: replace(found, plan=brought_in(found.plan, file, how, NEW, self.access.earlier.whole(found))),
        )


@pytest.fixture
def writer(access: PlanAccess) -> Writer:
    writer = Writer(access)
    writer.write("Walk 0")
    return writer


def test_texts_that_the_history_holds_are_not_noted_again(writer: Writer) -> None:
    for number in range(1, 20):
        writer.now += 1
        writer.write(f"Walk {number}")
    file = file_of(writer.access.earlier.whole(writer.access.look(writer.cookie)))
    writer.now += 1
    writer.write("Walk on")
    before = writer.access.earlier.all(writer.access.look(writer.cookie))
    for how in (How.JOIN, How.REPLACE, How.JOIN):
        writer.now += 1
        writer.bring(file, how)
    items = writer.access.earlier.all(writer.access.look(writer.cookie))
    # Side by side, then the file's alone.
    assert [item.what.value for item in items[len(before) :]] == ["changed", "changed"]
    texts = [text.content["text"] for text in (*writer.entry.earlier, *writer.entry.texts)]
    assert sorted(set(texts)) == sorted([*(f"Walk {number}" for number in range(20)), "Walk on"])
    twice = [text for text, count in Counter(texts).items() if count > 1]
    assert twice == ["Walk 19"]  # the one that the file says: it stands anew


def test_days_stand_in_a_row_when_what_was_noted_was_just_put_down(writer: Writer) -> None:
    for number in range(1, 200):
        writer.now += number % 2
        writer.write(f"Walk {number} {'and some more words ' * 8}", late=(number + 1) % 2)
    found = writer.access.look(writer.cookie)
    items = writer.access.earlier.all(found)
    assert len(items) == 200
    assert sum(len(str(item)) for item in items) > 4 * TAIL_BYTES, "nothing was put down"
    days = [item.day for item in items]
    assert days == sorted(days)
