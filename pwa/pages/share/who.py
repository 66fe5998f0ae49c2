"""Who a copy is for: one of the people in the plan, or a name that is typed."""

from typing import Any

from components.choice.choice import Choice, Select
from components.kept_text.kept_text import KeptText
from pwa.pages.share.draft import OTHER, Draft
from pwa.plan.sections import CONTACTS

_MOST_IN_SIGHT = 6


def who(draft: Draft) -> None:
    """The question and its answers; nobody is guessed."""
    t = draft.open_plan.t
    names = {entry.id: str(entry.now.content.get("name", "")) for entry in draft.open_plan.plan.shown(CONTACTS.id)}
    options = {**names, OTHER: t("Someone else")}

    def pick(value: Any) -> None:
        draft.who = value if value in options else ""

    def type_name(value: Any) -> None:
        draft.label = str(value or "")

    if names:
        name, save = draft.field("who", pick)
        asked = t("Who is it for?")
        if len(names) <= _MOST_IN_SIGHT:
            Choice(asked, options, name=name, on_save=save, words=draft.words).as_draft()
        else:
            options = {"": t("not said"), **options}
            Select(asked, options, name=name, on_save=save, words=draft.words).as_draft()
    else:
        draft.who = OTHER
    name, save = draft.field("label", type_name)
    label = t("What I call them") if names else t("Who is it for?")
    typed = KeptText(label, name=name, on_save=save, words=draft.words, hint=t("Only you see this."))
    typed.as_draft()
    draft.watch(lambda: typed.set_visibility(draft.who == OTHER))
