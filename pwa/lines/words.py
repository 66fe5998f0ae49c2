"""What is said about a number, in the reader's language."""

import re
from datetime import date

from babel.dates import format_date, format_skeleton

from pwa.i18n import Translator
from pwa.lines.schema import Emergency, Line, first_day
from pwa.plan.sections import N_

# The words of the data file that have a translation; any other stands as it is written there.
_KNOWN = {
    "24/7": N_("open day and night"),
    "24/7 (voice)": N_("by phone day and night"),
    "24/7 except Eid": N_("open day and night, but not at Eid"),
    "free": N_("free"),
    "all ages": N_("for all ages"),
    "children and young people": N_("for children and young people"),
    "hours not verified": N_("we do not know when it is open"),
}
# The names of regions in the data file; a name that only an operator's file has stands as it is written there.
_REGIONS = (N_("England"), N_("Northern Ireland"), N_("Scotland"), N_("Wales"))
_UNDER = re.compile(r"under (\d+)")


def said(text: str | None, t: Translator) -> str | None:
    """A word of the data file in the reader's language; None stays None."""
    if text is None:
        return None
    under = _UNDER.fullmatch(text)
    if under:
        return t("for people under {age}", age=under[1])
    return t(_KNOWN[text]) if text in _KNOWN else text


def source_note(source: Line | Emergency, t: Translator) -> str:
    """Where a number comes from, in a few words."""
    if source.source_date is not None:
        return t("from a page of {date}", date=written(source.source_date, t))
    if isinstance(source, Emergency):
        return t("widely known, not from a page")
    return t("from a page without a date")


def check_note(t: Translator) -> str:
    """What is said beside a number whose source is old or has no date."""
    return t("please check this number")


def is_old(source_date: str | None, today: date) -> bool:
    """Whether a source is undated or may be older than twelve months: a year or a month counts from its first day."""
    if source_date is None:
        return True
    return first_day(source_date) < _year_before(today)


def written(day: str, t: Translator) -> str:
    """A year, a month or a day in words."""
    locale = t.language.locale
    if len(day) == 4:
        return day
    if len(day) == 7:
        return format_skeleton("yMMMM", first_day(day), locale=locale)
    return format_date(first_day(day), format="long", locale=locale)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
