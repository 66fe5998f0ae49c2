"""Taking the plan off the very device that one holds: what goes, what stays, and what has to be done first."""

import asyncio
import json
from functools import partial

from nicegui import ui
from nicegui.element import Element

from components.button.button import Button
from components.fold.fold import Fold
from components.status.status import Status
from components.words.words import Link, Words
from pwa.errors import PocketPlanError
from pwa.pages.days import today
from pwa.pages.open_plan import OpenPlan
from pwa.pages.owner_shown import when_owner_is_shown
from pwa.vault.leaving import LastDevice, leave

_ANSWER_SECONDS = 10


class LeavingHere:
    """A part that opens below the list of devices.

    Args:
        words: the address of the part where recovery words are made.
        hide: the address of the page on what stays behind in a browser.
    """

    def __init__(self, open_plan: OpenPlan, *, words: str, hide: str) -> None:
        self._open_plan = open_plan
        self._words = words
        self._turn = asyncio.Lock()
        self._is_last = True
        t = open_plan.t
        with Fold(t("Take my plan off this device"), on_open=self._explain):
            Words("p", t("For when you give this device away, or no longer want your plan on it."))
            with Element("ul").classes("pp-points"):
                Words("li", t("What goes from here: your plan, what you typed, and the PIN of this device."))
                Words("li", t("Your plan itself stays. Copies that you gave to others still open."))
                Words(
                    "li", t("What stays here: files that you saved, copies of other people’s plans, and the history.")
                )
            Link(t("How to clear what stays"), hide)
            self._place = Element("div")
            self._said = Status()
        self._script = json.dumps(open_plan.desk.asset("leave.js"))

    async def _explain(self) -> None:
        """What opens the plan afterwards, as it is now; or what has to be done first."""
        open_plan = self._open_plan
        opened = await asyncio.to_thread(open_plan.desk.access.open, open_plan.cookie)
        t, others = open_plan.t, opened.devices - 1
        self._is_last = not others
        self._place.clear()
        with self._place:
            if not others and not opened.has_code:
                self._refused(LastDevice())
                return
            if others:
                still = t.tn("{n} other device still opens it.", "{n} other devices still open it.", others)
                Words("p", still)
            else:
                only = t("This is the only device with your plan. After this only your recovery words open it.")
                Words("p", only, "pp-told")
                Words("p", t("Do you have them at hand? If not, make new ones first."))
                Link(t("My recovery words"), self._words)
            Button(t("Take it off this device now"), self._ask, kind="danger").classes("pp-wide")

    def _refused(self, error: PocketPlanError) -> None:
        Words("p", self._open_plan.sentence(error), "pp-told")
        if isinstance(error, LastDevice):
            Link(self._open_plan.t("My recovery words"), self._words, "pp-button pp-button-primary")

    async def _ask(self) -> None:
        if not await self._all_is_sent():
            return
        await when_owner_is_shown(
            self._open_plan, self._place, self._leave, close=self._close, is_everywhere=self._is_last
        )

    def _close(self) -> None:
        self._place.clear()

    async def _all_is_sent(self) -> bool:
        """Whether this browser keeps no words that the server has not; else it is said, and where they are."""
        t = self._open_plan.t
        try:
            code = f"import({self._script}).then(({{ unsent }}) => unsent())"
            unsent = await self._said.client.run_javascript(code, timeout=_ANSWER_SECONDS)
        except TimeoutError:
            self._said.set_text(t("That did not work. Your plan is as it was. Please try again."))
            return False
        if unsent == 0:
            return True
        self._said.set_text("")
        self._place.clear()
        with self._place:
            waiting = t("There are words here that were not sent yet. They would be lost. Please open your plan first.")
            Words("p", waiting, "pp-told").props("role=alert")
            Words("p", t("With a connection they are sent by themselves. Then come back to this page."))
            Link(t("Open my plan"), "/", "pp-button pp-button-primary")
        return False

    async def _leave(self) -> None:
        if self._turn.locked():
            return
        async with self._turn:
            if not await self._all_is_sent():  # another tab may have typed since the PIN was asked for
                return
            open_plan = self._open_plan
            desk = open_plan.desk
            try:
                with desk.pages.without(self._said.client):
                    await asyncio.to_thread(partial(leave, desk.access, open_plan.cookie, today().isoformat()))
            except PocketPlanError as error:
                self._place.clear()
                with self._place:
                    self._refused(error)
                return
            self._said.set_text(open_plan.t("Your plan is off this device."))
            # What can't be cleared here clears itself on the first page, which hears that this device was taken off.
            gone = f"import({self._script}).then(({{ leave }}) => leave()).finally(() => location.replace('/'))"
            ui.run_javascript(gone)
