"""How someone who helps stops helping, when they wish: asked once, with what stays."""

import asyncio

from nicegui import ui
from nicegui.element import Element

from components.button.button import Button
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.days import today
from pwa.pages.helping.helpers_plan import HelpersPlan
from pwa.share.helpers import HelpEnded


class Leaving:
    """The button, and the question below it."""

    def __init__(self, plan: HelpersPlan) -> None:
        self._plan = plan
        self._turn = asyncio.Lock()
        with Element("div").classes("pp-buttons"):
            self._opener = Button(plan.t("Stop helping"), self._ask)
        self._place = Element("div")
        self._said = Status()

    def _ask(self) -> None:
        t = self._plan.t
        self._place.clear()
        with self._place, Element("div").classes("pp-told"):
            heading = Words("h2", t("Stop helping with the plan of {name}?", name=self._plan.owner))
            heading.props("tabindex=-1")
            Words("p", t("You can open nothing of it from then on. What you wrote stays, under your name."))
            Words("p", t("They see that you stopped, and on which day. They can invite you again."))
            with Element("div").classes("pp-buttons"):
                Button(t("Yes, stop helping"), self._leave, kind="danger")
                Button(t("Go on helping"), self._stay)
        heading.client.run_javascript(f"getHtmlElement({heading.id})?.focus()")

    def _stay(self) -> None:
        self._place.clear()
        self._opener.focus()

    async def _leave(self) -> None:
        if self._turn.locked():
            return
        async with self._turn:
            plan, client = self._plan, self._place.client
            with plan.desk.pages.without(client):
                try:
                    await asyncio.to_thread(plan.desk.helpers.leave, plan.cookie, today().isoformat())
                except HelpEnded:
                    pass  # the next page says so
                except PocketPlanError as error:
                    self._said.set_text(plan.sentence(error))
                    return
            with client:
                ui.navigate.to(f"/{plan.t.tag}/{plan.slot}/with")
