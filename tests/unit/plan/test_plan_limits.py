import json
import re
from dataclasses import replace
from typing import Any

import pytest

from pwa.plan import limits
from pwa.plan.changes import parse_change
from pwa.plan.limits import NOTES_BYTES, PLAN_BYTES, OverLimit
from pwa.plan.model import Plan
from pwa.plan.stored import plan_as_json, size_bytes
from tests.unit.plan.making import OUTBOX, add, applied, entry_id, plan_of, raw

LONG = "ä" * 2000


@pytest.fixture(scope="module")
def full() -> Plan:
    """A plan into which no further long text fits."""
    last = applied(plan_of(), *(add("safe", number, text=LONG) for number in range(1, 100)))
    assert last.outcome.reason == "plan_too_large"
    return last.plan


def test_a_change_that_makes_a_plan_too_large_is_refused_and_leaves_it_as_it_was(full: Plan) -> None:
    last = applied(full, add("safe", 900, text=LONG))
    assert last.outcome.as_json() == {"result": "refused", "reason": "plan_too_large"}
    assert last.plan == full
    assert PLAN_BYTES - 5000 < size_bytes(full) <= PLAN_BYTES


def test_a_full_plan_can_be_made_smaller_and_put_in_order(full: Plan) -> None:
    first = full.entries("safe")[0]
    for change in (
        raw("edit", "safe", first.id, seq=999, content={"text": "short"}, based_on=first.now.revision),
        raw("move", "safe", entry_id(2), seq=999, after=None),
        raw("delete", "safe", first.id, seq=999, based_on=first.now.revision),
    ):
        assert applied(full, change).outcome.result == "done"


def test_a_plan_that_is_over_the_limit_already_is_still_changed_to_a_smaller_one(full: Plan) -> None:
    over = replace(full, extra={"newer": "x" * PLAN_BYTES})
    first = over.entries("safe")[0]
    shorter = raw("edit", "safe", first.id, seq=999, content={"text": "short"}, based_on=first.now.revision)
    assert applied(over, shorter).outcome.result == "done"
    assert applied(over, add("safe", 900, text="more")).outcome.reason == "plan_too_large"


def test_notes_have_a_room_of_their_own(full: Plan) -> None:
    def note(number: int, section: str = "days") -> dict[str, Any]:
        content = {"day": "2026-11-02", "note": LONG}
        return raw("add", section, 5000 + number, seq=5000 + number, content=content)

    last = applied(full, *(note(number) for number in range(1, 300)))
    assert last.outcome.reason == "plan_too_large"
    assert NOTES_BYTES - 5000 < size_bytes(last.plan, "talk") <= NOTES_BYTES
    assert applied(last.plan, note(900, "looks")).outcome.reason == "plan_too_large"
    assert applied(last.plan, add("safe", 900, text=LONG)).outcome.reason == "plan_too_large"
    lighter = replace(last.plan, sections=last.plan.sections.with_entries("safe", ()))
    assert applied(lighter, add("safe", 900, text="x")).outcome.result == "done"


def test_earlier_texts_do_not_count(full: Plan) -> None:
    plan = full
    for seq in range(1000, 1020):
        now = plan.entries("safe")[0].now.revision
        edit = raw("edit", "safe", entry_id(1), seq=seq, content={"text": LONG[: 1980 + seq - 1000]}, based_on=now)
        last = applied(plan, edit)
        assert last.outcome.result == "done"
        plan = last.plan
    assert len(json.dumps(plan_as_json(plan), ensure_ascii=False).encode()) > PLAN_BYTES


def test_size_is_that_of_the_stored_form_in_utf_8() -> None:
    plan = plan_of(add("safe", 1, text='ä\n"🚀'))
    assert size_bytes(plan) == len(json.dumps(plan_as_json(plan), ensure_ascii=False, separators=(",", ":")).encode())


def test_a_full_list_can_be_made_smaller_and_filled_again() -> None:
    plan = plan_of(*(add("safe", number, text="x") for number in range(1, 201)))
    more = add("safe", 201, text="one more")
    assert applied(plan, more).outcome.reason == "too_many_entries"
    assert applied(plan, raw("delete", "safe", 7, seq=300, based_on=f"{OUTBOX}:7"), more).outcome.result == "done"


def test_a_whole_entry_has_a_limit_too() -> None:
    phones = [{"number": "1" * 2000, "for": ["call"]}] * 8
    fits = raw("add", "contacts", 1, content={"name": "J" * 2000, "phones": phones})
    assert parse_change(fits).content["phones"]
    for change in (
        raw("add", "contacts", 1, content={"name": "Jo", "say": "x", "phones": [*phones, *phones[:2]]}),
        raw("set_field", "about", "written_with", value=["J" * 2000] * 11, based_on=None),
    ):
        with pytest.raises(OverLimit) as error:
            parse_change(change)
        assert error.value.reason == "entry_too_full"


def test_every_limit_is_told_in_numbers() -> None:
    told = {reason: OverLimit(reason).advice for reason in limits.ADVICE}
    assert set(told) == {"plan_too_large", "too_many_entries", "entry_too_long", "entry_too_full", "file_too_large"}
    for reason, number in (
        ("plan_too_large", f"{PLAN_BYTES // 1024} kB"),
        ("entry_too_long", f"{limits.ENTRY_CHARACTERS:,}"),
        ("file_too_large", f"{limits.FILE_BYTES // 1024**2} MB"),
        ("entry_too_full", f"{limits.WHOLE_ENTRY_CHARACTERS:,}"),
    ):
        assert number in told[reason]
    assert not re.search("[0-9]", told["too_many_entries"])  # lists differ in how much they hold
