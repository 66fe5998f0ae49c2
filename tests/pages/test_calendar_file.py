"""The reminder of the next look: read by another program, and it tells nothing."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject

from pwa.plan import reminder as calendar
from pwa.plan.reminder import file_name, reminder, template

PLAN = "1" * 32
TELLS = ("plan", "pocket", "crisis", "look", "safety", "mental", "care", "canary", "localhost")


def test_another_program_reads_the_day_and_one_word() -> None:
    read = vobject.readOne(reminder(date(2027, 2, 28), "Notatki", PLAN).decode())
    event = read.vevent
    assert event.dtstart.value == date(2027, 2, 28)
    assert event.dtend.value == date(2027, 3, 1)
    assert event.summary.value == "Notatki"
    assert event.valarm.trigger.value == timedelta(hours=9)
    assert event.valarm.description.value == "Notatki"


def test_nothing_in_it_or_in_its_name_says_what_it_is_for() -> None:
    told = reminder(date(2027, 2, 28), "Notes", PLAN).decode() + file_name(date(2026, 11, 29))
    assert [word for word in TELLS if word in told.lower()] == []


def test_what_is_filled_in_without_a_server_is_all_that_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    made = datetime(2026, 11, 29, 8, 7, 6, tzinfo=UTC)
    monkeypatch.setattr(calendar, "now", lambda: made)
    file = reminder(date(2027, 2, 28), "Notes", PLAN).decode()
    event = vobject.readOne(file).vevent
    facts = {"uid": event.uid.value, "sequence": event.sequence.value, "made": "20261129T080706Z"}
    assert template().format(**facts, day="20270228", next="20270301", word="Notes") == file


def test_a_later_file_takes_the_place_of_an_earlier_one_and_no_other_plan_s(monkeypatch: pytest.MonkeyPatch) -> None:
    def made(plan_id: str, hour: int) -> Any:
        monkeypatch.setattr(calendar, "now", lambda: datetime(2026, 11, 29, hour, tzinfo=UTC))
        return vobject.readOne(reminder(date(2027, 2, hour), "Notes", plan_id).decode()).vevent

    first, second, other = made(PLAN, 1), made(PLAN, 2), made("2" * 32, 2)
    assert first.uid.value == second.uid.value != other.uid.value
    assert int(first.sequence.value) < int(second.sequence.value) < 2**31
    assert first.dtstamp.value < second.dtstamp.value
    assert len(first.uid.value) == 32
    assert first.uid.value not in (PLAN, hashlib.sha256(PLAN.encode()).hexdigest()[:32])
