"""How the plan looks on a phone, drawn by the one renderer when someone wants to see it."""

from datetime import UTC, datetime
from typing import Any

from components.fold.fold import Fold
from components.plan_view.plan_view import PlanView
from pwa import lines
from pwa.pages.open_plan import OpenPlan

_STYLES = ("tokens.css", "plan_view.css")


def preview(open_plan: OpenPlan) -> None:
    """A fold that draws the plan once it is opened, and again after each change."""
    views: list[PlanView] = []

    def show() -> None:
        if views:
            views[0].draw_again(_numbers(open_plan))
            return
        with fold:
            views.append(_view(open_plan))

    def changed() -> None:
        if views:
            views[0].draw_again(_numbers(open_plan))

    fold = Fold(open_plan.t("How it looks on my phone"), on_open=show).classes("pp-beside")
    open_plan.watch(changed)


def _view(open_plan: OpenPlan) -> PlanView:
    desk, tag = open_plan.desk, open_plan.t.tag
    return PlanView(
        f"/api/plans/{open_plan.slot}",
        sections="/sections.json",
        catalogue=f"/i18n/{tag}.json",
        lines=_numbers(open_plan),
        styles=[desk.asset(style) for style in _STYLES],
        language=tag,
        pictures=f"/api/plans/{open_plan.slot}/pictures",
    )


def _numbers(open_plan: OpenPlan) -> dict[str, Any]:
    return lines.for_plan(open_plan.plan, open_plan.desk.settings.region, datetime.now(UTC).date(), open_plan.t.tag)
