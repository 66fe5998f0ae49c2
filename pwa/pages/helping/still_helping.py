"""Someone who helps and is not to be called any more: the page asks whether they go on, and says what they may see."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from nicegui.element import Element

from components.button.button import Button
from components.words.words import Words
from pwa.pages.days import today
from pwa.pages.open_plan import OpenPlan
from pwa.pages.still_asking import StillAsking
from pwa.plan.sections import AVOID, SECTIONS
from pwa.share.helping import Facts, is_over
from pwa.share.recipients import helper_under_avoid


class StillHelping(StillAsking[Facts]):
    """A block for each of them.

    Args:
        ended: called after someone was ended here.
    """

    def __init__(self, open_plan: OpenPlan, *, ended: Callable[[], Awaitable[None]] | None = None) -> None:
        self._ended = ended
        super().__init__(open_plan)

    def _in_question(self) -> Mapping[str, Facts]:
        plan, day = self._open_plan.plan, today().isoformat()
        now = (one for one in self._open_plan.opened.helps if not is_over(one, "helper", day))
        return {str(one["id"]): one for one in now if helper_under_avoid(plan, one)}

    def _ask(self, one: Facts) -> None:
        t, name = self._open_plan.t, str(one["name"])
        parts = [t(part.mine) for part in SECTIONS if part.id in one["sections"]]
        with Element("section").classes("pp-told"):
            Words("h2", t("“{name}” writes in your plan with you. Shall that go on?", name=name))
            Words("p", t("The name or the number stands in “{list}”.", list=t(AVOID.mine)))
            Words("p", t("Until you end it, they can read this: {parts}", parts=t.list(parts)))
            with Element("div").classes("pp-buttons"):
                Button(t("End it"), partial(self._end, one), label=t("End it: {name}", name=name))
                Button(t("They go on helping"), partial(self._go_on, one))

    async def _go_on(self, facts: Facts) -> None:
        open_plan = self._open_plan
        entries = [entry.id for entry in helper_under_avoid(open_plan.plan, facts)]
        await self._do(partial(open_plan.desk.helpers.go_on, open_plan.cookie, facts["id"], entries))

    async def _end(self, facts: Facts) -> None:
        open_plan, t = self._open_plan, self._open_plan.t
        end = open_plan.desk.helpers.end
        if await self._do(partial(end, open_plan.cookie, facts["id"], today().isoformat())):
            self._said.set_text(t("Ended: {name}. They can’t open your plan any more.", name=facts["name"]))
            if self._ended:
                await self._ended()
