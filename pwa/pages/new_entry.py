"""The field at the end of a list: what is written there is saved at once and becomes the next entry."""

import secrets
from collections.abc import Awaitable, Callable

from nicegui.element import Element

from components.button.button import Button
from components.keeping.keeping import Answer, Typed
from components.kept_text.kept_text import KeptText
from components.status.status import Status
from pwa.pages.fields import ideas, is_sentence, kept_words
from pwa.pages.open_plan import OpenPlan
from pwa.pages.rows import main_field
from pwa.pages.save_field import save_field
from pwa.pages.seen_by import SeenBy
from pwa.plan.section import N_, FieldType, Kind, Section

_DOTS = "…"


class NewEntry:
    """``added`` gets the id of an entry that is finished; ``id`` is the one that is being written.

    Args:
        label: what stands above the field instead of the usual words (a message id).
    """

    def __init__(
        self, open_plan: OpenPlan, section: Section, added: Callable[[str], Awaitable[None]], *, label: str = ""
    ) -> None:
        self._open_plan = open_plan
        self._section = section
        self._added = added
        is_people = section.kind is Kind.PEOPLE
        self._label = label or (N_("Add a person: the name") if is_people else N_("Add one, in my own words"))
        self._field = main_field(section)
        self.id = _new_id()

    def build(self) -> None:
        """Put the field, its button and ideas to start from on the page."""
        t = self._open_plan.t
        with Element("section").classes("pp-card pp-new"):
            self._place = Element("div")
            self._write()
            self._open_plan.watch(SeenBy(self._open_plan, self._section).show)
            self._said = Status()
            with Element("div").classes("pp-buttons"):
                Button(t("Add"), self._add, kind="primary")
            if self._open_plan.has_ideas:
                ideas(t, self._section.id, self._take)

    def focus(self) -> None:
        """Put the caret into the empty field."""
        self._text.focus()

    def _write(self) -> None:
        self._is_empty = True
        self._has_dots = False
        self._name = self._open_plan.name_of(self._section.id, self.id, self._field.name)
        self._open_plan.shown.add(self._name)
        with self._place:
            self._text = KeptText(
                self._open_plan.t(self._label),
                name=self._name,
                on_save=self._save,
                words=kept_words(self._open_plan.t),
                grows=is_sentence(self._field) or self._field.type is FieldType.LONG,
                on_enter=self._add,
            )

    async def _save(self, typed: Typed) -> Answer:
        answer = await save_field(self._open_plan, self._section, self._field, self.id, typed)
        self._is_empty = self._is_empty and answer.state == "saved"
        return answer

    async def _add(self) -> None:
        """The entry was saved while it was written; now it takes its place in the list, and an empty field follows."""
        await self._open_plan.settled()
        finished = self.id
        entry = self._open_plan.plan.entry(self._section.id, finished)
        if entry is None:
            self._said.set_text(self._open_plan.t("Write something first.") if self._is_empty else "")
            self._text.focus()
            return
        if self._has_dots and _DOTS in str(entry.now.content.get(self._field.name, "")):
            self._has_dots = False
            self._said.set_text(self._open_plan.t("Put your own words in place of the dots."))
            self._text.focus(on=_DOTS)
            return
        self._said.set_text("")
        self._open_plan.shown.discard(self._name)
        self.id = _new_id()
        self._place.clear()
        self._write()
        await self._added(finished)

    async def _take(self, words: str) -> None:
        self._has_dots = _DOTS in words
        self._text.put(words)
        self._text.focus()


def _new_id() -> str:
    return secrets.token_hex(16)
