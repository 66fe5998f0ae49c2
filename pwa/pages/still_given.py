"""A copy that was given to someone who is not to be called any more: the page asks whether to stop it."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from nicegui.element import Element

from components.button.button import Button
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.open_plan import OpenPlan
from pwa.plan.sections import AVOID
from pwa.share.recipients import for_someone_under_avoid, in_question
from pwa.share.terms import Copy


class StillGiven:
    """A calm block for each such copy, in the page and not over it; gone as soon as it is answered.

    Args:
        stopped: called with the id of a copy that was stopped here.
    """

    def __init__(self, open_plan: OpenPlan, *, stopped: Callable[[str], Awaitable[None]] | None = None) -> None:
        self._open_plan = open_plan
        self._stopped = stopped
        self._asked: list[str] = []
        self._place = Element("div").props("aria-live=polite")
        self._said = Status()
        open_plan.watch(self.show)
        self.show()

    def show(self) -> None:
        """Ask what has to be asked now."""
        open_plan = self._open_plan
        active = open_plan.desk.copies.active(open_plan.shared)
        copies = for_someone_under_avoid(open_plan.plan, active)
        asked = [copy.id for copy in copies]
        if asked == self._asked:
            return
        self._asked = asked
        self._place.clear()
        with self._place:
            for copy in copies:
                self._ask(copy)

    def _ask(self, copy: Copy) -> None:
        t, name = self._open_plan.t, copy.terms.label
        with Element("section").classes("pp-told"):
            Words("h2", t("“{name}” has a copy of your plan. Shall it be stopped?", name=name))
            Words("p", t("The name or the number stands in “{list}”.", list=t(AVOID.mine)))
            with Element("div").classes("pp-buttons"):
                Button(t("Stop the copy"), partial(self._stop, copy))
                Button(t("Leave it"), partial(self._leave, copy))

    async def _leave(self, copy: Copy) -> None:
        open_plan = self._open_plan
        entries = [entry.id for entry in in_question(open_plan.plan, copy.terms)]
        await self._do(partial(open_plan.desk.copies.leave, open_plan.cookie, copy.id, entries))

    async def _stop(self, copy: Copy) -> None:
        open_plan = self._open_plan
        if await self._do(partial(open_plan.desk.copies.stop, open_plan.cookie, copy.id)):
            self._said.set_text(open_plan.t("Stopped. The copy for {name} opens no more.", name=copy.terms.label))
            if self._stopped:
                await self._stopped(copy.id)

    async def _do(self, act: Callable[[], object]) -> bool:
        """Whether it was done; every question is looked at anew then."""
        try:
            await asyncio.to_thread(act)
            await self._open_plan.look_again()
        except PocketPlanError as error:
            self._said.set_text(self._open_plan.sentence(error))
            return False
        return True
