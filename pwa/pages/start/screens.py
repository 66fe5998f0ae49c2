"""The screens of the set-up, in their order."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from nicegui.element import Element

from components.words.words import Words
from pwa.pages.new_names import NewNames
from pwa.pages.questions import Questions
from pwa.pages.recovery_words import Keep, recovery_words
from pwa.pages.start.opening import country, opening, phone
from pwa.pages.start.person import person
from pwa.pages.start.screen import Screen, Way
from pwa.pages.start.short_list import ShortList
from pwa.pages.still_given import StillGiven
from pwa.plan.section import Section
from pwa.plan.sections import AVOID, COPING, N_, UNSAFE, WARNING_SIGNS

STEPS = 5


@dataclass(frozen=True, kw_only=True)
class Shown:
    """How one screen is built, and which ways lead on from it.

    Args:
        build: puts it on the page and returns its heading.
        on: words of the main button (a message id), where the screen has no ways of its own.
    """

    build: Callable[[Screen], Awaitable[Element]]
    on: str = N_("Next")
    can_skip: bool = True
    asks_country: bool = False


async def _list(screen: Screen, section: Section, step: int, asks: str) -> Element:
    t = screen.open_plan.t
    heading = screen.heading(t(section.mine), step=step, steps=STEPS)
    Words("p", t(asks), "pp-asks")
    screen.reopen = ShortList(screen.open_plan, section).reopen
    if section is AVOID:
        screen.questions = Questions(screen.open_plan)
        StillGiven(screen.open_plan)
        NewNames(screen.open_plan)
    return heading


async def _words(screen: Screen) -> Element:
    t = screen.open_plan.t
    heading = screen.heading(t("My recovery words"))
    later = Way(words=t("Later"), act=screen.next, is_main=False)

    def offer(keep: Keep) -> None:
        async def keep_and_go() -> None:
            if await keep():
                await screen.next()

        screen.offer(Way(words=t("I have written them down"), act=keep_and_go))

    screen.ways = (later,)
    await recovery_words(screen.open_plan, on_shown=offer)
    return heading


def _step(section: Section, step: int, asks: str) -> Shown:
    return Shown(build=partial(_list, section=section, step=step, asks=asks))


SCREENS: tuple[Shown, ...] = (
    Shown(build=opening, on=N_("Begin"), can_skip=False),
    Shown(build=country, asks_country=True),
    Shown(build=phone),
    Shown(build=partial(person, step=1, steps=STEPS)),
    _step(COPING, 2, N_("What has worked before? Small things count.")),
    _step(WARNING_SIGNS, 3, N_("What do I, or others, notice first when things get harder?")),
    _step(UNSAFE, 4, N_("What should others not do or say?")),
    _step(AVOID, 5, N_("They get no button to call them. A reason or a number can be added later.")),
    Shown(build=_words, can_skip=False),
)
