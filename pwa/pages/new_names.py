"""A name that is new under ``avoid`` while copies with that list are out: the page asks whether it goes into them."""

import asyncio
from functools import partial

from nicegui.element import Element

from components.button.button import Button
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.open_plan import OpenPlan
from pwa.plan.sections import AVOID
from pwa.share.recipients import new_names


class NewNames:
    """One calm block for all such names and copies, in the page and not over it; gone as soon as it is answered."""

    def __init__(self, open_plan: OpenPlan) -> None:
        t = open_plan.t
        self._open_plan = open_plan
        self._asked: dict[str, list[str]] = {}
        with Element("div").props("aria-live=polite"), Element("section").classes("pp-told") as self._block:
            Words("h2", t("May they read this too?"))
            self._words = Words("p", "")
            with Element("div").classes("pp-buttons"):
                Button(t("Yes, they may"), partial(self._answer, may_read=True))
                Button(t("No, they may not"), partial(self._answer, may_read=False))
        self._said = Status()
        open_plan.watch(self.show)
        self.show()

    def show(self) -> None:
        """Ask what has to be asked now."""
        open_plan, t = self._open_plan, self._open_plan.t
        copies = open_plan.desk.copies.active(open_plan.shared)
        asked = [(copy, entries) for copy in copies if (entries := new_names(open_plan.plan, copy.terms))]
        self._asked = {copy.id: [entry.id for entry in entries] for copy, entries in asked}
        names = {entry.id: str(entry.now.content.get("name", "")) for _, entries in asked for entry in entries}
        self._words.set_text(
            t(
                "New in “{list}”: {names}. Copies with that list: {readers}.",
                list=t(AVOID.mine),
                names=t.list(names.values()),
                readers=t.list(dict.fromkeys(copy.terms.label for copy, _ in asked)),
            )
        )
        self._block.set_visibility(bool(asked))

    async def _answer(self, *, may_read: bool) -> None:
        open_plan, t = self._open_plan, self._open_plan.t
        copies, cookie = open_plan.desk.copies, open_plan.cookie
        try:
            await asyncio.to_thread(partial(copies.answer_names, cookie, self._asked, may_read=may_read))
            await open_plan.look_again()
        except PocketPlanError as error:
            self._said.set_text(open_plan.sentence(error))
            return
        self._said.set_text(t("It is in their copies now.") if may_read else t("It stays out of their copies."))
