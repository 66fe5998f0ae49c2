"""Changing a copy that was given: its link and its code stay the same."""

import asyncio
from collections.abc import Awaitable, Callable

from nicegui.element import Element

from components.button.button import Button
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.open_plan import OpenPlan
from pwa.pages.owner_shown import when_owner_is_shown
from pwa.pages.share.brought_back import BroughtBack
from pwa.pages.share.draft import Draft
from pwa.pages.share.making import choices, what_is_missing
from pwa.pages.share.sight import as_they_see_it
from pwa.share.terms import Copy


class Changing:
    """The choices of one copy; ``done`` is called with what to say once they are saved."""

    def __init__(
        self, open_plan: OpenPlan, copy: Copy, *, done: Callable[[str], Awaitable[None]], close: Callable[[], None]
    ) -> None:
        t = open_plan.t
        self._open_plan = open_plan
        self._copy = copy
        self._done = done
        self._turn = asyncio.Lock()
        self.draft = Draft(open_plan, copy.terms, name=copy.id)
        self.heading = Words("h4", t("What may {name} read?", name=copy.terms.label)).props("tabindex=-1")
        Words("p", t("The code and the link stay the same."), "pp-hint")
        BroughtBack(open_plan, copy.id).here()
        choices(self.draft, is_new=False)
        as_they_see_it(self.draft)
        self._asked = Element("div")
        self._said = Status()
        with Element("div").classes("pp-buttons"):
            Button(t("Save"), self._save, kind="primary")
            Button(t("Leave it as it was"), close)

    async def _save(self) -> None:
        if self._turn.locked():
            return
        async with self._turn:
            open_plan = self._open_plan
            if missing := what_is_missing(open_plan.t, self.draft):
                self._said.set_text(missing)
                return
            await when_owner_is_shown(open_plan, self._asked, self._save_now, close=self._leave)

    def _leave(self) -> None:
        self._asked.clear()

    async def _save_now(self) -> None:
        open_plan, terms = self._open_plan, self.draft.terms()
        try:
            await asyncio.to_thread(open_plan.desk.copies.change, open_plan.cookie, self._copy.id, terms)
        except PocketPlanError as error:
            self._said.set_text(open_plan.sentence(error))
            return
        await self._done(open_plan.t("Saved. From now on they read it like this."))
