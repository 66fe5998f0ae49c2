"""One visit to the set-up: which screen is shown, and the ways from one to the next."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from nicegui import ui
from nicegui.element import Element

from components.button.button import Button
from components.status.status import Status
from components.visit.visit import Visit
from pwa import i18n
from pwa.errors import PocketPlanError
from pwa.lines import country_of_zone
from pwa.pages.desk import Desk
from pwa.pages.frame import frame, turned_away
from pwa.pages.open_plan import OpenPlan
from pwa.pages.start.screen import Screen
from pwa.pages.start.screens import SCREENS
from pwa.pages.unsaved import Unsaved

HERE = "/start"


def pages(desk: Desk, tag: str) -> dict[str, Callable[..., Awaitable[None]]]:
    """The set-up's address in one language, without the language, and what builds it."""

    async def start(step: str = "") -> None:
        await _start(desk, tag, step)

    return {HERE: start}


async def _start(desk: Desk, tag: str, step: str) -> None:
    t = i18n.translator(tag)
    try:
        found = await desk.open("mine")
    except PocketPlanError as error:
        turned_away(desk, t, HERE, t(error.advice))
        return
    if found is None:
        sentence = t("There is no plan on this phone yet. The first page makes one and brings you back here.")
        turned_away(desk, t, HERE, sentence)
        return
    slot, cookie, opened = found
    with frame(desk, t, HERE) as main:
        main.classes("pp-start")
        set_up = SetUp(OpenPlan(desk=desk, t=t, slot=slot, cookie=cookie, opened=opened), step)
        await set_up.show(set_up.at)


class SetUp:
    """The screens of one visit.

    Args:
        step: what the address says; anything but a known screen is the first one.
    """

    def __init__(self, open_plan: OpenPlan, step: str) -> None:
        self._open_plan = open_plan
        self.at = int(step) if step in map(str, range(len(SCREENS))) else 0
        self._guess: str | None = None
        self._has_country = bool(open_plan.plan.value("settings", "region"))
        self._turn = asyncio.Lock()
        self._visit = Visit(str(self.at), self._returned, self._told_zone)
        self._said = Status()
        self._place = Element("div").classes("pp-screen")

    async def show(self, at: int, *, said: str = "", is_moving: bool = False) -> None:
        """Show a screen once everything typed on the one before is saved or kept."""
        async with self._turn:
            await self._open_plan.settled()
            await self._build(at, said=said, is_moving=is_moving)

    async def _build(self, at: int, *, said: str, is_moving: bool) -> None:
        before = self._open_plan
        self.at = at
        # A plan opened anew for each screen: what watched the one before has left the page with it.
        self._open_plan = OpenPlan(
            desk=before.desk, t=before.t, slot=before.slot, cookie=before.cookie, opened=before.opened
        )
        self._said.set_text(said)
        self._place.clear()
        with self._place:
            screen = Screen(
                open_plan=self._open_plan,
                guess=self._guess,
                leave=partial(self._leave, at),
                forget_guess=self._forget_guess,
            )
            heading = await SCREENS[at].build(screen)
            Unsaved(self._open_plan, screen.reopen)
            self._ways(screen)
        self._visit.at(str(at))
        if is_moving:
            heading.client.run_javascript(f"scrollTo(0, 0); getHtmlElement({heading.id})?.focus()")

    def _ways(self, screen: Screen) -> None:
        """The buttons at the foot: on, back, and past what one doesn't want to answer."""
        t, shown = self._open_plan.t, SCREENS[self.at]
        with Element("div").classes("pp-ways"):
            screen.build_ways(t(shown.on))
            with Element("div").classes("pp-buttons"):
                if self.at > 0:
                    Button(t("Back"), partial(self._move, self.at, -1))
                if shown.can_skip:
                    Button(t("Skip"), screen.skip)

    async def _leave(self, made_on: int, said: str) -> None:
        if made_on + 1 == len(SCREENS):
            ui.navigate.to("/")
            return
        await self._move(made_on, 1, said=said)

    async def _move(self, made_on: int, way: int, *, said: str = "") -> None:
        """Go one screen on or back; the second tap of a double one was made on a screen that is being left."""
        if made_on == self.at and not self._turn.locked():
            await self.show(self._next(way), said=said, is_moving=True)

    async def _forget_guess(self) -> None:
        self._guess = None
        await self.show(self.at, is_moving=True)

    def _next(self, way: int) -> int:
        """The screen after or before this one; the country is not asked when it was answered before."""
        at = self.at + way
        return at + way if SCREENS[at].asks_country and self._has_country else at

    async def _returned(self, step: str) -> None:
        at = int(step) if step in map(str, range(len(SCREENS))) else 0
        if at != self.at:
            await self.show(at, is_moving=True)

    async def _told_zone(self, zone: str) -> None:
        self._guess = country_of_zone(zone)
        if SCREENS[self.at].asks_country and self._guess:
            await self.show(self.at)
