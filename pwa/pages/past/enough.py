"""Enough for today: what was typed is kept, and the page leads to what helps."""

from nicegui.element import Element

from components.words.words import Link, Words
from pwa.pages.open_plan import OpenPlan
from pwa.pages.past.ways import Step, Ways

_STEPS = 3  # of those that help, as many as one takes in at a glance


def enough(open_plan: OpenPlan, ways: Ways) -> None:
    """A few kind words, the first things that help, and the ways to the plan."""
    t = open_plan.t
    Words("p", t("What I wrote is kept. I can come back on any day, or never."), "pp-asks")
    Words("p", t("Looking back takes strength. Now comes something that does me good."))
    steps = [entry for entry in open_plan.plan.shown("coping") if entry.now.content.get("text")]
    if steps:
        Words("h2", t("What helps me"))
        with Element("ol").classes("pp-card pp-helps"):
            for entry in steps[:_STEPS]:
                Words("li", str(entry.now.content["text"])).props(f"dir=auto lang={open_plan.language}")
        Link(t("One step at a time"), "/#steps", "pp-button pp-button-primary")
    else:
        Words("p", t("One small thing is enough: a drink of water, some fresh air, a voice I like to hear."))
    with Element("div").classes("pp-buttons"):
        Link(t("My plan, and who I can call"), "/", "pp-button" if steps else "pp-button pp-button-primary")
        Link(t("Back to the questions"), ways.to(Step.QUESTIONS), "pp-button")
