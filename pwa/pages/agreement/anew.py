"""A point that has changed since both agreed: what they agreed to, and the way to agree to it as it is now."""

import secrets
from collections.abc import Sequence

from nicegui.element import Element

from components.button.button import Button
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.agreement.sides import what_was_agreed
from pwa.pages.open_plan import OpenPlan, Raw
from pwa.plan.agreeing import agreed_before, said_again
from pwa.plan.model import Plan
from pwa.plan.section import Section


class AgreeAnew:
    """A block in an opened point, there only while it has changed since both agreed."""

    def __init__(self, open_plan: OpenPlan, section: Section, entry_id: str) -> None:
        self._open_plan = open_plan
        self._section = section
        self._entry_id = entry_id
        self._place = Element("div").props("aria-live=polite")
        self._said = Status()
        self._shown: tuple[str, ...] = ()
        self.show()

    def show(self) -> None:
        """Say what both agreed to, if that is not what stands."""
        t = self._open_plan.t
        entry = self._open_plan.plan.entry(self._section.id, self._entry_id)
        before = agreed_before(self._section, entry, entry.now) if entry and not entry.rivals else None
        said = tuple(what_was_agreed(t, before, entry.now)) if entry and before else ()
        if said == self._shown or self._place.is_deleted:
            return
        self._shown = said
        self._place.clear()
        if not said:
            return
        with self._place, Element("div").classes("pp-told"):
            Words("p", t("Changed since both agreed"), "pp-standing")
            for words in said:
                Words("p", words).props("dir=auto")
            Button(t("Both agree to it as it is now"), self._agree)

    async def _agree(self) -> None:
        await self._open_plan.settled()
        try:
            outcomes = await self._open_plan.change(self._changes)
        except PocketPlanError as error:
            self._said.set_text(self._open_plan.sentence(error))
            return
        if refused := next((outcome for outcome in outcomes if outcome.result == "refused"), None):
            self._said.set_text(self._open_plan.sentence(refused))
        elif outcomes:
            self._said.set_text(self._open_plan.t("Saved. Both agree to it as it is now."))

    def _changes(self, plan: Plan) -> Sequence[Raw]:
        """Two texts: in one a side takes back its yes, in the other it says yes to the words that stand."""
        entry = plan.entry(self._section.id, self._entry_id)
        if entry is None or entry.rivals:
            return []
        outbox = secrets.token_hex(16)
        where = {"section": self._section.id, "entry": entry.id, "kind": "edit"}
        first, second = said_again(entry)
        return [
            {**where, "content": first, "based_on": entry.now.revision, "revision": f"{outbox}:1"},
            {**where, "content": second, "based_on": f"{outbox}:1", "revision": f"{outbox}:2"},
        ]
