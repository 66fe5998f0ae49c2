"""Yes, no or rather not say, hard things and everyday ones side by side; each question may be left."""

from nicegui.element import Element

from components.button.button import Button
from components.choice.choice import Choice
from components.words.words import Link, Words
from pwa.pages.fields import keeping, kept_words
from pwa.pages.open_plan import OpenPlan
from pwa.pages.past.ways import Step, Ways
from pwa.pages.which_one import WhichOne
from pwa.plan.model import ME
from pwa.plan.record_sections import PAST
from pwa.plan.section import Field
from pwa.plan.sections import CARE_FOR

_CHILDREN_NEAR, _CHILD_HARMED = "children_contact", "children_harm"


def questions(open_plan: OpenPlan, ways: Ways) -> None:
    """All questions in the order of the table."""
    t = open_plan.t
    Words("p", t("Some of this may be hard. I can leave out any question, and stop whenever I like."), "pp-asks")
    private = t(
        "This is the most private part of my plan. It is in a copy only if I say yes twice, "
        "on paper only if I ask for it, and never in the plan that my phone keeps."
    )
    Words("p", private, "pp-hint")
    Link(t("Straight to what happened, by date"), ways.to(Step.EVENTS))
    Words("h2", t("Has any of this been part of my life?"))
    for place, field in enumerate(PAST.answers):
        _Question(open_plan, ways, field, place)
    Link(t("On to what happened, by date"), ways.to(Step.EVENTS), "pp-button pp-next")


class _Question:
    """One question, and what a yes leads to: only an offer."""

    def __init__(self, open_plan: OpenPlan, ways: Ways, field: Field, place: int) -> None:
        self._open_plan = open_plan
        self._ways = ways
        self._field = field
        self._place = place
        self._shown: str | None = None
        t = open_plan.t
        name, save = keeping(open_plan, PAST, field, field.name)
        options = {value: t(words) for value, words in (field.choices or {}).items()}
        with Element("section").classes("pp-question"):
            words = kept_words(t)
            self._choice = Choice(t(field.label), options, self._held(), name=name, on_save=save, words=words)
            self._more = Element("div").props("aria-live=polite")
            WhichOne(open_plan, PAST, field, self._choice)
        open_plan.watch(self._show)
        self._show()

    def _held(self) -> str:
        """My own answer; empty when there is none."""
        entry = self._open_plan.plan.entry(PAST.id, self._field.name)
        return str(entry.now.content.get("value", "")) if entry and entry.now.by == ME else ""

    def _show(self) -> None:
        held = self._held()
        if held == self._shown:
            return
        self._shown = held
        self._more.clear()
        with self._more:
            if held == "yes":
                self._about_children()
            if held:
                self._offers(is_yes=held == "yes")

    def _offers(self, *, is_yes: bool) -> None:
        t, words = self._open_plan.t, self._open_plan.t(self._field.label)
        with Element("div").classes("pp-offers"):
            if is_yes:
                tell = Link(t("Tell it as an event"), self._ways.to(Step.EVENTS, self._place))
                tell.props["aria-label"] = t("Tell it as an event: {words}", words=words)
            label = t("Take my answer back: {words}", words=words)
            Button(t("Take my answer back"), self._take_back, label=label)

    def _about_children(self) -> None:
        t = self._open_plan.t
        if self._field.name == _CHILD_HARMED:
            with Element("div").classes("pp-told"):
                Words("p", t("It is good to have said so. I do not have to carry this alone."))
                Link(t("Who I can talk to about a child"), self._ways.to(Step.TALK), "pp-button pp-button-primary")
        if self._field.name == _CHILDREN_NEAR:
            Words("p", t("Who is with them when I can’t be? There is a place for that in my plan."), "pp-hint")
            Link(t(CARE_FOR.mine), self._ways.address_of(CARE_FOR.id))

    def _take_back(self) -> None:
        self._choice.put("")
