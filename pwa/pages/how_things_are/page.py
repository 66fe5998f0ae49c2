"""The part of a plan for *How are things?*: every piece follows the plan, whoever changes it."""

from collections.abc import Callable
from html import escape

from nicegui import ui

from components.words.words import Words
from pwa.pages.how_things_are.asking import Asking
from pwa.pages.how_things_are.helped import Helped
from pwa.pages.how_things_are.look_back import LookBack
from pwa.pages.how_things_are.picture import Picture
from pwa.pages.open_plan import OpenPlan
from pwa.plan.record_sections import DAYS


def how_things_are(open_plan: OpenPlan, address: Callable[[str], str]) -> None:
    """Show it; ``address`` knows the page of another part by its section id."""
    t = open_plan.t
    ui.add_head_html(f'<link rel="stylesheet" href="{escape(open_plan.desk.asset("chart.css"))}">')
    Words("p", t(DAYS.asks), "pp-asks")
    LookBack(open_plan, address)
    Asking(open_plan, address)
    Picture(open_plan)
    Helped(open_plan)
