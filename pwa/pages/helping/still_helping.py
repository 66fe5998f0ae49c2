"""Someone who helps and is not to be called any more: the page asks whether they go on, and says what they may see."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from nicegui.element import Element

from components.button.button import Button
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.days import today
from pwa.pages.open_plan import OpenPlan
from pwa.plan.sections import AVOID, SECTIONS
from pwa.share.helping import Facts, is_over
from pwa.share.recipients import helper_under_avoid


class StillHelping:
    """A calm block for each of them, in the page and not over it; gone as soon as it is answered.

    Args:
        ended: called after someone was ended here.
    """

    def __init__(self, open_plan: OpenPlan, *, ended: Callable[[], Awaitable[None]] | None = None) -> None:
        self._open_plan = open_plan
        self._ended = ended
        self._asked: list[str] = []
        self._place = Element("div").props("aria-live=polite")
        self._said = Status()
        open_plan.watch(self.show)
        self.show()

    def show(self) -> None:
        """Ask what has to be asked now."""
        plan, day = self._open_plan.plan, today().isoformat()
        now = [one for one in self._open_plan.opened.helps if not is_over(one, "helper", day)]
        helpers = [one for one in now if helper_under_avoid(plan, one)]
        asked = [str(one["id"]) for one in helpers]
        if asked == self._asked:
            return
        self._asked = asked
        self._place.clear()
        with self._place:
            for one in helpers:
                self._ask(one)

    def _ask(self, facts: Facts) -> None:
        t, name = self._open_plan.t, str(facts["name"])
        parts = [t(one.mine) for one in SECTIONS if one.id in facts["sections"]]
        with Element("section").classes("pp-told"):
            Words("h2", t("“{name}” writes in your plan with you. Shall that go on?", name=name))
            Words("p", t("The name or the number stands in “{list}”.", list=t(AVOID.mine)))
            Words("p", t("Until you end it, they can read this: {parts}", parts=t.list(parts)))
            with Element("div").classes("pp-buttons"):
                Button(t("End it"), partial(self._end, facts), label=t("End it: {name}", name=name))
                Button(t("They go on helping"), partial(self._go_on, facts))

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

    async def _do(self, act: Callable[[], object]) -> bool:
        """Whether it was done; every question is looked at anew then."""
        try:
            await asyncio.to_thread(act)
            await self._open_plan.look_again()
        except PocketPlanError as error:
            self._said.set_text(self._open_plan.sentence(error))
            return False
        return True
