"""What the owner does with a suggestion: taken, it is their text; whose it was stays known among the earlier ones."""

from collections.abc import Callable, Sequence
from functools import partial

from nicegui.element import Element

from components.button.button import Button
from components.kept_text.kept_text import KeptText
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.fields import as_typed, held_value
from pwa.pages.open_plan import OpenPlan, Raw
from pwa.pages.rows import key_of, offered_field, row_words, who_offers
from pwa.plan.model import Plan, Version
from pwa.plan.section import Field, Section


def taken(plan: Plan, section: Section, entry_id: str, revision: str) -> list[Raw]:
    """The change that takes it; none when it is not there any more. What it says nothing about stays as it is."""
    entry = plan.entry(section.id, entry_id)
    offer = next((one for one in entry.suggestions if one.revision == revision), None) if entry else None
    if entry is None or offer is None:
        return []
    field = offered_field(section, entry_id, offer)
    value = offer.content.get(key_of(section, field))
    where = {"section": section.id, "entry": entry_id, "based_on": entry.now.revision, "settles": [revision]}
    if field in section.named:
        return [{**where, "kind": "set_field", "value": value}]
    names = {one.name for one in section.fields}
    content = {name: value for name, value in entry.now.content.items() if name in names}
    return [{**where, "kind": "edit", "content": {**content, field.name: value}}]


class Offers:
    """A block beside a named field as long as others suggest something for it."""

    def __init__(self, open_plan: OpenPlan, section: Section, field: Field, editor: KeptText) -> None:
        self._open_plan = open_plan
        self._section = section
        self._field = field
        self._editor = editor
        self._shown: Sequence[Version] = ()
        self._place = Element("div").props("aria-live=polite")
        self._said = Status()
        open_plan.watch(self.show)
        self.show()

    def show(self) -> None:
        """Show what is suggested now."""
        entry = self._open_plan.plan.entry(self._section.id, self._field.name)
        offers = entry.suggestions if entry else ()
        if offers == self._shown:
            return
        self._shown = offers
        self._place.clear()
        with self._place:
            for offer in offers:
                self._offer(offer)

    def _offer(self, offer: Version) -> None:
        t, words = self._open_plan.t, str(offer.content.get("value", ""))
        labels = row_words(t)
        with Element("section").classes("pp-told"):
            Words("p", who_offers(t, self._open_plan.plan, offer), "pp-note")
            Words("p", words, "pp-row-text").props(f"dir=auto lang={self._open_plan.language}")
            with Element("div").classes("pp-buttons"):
                for name, act in (
                    ("take", partial(self._take, offer.revision)),
                    ("takeOpen", partial(self._take, offer.revision, is_opened=True)),
                    ("leave", partial(self._leave, offer.revision)),
                ):
                    Button(labels[name], act, label=labels[f"{name}Label"].replace("{words}", words[:60]))

    async def _take(self, revision: str, *, is_opened: bool = False) -> None:
        await self._open_plan.settled()
        if await self._change(lambda plan: taken(plan, self._section, self._field.name, revision)):
            held = held_value(self._open_plan, self._section, self._field, self._field.name)
            self._editor.show(as_typed(held))
            self._said.set_text(self._open_plan.t("These are your words now."))
            if is_opened:
                self._editor.focus()

    async def _leave(self, revision: str) -> None:
        where = {"section": self._section.id, "entry": self._field.name}
        if await self._change(lambda _: [{**where, "kind": "leave", "settles": [revision]}]):
            self._said.set_text(self._open_plan.t("Left. Your words are as they were."))

    async def _change(self, make: Callable[[Plan], Sequence[Raw]]) -> bool:
        """Whether it was done; otherwise the page says why not."""
        try:
            outcomes = await self._open_plan.change(make)
        except PocketPlanError as error:
            self._said.set_text(self._open_plan.sentence(error))
            return False
        refused = [outcome for outcome in outcomes if outcome.result == "refused"]
        if refused:
            self._said.set_text(self._open_plan.sentence(refused[0]))
        return bool(outcomes) and not refused
