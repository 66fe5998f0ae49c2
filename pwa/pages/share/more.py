"""How long a copy can be read, what stands on it, and whether a phone may keep it."""

from datetime import date, timedelta
from typing import Any

from components.choice.choice import Choice, Tick
from components.kept_text.kept_text import KeptText
from pwa.i18n import Translator
from pwa.pages.days import day_words, months_after, today
from pwa.pages.share.draft import MONTHS, Draft
from pwa.plan.model import Plan
from pwa.plan.section import N_

_AS_IT_IS, _STOPPED = "as_it_is", "stopped"


def until(draft: Draft, *, is_new: bool) -> None:
    """The last day; three months from now for a new copy, as it is for one that was given."""
    t = draft.open_plan.t
    days = _days(draft.open_plan.plan)
    options = {name: t(words, day=day_words(t, day)) for name, (day, words) in days.items()}
    chosen: dict[str, str | None] = {name: day for name, (day, _) in days.items()}
    if not is_new and draft.until:
        chosen = {_AS_IT_IS: draft.until, **chosen}
        options = {_AS_IT_IS: t("as it is, until {day}", day=day_words(t, draft.until)), **options}
    options[_STOPPED] = t("until I stop it")
    chosen[_STOPPED] = None
    first = "months" if is_new else _AS_IT_IS if draft.until else _STOPPED

    def take(value: Any) -> None:
        if value in chosen:
            draft.until = chosen[value]

    name, save = draft.field("until", take)
    Choice(t("How long?"), options, first, name=name, on_save=save, words=draft.words).as_draft()


def more(draft: Draft) -> None:
    """What hardly anyone has to change."""
    t = draft.open_plan.t
    shown_name(draft)

    def may_keep(value: Any) -> None:
        draft.may_keep = value is True

    def take_passcode(value: Any) -> None:
        draft.passcode = str(value or "")

    name, save = draft.field("may_keep", may_keep)
    hint = t("Then they can read it without a connection. It goes when you stop the copy and their phone has a line.")
    label = t("They may keep it on their phone")
    Tick(label, draft.may_keep, name=name, on_save=save, words=draft.words, hint=hint).as_draft()
    name, save = draft.field("passcode", take_passcode)
    hint = t("At least four digits that you tell them by voice. Empty: it opens without.")
    label = t("Passcode")
    KeptText(
        label, draft.passcode, name=name, on_save=save, words=draft.words, hint=hint, inputmode="numeric"
    ).as_draft()


def shown_name(draft: Draft) -> None:
    """What they see as the owner's name."""
    t = draft.open_plan.t

    def name_it(value: Any) -> None:
        draft.shown_name = str(value or "")

    name, save = draft.field("shown_name", name_it)
    hint = t("It stands at the top of what they read. It may stay empty.")
    label = t("The name they see")
    KeptText(label, draft.shown_name, name=name, on_save=save, words=draft.words, hint=hint).as_draft()


def until_words(t: Translator, day: str | None) -> str:
    """Until when a copy can be read, as a part of a line."""
    return t("until {day}", day=day_words(t, day)) if day else t("until I stop it")


def _days(plan: Plan) -> dict[str, tuple[str, str]]:
    """Name of a choice -> the last day, and the words for it with ``{day}`` in them."""
    now = today()
    days = {
        "day": ((now + timedelta(days=1)).isoformat(), N_("a day, until {day}")),
        "month": (months_after(now, 1).isoformat(), N_("a month, until {day}")),
        "months": (months_after(now, MONTHS).isoformat(), N_("three months, until {day}")),
    }
    look = plan.value("about", "next_look")
    if _is_later(look, now):
        days["look"] = (look, N_("until my next look at it, {day}"))
    return days


def _is_later(day: object, now: date) -> bool:
    try:
        return isinstance(day, str) and date.fromisoformat(day) >= now
    except ValueError:
        return False
