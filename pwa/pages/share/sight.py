"""A copy exactly as its reader will see it, drawn by the one renderer when someone wants to look."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from components.fold.fold import Fold
from components.plan_view.plan_view import PlanView
from components.words.words import Words
from pwa import lines
from pwa.errors import PocketPlanError
from pwa.pages.days import today
from pwa.pages.share.draft import Draft
from pwa.share.recipients import all_the_same

_NOTHING: Mapping[str, Any] = {"plan": {"sections": {}}}
_STYLES = ("tokens.css", "plan_view.css", "plan_copy.css")


def as_they_see_it(draft: Draft) -> None:
    """A fold that draws the copy once it is opened, and again after each choice."""
    t = draft.open_plan.t
    views: list[PlanView] = []

    def show() -> None:
        if views:
            content, said = _content(draft)
            views[0].show(content)
            why.set_text(said)

    def open_it() -> None:
        if not views:
            with fold:
                views.append(_view(draft))
            show()

    with Fold(t("How they will see it"), on_open=open_it) as fold:
        why = Words("p", "", "pp-hint")
    draft.watch(show)


def _view(draft: Draft) -> PlanView:
    open_plan = draft.open_plan
    tag, desk = open_plan.t.tag, open_plan.desk
    region = open_plan.plan.value("settings", "region") or desk.settings.region
    return PlanView(
        _NOTHING,
        sections="/s/sections.json",
        catalogue=f"/i18n/{tag}.json",
        lines=lines.for_country(region, None, today(), tag),
        styles=[desk.asset(style) for style in _STYLES],
        language=tag,
        is_copy=True,
        phrases=f"/i18n/{tag}/phrases.json",
    )


def _content(draft: Draft) -> tuple[Mapping[str, Any], str]:
    """What they will read, or why there is nothing."""
    open_plan, terms = draft.open_plan, draft.terms()
    if not terms.sections:
        return _NOTHING, open_plan.t("No part is chosen.")
    if draft.is_new:  # it is made for someone under ``avoid`` only once that was asked about
        terms = all_the_same(open_plan.plan, terms)
    named = replace(terms, label=terms.label or "?")  # for whom it is stands in no copy
    try:
        return open_plan.desk.copies.preview(open_plan.plan, named), ""
    except PocketPlanError as error:
        return _NOTHING, open_plan.sentence(error)
