"""Those who write with the owner: ``/<language>/<slot>/helpers``, what each opened and wrote, and ending it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from nicegui.element import Element

from components.button.button import Button
from components.status.status import Status
from components.visit.visit import Visit
from components.words.words import Link, Words
from pwa import i18n
from pwa.errors import PocketPlanError
from pwa.i18n import Translator
from pwa.pages.arriving import arrive
from pwa.pages.days import day_words, today
from pwa.pages.desk import Desk
from pwa.pages.edit import part_address
from pwa.pages.frame import frame
from pwa.pages.helping.inviting import Inviting
from pwa.pages.helping.still_helping import StillHelping
from pwa.pages.open_plan import OpenPlan
from pwa.plan.sections import ABOUT, BY_ID, N_, SECTIONS
from pwa.share.helping import Helper

_RIGHTS = {
    "write": N_("Reads and writes: {parts}"),
    "suggest": N_("Reads and suggests words: {parts}"),
    "read": N_("Reads: {parts}"),
}
_OPENED, _WROTE = N_("Opened: {parts}"), N_("Wrote: {parts}")
_TOOK_BACK = N_("Wrote something and took it back: {parts}")


def pages(desk: Desk, tag: str) -> dict[str, Callable[..., Awaitable[None]]]:
    """The address in one language, without the language, and what builds the page."""
    t = i18n.translator(tag)

    async def helpers(slot: str) -> None:
        here = f"/{slot}/helpers"
        open_plan = await arrive(desk, t, slot, here)
        if open_plan is None:
            return
        with frame(desk, t, here, slot=open_plan.slot) as main:
            main.classes("pp-share")
            Visit("", _nothing, _nothing)  # it lets a tap on a button finish the field that was typed in
            Link(t("Everything in my plan"), f"/{tag}/{open_plan.slot}/edit")
            Words("h1", t("Write with someone"))
            Words("p", t("Someone you trust writes in your plan on their own device. Your words stay yours."))
            listed: list[HelperList] = []
            StillHelping(open_plan, ended=lambda: listed[0].show())
            words = f"/{tag}/{open_plan.slot}/edit/{part_address('recovery')}"
            Inviting(open_plan, words=words, made=lambda: listed[0].show())
            listed.append(HelperList(open_plan))
            await listed[0].show()

    return {"/{slot}/helpers": helpers}


async def _nothing(told: str) -> None:
    """The page has one step, and needs no time zone."""


def rights_of(t: Translator, helper: Helper) -> list[str]:
    """What someone reads and where they write, a line each."""
    given = dict(helper.sections)
    if given.get(ABOUT.id) == "write":
        given[ABOUT.id] = "suggest"  # who one is, nobody else writes
    parts = {right: [t(one.mine) for one in SECTIONS if given.get(one.id) == right] for right in _RIGHTS}
    return [t(said, parts=t.list(parts[right])) for right, said in _RIGHTS.items() if parts[right]]


def state_of(t: Translator, helper: Helper) -> str:
    """Whether someone helps, and until when."""
    day = partial(day_words, t)
    match helper.state:
        case "invited":
            return t("Invited. The code works until {day}.", day=day(helper.expires))
        case "ended" if helper.has_left:
            return t("They stopped helping on {day}.", day=day(helper.ended))
        case "ended":
            return t("Ended on {day}.", day=day(helper.ended))
        case _ if helper.until:
            return t("Helps since {day}, until {until}.", day=day(helper.taken), until=day(helper.until))
        case _:
            return t("Helps since {day}, until you end it.", day=day(helper.taken))


class HelperList:
    """Everyone who was ever invited, the newest first."""

    def __init__(self, open_plan: OpenPlan) -> None:
        self._open_plan = open_plan
        self._turn = asyncio.Lock()
        self._asked: Element | None = None
        self._said = Status()
        self._place = Element("section")

    async def show(self) -> None:
        """Show who is there now."""
        open_plan, t = self._open_plan, self._open_plan.t
        try:
            found = await asyncio.to_thread(open_plan.desk.helpers.all, open_plan.cookie, today().isoformat())
        except PocketPlanError as error:
            self._said.set_text(open_plan.sentence(error))
            return
        self._place.clear()
        with self._place:
            Words("h2", t("Who writes with you"))
            if not found:
                Words("p", t("Nobody yet."), "pp-hint")
            with Element("ul").classes("pp-copies"):
                for helper in found:
                    self._row(helper)

    def _row(self, helper: Helper) -> None:
        t = self._open_plan.t
        with Element("li").classes("pp-copy"):
            Words("h3", helper.name).props("dir=auto")
            if helper.role:
                Words("p", helper.role, "pp-note").props("dir=auto")
            Words("p", state_of(t, helper))
            if helper.state != "ended":
                for line in rights_of(t, helper):
                    Words("p", line, "pp-note")
            self._days(_OPENED, helper.opened)
            self._days(_WROTE, helper.wrote)
            self._days(_TOOK_BACK, helper.took_back)
            if helper.state == "ended":
                return
            buttons, inner = Element("div").classes("pp-buttons"), Element("div")
        with buttons:
            ends = partial(self._question, helper, inner)
            Button(t("End it"), ends, kind="danger", label=t("End it: {name}", name=helper.name))

    def _days(self, said: str, days: Mapping[str, tuple[str, ...]]) -> None:
        t = self._open_plan.t
        told = [
            t("{heading} ({days})", heading=t(BY_ID[part].mine), days=t.list(day_words(t, one) for one in those[-3:]))
            for part, those in days.items()
            if part in BY_ID
        ]
        if told:
            Words("p", t(said, parts=t.list(told)), "pp-note")

    def _question(self, helper: Helper, inner: Element) -> None:
        self._close()
        self._asked = inner
        t = self._open_plan.t
        with inner, Element("div").classes("pp-told"):
            heading = Words("h4", t("End it for {name}?", name=helper.name)).props("tabindex=-1")
            Words("p", t("They can open nothing from then on. What they wrote stays, under their name."))
            with Element("div").classes("pp-buttons"):
                Button(t("Yes, end it"), partial(self._end, helper), kind="danger")
                Button(t("Leave it as it was"), self._close)
        heading.client.run_javascript(f"getHtmlElement({heading.id})?.focus()")

    def _close(self) -> None:
        if self._asked:
            self._asked.clear()
        self._asked = None

    async def _end(self, helper: Helper) -> None:
        if self._turn.locked():
            return
        async with self._turn:
            open_plan, day = self._open_plan, today().isoformat()
            try:
                await asyncio.to_thread(open_plan.desk.helpers.end, open_plan.cookie, helper.id, day)
            except PocketPlanError as error:
                self._said.set_text(open_plan.sentence(error))
                return
            self._asked = None
            self._said.set_text(open_plan.t("Ended: {name}. They can’t open your plan any more.", name=helper.name))
            await self.show()
