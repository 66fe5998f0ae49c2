"""A calendar's entry for the next look (RFC 5545): a day and one neutral word, as others may see the calendar."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

FILE_TYPE = "text/calendar"
LAST = "9999"  # no later day: of its end a calendar would not know
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
_AT_HOUR = 9  # in the morning of that day, by the calendar's own clock
# What stands in a file that is to be filled in, and nowhere else in it, with the name of what goes there.
_SAMPLES = {
    "0" * 32: "uid",
    "1999999999": "sequence",
    "20000102T030405Z": "made",
    "20000228": "day",
    "20000229": "next",
    "WORD": "word",
}


def now() -> datetime:
    """The time at which a file is made."""
    return datetime.now(UTC)


def reminder(day: date, word: str, plan_id: str) -> bytes:
    """The file; it names neither this program nor anything that was written in it, and replaces an earlier one."""
    made = now()
    sequence = max(0, int((made - _FIRST).total_seconds()))  # a calendar takes the highest
    uid = sha256(f"notes reminder {plan_id}".encode()).hexdigest()[:32]
    return _file(day, word, uid=uid, sequence=sequence, made=made)


def template() -> str:
    """The same, to be filled in where there is no server: ``pwa/pocket/calendar.js`` names what stands in braces."""
    made = datetime(2000, 1, 2, 3, 4, 5, tzinfo=UTC)
    file = _file(date(2000, 2, 28), "WORD", uid="0" * 32, sequence=1_999_999_999, made=made).decode()
    for sample, name in _SAMPLES.items():
        file = file.replace(sample, f"{{{name}}}")
    return file


def _file(day: date, word: str, *, uid: str, sequence: int, made: datetime) -> bytes:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", word)
    alarm.add("trigger", timedelta(hours=_AT_HOUR))
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", made)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", word)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//notes//")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file


def file_name(today: date) -> str:
    """A name like that of every other file which is saved here."""
    return f"notes-{today.isoformat()}.ics"
