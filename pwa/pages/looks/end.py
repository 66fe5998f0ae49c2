"""The end of a look: who was there, the next day for it, and once a year two questions."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from hashlib import sha256

from nicegui import ui
from nicegui.element import Element

from components.button.button import Button
from components.words.words import Link, Words
from pwa.errors import PocketPlanError
from pwa.pages.fields import field_editor
from pwa.pages.open_plan import OpenPlan, Raw
from pwa.plan.change import Outcome
from pwa.plan.looking import is_due, is_year_over
from pwa.plan.model import Plan
from pwa.plan.record_sections import LOOKS
from pwa.plan.reminder import FILE_TYPE, LAST, file_name, reminder
from pwa.plan.section import N_, Field
from pwa.plan.sections import ABOUT

_NEXT = "next_look"
_WEEKS = (4, 13, 26)  # a month, three, half a year, always on the same day of the week
_ALWAYS, _ONCE_A_YEAR = ("with", "note"), ("safer", "better")


class End:
    """Keeps the look as a record of its day: the same one, however often the page is opened on that day."""

    def __init__(self, open_plan: OpenPlan, day: date, address: Callable[[str], str]) -> None:
        self._open_plan = open_plan
        self._t = open_plan.t
        self._day = day
        self._address = address
        self._id = sha256(f"{open_plan.plan.id} {day}".encode()).hexdigest()[:32]
        self._place = Element("div")

    def offer(self) -> None:
        """A button that leads here, where there is nothing to look at."""
        with self._place:
            Button(self._t(N_("Note who was there, and the next day")), self.show)

    async def show(self) -> None:
        """Keep that there was a look, and ask the rest."""
        t = self._t
        self._place.clear()
        refused: list[PocketPlanError | Outcome]
        try:
            outcomes = await self._open_plan.change(self._begin)
            refused = [one for one in outcomes if one.result == "refused"]
        except PocketPlanError as error:
            refused = [error]
        if refused:
            with self._place:
                Words("p", self._open_plan.sentence(refused[0]), "pp-told").props("role=status")
                Button(t("Try again"), self.show)
            return
        with self._place:
            heading = Words("h2", t("That was the look. Everything is kept.")).props("tabindex=-1")
            for name in _ALWAYS:
                field_editor(self._open_plan, LOOKS, _field(LOOKS.fields, name), self._id)
            self._next()
            if is_year_over(self._open_plan.plan, self._day):
                Words("p", t("Once a year, if you like:"))
                for name in _ONCE_A_YEAR:
                    field_editor(self._open_plan, LOOKS, _field(LOOKS.fields, name), self._id)
            Link(t("To my plan"), "/", "pp-button pp-button-primary")
        heading.client.run_javascript(f"getHtmlElement({heading.id})?.focus()")

    def _begin(self, plan: Plan) -> list[Raw]:
        made: list[Raw] = []
        if plan.entry(LOOKS.id, self._id) is None:
            content = {"day": self._day.isoformat()}
            made.append({"kind": "add", "section": LOOKS.id, "entry": self._id, "content": content})
        entry = plan.entry(ABOUT.id, _NEXT)
        if entry and is_due(plan, self._day):  # it was today's look that it asked for
            where = {"section": ABOUT.id, "entry": _NEXT}
            made.append({"kind": "set_field", **where, "value": None, "based_on": entry.now.revision})
        return made

    def _next(self) -> None:
        t = self._t
        editor = field_editor(self._open_plan, ABOUT, _field(ABOUT.fields, _NEXT), _NEXT)
        words = (t("In four weeks"), t("In three months"), t("In half a year"))
        with Element("div").classes("pp-buttons"):
            for weeks, said in zip(_WEEKS, words, strict=True):
                day = (self._day + timedelta(weeks=weeks)).isoformat()
                Button(said, partial(editor.put, day))
        self._calendar = Element("div")
        with self._calendar:
            Button(t("Put it into my calendar"), self._save)
            said = t("The calendar gets the day and the word “{word}”. Nothing of your plan.", word=t("Notes"))
            Words("p", said, "pp-hint")
        self._open_plan.watch(self._show_calendar)
        self._show_calendar()

    def _show_calendar(self) -> None:
        day = self._open_plan.plan.value(ABOUT.id, _NEXT)
        self._calendar.set_visibility(bool(day) and str(day) < LAST)

    async def _save(self) -> None:
        await self._open_plan.settled()
        if day := self._open_plan.plan.value(ABOUT.id, _NEXT):
            file = reminder(date.fromisoformat(day), self._t(N_("Notes")), self._open_plan.plan.id)
            ui.download.content(file, file_name(self._day), FILE_TYPE)


def _field(fields: tuple[Field, ...], name: str) -> Field:
    return next(field for field in fields if field.name == name)
