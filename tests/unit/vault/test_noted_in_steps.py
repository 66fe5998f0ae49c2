"""What a phone sends at once, after days without signal, is noted step by step, each on the day when it was done."""

import json
from typing import Any

import pytest

from pwa.plan import history
from pwa.plan.days import entry_id as day_id
from pwa.plan.history import Item
from pwa.plan.plan_file import plan_as_file
from pwa.vault.access import PlanAccess
from tests.unit.plan.making import entry_id

FIRST, SECOND, TODAY = "2026-01-03", "2026-01-04", "2026-01-05"
CANARY = "canary-sign"


class Phone:
    """Sends what was done on it, as one batch."""

    def __init__(self, access: PlanAccess) -> None:
        self.access, self.cookie, self.seq = access, access.create().cookie, 0
        access.earlier.today = lambda: TODAY

    def send(self, *changes: dict[str, Any]) -> None:
        numbered = [(self.seq + nth, change) for nth, change in enumerate(changes, 1)]
        self.seq += len(changes)
        found = self.access.look(self.cookie)
        _, results = self.access.exchange(self.cookie, found.plan.id, "c" * 32, numbered)
        assert {one.outcome.result for one in results} == {"done"}

    def name(self, seq: int) -> str:
        return f"{'c' * 32}:{seq}"

    def items(self) -> list[Item]:
        return self.access.earlier.all(self.access.look(self.cookie))


@pytest.fixture
def phone(access: PlanAccess) -> Phone:
    return Phone(access)


def change(kind: str, number: int, day: str, section: str = "coping", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "section": section, "entry": entry_id(number), "day": day, **more}


def told(items: list[Item]) -> list[tuple[str, str, str]]:
    return [
        (one.day, one.what.value, one.before.now.content["text"] if one.before and one.before.now.content else "")
        for one in items
    ]


def test_each_step_is_noted_on_its_day_and_each_day_can_be_brought_back(phone: Phone) -> None:
    phone.send(
        change("add", 1, FIRST, content={"text": "Tea"}),
        change("add", 2, FIRST, content={"text": "Walk"}),
        change("edit", 1, SECOND, content={"text": "Co"}, based_on=phone.name(1)),
        change("edit", 1, SECOND, content={"text": "Coffee"}, based_on=phone.name(3), goes_on=True),
        change("tick", 1, SECOND, outcome="helped"),
        change("put_away", 2, TODAY, based_on=phone.name(2)),
        change("bring_back", 2, TODAY),
        change("move", 2, TODAY, after=None),
        change("only_me", 2, TODAY, on=True),
    )
    items = phone.items()
    assert told(items) == [
        (FIRST, "added", ""),
        (FIRST, "added", ""),
        (SECOND, "changed", "Tea"),
        (TODAY, "put_away", "Walk"),
        (TODAY, "brought_back", "Walk"),
        (TODAY, "moved", ""),
        (TODAY, "only_me", "Walk"),
    ]
    plan = phone.access.look(phone.cookie).plan
    then = history.back(plan, [one for one in items if one.day > FIRST])
    assert [one.now.content["text"] for one in then.entries("coping")] == ["Tea", "Walk"]
    then = history.back(plan, [one for one in items if one.day > SECOND])
    assert [(one.now.content["text"], one.is_only_me) for one in then.entries("coping")] == [
        ("Coffee", False),
        ("Walk", False),
    ]


def test_a_day_before_what_was_noted_last_is_that_day(phone: Phone) -> None:
    phone.send(change("add", 1, SECOND, content={"text": "Tea"}))
    phone.send(change("add", 2, FIRST, content={"text": "Walk"}), change("add", 3, TODAY, content={"text": "Bath"}))
    assert [one.day for one in phone.items()] == [SECOND, SECOND, TODAY]


LONG_AGO, FAR = "2024-01-01", "2027-02-01"


@pytest.mark.parametrize(
    ("said", "noted"),
    [
        ([FIRST, LONG_AGO, SECOND], [FIRST, FIRST, SECOND]),
        ([FIRST, FAR, SECOND], [FIRST, FIRST, SECOND]),
        (["", FIRST, SECOND], [FIRST, FIRST, SECOND]),
        ([SECOND, FIRST, TODAY], [SECOND, SECOND, TODAY]),
        ([LONG_AGO, FAR], [TODAY, TODAY]),
    ],
)
def test_a_day_that_can_t_be_true_takes_no_other_step_with_it(phone: Phone, said: list[str], noted: list[str]) -> None:
    phone.send(*(change("add", nth, day, content={"text": f"{nth}"}) for nth, day in enumerate(said, 1)))
    assert [one.day for one in phone.items()] == noted


@pytest.mark.parametrize("is_at_once", [True, False])
def test_what_was_deleted_and_brought_back_again_stood_in_every_state_before(phone: Phone, is_at_once: bool) -> None:
    phone.send(change("add", 1, FIRST, content={"text": "Tea"}), change("add", 2, FIRST, content={"text": "Walk"}))
    whole = {"id": entry_id(1), "content": {"text": "Tea"}, "revision": phone.name(1)}
    deed = change("delete", 1, TODAY, based_on=phone.name(1)), change("bring_back", 1, TODAY, whole=whole)
    for batch in [deed] if is_at_once else [[one] for one in deed]:
        phone.send(*batch)
    items = phone.items()
    assert told(items)[-2:] == [(TODAY, "deleted", ""), (TODAY, "brought_back", "")]
    then = history.back(phone.access.look(phone.cookie).plan, [one for one in items if one.day > FIRST])
    assert {one.now.content["text"] for one in then.entries("coping")} == {"Tea", "Walk"}


SIGN = change("add", 1, TODAY, "warning_signs", content={"text": CANARY, "level": "early"})


def answered(text: str) -> dict[str, Any]:
    content = {"day": TODAY, "stage": "early", "signs": [text]}
    return {"kind": "add", "section": "days", "entry": day_id(TODAY), "day": TODAY, "content": content}


def reworded(phone: Phone, text: str) -> dict[str, Any]:
    content = {"text": text, "level": "early"}
    return change("edit", 1, TODAY, "warning_signs", content=content, based_on=phone.name(1))


def gone(phone: Phone, based_on: int) -> dict[str, Any]:
    return change("delete", 1, TODAY, "warning_signs", based_on=phone.name(based_on))


def test_a_sign_that_was_written_ticked_and_deleted_before_it_was_sent_is_gone(phone: Phone) -> None:
    phone.send(SIGN, answered(CANARY), gone(phone, 1))
    _is_nowhere(phone)


def test_words_that_a_deleted_sign_had_between_two_exchanges_are_gone(phone: Phone) -> None:
    phone.send({**SIGN, "content": {"text": "Sleep", "level": "early"}})
    phone.send(reworded(phone, CANARY), answered(CANARY), gone(phone, 2))
    _is_nowhere(phone)


def test_a_sign_that_was_brought_back_again_stays_ticked(phone: Phone) -> None:
    whole = {"id": entry_id(1), "content": {"text": CANARY, "level": "early"}, "revision": phone.name(1)}
    back = change("bring_back", 1, TODAY, "warning_signs", whole=whole)
    phone.send(SIGN, answered(CANARY), gone(phone, 1), back)
    (day,) = phone.access.look(phone.cookie).plan.entries("days")
    assert day.now.content["signs"] == [CANARY]


@pytest.mark.parametrize("is_ticked", [True, False], ids=["ticked here", "ticked before"])
def test_a_device_that_had_not_heard_of_it_brings_no_word_of_a_deleted_sign_back(phone: Phone, is_ticked: bool) -> None:
    phone.send(SIGN, *([] if is_ticked else [answered(CANARY)]))
    phone.send(gone(phone, 1))
    if is_ticked:
        stale = answered(CANARY)
    else:
        content = {"day": TODAY, "stage": "early", "signs": [CANARY], "note": "slept badly"}
        day = {"section": "days", "entry": day_id(TODAY), "day": TODAY, "based_on": phone.name(2)}
        stale = {"kind": "edit", **day, "content": content}
    phone.send(stale)
    found = phone.access.look(phone.cookie)
    (day,) = found.plan.entries("days")
    assert "signs" not in day.now.content
    assert CANARY not in json.dumps(plan_as_file(phone.access.earlier.whole(found), TODAY))


def test_a_sign_that_is_written_anew_with_the_same_words_can_be_ticked(phone: Phone) -> None:
    phone.send(SIGN, answered(CANARY), gone(phone, 1))
    phone.send({**SIGN, "entry": entry_id(2)})
    again = {"section": "days", "entry": day_id(TODAY), "day": TODAY, "based_on": phone.name(2)}
    phone.send({"kind": "edit", **again, "content": {"day": TODAY, "stage": "early", "signs": [CANARY]}})
    renamed = {"content": {"text": "Other words", "level": "early"}, "based_on": phone.name(4)}
    phone.send(change("edit", 2, TODAY, "warning_signs", **renamed))
    (day,) = phone.access.look(phone.cookie).plan.entries("days")
    assert day.now.content["signs"] == [CANARY]


def _is_nowhere(phone: Phone) -> None:
    found = phone.access.look(phone.cookie)
    (day,) = found.plan.entries("days")
    assert day.now.content == {"day": TODAY, "stage": "early"}
    whole = plan_as_file(phone.access.earlier.whole(found), TODAY)
    assert CANARY not in json.dumps([whole, *map(history.item_as_json, phone.items()), found.rest["history"]["items"]])
    assert [one.what.value for one in phone.items()] == ["deleted"]
