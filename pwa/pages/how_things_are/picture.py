"""The last weeks as a picture, drawn by NiceGUI's own chart library, and the same as a table."""

from collections import Counter
from datetime import date, timedelta
from functools import partial
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from nicegui import ui
from nicegui.element import Element

from components.button.button import Button
from components.fold.fold import Fold
from components.words.words import Words
from pwa.i18n import Translator
from pwa.pages.days import day_words
from pwa.pages.open_plan import OpenPlan
from pwa.plan.record_sections import DAYS
from pwa.plan.weeks import STAGES, Day, weeks

_WEEKS, _YEAR_WEEKS = 13, 52
_WEEK = 7  # days
_SMALL, _LARGE = 5, 13  # px
_NAMES = next(field for field in DAYS.fields if field.name == "stage").choices or {}
# Each stage has a line and a shape of its own: nothing is told by colour alone.
_SYMBOLS: dict[str, dict[str, Any]] = {
    "well": {"symbol": "circle"},
    "better": {"symbol": "triangle"},
    "early": {"symbol": "path://M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm0 4a5 5 0 1 0 0 10 5 5 0 0 0 0-10Z"},
    "harder": {"symbol": "triangle", "symbolRotate": 180},
    "crisis": {"symbol": "diamond"},
}
_LINES = ("well", "better", "early", "harder", "crisis")


class Picture:
    """The chart, a choice of how far it looks back, and the table behind it."""

    def __init__(self, open_plan: OpenPlan) -> None:
        self._open_plan = open_plan
        self._t = open_plan.t
        self._weeks = _WEEKS
        self._has_chosen = False  # just now: the focus stays on what was pressed
        self._days: list[Day] | None = None
        Words("h2", self._t("The last weeks"))
        self._place = Element("div")
        open_plan.watch(self.show)
        self.show()

    def show(self) -> None:
        """Draw the days as they are now."""
        last = self._open_plan.today()
        first = last - timedelta(weeks=self._weeks) + timedelta(days=1)
        days = weeks(self._open_plan.plan, first.isoformat(), last.isoformat())
        if days == self._days:
            return
        self._days = days
        self._place.clear()
        with self._place:
            if days or self._weeks != _WEEKS:
                self._ways()
            if days:
                begin = max(first, min(date.fromisoformat(days[0].day), last - timedelta(days=27)))
                if self._weeks > _WEEKS and (last - begin).days >= _WEEKS * _WEEK:
                    Words(
                        "p", self._t("Each mark is a week. The larger it is, the more days it stands for."), "pp-hint"
                    )
                week_begins = first_week_day(self._t, str(self._open_plan.plan.value("settings", "region") or ""))
                chart = ui.echart(options(self._t, days, begin, last, week_begins)).classes("pp-chart")
                chart.props("role=img")
                chart.props["aria-label"] = self._t("The last weeks as a picture. The same in words stands below.")
                with Fold(self._t("The same in words")):
                    self._table(days)
            else:
                Words("p", self._t("Nothing is written here yet."), "pp-hint")

    def _ways(self) -> None:
        with Element("div").classes("pp-buttons"):
            for words, count in ((self._t("13 weeks"), _WEEKS), (self._t("A year"), _YEAR_WEEKS)):
                is_on = count == self._weeks
                way = Button(words, partial(self._look, count)).props(f"aria-pressed={str(is_on).lower()}")
                if self._has_chosen and is_on:
                    way.focus()

    def _look(self, count: int) -> None:
        self._weeks, self._days, self._has_chosen = count, None, True
        self.show()
        self._has_chosen = False

    def _table(self, days: list[Day]) -> None:
        t = self._t
        with Element("table").classes("pp-days"):
            with Element("thead"), Element("tr"):
                for words in (t("Day"), t("How things are"), t("What I notice"), t("What helped"), t("My note")):
                    Words("th", words).props("scope=col")
            with Element("tbody"):
                for day in reversed(days):
                    with Element("tr"):
                        Words("th", day_words(t, day.day)).props("scope=row")
                        Words("td", t.list(t(_NAMES[stage]) for stage in day.stages if stage in _NAMES))
                        for texts in (day.signs, day.helped, day.notes):
                            self._cell(texts)

    def _cell(self, texts: list[str]) -> None:
        with Element("td"):
            for words in texts:
                Words("p", words).props(f"dir=auto lang={self._open_plan.language}")


def first_week_day(t: Translator, region: str) -> int:
    """The day that a week begins on in a country, 0 for Monday; without one, where the language is at home."""
    try:
        return (Locale.parse(f"und_{region}") if region else t.language.locale).first_week_day
    except (UnknownLocaleError, ValueError):
        return t.language.locale.first_week_day


def options(t: Translator, days: list[Day], first: date, last: date, week_begins: int = 0) -> dict[str, Any]:
    """What the chart library draws: days across, a line for each stage and one for steps that helped."""
    is_rtl = t.language.dir == "rtl"
    per_mark = _WEEK if (last - first).days >= _WEEKS * _WEEK else 1
    span_of = {
        first + timedelta(days=at): _begin(first + timedelta(days=at), per_mark, week_begins)
        for at in range((last - first).days + 1)
    }
    names = {span: _short(t, span) for span in span_of.values()}
    helped = t("A step helped")
    label = {":color": _colour("--colour-ink"), "fontSize": 14, "fontFamily": "system-ui, sans-serif"}
    line = {"lineStyle": {":color": _colour("--colour-line")}}
    return {
        "animation": False,
        "grid": {"left": 8, "right": 20, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {
            "type": "category", "data": list(names.values()), "inverse": is_rtl, "axisTick": {"show": False},
            "axisLabel": label, "axisLine": line,
        },
        "yAxis": {
            "type": "category", "data": [*(t(_NAMES[stage]) for stage in _LINES), helped], "inverse": True,
            "position": "right" if is_rtl else "left", "axisTick": {"show": False}, "axisLine": {"show": False},
            "axisLabel": label, "splitLine": {"show": True, **line},
        },
        "series": [
            *(_series(_SYMBOLS[stage], f"--stage-{stage}", t(_NAMES[stage]), per_mark,
                _counted(names, span_of, [day for day in days if stage in day.stages])) for stage in STAGES),
            _series({"symbol": "roundRect"}, "--colour-ink-quiet", helped, per_mark,
                _counted(names, span_of, [day for day in days if day.helped])),
        ],
    }  # fmt: skip


def _begin(day: date, days: int, week_begins: int) -> date:
    """The first day of what one mark stands for: of its week, which begins where people begin it."""
    return day - timedelta(days=(day.weekday() - week_begins) % _WEEK) if days == _WEEK else day


def _counted(names: dict[date, str], span_of: dict[date, date], days: list[Day]) -> Counter[str]:
    known = (span_of.get(date.fromisoformat(day.day)) for day in days)
    return Counter(names[span] for span in known if span)


def _series(look: dict[str, Any], colour: str, line: str, per_mark: int, counts: Counter[str]) -> dict[str, Any]:
    """Marks on one line, the larger the more of its days each stands for."""
    data = [
        {"value": [at, line], "symbolSize": round(_SMALL + (_LARGE - _SMALL) * count / per_mark)}
        for at, count in counts.items()
    ]
    return {
        "type": "scatter", "silent": True, "data": data,
        "itemStyle": {":color": _colour(colour), "opacity": 1}, **look,
    }  # fmt: skip


def _colour(name: str) -> str:
    """A token, read in the browser: light or dark is known only there."""
    return f"getComputedStyle(document.documentElement).getPropertyValue('{name}').trim()"


def _short(t: Translator, day: date) -> str:
    return str(format_skeleton("MMMd", day, locale=t.language.locale))
