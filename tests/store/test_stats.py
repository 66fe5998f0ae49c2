"""What an operator counts: right, silent while it is little, and never a word."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pwa.plan.change import Change
from pwa.plan.changes import parse_change
from pwa.plan.counting import FLAGS, flags_of, read_flags
from pwa.plan.model import Plan
from pwa.store.stats import LEAST, stats
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie
from tests.unit.plan.making import add, plan_of, raw

TODAY = datetime.now(UTC).date()
CANARY = "canary-words"


def agree(on: bool | None, seq: int, based_on: str | None = None) -> dict[str, Any]:
    return raw("set_field", "settings", "counted", seq, value=on, based_on=based_on)


def content(contact: bool, looked: bool, together: bool) -> list[dict[str, Any]]:
    changes = [add("coping", 1, text=CANARY)]
    if contact:
        changes.append(add("contacts", 2, name=CANARY))
    if looked:
        changes.append(add("looks", 3, day=str(TODAY - timedelta(days=30)), note=CANARY))
    if together:
        changes.append(raw("set_field", "about", "written_with", 4, value=[CANARY], based_on=None))
    return changes


class Plans:
    """A store of plans, with what an operator is told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = TinyDBStore(folder).open()
        self.access = PlanAccess(self.store)

    def make(self, *changes: dict[str, Any]) -> DeviceCookie:
        cookie = self.access.create().cookie
        self.change(cookie, *changes)
        return cookie

    def change(self, cookie: DeviceCookie, *changes: dict[str, Any]) -> None:
        made: list[Change] = [parse_change(one) for one in changes]
        self.access.change(cookie, made)

    def told(self, day: date = TODAY) -> str:
        return "\n".join(stats(self.folder, day))


@pytest.fixture
def plans(tmp_path: Path) -> Iterator[Plans]:
    made = Plans(tmp_path / "data")
    yield made
    made.store.close()


def test_figures_are_right_and_each_below_ten_is_left_out(plans: Plans) -> None:
    for number in range(23):
        plans.make(*content(contact=number < 13, looked=number < 10, together=number < 9), agree(True, 9))
    for _ in range(3):
        plans.make(*content(contact=True, looked=True, together=True))
    assert plans.told().splitlines() == [
        "Plans that may be counted: 23",
        "with something in them, and changed within three months: 23",
        "of these, with someone to call: 13",
        "of these, looked through within the three months before: 10",
        "of these, written with someone: not shown",
    ]
    assert plans.told(TODAY + timedelta(days=130)).splitlines()[1:] == [
        "with something in them, and changed within three months: not shown",
        "of these, with someone to call: not shown",
        "of these, looked through within the three months before: not shown",
        "of these, written with someone: not shown",
    ]


def test_a_figure_that_tells_of_the_few_others_is_left_out(plans: Plans) -> None:
    for number in range(12):
        plans.make(*content(contact=number < 11, looked=number < 2, together=True), agree(True, 9))
    assert plans.told().splitlines() == [
        "Plans that may be counted: 12",
        "with something in them, and changed within three months: 12",
        "of these, with someone to call: not shown",
        "of these, looked through within the three months before: not shown",
        "of these, written with someone: 12",
    ]
    plans.make(agree(True, 9))
    assert [line.rpartition(": ")[2] for line in plans.told().splitlines()] == ["13", *["not shown"] * 4]


def test_nothing_is_said_below_ten_and_what_is_taken_back_is_gone(plans: Plans) -> None:
    cookies = [plans.make(*content(contact=True, looked=True, together=True), agree(True, 9)) for _ in range(LEAST)]
    assert "Plans that may be counted: 10" in plans.told()
    plans.change(cookies[0], agree(None, 10, f"{'a' * 32}:9"))
    assert plans.told() == "Fewer than 10 plans may be counted, so nothing is shown."
    plans.change(cookies[0], add("coping", 20, text="Tea"))
    counted = [path for path in (plans.folder / "plans").rglob("*.json*") if '"counted"' in path.read_text()]
    assert len({path.name.removesuffix(".previous") for path in counted}) == LEAST - 1


def test_no_word_is_in_what_is_counted_or_said(plans: Plans) -> None:
    for _ in range(LEAST):
        plans.make(*content(contact=True, looked=True, together=True), agree(True, 9))
    files = [path.read_text() for path in plans.folder.rglob("*.json*")]
    assert [told for told in (*files, plans.told()) if CANARY in told] == []
    flags = flags_of(plan_of(*content(contact=True, looked=True, together=True), agree(True, 9)), TODAY)
    assert flags == {**dict.fromkeys(FLAGS, True), "month": f"{TODAY:%Y-%m}"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.booleans(), st.booleans(), st.booleans(), st.sampled_from([True, False, None]))
def test_only_who_agreed_is_counted_and_as_it_is(contact: bool, looked: bool, together: bool, on: bool | None) -> None:
    flags = flags_of(plan_of(*content(contact, looked, together), agree(on, 9)), TODAY)
    assert bool(flags) == (on is True)
    if flags:
        assert [flags[name] for name in FLAGS] == [True, contact, looked, together]
        assert CANARY not in json.dumps(flags)
        assert read_flags(json.loads(json.dumps(flags))) == flags


@pytest.mark.parametrize("raw", [None, [], {"alive": True}, {**dict.fromkeys(FLAGS, True), "month": "canary"}])
def test_anything_else_that_stands_there_is_no_flag(raw: object) -> None:
    assert read_flags(raw) == {}
    assert flags_of(Plan(id="1" * 32), TODAY) == {}
