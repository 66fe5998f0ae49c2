"""What was agreed, alone on paper, as it will print."""

from nicegui.element import Element

from components.plan_view.plan_paper import PlanPaper
from components.words.words import Words
from pwa import lines
from pwa.lines.agreements import law_for_plan
from pwa.pages.days import today
from pwa.pages.open_plan import OpenPlan
from pwa.pages.paper import A4, paper_styles, table
from pwa.plan.record_sections import AGREEMENT


def sheet(open_plan: OpenPlan) -> None:
    """The sheet, drawn anew after each change, with the button that prints it."""
    t, desk = open_plan.t, open_plan.desk
    region, day = desk.settings.region, today()
    Words("h2", t("On paper"))
    Words("p", t("What is marked “Only me” is never printed."), "pp-hint")
    with Element("div").classes("pp-on-paper"):
        paper = PlanPaper(
            f"/api/plans/{open_plan.slot}",
            sections=[section for section in table() if section["id"] == AGREEMENT.id],
            catalogue=f"/i18n/{t.tag}.json",
            more_words=desk.asset(f"later.{t.tag}.json"),
            lines=lines.for_plan(open_plan.plan, region, day, t.tag),
            styles=paper_styles(desk),
            options={
                "form": A4,
                "chosen": [AGREEMENT.id],
                "law": law_for_plan(open_plan.plan, region, t),
                "today": day.isoformat(),
            },
        )
    open_plan.watch(paper.draw_again)
