"""To talk about next time: what comes to mind goes into one list, and is ticked off when it was talked about."""

from collections.abc import Sequence
from dataclasses import replace

from nicegui.element import Element

from components.button.button import Button
from components.entry_list.entry_list import Row
from components.words.words import Words
from pwa.pages.days import day_words
from pwa.pages.entries import Entries
from pwa.pages.open_plan import OpenPlan, Raw
from pwa.pages.unsaved import Unsaved
from pwa.plan.model import Entry, Plan
from pwa.plan.section import N_
from pwa.plan.sections import TALK


async def talk_next(open_plan: OpenPlan) -> None:
    """The list: what is still to be said first, then what was talked about, the newest day first."""
    t = open_plan.t
    Words("p", t(TALK.asks), "pp-asks")
    Words("p", t("This list is never in a copy, and nobody who writes in your plan with you can read it."), "pp-hint")
    entries: list[Notes] = []

    async def reopen(section: str, entry: str) -> None:
        if section == TALK.id and entries:
            await entries[0].open(entry)

    unsaved = Unsaved(open_plan, reopen)
    entries.append(Notes(open_plan, TALK, closed=unsaved.look))


class Notes(Entries):
    """The notes, each with a button that ticks it off."""

    _is_sorted = True
    _new_at = "start"
    _new_label = N_("A note for next time")

    def _words(self) -> dict[str, str]:
        said = {"tick": self._t(N_("Talked about")), "tickLabel": self._t(N_("Talked about: {words}"))}
        return super()._words() | said

    def _in_order(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        done = sorted((one for one in entries if _day(one)), key=_day, reverse=True)
        return [*(one for one in entries if not _day(one)), *done]

    def _row(self, entry: Entry) -> Row:
        row, day = super()._row(entry), _day(entry)
        if not day:
            return replace(row, can_tick=True)
        over = self._t(N_("Talked about: {words}"), words=day_words(self._t, day))
        return replace(row, notes=(), over=over)

    async def _added(self, entry_id: str) -> None:
        self.show()
        self._new.focus()

    async def _act(self, entry_id: str, act: str, detail: str) -> None:
        if act != "tick":
            await super()._act(entry_id, act, detail)
        elif await self._change(lambda plan: self._talked(plan, entry_id, self._open_plan.today().isoformat())):
            self._offer_back(entry_id)

    def _offer_back(self, entry_id: str) -> None:
        with self._undos:
            box = Element("div").classes("pp-told").props("role=status")

        async def undo() -> None:
            if await self._change(lambda plan: self._talked(plan, entry_id, None)):
                box.delete()
                self._said.set_text(self._t(N_("Undone.")))

        with box:
            Words("p", self._t(N_("Ticked off. It stays in this list, with its day.")))
            Button(self._t(N_("Undo")), undo).focus()

    def _talked(self, plan: Plan, entry_id: str, day: str | None) -> Sequence[Raw]:
        entry = plan.entry(TALK.id, entry_id)
        if entry is None or bool(_day(entry)) == bool(day):
            return []
        content = {"text": entry.now.content["text"], "talked": day}
        return [self._on(entry_id, kind="edit", content=content, based_on=entry.now.revision)]


def _day(entry: Entry) -> str:
    return str(entry.now.content.get("talked") or "")
