"""The plan that an address means, or a calm page in its place."""

from pwa.errors import PocketPlanError
from pwa.i18n import Translator
from pwa.pages.desk import Desk
from pwa.pages.frame import turned_away
from pwa.pages.open_plan import OpenPlan


async def arrive(desk: Desk, t: Translator, slot: str, here: str) -> OpenPlan | None:
    """Open the plan of ``slot``; None once the page at ``here`` says why it can't be opened."""
    try:
        found = await desk.open(slot)
    except PocketPlanError as error:
        turned_away(desk, t, here, t(error.advice))
        return None
    if found is None:
        turned_away(desk, t, here, t("There is no plan here that this browser can open."))
        return None
    slot, cookie, opened = found
    return OpenPlan(desk=desk, t=t, slot=slot, cookie=cookie, opened=opened)
