"""What a screen of the set-up is given, and what it gives back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nicegui.element import Element

from components.button.button import Button
from components.words.words import Words
from pwa.pages.open_plan import OpenPlan
from pwa.pages.questions import Questions

Act = Callable[[], Awaitable[None]]


async def _nothing_opens(section: str, entry: str) -> None:
    return None


async def _may_leave(is_skipping: bool) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Way:
    """A button at the foot of a screen."""

    words: str
    act: Act
    is_main: bool = True


@dataclass(kw_only=True)
class Screen:
    """One screen while it is shown.

    Args:
        guess: the country of the phone's time zone, never applied before it was confirmed.
        leave: goes on to the next screen, and says a sentence there.
        forget_guess: shows this screen anew, without the guess.
        may_leave: whether the way on is free, told whether it is Skip; it says itself what is missing.
        reopen: opens the field in which someone was typing when the page was reloaded.
        ways: the ways on, where there is more than the usual one.
        questions: what has to be asked about people who are in two lists.
    """

    open_plan: OpenPlan
    guess: str | None
    leave: Callable[[str], Awaitable[None]]
    forget_guess: Act
    may_leave: Callable[[bool], Awaitable[bool]] = _may_leave
    reopen: Callable[[str, str], Awaitable[None]] = _nothing_opens
    ways: tuple[Way, ...] = ()
    questions: Questions | None = None

    async def next(self) -> None:
        """Go on, when nothing is missing here and no question is open."""
        await self.open_plan.settled()
        if not await self.may_leave(False):
            return
        if self.questions and self.questions.is_asking:
            self.questions.focus()
            return
        await self.leave("")

    async def skip(self) -> None:
        """Go on past what one doesn't want to answer, without losing what was typed."""
        await self.open_plan.settled()
        if await self.may_leave(True):
            await self.leave("")

    def heading(self, words: str, *, step: int = 0, steps: int = 0) -> Element:
        """The heading, which gets the focus when the screen opens; above it how far one has come."""
        if step:
            Words("p", self.open_plan.t("Step {n} of {all}", n=step, all=steps), "pp-progress")
        return Words("h1", words).props("tabindex=-1")

    def build_ways(self, usual: str) -> None:
        """Put the ways on at the foot of the screen; the usual one when the screen has none of its own."""
        self._foot = Element("div").classes("pp-on")
        self.offer(*(self.ways or (Way(words=usual, act=self.next),)))

    def offer(self, *ways: Way) -> None:
        """Offer these ways on, and no others."""
        self._foot.clear()
        with self._foot:
            for way in ways:
                Button(way.words, way.act, kind="primary" if way.is_main else "quiet")
