"""Whatever happened to a plan: any state it had can be brought back, but for what was deleted on purpose."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pwa.plan import history
from pwa.plan.bringing_back import BringingBack
from pwa.plan.changes import apply, parse_change
from pwa.plan.history import Item, What
from pwa.plan.model import Plan
from pwa.plan.plan_file import plan_as_file, read_plan_file
from pwa.plan.stored_entry import entry_as_json, read_entry
from pwa.plan.thinning import RULES, fitting, thinned
from tests.unit.plan.making import add, entry_id, plan_of, raw

SECTION = "coping"
START = date(2026, 1, 1)


def said(plan: Plan) -> list[tuple[Any, ...]]:
    """What a plan shows, in its order; names of texts aside."""
    return [
        (section, entry.id, tuple(str(dict(sorted(text.content.items()))) for text in entry.texts))
        for section in ("coping", "about", "contacts")
        for entry in plan.entries(section)
        if not entry.is_away and entry.now.content
    ]


def left(shown: list[tuple[Any, ...]], gone: set[str]) -> list[tuple[Any, ...]]:
    return [one for one in shown if one[1] not in gone]


@st.composite
def changes(draw: st.DrawFn, plan: Plan, seq: int) -> dict[str, Any]:
    number = draw(st.integers(1, 4))
    entry = plan.entry(SECTION, entry_id(number))
    kind = draw(st.sampled_from(["add", "edit", "edit", "rival", "move", "put_away", "bring_back", "delete", "field"]))
    if kind == "field":
        value = draw(st.sampled_from(["Sam", "Kim", None]))
        known = plan.entry("about", "name_i_like")
        base = known.now.revision if known else None
        return raw("set_field", "about", "name_i_like", seq=seq, value=value, based_on=base)
    if entry is None:
        return raw("add", SECTION, number, seq=seq, content={"text": f"new {seq}"}, after=draw(places()))
    now = {"based_on": entry.now.revision, "settles": [text.revision for text in entry.rivals]}
    more: dict[str, dict[str, Any]] = {
        "add": {"content": {"text": f"again {seq}"}},
        "edit": {"content": {"text": draw(st.sampled_from(["tea", f"text {seq}"]))}, **now},
        "rival": {"kind": "edit", "content": {"text": f"rival {seq}"}, "based_on": f"{'0' * 32}:1"},
        "move": {"after": draw(places())},
        "put_away": now,
        "delete": now,
    }
    return {**raw(kind, SECTION, number, seq=seq), **more.get(kind, {})}


def places() -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, entry_id(1), entry_id(2), entry_id(3)])


class Kept:
    """A plan with its history, and what it showed after each save."""

    def __init__(self) -> None:
        self.plan = plan_of()
        self.items: list[Item] = []
        self.states: list[tuple[int, str, list[tuple[Any, ...]]]] = [(0, START.isoformat(), [])]
        self.gone: set[str] = set()

    def save(self, plan: Plan, day: date = START) -> None:
        first = self.items[-1].number + 1 if self.items else 1
        facts: dict[str, Any] = {"revision": len(self.states), "day": day.isoformat(), "device": "d"}
        new = history.happened(self.plan, plan, first=first, **facts)
        deleted = {one.id for one in self.plan.entries(SECTION)} - {one.id for one in plan.entries(SECTION)}
        self.gone |= deleted
        self.items = [*history.without(self.items, deleted), *new]
        self.plan = history.trimmed(plan, self.plan, day.isoformat())
        self.states.append((self.items[-1].number if self.items else 0, day.isoformat(), said(self.plan)))

    def at(self, number: int, items: list[Item] | None = None) -> Plan:
        kept = self.items if items is None else items
        return history.back(self.plan, [item for item in kept if item.number > number])


def brought_back(plan: Plan, target: Plan) -> Plan:
    for change in BringingBack("b" * 32).whole(plan, target):
        applied = apply(plan, parse_change(change))
        assert applied.outcome.result != "refused", change
        plan = applied.plan
    return plan


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_version_comes_back_with_exactly_its_words_but_for_what_was_deleted(data: st.DataObject) -> None:
    kept = Kept()
    seq = 0
    for _ in range(data.draw(st.integers(1, 8))):
        plan = kept.plan
        for _ in range(data.draw(st.integers(1, 3))):
            seq += 1
            plan = apply(plan, parse_change(data.draw(changes(plan, seq)))).plan
        kept.save(plan)
    items = [one for item in kept.items if (one := history.read_item(history.item_as_json(item)))]
    assert items == kept.items
    for number, _, shown in kept.states:
        target = kept.at(number, items)
        assert left(said(target), kept.gone) == left(shown, kept.gone)
        after = brought_back(kept.plan, target)
        assert left(said(after), kept.gone) == left(shown, kept.gone)
        assert {one.id for one in after.entries(SECTION)} == {one.id for one in kept.plan.entries(SECTION)}


@settings(deadline=None, max_examples=100)
@given(st.data(), st.sampled_from(RULES))
def test_thinning_keeps_the_last_state_of_each_span(data: st.DataObject, rule: Any) -> None:
    kept = Kept()
    day = START
    for seq in range(1, data.draw(st.integers(2, 14)) + 1):
        day += timedelta(days=data.draw(st.sampled_from([0, 0, 1, 5, 40, 200])))
        kept.save(apply(kept.plan, parse_change(data.draw(changes(kept.plan, seq)))).plan, day)
    today = (day + timedelta(days=data.draw(st.sampled_from([0, 60, 400, 900])))).isoformat()
    thin = thinned(kept.items, today, rule)
    # The end of a year is the end of every shorter span too.
    for place, (number, when, shown) in enumerate(kept.states[:-1]):
        if when[:4] != kept.states[place + 1][1][:4]:
            assert left(said(kept.at(number, thin)), kept.gone) == left(shown, kept.gone)
    if (date.fromisoformat(today) - START).days <= rule.all_days:
        assert thin == kept.items
    assert thinned(thin, today, rule) == thin


def test_what_happened_is_told_by_its_kind() -> None:
    kept = Kept()
    kept.save(plan_of(add(SECTION, 1, text="Walk"), add(SECTION, 2, text="Tea")))
    based = {"based_on": f"{'a' * 32}:1"}
    for change in (
        raw("put_away", SECTION, 1, seq=3, **based),
        raw("bring_back", SECTION, 1, seq=4),
        raw("move", SECTION, 2, seq=5, after=None),
        raw("only_me", SECTION, 1, seq=6, on=True),
        raw("edit", SECTION, 1, seq=7, content={"text": "Walk to the canal"}, **based),
        raw("delete", SECTION, 2, seq=8, based_on=f"{'a' * 32}:2"),
    ):
        kept.save(apply(kept.plan, parse_change(change)).plan)
    whats = [item.what for item in kept.items]
    one_more = [What.PUT_AWAY, What.BROUGHT_BACK, What.MOVED, What.ONLY_ME, What.CHANGED, What.DELETED]
    assert whats == [What.ADDED, *one_more[:2], *one_more[3:]]  # what moved was deleted, and its words with it
    seen = [*history.walk(kept.plan, kept.items)]
    assert [one.before.now.content["text"] for one in seen if one.item.what is What.CHANGED if one.before] == ["Walk"]
    assert "Tea" not in str([history.item_as_json(item) for item in kept.items])


def test_ticks_make_no_history() -> None:
    plan = plan_of(add(SECTION, 1, text="Walk"))
    ticked = apply(plan, parse_change(raw("tick", SECTION, 1, seq=2, outcome="helped"))).plan
    assert history.happened(plan, ticked, first=1, revision=2, day="", device="") == []


def test_ticks_of_long_ago_are_counted_and_those_of_late_keep_their_day() -> None:
    plan = before = plan_of(add(SECTION, 1, text="Walk"))
    for seq, day in enumerate(("2024-01-01", "2024-01-02", "2026-01-01"), 2):
        tick = raw("tick", SECTION, 1, seq=seq, outcome="helped", day=day)
        plan = history.trimmed(apply(plan, parse_change(tick)).plan, before, "2026-02-01")
    entry = plan.entry(SECTION, entry_id(1))
    assert entry
    assert (entry.tried, [one.day for one in entry.tries]) == ({"helped": 2}, ["2026-01-01"])
    assert read_entry(entry_as_json(entry)) == entry
    deleted = raw("delete", SECTION, 1, seq=9, based_on=entry.now.revision)
    undo = raw("bring_back", SECTION, 1, seq=10, whole=entry_as_json(entry))
    for change in (deleted, undo, undo):
        plan = apply(plan, parse_change(change)).plan
    assert plan.entry(SECTION, entry_id(1)) == entry
    brought = read_plan_file(json.dumps(plan_as_file(plan, "2026-02-01")).encode()).sections[SECTION]
    assert [one.tried for one in brought] == [{"helped": 2}]


def test_a_text_that_stood_only_between_two_saves_is_kept() -> None:
    plan = plan_of(add(SECTION, 1, text="one"))
    for seq in (2, 3):
        change = raw("edit", SECTION, 1, seq=seq, content={"text": f"text {seq}"}, based_on=f"{'a' * 32}:{seq - 1}")
        plan = apply(plan, parse_change(change)).plan
    items = history.happened(plan_of(add(SECTION, 1, text="one")), plan, first=1, revision=2, day="", device="")
    assert [item.before.now.content["text"] for item in items if item.before] == ["text 2", "one"]


@pytest.mark.parametrize("room", [10, 60, 1000])
def test_a_history_fits_its_room_and_agreements_stay(room: int) -> None:
    day = [(START + timedelta(days=number)).isoformat() for number in range(1200)]
    items = [
        Item(number=n, revision=n, day=day[n], device="", what=What.CHANGED, section="coping", entry=entry_id(n % 3))
        for n in range(1, 1200)
    ]
    agreed = replace_section(items[3])
    kept = fitting([agreed, *items], day[-1], room, len)
    assert agreed in kept
    assert len(kept) <= room
    assert kept[-1] == items[-1] or room == 10


def replace_section(item: Item) -> Item:
    return Item(**{**{key: getattr(item, key) for key in Item.__dataclass_fields__}, "section": "agreement"})
