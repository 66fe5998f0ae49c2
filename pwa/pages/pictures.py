"""The pictures of what matters, at the desk."""

from contextlib import suppress

from components.pictures.pictures import Pictures
from pwa.errors import PocketPlanError
from pwa.i18n import Translator
from pwa.pages.open_plan import OpenPlan
from pwa.plan.pictures import PICTURES


def pictures(open_plan: OpenPlan) -> None:
    """Show them, and take in more."""

    async def changed() -> None:
        with suppress(PocketPlanError):  # a plan that can't be opened any more says so elsewhere
            await open_plan.look_again()

    address = f"/api/plans/{open_plan.slot}/pictures"
    Pictures(address, open_plan.opened.pictures, most=PICTURES, words=_words(open_plan.t), on_change=changed)


def _words(t: Translator) -> dict[str, str]:
    return {
        "heading": t("Pictures"),
        "hint": t("They are only for you: no copy has them. Where and when a picture was taken is not kept."),
        "picture": t("A picture"),
        "add": t("Add a picture"),
        "adding": t("Adding picture {n} of {all} …"),
        "added": t("Added."),
        "full": t("There are 20 pictures already. Please delete one before you add another."),
        "on_it": t("What is on it?"),
        "saved": t("Saved."),
        "delete": t("Delete"),
        "deleted": t("The picture is deleted."),
        "undo": t("Undo"),
        "undone": t("Undone."),
        "cant_shrink": t("This can't be opened as a picture here. It was not added."),
        "network": t(
            "Pictures can be changed only with a connection, and there is none right now. Please try again later."
        ),
        "failed": t("That did not work. Your plan is as it was. Please try again."),
    }
