"""A section with entries: read, add, change, put in order, put away and bring back, delete with undo."""

from collections.abc import Callable, Sequence

from nicegui.element import Element

from components.button.button import Button
from components.entry_list.entry_list import EntryList, Row
from components.fold.fold import Fold
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.agreement.anew import AgreeAnew
from pwa.pages.fields import field_editor
from pwa.pages.new_entry import NewEntry
from pwa.pages.offers import taken
from pwa.pages.only_me import FIELD as ONLY_ME
from pwa.pages.only_me import only_me
from pwa.pages.open_plan import OpenPlan, Raw
from pwa.pages.rows import main_field, row, row_words
from pwa.pages.seen_by import SeenBy
from pwa.plan.changes import Outcome
from pwa.plan.forgetting import TICKED, ticked_again, unticked
from pwa.plan.model import Entry, Plan, Version
from pwa.plan.section import Section
from pwa.plan.stored_entry import entry_as_json

_LATER_FIELD = 2  # where the caret goes in an entry whose main text was just written


class Entries:
    """The entries of one section on a page.

    Args:
        closed: called when an opened row was closed.
        is_in_full: rows show what never leaves the plan, too.
    """

    _is_sorted = False
    _new_at = "end"  # of the list, its "start", or "nowhere"
    _new_label = ""

    def __init__(
        self, open_plan: OpenPlan, section: Section, *, closed: Callable[[], None], is_in_full: bool = False
    ) -> None:
        self._open_plan = open_plan
        self._section = section
        self._closed = closed
        self._named = {field.name for field in section.named}
        self._is_in_full = is_in_full
        self._opened: str | None = None
        self._caret = 1
        self._seen_by: SeenBy | None = None
        self._anew: AgreeAnew | None = None
        self._t = open_plan.t
        self._new = NewEntry(open_plan, section, self._added, label=self._new_label)
        if self._new_at == "start":
            self._new.build()
        self._list = EntryList(self._words(), self._act, language=open_plan.language, is_sorted=self._is_sorted)
        with Element("div").classes("pp-news"):
            self._undos = Element("div")
            self._said = Status()
        if self._new_at == "end":
            self._new.build()
        self._away = Fold("")
        with self._away:
            self._away_list = EntryList(self._words(), self._act, is_away=True, language=open_plan.language)
        open_plan.watch(self.show)
        self.show()

    def show(self) -> None:
        """Show what the plan holds now."""
        entries = self._in_order(self._entries())
        rows = [self._row(one) for one in entries if not one.is_away and one.id != self._new.id]
        away = [self._row(one) for one in entries if one.is_away]
        self._list.show(rows, opened=self._opened, caret=self._caret)
        self._away_list.show(away)
        self._away.summary.set_text(self._t("Put away ({n})", n=len(away)))
        self._away.set_visibility(bool(away))
        for beside in (self._seen_by, self._anew):
            if beside:
                beside.show()

    async def open(self, entry_id: str, *, caret: int = 1) -> None:
        """Open one row to change it, and close the one that was open."""
        self._close()
        if self._open_plan.plan.entry(self._section.id, entry_id) is None:
            return
        self._opened, self._caret = entry_id, caret
        with self._list.inside(entry_id):
            self._editor(entry_id)
        self.show()

    def _words(self) -> dict[str, str]:
        return row_words(self._t)

    def _entries(self) -> Sequence[Entry]:
        """All of them, without the named answers that a section may hold beside them."""
        return [entry for entry in self._open_plan.plan.entries(self._section.id) if entry.id not in self._named]

    def _in_order(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        return entries

    def _row(self, entry: Entry) -> Row:
        return row(self._t, self._open_plan.plan, self._section, entry, is_in_full=self._is_in_full)

    def _editor(self, entry_id: str) -> None:
        self._fields(entry_id)
        only_me(self._open_plan, self._section, entry_id)
        self._ends(entry_id)

    def _fields(self, entry_id: str) -> None:
        last_shared = [field for field in self._section.fields if field.shared][-1]
        for field in self._section.fields:
            field_editor(self._open_plan, self._section, field, entry_id)
            if field is last_shared:
                self._seen_by = SeenBy(self._open_plan, self._section, entry_id)
        self._anew = AgreeAnew(self._open_plan, self._section, entry_id)

    def _ends(self, entry_id: str) -> None:
        t = self._t
        with Element("div").classes("pp-buttons"):
            Button(t("Done"), self._done, kind="primary")
            Button(t("Put away"), lambda: self._put_away(entry_id))
            Button(t("Delete"), lambda: self._delete(entry_id), kind="danger")

    async def _done(self) -> None:
        await self._open_plan.settled()
        self._close()
        self.show()
        self._closed()

    def _close(self) -> None:
        if self._opened is None:
            return
        for name in (*(field.name for field in self._section.fields), ONLY_ME):
            self._open_plan.shown.discard(self._open_plan.name_of(self._section.id, self._opened, name))
        self._list.close(self._opened)
        self._opened = self._seen_by = self._anew = None

    async def _added(self, entry_id: str) -> None:
        if len(self._section.fields) > 1:
            await self.open(entry_id, caret=_LATER_FIELD)
        else:
            self.show()
            self._new.focus()

    async def _act(self, entry_id: str, act: str, detail: str) -> None:
        match act:
            case "open":
                await self.open(entry_id)
            case "up" | "down":
                await self._move(entry_id, -1 if act == "up" else 1)
            case "pick":
                await self._pick(entry_id, detail)
            case "take" | "take_open":
                if await self._change(lambda plan: taken(plan, self._section, entry_id, detail)):
                    self._said.set_text(self._t("These are your words now."))
                    if act == "take_open":
                        await self.open(entry_id)
            case "leave":
                if await self._change(lambda _: [self._on(entry_id, kind="leave", settles=[detail])]):
                    self._said.set_text(self._t("Left. Your words are as they were."))
            case "bring_back":
                if await self._change(lambda _: [self._on(entry_id, kind="bring_back")]):
                    self._said.set_text(self._t("It is back in the list."))
            case "delete":
                await self._delete(entry_id)

    async def _move(self, entry_id: str, by: int) -> None:
        place = 0
        count = 0

        def make(plan: Plan) -> Sequence[Raw]:
            nonlocal place, count
            ids = [entry.id for entry in plan.shown(self._section.id) if entry.id not in self._named]
            count = len(ids)
            if entry_id not in ids or not 0 <= ids.index(entry_id) + by < count:
                return []
            place = ids.index(entry_id) + by
            ids.remove(entry_id)
            return [self._on(entry_id, kind="move", after=ids[place - 1] if place else None)]

        if await self._change(make):
            self._said.set_text(self._t("Moved. It is now {n} of {all}.", n=place + 1, all=count))

    async def _pick(self, entry_id: str, revision: str) -> None:
        """Keep the text that the person chose; the others stay as earlier texts."""

        def make(plan: Plan) -> Sequence[Raw]:
            entry = plan.entry(self._section.id, entry_id)
            texts = self._to_choose(entry) if entry else ()
            chosen = next((text for text in texts if text.revision == revision), None)
            if chosen is None:
                return []
            names = {field.name for field in self._section.fields}
            content = {name: value for name, value in chosen.content.items() if name in names}
            settles = [text.revision for text in texts if text is not chosen]
            phrase = {"phrase": chosen.phrase} if chosen.phrase else {}
            edit = self._on(entry_id, kind="edit", content=content, based_on=revision, settles=settles)
            return [{**edit, **phrase}]

        if await self._change(make):
            self._said.set_text(self._t("This one stays."))

    def _to_choose(self, entry: Entry) -> Sequence[Version]:
        """The texts of which one is to stay."""
        return entry.texts

    async def _put_away(self, entry_id: str) -> None:
        await self._open_plan.settled()
        if await self._change(lambda plan: self._on_current(plan, entry_id, "put_away")):
            self._said.set_text(self._t("Put away. You find it at the end of this page."))
            self._close()
            self.show()
            self._closed()

    async def _delete(self, entry_id: str) -> None:
        await self._open_plan.settled()
        entries = self._entries()
        at = next((at for at, entry in enumerate(entries) if entry.id == entry_id), None)
        # History and days forget a deleted entry, so undo has to bring its earlier texts and its ticks with it.
        whole = await self._whole() if at is not None else None
        if at is None or not await self._change(lambda plan: self._on_current(plan, entry_id, "delete")):
            return
        lost = unticked(whole, self._open_plan.plan) if whole and self._section.id == TICKED else []
        if self._opened == entry_id:
            self._close()
            self.show()
        with_earlier = whole and whole.entry(self._section.id, entry_id)
        self._offer_undo(with_earlier or entries[at], entries[at - 1].id if at else None, lost)
        self._closed()

    async def _whole(self) -> Plan | None:
        try:
            return await self._open_plan.whole()
        except PocketPlanError:  # nor can it be deleted then, which says why
            return None

    def _offer_undo(self, entry: Entry, after: str | None, lost: Sequence[tuple[Entry, Entry]]) -> None:
        whole = entry_as_json(entry)
        with self._undos:
            box = Element("div").classes("pp-told").props("role=status")

        async def undo() -> None:
            change = {"section": self._section.id, "entry": entry.id, "kind": "bring_back", "whole": whole}
            if await self._change(lambda plan: [{**change, "after": after}, *ticked_again(plan, lost)], is_fresh=True):
                box.delete()
                self._said.set_text(self._t("It is back in the list."))

        with box:
            words = str(entry.now.content.get(main_field(self._section).name, ""))
            Words("p", self._t("Deleted: {words}", words=words[:60]))
            Button(self._t("Undo"), undo).focus()

    def _on(self, entry_id: str, **rest: object) -> Raw:
        return {"section": self._section.id, "entry": entry_id, **rest}

    def _on_current(self, plan: Plan, entry_id: str, kind: str) -> Sequence[Raw]:
        entry = plan.entry(self._section.id, entry_id)
        if entry is None:
            return []
        rivals = [text.revision for text in entry.rivals]
        return [self._on(entry_id, kind=kind, based_on=entry.now.revision, settles=rivals)]

    async def _change(self, make: Callable[[Plan], Sequence[Raw]], *, is_fresh: bool = False) -> bool:
        """Whether it was done; otherwise the page says why not."""
        refusal: PocketPlanError | Outcome
        try:
            outcomes = await self._open_plan.change(make, is_fresh=is_fresh)
        except PocketPlanError as error:
            refusal = error
        else:
            refused = [outcome for outcome in outcomes if outcome.result == "refused"]
            if not refused:
                return bool(outcomes)
            refusal = refused[0]
        self._said.set_text(self._open_plan.sentence(refusal))
        return False
