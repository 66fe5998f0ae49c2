"""The tick that keeps an entry from every copy, card and helper."""

from components.choice.choice import Tick
from components.keeping.keeping import SAVED, Answer, Typed, refused
from pwa.errors import PocketPlanError
from pwa.pages.fields import kept_words
from pwa.pages.open_plan import OpenPlan
from pwa.plan.section import Section

FIELD = "only_me"  # no field of any section has this name


def only_me(open_plan: OpenPlan, section: Section, entry_id: str) -> Tick:
    """The tick of one entry."""
    t = open_plan.t
    entry = open_plan.plan.entry(section.id, entry_id)
    name = open_plan.name_of(section.id, entry_id, FIELD)
    open_plan.shown.add(name)

    async def save(typed: Typed) -> Answer:
        return await save_only_me(open_plan, section, entry_id, typed)

    return Tick(
        t("Only me"),
        bool(entry and entry.is_only_me),
        name=name,
        on_save=save,
        words=kept_words(t),
        hint=t("Never in a copy, never on a card for someone else."),
    )


async def save_only_me(open_plan: OpenPlan, section: Section, entry_id: str, typed: Typed) -> Answer:
    """Save the tick and say what became of it."""
    change = {"kind": "only_me", "section": section.id, "entry": entry_id, "on": typed.value}
    try:
        outcomes = await open_plan.change(lambda _: [change])
    except PocketPlanError as error:
        return refused(open_plan.sentence(error))
    return next((refused(open_plan.sentence(one)) for one in outcomes if one.result == "refused"), SAVED)
