"""A copy that was given to someone who is not to be called any more: the page asks whether to stop it."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from nicegui.element import Element

from components.button.button import Button
from components.words.words import Words
from pwa.pages.open_plan import OpenPlan
from pwa.pages.still_asking import StillAsking
from pwa.plan.sections import AVOID
from pwa.share.recipients import for_someone_under_avoid, in_question
from pwa.share.terms import Copy


class StillGiven(StillAsking[Copy]):
    """A block for each such copy.

    Args:
        stopped: called with the id of a copy that was stopped here.
    """

    def __init__(self, open_plan: OpenPlan, *, stopped: Callable[[str], Awaitable[None]] | None = None) -> None:
        self._stopped = stopped
        super().__init__(open_plan)

    def _in_question(self) -> Mapping[str, Copy]:
        open_plan = self._open_plan
        active = open_plan.desk.copies.active(open_plan.shared)
        return {copy.id: copy for copy in for_someone_under_avoid(open_plan.plan, active)}

    def _ask(self, one: Copy) -> None:
        t, name = self._open_plan.t, one.terms.label
        with Element("section").classes("pp-told"):
            Words("h2", t("“{name}” has a copy of your plan. Shall it be stopped?", name=name))
            Words("p", t("The name or the number stands in “{list}”.", list=t(AVOID.mine)))
            with Element("div").classes("pp-buttons"):
                Button(t("Stop the copy"), partial(self._stop, one))
                Button(t("Leave it"), partial(self._leave, one))

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
