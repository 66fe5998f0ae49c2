"""How the plan looks on a phone, drawn by the one renderer when someone wants to see it."""

from datetime import UTC, datetime

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
            views[0].draw_again()
            return
        with fold:
            views.append(_view(open_plan))

    def changed() -> None:
        if views:
            views[0].draw_again()

    fold = Fold(open_plan.t("How it looks on my phone"), on_open=show).classes("pp-beside")
    open_plan.watch(changed)


def _view(open_plan: OpenPlan) -> PlanView:
    desk, tag = open_plan.desk, open_plan.t.tag
    region = open_plan.plan.value("settings", "region") or desk.settings.region
    today = datetime.now(UTC).date()
    return PlanView(
        f"/api/plans/{open_plan.slot}",
        sections="/sections.json",
        catalogue=f"/i18n/{tag}.json",
        lines=lines.for_country(region, None, today, tag),
        styles=[desk.asset(style) for style in _STYLES],
        language=tag,
    )
