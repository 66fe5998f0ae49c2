"""The devices that open a plan: called by names, and taken off; after a loss, what else to do at once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeVar

from nicegui import ui
from nicegui.element import Element

from components.button.button import Button
from components.choice.choice import Tick
from components.keeping.keeping import SAVED, Answer, Typed, refused
from components.kept_text.kept_text import KeptText
from components.status.status import Status
from components.words.words import Link, Words
from pwa.errors import PocketPlanError
from pwa.pages.add_device import AddDevice
from pwa.pages.days import day_words, today
from pwa.pages.fields import kept_words
from pwa.pages.open_plan import OpenPlan
from pwa.pages.owner_shown import when_owner_is_shown
from pwa.pages.recovery_words import recovery_words
from pwa.plan.section import N_
from pwa.share.terms import Copy
from pwa.vault.devices import Device, Loss

Found = TypeVar("Found")


class DeviceList:
    """Each device with its days; all but this one can be taken off.

    Args:
        words: the address of the part where recovery words are made.
    """

    def __init__(self, open_plan: OpenPlan, *, words: str) -> None:
        self._open_plan = open_plan
        self._words = words
        self._turn = asyncio.Lock()
        self._asked: Element | None = None
        t = open_plan.t
        Words("p", t("Each of these can read and change all of your plan. A PIN can hold off who picks one up."))
        address = open_plan.desk.base_url(ui.context.client.request)
        add = t(
            "To add one, open {address} there. Choose “I already have a plan” and type your recovery words.",
            address=address,
        )
        Words("p", add, "pp-hint")
        AddDevice(open_plan, words=words, added=self.show)
        self._said = Status()
        self._after = Element("div")
        self._list = Element("ul").classes("pp-copies")

    async def show_all(self) -> None:
        """Show who is there now, and what is left to do after a loss: also for who was interrupted at that."""
        await self.show()
        await self._show_loss()

    async def show(self) -> None:
        """Show who is there now."""
        devices = await self._ask(partial(self._open_plan.desk.devices.all, self._open_plan.cookie))
        if devices is None:
            return
        self._list.clear()
        with self._list:
            for number, device in enumerate(devices, 1):
                self._row(device, number)

    def _called(self, device: Device, number: int) -> str:
        t = self._open_plan.t
        return device.name or (t("This device") if device.is_this else t("Device {n}", n=number))

    def _row(self, device: Device, number: int) -> None:
        t, called = self._open_plan.t, self._called(device, number)
        with Element("li").classes("pp-copy"):
            Words("h2", called).props("dir=auto")
            if device.is_this and device.name:
                Words("p", t("This device"), "pp-note")
            if device.added:
                Words("p", t("Added on {day}", day=day_words(t, device.added)), "pp-note")
            if device.used:
                Words("p", t("Last used on {day}", day=day_words(t, device.used)), "pp-note")
            self._name(device)
            if device.is_this:
                return
            buttons, inner = Element("div").classes("pp-buttons"), Element("div")
        with buttons:
            take_off = partial(self._question, device, called, inner)
            Button(t("Take it off"), take_off, kind="danger", label=t("Take it off: {name}", name=called))

    def _name(self, device: Device) -> None:
        open_plan = self._open_plan

        async def save(typed: Typed) -> Answer:
            try:
                name = partial(open_plan.desk.devices.name, open_plan.cookie, device.id, str(typed.value or ""))
                await asyncio.to_thread(name)
            except PocketPlanError as error:
                return refused(open_plan.sentence(error))
            return SAVED

        KeptText(
            open_plan.t("What I call it"),
            device.name,
            name=f"{open_plan.slot}:device:{device.id}",
            on_save=save,
            words=kept_words(open_plan.t),
        )

    def _question(self, device: Device, called: str, inner: Element) -> None:
        self._close()
        self._asked = inner
        open_plan, t = self._open_plan, self._open_plan.t
        with inner:
            heading = Words("h3", t("Why does {name} leave your plan?", name=called)).props("tabindex=-1")
            Words("p", t("It can’t open your plan from then on. What it holds goes when it is next online."))
            with Element("div").classes("pp-buttons"):
                away, lost = (partial(self._take_off, device, called, is_lost=is_lost) for is_lost in (False, True))
                away, lost = (
                    partial(when_owner_is_shown, open_plan, inner, one, close=self._close, is_everywhere=True)
                    for one in (away, lost)
                )
                Button(t("I gave it away or replaced it"), away)
                Button(t("It is lost, stolen, or someone else has it"), lost, kind="danger")
                Button(t("Leave it as it was"), self._close)
        heading.client.run_javascript(f"getHtmlElement({heading.id})?.focus()")

    def _close(self) -> None:
        if self._asked:
            self._asked.clear()
        self._asked = None

    async def _take_off(self, device: Device, called: str, *, is_lost: bool) -> None:
        if self._turn.locked():
            return
        async with self._turn:
            open_plan = self._open_plan
            remove = partial(open_plan.desk.devices.remove, is_lost=is_lost)
            done = await self._ask(partial(remove, open_plan.cookie, device.id, today().isoformat()))
            if done is None:
                return
            self._asked = None
            self._said.set_text(open_plan.t("Taken off: {name}. It can’t open your plan any more.", name=called))
            await self._ask_again()
            await self.show()
            if is_lost:
                await self._show_loss(is_new=True)
                return
            self._after.clear()
            with self._after:
                Words("p", open_plan.t("If your recovery words were on it or near it, make new ones."))
                Link(open_plan.t("Make new recovery words"), self._words)

    async def _show_loss(self, *, is_new: bool = False) -> None:
        devices, cookie = self._open_plan.desk.devices, self._open_plan.cookie
        loss = await self._ask(partial(devices.last_loss, cookie, today().isoformat()))
        self._after.clear()
        if loss is None:
            return
        with self._after:
            after = AfterLoss(self._open_plan, loss, settled=self._settle)
            await after.show_words()
        if is_new:
            after.focus()
            return
        t = self._open_plan.t
        called = loss.name or t("Device {n}", n=loss.number)
        self._said.set_text(t("Taken off: {name}. It can’t open your plan any more.", name=called))

    async def _settle(self) -> None:
        open_plan = self._open_plan
        await self._ask(partial(open_plan.desk.devices.settle_loss, open_plan.cookie))
        self._said.set_text("")
        await self._show_loss()

    async def _ask_again(self) -> None:
        try:
            await self._open_plan.look_again()
        except PocketPlanError as error:
            self._said.set_text(self._open_plan.sentence(error))

    async def _ask(self, ask: Callable[[], Found]) -> Found | None:
        try:
            return await asyncio.to_thread(ask)
        except PocketPlanError as error:
            self._said.set_text(self._open_plan.sentence(error))
            return None


class AfterLoss:
    """What whoever has a lost device may know: recovery words, and the codes of copies.

    Args:
        settled: called once its owner wants no more of it.
    """

    def __init__(self, open_plan: OpenPlan, loss: Loss, *, settled: Callable[[], Awaitable[None]]) -> None:
        self._open_plan = open_plan
        self._turn = asyncio.Lock()
        t = open_plan.t
        with Element("section").classes("pp-told"):
            self._heading = Words("h2", t("What else you can do now")).props("tabindex=-1")
            Words("p", t("Whoever has it may have read your plan there. That can’t be taken back."))
            self._words = Element("div")
            self._said = Status()
            known = [copy for copy in open_plan.desk.copies.active(open_plan.shared) if copy.id in loss.copies]
            self._copies(known)
            self._others = Element("div")
            Button(t("Done"), settled)

    def focus(self) -> None:
        """Lead there who has just taken the device off."""
        self._heading.client.run_javascript(f"getHtmlElement({self._heading.id})?.focus()")

    async def show_words(self) -> None:
        """Lead to new words first."""
        open_plan, t = self._open_plan, self._open_plan.t
        with self._words:
            Words("h3", t("New recovery words"))
            known = t("Whoever has it may know your words. They stop working when you have written down new ones.")
            gone = t(
                "Words that were made on it stopped working. Please make new ones, in case you lose this device too."
            )
            Words("p", known if open_plan.opened.has_code else gone)
            await recovery_words(open_plan, is_explained=False)
        await self._name_helpers()

    async def _name_helpers(self) -> None:
        """Who else opens the plan, as someone at that device could see, or could have invited."""
        open_plan, t = self._open_plan, self._open_plan.t
        try:
            found = await asyncio.to_thread(open_plan.desk.helpers.all, open_plan.cookie, today().isoformat())
        except PocketPlanError as error:
            self._said.set_text(open_plan.sentence(error))
            return
        told = {"helps": N_("{name} writes with you."), "invited": N_("{name} was invited. That still works.")}
        staying = [helper for helper in found if helper.state in told]
        if not staying:
            return
        with self._others:
            Words("h3", t("Who writes with you"))
            Words("p", t("These people can go on. If you don’t know a name, or no longer want it, end it."))
            with Element("ul").classes("pp-points"):
                for helper in staying:
                    Words("li", t(told[helper.state], name=helper.name)).props("dir=auto")
            Link(t("See them, and end what I don’t want"), f"/{t.tag}/{open_plan.slot}/helpers", "pp-button")

    def _copies(self, copies: Sequence[Copy]) -> None:
        t = self._open_plan.t
        if not copies:
            return
        self._chosen = {copy.id: copy for copy in copies}
        self._place = Element("div")
        with self._place:
            Words("p", t("They may know the codes of these copies. What is ticked is stopped."))
            for copy in copies:
                self._tick(copy)
            with Element("div").classes("pp-buttons"):
                Button(t("Stop these copies"), self._stop, kind="danger")

    def _tick(self, copy: Copy) -> None:
        async def choose(typed: Typed) -> Answer:
            if typed.value is True:
                self._chosen[copy.id] = copy
            else:
                self._chosen.pop(copy.id, None)
            return SAVED

        quiet = dict.fromkeys(("saving", "saved", "kept", "refused"), "")
        name = f"{self._open_plan.slot}:lost:{copy.id}"
        Tick(copy.terms.label, True, name=name, on_save=choose, words=quiet).as_draft(in_tab=False)

    async def _stop(self) -> None:
        if self._turn.locked() or not self._chosen:
            return
        async with self._turn:
            open_plan, chosen = self._open_plan, tuple(self._chosen.values())
            t, ids = open_plan.t, [copy.id for copy in chosen]
            try:
                await asyncio.to_thread(partial(open_plan.desk.copies.stop, open_plan.cookie, *ids))
            except PocketPlanError as error:
                self._said.set_text(open_plan.sentence(error))
                return
            names = t.list(copy.terms.label for copy in chosen)
            self._said.set_text(t("Stopped. If you want, give new copies to: {names}", names=names))
            self._place.clear()
            with self._place:
                Link(t("Share my plan"), f"/{t.tag}/{open_plan.slot}/share", "pp-button")
