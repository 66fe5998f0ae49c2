"""One part of someone's plan, for who helps: read it, add to it, change what is one's own, suggest to what is not."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from nicegui.element import Element

from components.button.button import Button
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.days import day_words
from pwa.pages.fields import field_editor
from pwa.pages.helping.beside import both_sides, has_changed, may_speak, side_fields, speaker, view_fields
from pwa.pages.helping.helpers_plan import HelpersPlan
from pwa.pages.helping.suggesting import suggestion_fields
from pwa.pages.helping.unarrived import Unarrived
from pwa.pages.new_entry import NewEntry
from pwa.pages.open_plan import Raw
from pwa.pages.past.reading import views
from pwa.pages.rows import entry_words, main_field, offer_words
from pwa.plan.agreeing import MY_SIDE, THEIR_SIDE
from pwa.plan.model import ME, Entry, Plan, Version
from pwa.plan.record_sections import AGREEMENT, PAST
from pwa.plan.section import Field, Kind, Section
from pwa.plan.voices import voice_name
from pwa.share.beside import VIEWS
from pwa.share.rights import fields_of


class HelpersPart:
    """The entries, each with its voice; where the helper may write, the ways to do so."""

    def __init__(self, plan: HelpersPlan, section: Section) -> None:
        self._plan = plan
        self._section = section
        self._may_write = section.id in plan.rights.writes
        self._unarrived: Unarrived | None = None
        self._shown: list[Entry] | None = None
        self._openers: dict[str, Button] = {}
        self._opened = ""
        self._list = Element("ul").classes("pp-rows")
        self._said = Status()
        self._editor = Element("div")
        has_list = section is not PAST and section.kind is not Kind.FIELDS
        self._new = NewEntry(plan, section, self._added) if self._may_write and has_list else None
        if self._new:
            self._new.build()
        if self._may_write:
            self._unarrived = Unarrived(plan, self._reopen)
        plan.watch(self.show)
        self.show()

    def show(self) -> None:
        """Show what the plan holds now."""
        new_id = self._new.id if self._new else ""
        entries = [one for one in self._plan.plan.shown(self._section.id) if one.id != new_id]
        if entries == self._shown:
            return  # drawn anew, a button would be gone at the moment when it is tapped
        self._shown, self._openers = entries, {}
        self._list.clear()
        with self._list:
            for entry in entries:
                self._row(entry)
        if not self._list.default_slot.children:
            with self._list, Element("li"):
                Words("p", self._plan.t("Nothing is here yet."), "pp-hint")

    def _row(self, entry: Entry) -> None:
        with Element("li").classes("pp-card pp-row").props(f"data-entry={entry.id}"):
            for text in entry.texts:
                self._text(entry, text)
            for offer in entry.suggestions:
                Words("p", self._plan.t("You suggested:"), "pp-note")
                said = offer_words(self._plan.t, self._plan.plan, self._section, entry.id, offer)
                Words("p", said, "pp-row-text").props("dir=auto")
            if self._may_write and entry.id not in [field.name for field in self._section.answers]:
                self._buttons(entry)

    def _text(self, entry: Entry, text: Version) -> None:
        t, plan = self._plan.t, self._plan.plan
        if self._section is PAST and text.by != ME and text is not entry.now:
            self._view(text)
            return
        sides = (*MY_SIDE, *THEIR_SIDE) if self._section is AGREEMENT else ()
        content = {name: value for name, value in text.content.items() if name not in (VIEWS, *sides)}
        lines = entry_words(t, plan, self._section, entry, replace(text, content=content))
        lines += both_sides(self._plan, text) if sides else []
        Words("p", lines[0], "pp-row-text").props("dir=auto")
        for line in lines[1:]:
            Words("p", line, "pp-note").props("dir=auto")
        Words("p", _voice(self._plan, text), "pp-note")
        for said in (speaker(self._plan, text), has_changed(self._plan, text)):
            if said:
                Words("p", said, "pp-note")
        if self._section is PAST:
            self._others(text)

    def _view(self, text: Version) -> None:
        """How someone else sees it, beside the person's own view."""
        self._others(text, _voice(self._plan, text))

    def _others(self, text: Version, voice: str = "") -> None:
        """The views of others in a text, each under a name, with where they know it from and how sure they are."""
        for part in views(self._plan.t, text.content):
            with Element("div").classes("pp-told"):
                Words("p", part.text, "pp-row-text").props("dir=auto")
                for note in part.notes:
                    Words("p", note, "pp-note").props("dir=auto")
                Words("p", voice or part.label, "pp-note")

    def _words(self, text: Version) -> None:
        Words("p", self._main(text), "pp-row-text").props("dir=auto")

    def _main(self, text: Version) -> str:
        key = "value" if self._section.kind is Kind.FIELDS else main_field(self._section).name
        return str(text.content.get(key, ""))

    def _buttons(self, entry: Entry) -> None:
        t = self._plan.t
        words = self._main(entry.now)[:60]
        with Element("div").classes("pp-buttons"):
            opens = partial(self.open, entry.id)
            if self._section is PAST:
                opener = Button(t("Write how you see it"), opens, label=t("Write how you see it: {words}", words=words))
            elif self._plan.is_own(entry):
                opener = Button(t("Change"), opens, label=t("Change: {words}", words=words))
            else:
                opener = Button(t("Suggest other words"), opens, label=t("Suggest other words: {words}", words=words))
            if self._section is AGREEMENT and not self._plan.is_own(entry) and may_speak(self._plan, entry):
                says = partial(self._speak, entry.id)
                Button(t("Speak for the care team"), says, label=t("Speak for the care team: {words}", words=words))
        self._openers[entry.id] = opener

    def open(self, entry_id: str) -> None:
        """Open the fields for an entry, below the list, and close those that were open."""
        self._close()
        self._opened = entry_id
        entry = self._plan.plan.entry(self._section.id, entry_id)
        if entry is None or not self._may_write:
            return
        with self._editor, Element("section").classes("pp-card"):
            if self._section is PAST:
                heading = self._see(entry)
            else:
                heading = self._change(entry) if self._plan.is_own(entry) else self._suggest(entry)
        _focus(heading)

    def _speak(self, entry_id: str) -> None:
        """Open the team's side of a point."""
        self._close()
        self._opened = entry_id
        with self._editor, Element("section").classes("pp-card"):
            heading = Words("h3", self._plan.t("What the care team says")).props("tabindex=-1")
            if entry := self._plan.plan.entry(self._section.id, entry_id):
                self._words(entry.now)
            side_fields(self._plan, entry_id)
            self._end()
        _focus(heading)

    def _see(self, entry: Entry) -> Element:
        heading = Words("h3", self._plan.t("How you see it")).props("tabindex=-1")
        self._words(entry.now)
        view_fields(self._plan, entry)
        self._end()
        return heading

    def _end(self) -> None:
        with Element("div").classes("pp-buttons"):
            Button(self._plan.t("Done"), self._done, kind="primary")

    def _change(self, entry: Entry) -> Element:
        t = self._plan.t
        heading = Words("h3", t("Change what you wrote")).props("tabindex=-1")
        for field in self._section.fields:
            if field.name in fields_of(self._section) and not self._is_theirs_alone(field):
                field_editor(self._plan, self._section, field, entry.id)
        with Element("div").classes("pp-buttons"):
            Button(t("Done"), self._done, kind="primary")
            Button(t("Delete"), partial(self._sure, entry.id), kind="danger")
        self._asked = Element("div")
        return heading

    def _suggest(self, entry: Entry) -> Element:
        t = self._plan.t
        heading = Words("h3", t("Suggest other words")).props("tabindex=-1")
        Words("p", t("Their words stay as they are. They can take yours, change them, or leave them."), "pp-hint")
        self._words(entry.now)
        suggestion_fields(self._plan, self._section, entry)
        self._end()
        return heading

    def _is_theirs_alone(self, field: Field) -> bool:
        return self._section is AGREEMENT and field.name in MY_SIDE

    async def _done(self) -> None:
        await self._plan.settled()
        self._close()
        self.show()
        if opener := self._openers.get(self._opened):
            opener.focus()
        if self._unarrived:
            self._unarrived.look()

    def _close(self) -> None:
        prefix = f"{self._plan.slot}:{self._section.id}:"
        new_id = self._new.id if self._new else ""
        self._plan.shown -= {one for one in self._plan.shown if one.startswith(prefix) and f":{new_id}:" not in one}
        self._editor.clear()

    def _sure(self, entry_id: str) -> None:
        t = self._plan.t
        self._asked.clear()
        with self._asked, Element("div").classes("pp-told"):
            Words("p", t("Delete it for good?"))
            with Element("div").classes("pp-buttons"):
                Button(t("Yes, delete it"), partial(self._delete, entry_id), kind="danger").focus()
                Button(t("Leave it as it was"), self._not_sure)

    def _not_sure(self) -> None:
        self._asked.clear()

    async def _delete(self, entry_id: str) -> None:
        await self._plan.settled()

        def make(plan: Plan) -> Sequence[Raw]:
            entry = plan.entry(self._section.id, entry_id)
            if entry is None:
                return []
            others = [text.revision for text in entry.rivals]
            where = {"section": self._section.id, "entry": entry_id}
            return [{**where, "kind": "delete", "based_on": entry.now.revision, "settles": others}]

        if await self._made(make):
            self._close()
            self.show()
            self._said.set_text(self._plan.t("Deleted."))

    async def _made(self, make: Callable[[Plan], Sequence[Raw]]) -> bool:
        try:
            outcomes = await self._plan.change(make, is_fresh=True)
        except PocketPlanError as error:
            self._said.set_text(self._plan.sentence(error))
            return False
        refused = [outcome for outcome in outcomes if outcome.result == "refused"]
        if refused:
            self._said.set_text(self._plan.sentence(refused[0]))
        return bool(outcomes) and not refused

    async def _added(self, entry_id: str) -> None:
        if len(fields_of(self._section)) > 1:
            self.open(entry_id)
        self.show()

    async def _reopen(self, section_id: str, entry_id: str) -> None:
        if section_id == self._section.id:
            self.open(entry_id)


def _focus(heading: Element) -> None:
    heading.client.run_javascript(f"getHtmlElement({heading.id})?.focus()")


def _voice(plan: HelpersPlan, text: Version) -> str:
    """Whose words these are, and from which day."""
    t = plan.t
    if text.by == plan.cookie.device_id:
        name = t("you")
    else:
        name = voice_name(plan.plan, text.by) or (plan.owner if text.by == "me" else t("someone else"))
    return t("{name}, {day}", name=name, day=day_words(t, text.day)) if text.day else name
