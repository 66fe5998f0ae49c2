"""A calendar's entry for the next look (RFC 5545): a day and one neutral word, as others may see the calendar."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from icalendar import Alarm, Calendar, Event

FILE_TYPE = "text/calendar"
_AT_HOUR = 9  # in the morning of that day, by the calendar's own clock


def reminder(day: date, word: str) -> bytes:
    """The file; it names neither this program nor anything that was written in it."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", word)
    alarm.add("trigger", timedelta(hours=_AT_HOUR))
    event = Event()
    event.add("uid", str(uuid4()))
    event.add("dtstamp", datetime.now(UTC))
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
