"""A copy exactly as its reader will see it, drawn by the one renderer when someone wants to look."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from components.fold.fold import Fold
from components.plan_view.plan_view import PlanView
from components.words.words import Words
from pwa import lines
from pwa.pages.days import today
from pwa.pages.share.draft import Draft

_STYLES = ("tokens.css", "plan_view.css", "plan_copy.css")


def as_they_see_it(draft: Draft) -> None:
    """A fold that draws the copy once it is opened, and again after each choice."""
    t = draft.open_plan.t
    views: list[PlanView] = []

    def show() -> None:
        if views:
            views[0].show(_content(draft))

    def open_it() -> None:
        if not views:
            with fold:
                views.append(_view(draft))
        nothing.set_visibility(not draft.terms().sections)

    with Fold(t("How they will see it"), on_open=open_it) as fold:
        nothing = Words("p", t("No part is chosen."), "pp-hint")
    draft.watch(show)


def _view(draft: Draft) -> PlanView:
    open_plan = draft.open_plan
    tag, desk = open_plan.t.tag, open_plan.desk
    region = open_plan.plan.value("settings", "region") or desk.settings.region
    return PlanView(
        _content(draft),
        sections="/s/sections.json",
        catalogue=f"/i18n/{tag}.json",
        lines=lines.for_country(region, None, today(), tag),
        styles=[desk.asset(style) for style in _STYLES],
        language=tag,
        is_copy=True,
    )


def _content(draft: Draft) -> Mapping[str, Any]:
    terms = draft.terms()
    if not terms.sections:
        return {"plan": {"sections": {}}}
    named = replace(terms, label=terms.label or "?")  # for whom it is stands in no copy
    return draft.open_plan.desk.copies.preview(draft.open_plan.plan, named)
