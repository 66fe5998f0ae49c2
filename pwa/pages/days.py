"""Days as people read them, and days from now on."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from babel.dates import format_date, format_skeleton, get_month_names

from pwa.i18n import Translator

_CLOCK = re.compile(r"-?[0-9]{1,3}")
_MOST_AHEAD = 14 * 60


def today() -> date:
    """The day by the server's clock, in UTC, as everywhere that a right or a copy ends."""
    return datetime.now(UTC).date()


def minutes_ahead(cookies: Mapping[str, str]) -> int:
    """By how many minutes the clock of a request's browser is ahead of UTC; 0 where that is not known."""
    told = cookies.get("clock", "")
    minutes = int(told) if _CLOCK.fullmatch(told) else 0
    return minutes if abs(minutes) <= _MOST_AHEAD else 0


def persons_day(minutes: int) -> date:
    """The day by a clock that is so many minutes ahead of UTC."""
    return (datetime.now(UTC) + timedelta(minutes=minutes)).date()


def day_words(t: Translator, day: str) -> str:
    """A day (``YYYY-MM-DD``) in words; what is none stays as it is."""
    try:
        return format_date(date.fromisoformat(day), format="long", locale=t.language.locale)
    except ValueError:
        return day


def month_words(t: Translator, when: str) -> str:
    """A year, a month or a day (``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``) in words; what is none stays as it is."""
    skeleton = {4: "y", 7: "yMMMM"}.get(len(when))
    if skeleton is None:
        return day_words(t, when)
    try:
        return format_skeleton(skeleton, date.fromisoformat(f"{when}-01-01"[:10]), locale=t.language.locale)
    except ValueError:
        return when


def month_names(t: Translator) -> tuple[str, ...]:
    """The months as they stand alone, January first."""
    names = get_month_names("wide", "stand-alone", locale=t.language.locale)
    return tuple(names[number] for number in range(1, 13))


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last one of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
