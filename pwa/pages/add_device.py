"""Adding a device: after the recovery words a code to scan, then the four digits that the new device shows."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from nicegui import ui
from nicegui.element import Element

from components.button.button import Button
from components.qr.qr import Qr
from components.status.status import Status
from components.words.words import Link, Words
from pwa.errors import PocketPlanError
from pwa.pages.days import today
from pwa.pages.open_plan import OpenPlan
from pwa.pages.unkept import unkept, with_unkept
from pwa.share import qr

Found = TypeVar("Found")

_LOOK_SECONDS = 1.0
_COPY = '() => navigator.clipboard.writeText(document.querySelector("[data-add-link]").textContent).then(() => emit())'


class AddDevice:
    """The way from *Add a device* to a new line in the list.

    Args:
        words: the address of the part where recovery words are made.
        added: what to do when a device was added.
    """

    def __init__(self, open_plan: OpenPlan, *, words: str, added: Callable[[], Awaitable[None]]) -> None:
        self._open_plan = open_plan
        self._added = added
        self._ticket = ""
        self._timer: ui.timer | None = None
        t = open_plan.t
        with Element("section").classes("pp-add-device"):
            Words("h2", t("Add a device"))
            if not open_plan.opened.has_code:
                Words("p", t("Please make recovery words first. With them you can add a device."))
                Link(t("My recovery words"), words)
                return
            self._place = Element("div")
            self._said = Status()
        self._ask_code()

    def _ask_code(self) -> None:
        t = self._open_plan.t
        self._place.clear()
        with self._place:
            Words("p", t("The new device scans a code from this screen. Your recovery words show that it is you."))
            field = unkept("textarea", t("My recovery words")).props("rows=3")
            with_unkept(t("Show the code to scan"), field, self._offer)

    async def _offer(self, typed: str) -> None:
        open_plan = self._open_plan
        made = await self._ask(partial(open_plan.desk.adding.offer, open_plan.cookie, typed, time.time()))
        if made is None:
            return
        self._ticket = made.partition(".")[0]
        t, link = open_plan.t, f"{open_plan.desk.base_url(ui.context.client.request)}/#add={made}"
        self._said.set_text("")
        self._place.clear()
        with self._place:
            heading = Words("h3", t("Scan this with the new device")).props("tabindex=-1")
            Words("p", t("It works once, and for 5 minutes. Nothing is added before you have compared four digits."))
            Qr(qr.svg(link), label=t("The code that adds a device"))
            Words("p", t("For an app on the home screen: copy the link, and paste it there in place of the words."))
            Words("span", link).props("data-add-link hidden")
            self._digits = Element("div")
            with Element("div").classes("pp-buttons"):
                copy = Button(t("Copy the link"))
                Button(t("Stop"), self._stop, kind="danger")
            self._timer = ui.timer(_LOOK_SECONDS, self._look)
        copied = t("Copied.")
        copy.on("click", lambda: self._said.set_text(copied), js_handler=_COPY)
        heading.client.run_javascript(f"getHtmlElement({heading.id})?.focus()")

    async def _look(self) -> None:
        adding = self._open_plan.desk.adding
        is_asked = await self._ask(partial(adding.is_asked, self._ticket, time.time()))
        if is_asked is None:
            self._end()
        elif is_asked and not self._digits.default_slot.children:
            self._ask_digits()

    def _ask_digits(self) -> None:
        t = self._open_plan.t
        with self._digits:
            heading = Words("h3", t("Which four digits does the new device show?")).props("tabindex=-1")
            Words("p", t("If your new device shows none, someone else scanned the code. Then choose “Stop”."))
            field = unkept("input", t("Four digits")).props("inputmode=numeric maxlength=4")
            with_unkept(t("Add this device"), field, self._confirm)
        heading.client.run_javascript(f"getHtmlElement({heading.id})?.focus()")

    async def _confirm(self, digits: str) -> None:
        open_plan, day = self._open_plan, today().isoformat()
        confirm = open_plan.desk.adding.confirm
        done = await self._ask(partial(confirm, open_plan.cookie, self._ticket, digits.strip(), time.time(), day))
        if done is None:
            return
        self._end()
        self._said.set_text(open_plan.t("The new device has your plan now."))
        await open_plan.look_again()
        await self._added()

    async def _stop(self) -> None:
        await self._ask(partial(self._open_plan.desk.adding.stop, self._ticket))
        self._end()
        self._said.set_text(self._open_plan.t("Stopped. Nothing was added."))

    def _end(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._ask_code()

    async def _ask(self, ask: Callable[[], Found]) -> Found | None:
        try:
            return await asyncio.to_thread(ask)
        except PocketPlanError as error:
            values = getattr(error, "values", {})
            self._said.set_text(self._open_plan.t(error.advice, **values))
            return None
