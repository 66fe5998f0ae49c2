"""What happened before: which step an address means, and what every step has in common."""

from collections.abc import Callable

from nicegui import ui
from nicegui.element import Element

from components.words.words import Link, Words
from pwa.pages.open_plan import OpenPlan
from pwa.pages.past.enough import enough
from pwa.pages.past.events import Events
from pwa.pages.past.on_paper import on_paper
from pwa.pages.past.questions import questions
from pwa.pages.past.talk import talk
from pwa.pages.past.ways import Step, Ways
from pwa.pages.unsaved import Unsaved
from pwa.plan.record_sections import PAST
from pwa.plan.section import Field


async def past(open_plan: OpenPlan, address_of: Callable[[str], str]) -> None:
    """The step that the page's address names, the questions when it names none."""
    asked = ui.context.client.request.query_params
    ways = Ways(t=open_plan.t, address_of=address_of)
    with Element("div").classes("pp-past"):
        match asked.get("step"):
            case "1":
                _events(open_plan, ways, _answer(asked.get("about")))
            case "2":
                _step(open_plan, ways, open_plan.t("If I am worried about a child"))
                talk(open_plan, ways)
            case "3":
                Words("h1", open_plan.t("That is enough for today"))
                Unsaved(open_plan, _stay)
                enough(open_plan, ways)
            case _:
                _step(open_plan, ways, open_plan.t(PAST.mine))
                questions(open_plan, ways)


def _step(open_plan: OpenPlan, ways: Ways, heading: str) -> None:
    Words("h1", heading)
    ways.enough()
    Unsaved(open_plan, _stay)


def _events(open_plan: OpenPlan, ways: Ways, about: Field | None) -> None:
    t = open_plan.t
    Words("h1", t("What happened, by date"))
    ways.enough()
    Words("p", t("I tell only what I want to tell, one thing at a time, in any order. Nobody checks it."), "pp-asks")
    Link(t("Back to the questions"), ways.to(Step.QUESTIONS))
    events: list[Events] = []

    async def reopen(section: str, entry_id: str) -> None:
        if section == PAST.id and events:
            await events[0].open(entry_id)

    unsaved = Unsaved(open_plan, reopen)
    events.append(Events(open_plan, closed=unsaved.look, about=t(about.label) if about else ""))
    on_paper(t, events[0].close)


def _answer(place: str | None) -> Field | None:
    """The answer that the address says an event is told for."""
    return next((one for number, one in enumerate(PAST.answers) if str(number) == place), None)


async def _stay(section: str, entry: str) -> None:
    """Nothing opens on this page."""
