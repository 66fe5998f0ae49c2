"""One step before what could shut an owner out of their plan: the PIN once more, or the recovery words."""

import asyncio
import time
from base64 import b64encode
from collections.abc import Awaitable, Callable
from functools import partial

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from components.button.button import Button
from components.fold.fold import Fold
from components.status.status import Status
from components.words.words import Link, Words
from pwa.errors import PocketPlanError
from pwa.pages.open_plan import OpenPlan
from pwa.pages.unkept import unkept, with_unkept
from pwa.vault.pin import Pins
from pwa.vault.proving import is_owed, prove_by_words

WORDS_PART = "0"  # of the editor, as in ``edit.py``
Act = Callable[[], Awaitable[None]]


async def when_owner_is_shown(
    open_plan: OpenPlan,
    place: Element,
    act: Act,
    *,
    close: Callable[[], None] | None = None,
    is_everywhere: bool = False,
) -> None:
    """Do it at once where nothing has to be shown; else ask in a place, and do it then.

    The server asks again when it is done: this only leads there. ``close`` is what to do for who leaves it;
    ``is_everywhere``: a device without a PIN asks, too, for the words.
    """
    access, cookie, t = open_plan.desk.access, open_plan.cookie, open_plan.t
    is_missing = access.proofs.is_missing(cookie)
    if not is_missing and not (is_everywhere and await asyncio.to_thread(is_owed, access, cookie)):
        await act()
        return
    asked = _Asked(open_plan, place, act)
    how = await asyncio.to_thread(Pins(access).how, cookie)
    place.clear()
    with place, Element("div").classes("pp-told"):
        if cookie.pin:
            Words("p", t("First your PIN, so that nobody who only holds this device can do this."))
            asked.pin(*how)
            with Fold(t("I forgot it: use my recovery words")):
                asked.words()
        else:
            Words("p", t("First your recovery words, so that nobody who only holds this device can do this."))
            asked.words()
            Words("p", t("If you have lost them, make new ones now. They count for this 7 days later."), "pp-hint")
            Link(t("My recovery words"), f"/{t.tag}/{open_plan.slot}/edit/{WORDS_PART}")
        if close:
            Button(t("Leave it as it was"), close)


async def ask_for_old_words(open_plan: OpenPlan, place: Element, act: Act) -> None:
    """Ask for the words that were kept, where new ones are made; who has lost them goes on without."""
    asked, t = _Asked(open_plan, place, act), open_plan.t
    place.clear()
    with place, Element("div").classes("pp-told"):
        Words("p", t("First the words you have now. They show that it is you."))
        asked.words()
        without = t(
            "Without them your devices say for 7 days that new words were made. For these days the new words open your "
            "plan, but they set no PIN, take off no device and delete nothing. Your older words go on working."
        )
        Words("p", without)
        Button(t("I don’t have them any more"), asked.go_on).classes("pp-wide")


class _Asked:
    def __init__(self, open_plan: OpenPlan, place: Element, act: Act) -> None:
        self._open_plan = open_plan
        self._place = place
        self._act = act

    def pin(self, salt: bytes, rounds: int) -> None:
        """A form that only the page's own script reads: the PIN does not go to the server."""
        t = self._open_plan.t
        with Element("form").props("data-prove") as form:
            form.props["data-salt"], form.props["data-rounds"] = b64encode(salt).decode(), rounds
            with Element("label").classes("pp-lock-field"):
                Words("span", t("My PIN or passphrase"))
                Element("input").props("type=password name=pin autocomplete=off maxlength=200")
            with Element("div").classes("pp-buttons"):
                Words("button", t("Go on"), "pp-button pp-button-primary").props("type=submit")
            Status()
            Words("p", t("There is no connection right now. Nothing was changed.")).props("hidden data-no-network")
        form.on("proved", self._pin_was_typed, args=[])
        form.client.run_javascript(f"getHtmlElement({form.id})?.elements.pin.focus()")

    def words(self) -> None:
        """The recovery words, as they are typed anywhere else."""
        t = self._open_plan.t
        field = unkept("textarea", t("My recovery words")).props("rows=3")
        with_unkept(t("Go on with my words"), field, self._words_were_typed)
        self._said = Status()

    async def _pin_was_typed(self, _: GenericEventArguments) -> None:
        # The page says so; what the server has seen counts.
        if not self._open_plan.desk.access.proofs.is_missing(self._open_plan.cookie):
            await self.go_on()

    async def _words_were_typed(self, typed: str) -> None:
        open_plan = self._open_plan
        prove = partial(prove_by_words, open_plan.desk.access, open_plan.cookie, typed, time.time())
        try:
            await asyncio.to_thread(prove)
        except PocketPlanError as error:
            self._said.set_text(open_plan.t(error.advice, **getattr(error, "values", {})))
            return
        await self.go_on()

    async def go_on(self) -> None:
        """Do what was asked for, in the same place."""
        self._place.clear()
        with self._place:
            try:
                await self._act()
            except PocketPlanError as error:
                Words("p", self._open_plan.sentence(error), "pp-told").props("role=alert")
