"""A section in the set-up: what is there already, and one field for more."""

from functools import partial

from nicegui.element import Element

from components.button.button import Button
from components.keeping.keeping import Kept
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.fields import field_editor
from pwa.pages.new_entry import NewEntry
from pwa.pages.open_plan import OpenPlan, Raw
from pwa.pages.rows import main_field
from pwa.plan.model import Entry, Plan
from pwa.plan.section import Section


class ShortList:
    """The main text of each entry, with one button to change it; everything else about it waits for the editor."""

    def __init__(self, open_plan: OpenPlan, section: Section) -> None:
        self._open_plan = open_plan
        self._section = section
        self._field = main_field(section)
        self._opened: str | None = None
        self._drawn: object = None
        self._list = Element("ul").classes("pp-short")
        self._new = NewEntry(open_plan, section, self._added)
        self._new.build()
        open_plan.watch(self._show)
        self._show()

    async def reopen(self, section: str, entry_id: str) -> None:
        """Open the entry in which someone was typing when the page was reloaded."""
        if section == self._section.id and self._open_plan.plan.entry(section, entry_id):
            self._open(entry_id)

    def _show(self) -> None:
        entries = [one for one in self._open_plan.plan.shown(self._section.id) if one.id != self._new.id]
        # An open row is not drawn anew while someone types in it.
        drawn = [(one.id, one.id == self._opened or self._text(one)) for one in entries]
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self._list.clear()
        with self._list:
            for entry in entries:
                with Element("li").classes("pp-short-row"):
                    self._editor(entry) if entry.id == self._opened else self._row(entry)

    def _row(self, entry: Entry) -> None:
        t, words = self._open_plan.t, self._text(entry)
        Words("p", words).props(f"dir=auto lang={self._open_plan.language}")
        Button(t("Change"), partial(self._open, entry.id), label=t("Change: {words}", words=words[:60]))

    def _editor(self, entry: Entry) -> None:
        t = self._open_plan.t
        self._editing: Kept = field_editor(self._open_plan, self._section, self._field, entry.id)
        with Element("div").classes("pp-buttons"):
            Button(t("Done"), self._done)
            Button(t("Put away"), partial(self._put_away, entry.id))

    def _open(self, entry_id: str) -> None:
        self._opened = entry_id
        self._show()
        self._editing.run_method("focus")

    async def _done(self) -> None:
        await self._open_plan.settled()
        self._opened = None
        self._show()
        self._new.focus()

    async def _put_away(self, entry_id: str) -> None:
        await self._open_plan.settled()
        try:
            await self._open_plan.change(partial(self._away, entry_id))
        except PocketPlanError as error:
            with self._list, Element("li"):
                Words("p", self._open_plan.sentence(error), "pp-told")
            return
        await self._done()

    def _away(self, entry_id: str, plan: Plan) -> list[Raw]:
        entry = plan.entry(self._section.id, entry_id)
        if entry is None:
            return []
        settles = [text.revision for text in entry.rivals]
        where = {"section": self._section.id, "entry": entry_id}
        return [{**where, "kind": "put_away", "based_on": entry.now.revision, "settles": settles}]

    async def _added(self, entry_id: str) -> None:
        self._show()
        self._new.focus()

    def _text(self, entry: Entry) -> str:
        return str(entry.now.content.get(self._field.name, ""))
