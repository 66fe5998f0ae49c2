"""The page of what was agreed for a crisis: read and changed by two, printed on one page, given to someone alone."""

from collections.abc import Callable
from html import escape

from nicegui import ui
from nicegui.element import Element

from components.words.words import Link, Words
from pwa.lines.agreements import law_for_plan
from pwa.pages.agreement.sheet import sheet
from pwa.pages.entries import Entries
from pwa.pages.fields import field_editor
from pwa.pages.open_plan import OpenPlan
from pwa.pages.seen_by import SeenBy
from pwa.pages.unsaved import Unsaved
from pwa.pages.which_one import WhichOne
from pwa.plan.record_sections import AGREEMENT

PRINTED_STYLE = "printed.css"


async def agreement(open_plan: OpenPlan, address: Callable[[str], str]) -> None:
    """Its points, who said so and when, and what can be done with it; ``address`` knows that of another part."""
    t = open_plan.t
    Words("p", t(AGREEMENT.asks), "pp-asks")
    Words("p", t("Write down what you both say. You need not agree: each side has a voice and a note of its own."))
    entries: list[Entries] = []

    async def reopen(section_id: str, entry_id: str) -> None:
        if section_id == AGREEMENT.id:
            await entries[0].open(entry_id)

    unsaved = Unsaved(open_plan, reopen)
    entries.append(Entries(open_plan, AGREEMENT, closed=unsaved.look))
    Words("h2", t("Names and days"))
    for field in AGREEMENT.answers:
        editor = field_editor(open_plan, AGREEMENT, field, field.name)
        open_plan.watch(SeenBy(open_plan, AGREEMENT, field.name).show)
        WhichOne(open_plan, AGREEMENT, field, editor)
    _in_law(open_plan)
    Words("h2", t("Give it to someone"))
    Words("p", t("A copy with this part alone, to be read on another phone. It changes when you change it here."))
    only = address(AGREEMENT.id)
    Link(t("Make a copy of this alone"), f"/{t.tag}/{open_plan.slot}/share?only={only}", "pp-button")
    printed(open_plan)
    sheet(open_plan)


def printed(open_plan: OpenPlan) -> None:
    """Print what is marked ``pp-on-paper`` and nothing else of this page."""
    ui.add_head_html(f'<link rel="stylesheet" href="{escape(open_plan.desk.asset(PRINTED_STYLE))}">')


def _in_law(open_plan: OpenPlan) -> None:
    t = open_plan.t
    Words("h2", t("What it is in law"))
    Words(
        "p",
        t(
            "This is a promise between people, not a contract. In a crisis others may have to decide differently. "
            "What the law says about it differs from country to country."
        ),
    )
    for law in law_for_plan(open_plan.plan, open_plan.desk.settings.region, t):
        with Element("div").classes("pp-told"):
            Words("p", law["text"]).props(f'lang="{law["language"]}" dir=auto')
            Words("p", law["from"], "pp-note")
