"""The copies that were given: who can read what, until when, when they did, and the ways to change that."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from nicegui.element import Element

from components.button.button import Button
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.days import day_words
from pwa.pages.open_plan import OpenPlan
from pwa.pages.owner_shown import when_owner_is_shown
from pwa.pages.share.brought_back import BroughtBack
from pwa.pages.share.changing import Changing
from pwa.pages.share.code import focus, show_code
from pwa.pages.share.more import until_words
from pwa.pages.share.stopping import Stopping
from pwa.plan.sections import BY_ID
from pwa.share.copies import CopyInUse
from pwa.share.terms import read_copies

_MOST_DAYS = 5  # of those on which it was opened, the last ones are shown


class Given:
    """A list with at most one row opened: its code, its choices, or the question whether to stop it.

    Args:
        stopped: called with the id of a copy that was stopped here.
    """

    def __init__(self, open_plan: OpenPlan, *, stopped: Callable[[str], None]) -> None:
        self._open_plan = open_plan
        self._stopped = stopped
        self._tab = BroughtBack(open_plan, "given")
        self._place = Element("section").props("id=copies")
        self._said = Status()
        self._turn = asyncio.Lock()
        self._inner: Element | None = None
        self._changing: Changing | None = None

    async def show(self, said: str = "") -> None:
        """Show the list as it is on the server, all rows closed."""
        t, open_plan = self._open_plan.t, self._open_plan
        try:
            copies = await asyncio.to_thread(open_plan.desk.copies.all, open_plan.cookie)
        except PocketPlanError as error:
            self._said.set_text(open_plan.sentence(error))
            return
        self._close()
        self._place.clear()
        self._said.set_text(said)
        if not copies:
            return
        with self._place:
            Words("h2", t("Copies I have given"))
            with Element("ul"):
                for copy in reversed(copies):
                    self._row(copy)

    def _row(self, one: CopyInUse) -> None:
        with Element("li").classes("pp-copy"):
            Words("h3", one.copy.terms.label).props("dir=auto")
            for words in self._facts(one):
                Words("p", words, "pp-note")
            self._troubles(one)
            buttons = Element("div").classes("pp-buttons")
            inner = Element("div")
        with buttons:
            self._buttons(one, inner)

    def _facts(self, one: CopyInUse) -> list[str]:
        t, terms = self._open_plan.t, one.copy.terms
        parts = t.list(t(BY_ID[section].mine) for section in terms.sections if section in BY_ID)
        days = [day_words(t, day) for day in one.days[-_MOST_DAYS:]]
        ended = t("It ended on {day}.", day=day_words(t, terms.until or ""))
        return [
            t("They can read: {parts}", parts=parts),
            ended if one.has_ended else t("How long: {until}", until=until_words(t, terms.until)),
            t("Opened on: {days}", days=t.list(days)) if days else t("Not opened yet"),
            *([t.tn("Kept on {n} phone", "Kept on {n} phones", one.phones)] if one.phones else ()),
        ]

    def _troubles(self, one: CopyInUse) -> None:
        t = self._open_plan.t
        if one.is_damaged:
            Words(
                "p",
                t("It can’t be read any more, so nobody can open it. You can stop it and make a new one."),
                "pp-told",
            )
        elif one.is_paused:
            with Element("div").classes("pp-told"):
                Words("p", t("Other passcodes were tried too often, so it doesn’t open now."))
                Button(t("Let it go on"), partial(self._let_go_on, one.copy.id))

    def _buttons(self, one: CopyInUse, inner: Element) -> None:
        t, name = self._open_plan.t, one.copy.terms.label
        if not (one.has_ended or one.is_damaged):
            show = partial(self._open, inner, partial(self._code, one, inner))
            Button(t("Show the code"), show, label=t("Show the code: {name}", name=name))
        if not one.is_damaged:
            change = partial(self._open, inner, partial(self._change, one, inner))
            Button(t("Change"), change, label=t("Change: {words}", words=name))
        stop = partial(self._open, inner, partial(self._stop, one, inner))
        Button(t("Stop it"), stop, kind="danger", label=t("Stop it: {name}", name=name))

    async def _open(self, inner: Element, build: Callable[[], Awaitable[None]]) -> None:
        """Open a row and close the one that was open; the second of two quick taps does nothing."""
        if self._turn.locked():
            return
        async with self._turn:
            self._close()
            self._inner = inner
            self._said.set_text("")
            try:
                await build()
            except PocketPlanError as error:
                self._said.set_text(self._open_plan.sentence(error))

    def _close(self) -> None:
        if self._changing:
            self._changing.draft.end()
            self._tab.let_go(self._changing.draft)  # saved or not: these choices are over
        if self._inner:
            self._inner.clear()
        self._inner = self._changing = None

    async def _code(self, one: CopyInUse, inner: Element) -> None:
        async def show() -> None:
            await show_code(self._open_plan, one.copy, inner, heading="h4")
            with inner:
                Button(self._open_plan.t("Done"), self._close)

        await when_owner_is_shown(self._open_plan, inner, show, close=self._close)

    async def _change(self, one: CopyInUse, inner: Element) -> None:
        await self._open_plan.look_again()
        known = {copy.id: copy for copy in read_copies(self._open_plan.shared)}
        with inner:
            copy = known.get(one.copy.id, one.copy)
            self._changing = Changing(self._open_plan, copy, done=self.show, close=self._close)
        focus(self._changing.heading)

    async def _stop(self, one: CopyInUse, inner: Element) -> None:
        async def done(said: str) -> None:
            self._stopped(one.copy.id)
            await self.show(said)

        with inner:
            focus(Stopping(self._open_plan, one.copy, done=done, close=self._close).heading)

    async def _let_go_on(self, copy_id: str) -> None:
        open_plan = self._open_plan
        try:
            await asyncio.to_thread(open_plan.desk.copies.let_go_on, open_plan.cookie, copy_id)
        except PocketPlanError as error:
            self._said.set_text(open_plan.sentence(error))
            return
        await self.show(open_plan.t("It can be opened again with its passcode."))
