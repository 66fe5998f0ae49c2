"""What helped: each step with how often it was ticked, in words; one tap puts it away, and one brings it back."""

from collections.abc import Callable, Sequence
from functools import partial

from nicegui.element import Element

from components.button.button import Button
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.how_things_are.times import times_words
from pwa.pages.open_plan import OpenPlan, Raw
from pwa.plan.model import Entry, Plan
from pwa.plan.weeks import most_helpful_first

_SECTION = "coping"


class Helped:
    """The steps by how often they helped, or in the person's own order, which stays as it is."""

    def __init__(self, open_plan: OpenPlan) -> None:
        self._open_plan = open_plan
        self._t = open_plan.t
        self._is_own_order = False
        self._has_chosen = False  # just now: the focus stays on what was pressed
        Words("h2", self._t("What helped"))
        self._place = Element("div")
        self._undo = Element("div")
        self._said = Status()
        open_plan.watch(self.show)
        self.show()

    def show(self) -> None:
        """Show the steps as they are now."""
        mine = self._open_plan.plan.shown(_SECTION)
        most = most_helpful_first(mine)
        self._place.clear()
        with self._place:
            if not mine:
                Words("p", self._t("Nothing is written here yet."), "pp-hint")
            if list(mine) != most:
                self._ways()
            with Element("ol").classes("pp-helped"):
                for step in mine if self._is_own_order else most:
                    with Element("li"):
                        self._step(step)
            if list(mine) != most and not self._is_own_order:
                Button(self._t("Put my steps in this order"), self._keep_order)

    def _ways(self) -> None:
        with Element("div").classes("pp-buttons"):
            for words, is_own in ((self._t("Most helpful first"), False), (self._t("In my order"), True)):
                is_on = str(is_own == self._is_own_order).lower()
                way = Button(words, partial(self._look, is_own)).props(f"aria-pressed={is_on}")
                if self._has_chosen and is_own == self._is_own_order:
                    way.focus()

    def _look(self, is_own: bool) -> None:
        self._is_own_order, self._has_chosen = is_own, True
        self.show()
        self._has_chosen = False

    def _step(self, step: Entry) -> None:
        words = str(step.now.content.get("text", ""))
        Words("p", words).props(f"dir=auto lang={self._open_plan.language}")
        Words("p", " ".join(times_words(self._t, step)) or self._t("Not ticked yet."), "pp-note")
        if (step.tries or step.tried) and not step.rivals:  # of what nobody tried nothing is known
            label = self._t("Put away: {words}", words=words[:60])
            Button(self._t("Put away"), partial(self._put_away, step), label=label)

    async def _put_away(self, step: Entry) -> None:
        away = {"kind": "put_away", "section": _SECTION, "entry": step.id, "based_on": step.now.revision}
        back = {"kind": "bring_back", "section": _SECTION, "entry": step.id}
        said = self._t("Put away. You find it at the end of that list.")
        await self._do(lambda _: [{**away, "settles": []}], said, lambda _: [back])

    async def _keep_order(self) -> None:
        before = [one.id for one in self._open_plan.plan.entries(_SECTION)]
        wanted = [one.id for one in most_helpful_first(self._open_plan.plan.shown(_SECTION))]
        said = self._t("Your steps are in this order now.")
        await self._do(lambda _: _moves(wanted), said, lambda _: _moves(before))

    async def _do(
        self, make: Callable[[Plan], Sequence[Raw]], said: str, back: Callable[[Plan], Sequence[Raw]]
    ) -> None:
        self._undo.clear()
        try:
            outcomes = await self._open_plan.change(make)
        except PocketPlanError as error:
            self._said.set_text(self._open_plan.sentence(error))
            return
        refused = [one for one in outcomes if one.result == "refused"]
        self._said.set_text(self._open_plan.sentence(refused[0]) if refused else said)
        if not refused:
            with self._undo:
                Button(self._t("Undo"), partial(self._take_back, back)).focus()

    async def _take_back(self, back: Callable[[Plan], Sequence[Raw]]) -> None:
        self._undo.clear()
        try:
            await self._open_plan.change(back)
        except PocketPlanError as error:
            self._said.set_text(self._open_plan.sentence(error))
        else:
            self._said.set_text(self._t("Undone."))


def _moves(ids: Sequence[str]) -> list[Raw]:
    return [
        {"kind": "move", "section": _SECTION, "entry": one, "after": before}
        for before, one in zip([None, *ids], ids, strict=False)
    ]
