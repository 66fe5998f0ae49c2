"""Two texts for one field, written on two devices: the page shows both and asks which one stays."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from nicegui.element import Element

from components.button.button import Button
from components.keeping.keeping import Kept
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.fields import as_typed
from pwa.pages.open_plan import OpenPlan, Raw
from pwa.plan.model import Plan, Version
from pwa.plan.section import Field, Section


class WhichOne:
    """A block beside a named field as long as more than one text stands; the one that is picked is put into it."""

    def __init__(self, open_plan: OpenPlan, section: Section, field: Field, editor: Kept) -> None:
        self._open_plan = open_plan
        self._section = section
        self._field = field
        self._editor = editor
        self._asked: list[str] = []
        self._place = Element("div").props("aria-live=polite")
        self._said = Status()
        open_plan.watch(self.show)
        self.show()

    def show(self) -> None:
        """Ask what has to be asked now."""
        texts = self._texts(self._open_plan.plan)
        asked = [text.revision for text in texts]
        if asked == self._asked:
            return
        self._asked = asked
        t = self._open_plan.t
        self._place.clear()
        if not texts:
            return
        with self._place, Element("section").classes("pp-told"):
            Words("h2", t("Which one do you want?"))
            Words("p", t(self._field.label), "pp-note")
            for text in texts:
                self._text(text)

    def _text(self, text: Version) -> None:
        t, held = self._open_plan.t, str(as_typed(text.content.get("value")))
        words = t((self._field.choices or {}).get(held, "")) or held
        with Element("div").classes("pp-rival"):
            Words("p", words, "pp-row-text").props(f"dir=auto lang={self._open_plan.language}")
            label = t("This one: {words}", words=words[:60])
            Button(t("This one"), partial(self._pick, text.revision), label=label)

    async def _pick(self, revision: str) -> None:
        """Keep the text that the person chose; the others stay as earlier texts."""
        await self._open_plan.settled()
        chosen: list[Any] = []

        def make(plan: Plan) -> Sequence[Raw]:
            texts = self._texts(plan)
            chosen[:] = [text.content.get("value") for text in texts if text.revision == revision]
            settles = [text.revision for text in texts if text.revision != revision]
            where = {"kind": "set_field", "section": self._section.id, "entry": self._field.name}
            return [{**where, "value": value, "based_on": revision, "settles": settles} for value in chosen]

        try:
            outcomes = await self._open_plan.change(make)
        except PocketPlanError as error:
            self._said.set_text(self._open_plan.sentence(error))
            return
        if refused := next((outcome for outcome in outcomes if outcome.result == "refused"), None):
            self._said.set_text(self._open_plan.sentence(refused))
        elif outcomes:
            self._editor.show(as_typed(chosen[0]))
            self._said.set_text(self._open_plan.t("This one stays."))

    def _texts(self, plan: Plan) -> Sequence[Version]:
        entry = plan.entry(self._section.id, self._field.name)
        return entry.texts if entry and entry.rivals else ()
