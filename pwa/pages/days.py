"""Days as people read them, and days from now on."""

from calendar import monthrange
from datetime import UTC, date, datetime

from babel.dates import format_date

from pwa.i18n import Translator


def today() -> date:
    """The day by the server's clock, in UTC, as everywhere in the program."""
    return datetime.now(UTC).date()


def day_words(t: Translator, day: str) -> str:
    """A day (``YYYY-MM-DD``) in words; what is none stays as it is."""
    try:
        return format_date(date.fromisoformat(day), format="long", locale=t.language.locale)
    except ValueError:
        return day


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last one of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
