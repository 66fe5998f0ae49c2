"""Deleting a plan for good: what goes, what can't, and a yes of its own before it is done."""

import asyncio
import json
from functools import partial

from nicegui import ui
from nicegui.element import Element

from components.button.button import Button
from components.choice.choice import Tick
from components.keeping.keeping import SAVED, Answer, Typed
from components.status.status import Status
from components.words.words import Link, Words
from pwa.errors import PocketPlanError
from pwa.pages.days import today
from pwa.pages.open_plan import OpenPlan
from pwa.pages.owner_shown import when_owner_is_shown


class Deleting:
    """The page's words, a box to tick, and a button that does nothing until it is ticked."""

    def __init__(self, open_plan: OpenPlan) -> None:
        self._open_plan = open_plan
        self._is_sure = False
        self._turn = asyncio.Lock()
        t = open_plan.t
        Words("h2", t("This goes at once"))
        with Element("ul").classes("pp-points"):
            Words("li", t("everything you wrote, with all earlier texts"))
            Words("li", t("every copy: none opens any more, and those kept on a phone go when it is next online"))
            Words("li", t("your recovery words: they open nothing any more"))
            Words("li", t("your plan on your other devices, when they are next online"))
        Words("h2", t("This can’t be taken back"))
        with Element("ul").classes("pp-points"):
            Words("li", t("what someone has printed, photographed or written down"))
            Words("li", t("what a phone shows until it is next online"))
            Words("li", t("files that you or others saved: look where your browser keeps downloads, and delete them"))
            Words("li", t("codes that hold everything themselves: whoever has one can still read it"))
            Words(
                "li",
                t("backups of whoever runs this server: your plan stays in them, sealed, until they throw them away"),
            )
        Words("p", t("Nobody can bring the plan back. If you want to keep it, put it on paper first."), "pp-told")
        Link(t("On paper"), f"/{t.tag}/{open_plan.slot}/paper", "pp-button")
        quiet = dict.fromkeys(("saving", "saved", "kept", "refused"), "")
        sure = t("Yes, delete all of it")
        Tick(sure, name=f"{open_plan.slot}:delete", on_save=self._choose, words=quiet).as_draft(in_tab=False)
        Button(t("Delete my plan"), self._ask, kind="danger").classes("pp-wide")
        self._place = Element("div")
        self._said = Status()

    async def _choose(self, typed: Typed) -> Answer:
        self._is_sure = typed.value is True
        return SAVED

    async def _ask(self) -> None:
        open_plan = self._open_plan
        if not self._is_sure:
            self._said.set_text(open_plan.t("Nothing was deleted. Please tick the box first, if you are sure."))
            return
        self._said.set_text("")
        await when_owner_is_shown(open_plan, self._place, self._delete, close=self._leave, is_everywhere=True)

    def _leave(self) -> None:
        self._place.clear()

    async def _delete(self) -> None:
        if self._turn.locked():
            return
        async with self._turn:
            open_plan = self._open_plan
            desk = open_plan.desk
            try:
                with desk.pages.without(self._said.client):
                    await asyncio.to_thread(partial(desk.access.delete, open_plan.cookie, today().isoformat()))
            except PocketPlanError as error:
                self._said.set_text(open_plan.sentence(error))
                return
            self._said.set_text(open_plan.t("Your plan is deleted."))
            leave = json.dumps(desk.asset("leave.js"))
            # What can't be cleared here clears itself on the first page, which hears that the plan is gone.
            gone = f"import({leave}).then(({{ leave }}) => leave(true)).finally(() => location.replace('/'))"
            ui.run_javascript(gone)
