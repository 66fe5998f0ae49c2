"""Sharing a plan: ``/<language>/<slot>/share``."""

from collections.abc import Awaitable, Callable

from components.visit.visit import Visit
from components.words.words import Link, Words
from pwa import i18n
from pwa.pages.arriving import arrive
from pwa.pages.desk import Desk
from pwa.pages.edit import part_of_address
from pwa.pages.frame import frame
from pwa.pages.new_names import NewNames
from pwa.pages.share.given import Given
from pwa.pages.share.in_the_code import InTheCode
from pwa.pages.share.making import Making
from pwa.pages.still_given import StillGiven
from pwa.plan.sections import BY_ID


def pages(desk: Desk, tag: str) -> dict[str, Callable[..., Awaitable[None]]]:
    """The address in one language, without the language, and what builds the page.

    ``only`` in its query is the address of a part: then a copy with that part alone is what is begun.
    """
    t = i18n.translator(tag)

    async def share(slot: str, only: str = "") -> None:
        alone = BY_ID.get(part_of_address(only) or "")
        here = f"/{slot}/share" + (f"?only={only}" if alone else "")
        open_plan = await arrive(desk, t, slot, here)
        if open_plan is None:
            return
        with frame(desk, t, here, slot=open_plan.slot) as main:
            main.classes("pp-share")
            Visit("", _nothing, _nothing)  # it lets a tap on a button finish the field that was typed in
            Link(t("Everything in my plan"), f"/{tag}/{open_plan.slot}/edit")
            Words("h1", t("Share my plan"))
            Words("p", t("Someone you choose reads parts of your plan on their phone. They can change nothing."))
            Words("p", t("You can change what they read, or stop it, at any time."), "pp-hint")
            given: list[Given] = []

            async def stopped(copy_id: str) -> None:
                making.forget(copy_id)
                await given[0].show()

            StillGiven(open_plan, stopped=stopped)
            NewNames(open_plan)
            making = Making(open_plan, lambda: given[0].show(), alone=alone)
            given.append(Given(open_plan, stopped=making.forget))
            await given[0].show()
            InTheCode(open_plan)

    return {"/{slot}/share": share}


async def _nothing(told: str) -> None:
    """The page has one step, and needs no time zone."""
