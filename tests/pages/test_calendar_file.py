"""The reminder of the next look: read by another program, and it tells nothing."""

from datetime import date, timedelta

import vobject

from pwa.pages.looks.calendar import file_name, reminder

TELLS = ("plan", "pocket", "crisis", "look", "safety", "mental", "care", "canary", "localhost")


def test_another_program_reads_the_day_and_one_word() -> None:
    read = vobject.readOne(reminder(date(2027, 2, 28), "Notatki").decode())
    event = read.vevent
    assert event.dtstart.value == date(2027, 2, 28)
    assert event.dtend.value == date(2027, 3, 1)
    assert event.summary.value == "Notatki"
    assert event.valarm.trigger.value == timedelta(hours=9)
    assert event.valarm.description.value == "Notatki"


def test_nothing_in_it_or_in_its_name_says_what_it_is_for() -> None:
    told = reminder(date(2027, 2, 28), "Notes").decode() + file_name(date(2026, 11, 29))
    assert [word for word in TELLS if word in told.lower()] == []
