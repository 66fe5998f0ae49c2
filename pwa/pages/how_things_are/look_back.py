"""After a crisis: a gentle offer to look back, made once, and never again when it was put aside."""

from collections.abc import Callable

from nicegui.element import Element

from components.button.button import Button
from components.status.status import Status
from components.words.words import Link, Words
from pwa.errors import PocketPlanError
from pwa.pages.open_plan import OpenPlan
from pwa.plan.record_sections import DAYS
from pwa.plan.section import N_
from pwa.plan.weeks import LOOKED_BACK, to_look_back_at

_ASKED = (
    ("warning_signs", N_("What came first?")),
    ("coping", N_("What helped? What did not?")),
    ("contacts", N_("Who should be added, or taken out?")),
    ("after", N_("What helped me get back?")),
)


class LookBack:
    """The offer, with a way to each part that it may touch."""

    def __init__(self, open_plan: OpenPlan, address: Callable[[str], str]) -> None:
        self._open_plan = open_plan
        self._address = address
        self._day = ""
        self._place = Element("div")
        self._said = Status()
        open_plan.watch(self.show)
        self.show()

    def show(self) -> None:
        """Show the offer when there is one."""
        day = to_look_back_at(self._open_plan.plan, self._open_plan.today())
        if day == self._day:
            return
        self._day = day
        self._place.clear()
        if day:
            with self._place:
                self._offer()

    def _offer(self) -> None:
        t = self._open_plan.t
        with Element("section").classes("pp-told"):
            Words("h2", t("After a hard time"))
            words = t("Some days ago it was very hard. Would you like to look back, and see what your plan can learn?")
            Words("p", words)
            Words("p", t("As much or as little as you like. What you write goes into your plan."), "pp-note")
            with Element("ul").classes("pp-points"):
                for section, words in _ASKED:
                    with Element("li"):
                        Link(t(words), self._address(section))
            with Element("div").classes("pp-buttons"):
                Button(t("Done"), self._put_aside, kind="primary")
                Button(t("Not now"), self._put_aside)

    async def _put_aside(self) -> None:
        entry = self._open_plan.plan.entry(DAYS.id, LOOKED_BACK)
        based_on = entry.now.revision if entry else None
        change = {"kind": "set_field", "section": DAYS.id, "entry": LOOKED_BACK, "value": self._day}
        try:
            await self._open_plan.change(lambda _: [{**change, "based_on": based_on}])
        except PocketPlanError as error:
            self._said.set_text(self._open_plan.sentence(error))
        else:
            self._said.set_text(self._open_plan.t("All right. This is not asked again."))
