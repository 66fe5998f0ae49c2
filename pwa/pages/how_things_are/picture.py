"""The last weeks as a picture, drawn by NiceGUI's own chart library, and the same as a table."""

from datetime import date, timedelta
from functools import partial
from typing import Any

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
                chart = ui.echart(options(self._t, days, begin, last)).classes("pp-chart")
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


def options(t: Translator, days: list[Day], first: date, last: date) -> dict[str, Any]:
    """What the chart library draws: days across, a line for each stage and one for steps that helped."""
    is_rtl = t.language.dir == "rtl"
    names = {day: _short(t, day) for day in (first + timedelta(days=at) for at in range((last - first).days + 1))}
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
            *(_series(_SYMBOLS[stage], f"--stage-{stage}", [
                [names[date.fromisoformat(day.day)], t(_NAMES[stage])] for day in days if stage in day.stages
                and date.fromisoformat(day.day) in names
            ]) for stage in STAGES),
            _series({"symbol": "roundRect", "symbolSize": [12, 5]}, "--colour-ink-quiet", [
                [names[date.fromisoformat(day.day)], helped] for day in days if day.helped
                and date.fromisoformat(day.day) in names
            ]),
        ],
    }  # fmt: skip


def _series(look: dict[str, Any], colour: str, data: list[list[str]]) -> dict[str, Any]:
    return {
        "type": "scatter", "symbolSize": 13, "silent": True, "data": data,
        "itemStyle": {":color": _colour(colour), "opacity": 1}, **look,
    }  # fmt: skip


def _colour(name: str) -> str:
    """A token, read in the browser: light or dark is known only there."""
    return f"getComputedStyle(document.documentElement).getPropertyValue('{name}').trim()"


def _short(t: Translator, day: date) -> str:
    return str(format_skeleton("MMMd", day, locale=t.language.locale))
