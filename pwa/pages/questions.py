"""The same person or number to be called and not to be called: the page asks, it never guesses."""

from functools import partial

from nicegui.element import Element

from components.button.button import Button
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.open_plan import Make, OpenPlan
from pwa.plan.clashes import BOTH_RIGHT, Pair, both_right, clashes
from pwa.plan.sections import AVOID, CONTACTS, SETTINGS


class Questions:
    """A calm block for each pair, in the page and not over it; gone as soon as it is answered."""

    def __init__(self, open_plan: OpenPlan) -> None:
        self._open_plan = open_plan
        self._asked: list[Pair] = []
        self._place = Element("div").props("aria-live=polite tabindex=-1")
        self._said = Status()
        open_plan.watch(self.show)
        self.show()

    @property
    def is_asking(self) -> bool:
        """Whether something is asked now."""
        return bool(self._asked)

    def focus(self) -> None:
        """Lead to the question."""
        place = f"getHtmlElement({self._place.id})"
        self._place.client.run_javascript(f'{place}?.focus(); {place}?.scrollIntoView({{block: "center"}})')

    def show(self) -> None:
        """Ask what has to be asked now."""
        pairs = clashes(self._open_plan.plan)
        if pairs == self._asked:
            return
        self._asked = pairs
        self._place.clear()
        with self._place:
            for contact, avoided in pairs:
                self._ask(contact, avoided)

    def _ask(self, contact: str, avoided: str) -> None:
        t, plan = self._open_plan.t, self._open_plan.plan
        entry = plan.entry(CONTACTS.id, contact)
        name = entry.now.content.get("name", "") if entry else ""
        call, avoid = t(CONTACTS.mine), t(AVOID.mine)
        with Element("section").classes("pp-told"):
            Words("h2", t("“{name}” is in two lists. Which is right?", name=name))
            Words("p", t("The name or the number is the same in “{one}” and in “{other}”.", one=call, other=avoid))
            with Element("div").classes("pp-buttons"):
                Button(t("Only in “{list}”", list=call), partial(self._put_away, AVOID.id, avoided))
                Button(t("Only in “{list}”", list=avoid), partial(self._put_away, CONTACTS.id, contact))
                Button(t("Both are right"), partial(self._both, contact, avoided))

    async def _put_away(self, section: str, entry_id: str) -> None:
        entry = self._open_plan.plan.entry(section, entry_id)
        if entry is None:
            return
        change = {"kind": "put_away", "section": section, "entry": entry_id, "based_on": entry.now.revision}
        settles = [text.revision for text in entry.rivals]
        done = self._open_plan.t("Put away. You find it at the end of that list.")
        await self._change(lambda _: [{**change, "settles": settles}], done)

    async def _both(self, contact: str, avoided: str) -> None:
        change = {"kind": "set_field", "section": SETTINGS.id, "entry": BOTH_RIGHT, "based_on": None}
        await self._change(lambda plan: [{**change, "value": both_right(plan, (contact, avoided))}])

    async def _change(self, make: Make, done: str = "") -> None:
        try:
            outcomes = await self._open_plan.change(make)
        except PocketPlanError as error:
            self._said.set_text(self._open_plan.sentence(error))
            return
        refused = next((outcome for outcome in outcomes if outcome.result == "refused"), None)
        self._said.set_text(self._open_plan.sentence(refused) if refused else done)
