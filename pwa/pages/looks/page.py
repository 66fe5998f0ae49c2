"""Two minutes to look through the plan: one thing at a time, and each answer is kept as it is given."""

from collections.abc import Callable
from datetime import date

from nicegui.element import Element

from components.fold.fold import Fold
from components.words.words import Link, Words
from pwa.pages.looks.before import Before
from pwa.pages.looks.end import End
from pwa.pages.looks.questions import Questions
from pwa.pages.open_plan import OpenPlan
from pwa.pages.unsaved import Unsaved
from pwa.plan.looking import has_day_come, last_look, to_look_at
from pwa.plan.record_sections import LOOKS


async def looks(open_plan: OpenPlan, address: Callable[[str], str]) -> None:
    """What is to be looked at today, then the end of the look; ``address`` knows the page of another part."""
    t, day = open_plan.t, open_plan.today()
    asked = to_look_at(open_plan.plan, day)
    Words("p", _begin(open_plan, day, bool(asked)), "pp-asks")
    Words("p", t("What you answer is kept at once. You can stop at any time."), "pp-hint")
    unsaved: list[Unsaved] = []
    place = Element("div")
    end = End(open_plan, day, address)
    with place:
        questions = Questions(open_plan, asked, address=address, over=end.show, closed=lambda: unsaved[0].look())
    unsaved.append(Unsaved(open_plan, questions.reopen))
    if not asked:
        end.offer()
    with Fold(t("Looks before")) as fold:
        Before(open_plan, LOOKS, closed=unsaved[0].look, is_in_full=True)
    fold.set_visibility(bool(open_plan.plan.shown(LOOKS.id)))


def _begin(open_plan: OpenPlan, day: date, has_questions: bool) -> str:
    t = open_plan.t
    if not has_questions:
        return t("There is nothing to look at today.")
    if last_look(open_plan.plan, day):
        return t("Here is only what changed since the last look, what did not help, and what is old.")
    return t("Here is only what is old, what did not help, and whose day has come.")


def due_line(open_plan: OpenPlan, address: str) -> None:
    """One quiet line once the day for the next look has come, or the one of something to look at."""
    if not has_day_come(open_plan.plan, open_plan.today()):
        return
    t = open_plan.t
    with Element("div").classes("pp-told"):
        Words("p", t("The day has come to look through your plan. It takes two minutes."))
        Link(t(LOOKS.mine), address)
