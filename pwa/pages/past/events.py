"""What happened, by date: each event told, read, changed, put away or deleted, and every view under its own name."""

from collections.abc import Callable, Sequence

from components.entry_list.entry_list import Row
from components.fold.fold import Fold
from components.keeping.keeping import Typed
from components.words.words import Words
from pwa.pages.entries import Entries
from pwa.pages.fields import field_editor, held_value
from pwa.pages.open_plan import OpenPlan
from pwa.pages.past.reading import event_row, is_mine
from pwa.pages.rows import row_words, voice
from pwa.pages.save_field import save_field
from pwa.pages.seen_by import SeenBy
from pwa.plan.model import ME, Entry, Version
from pwa.plan.record_sections import PAST
from pwa.plan.section import N_

_FIELDS = {field.name: field for field in PAST.fields}
_FIRST = ("what", "when", "my_view")
_STORY = ("kinds", "context", "before", "how", "outcome", "where", "with_whom", "why")
_OTHERS = ("other_views",)


class Events(Entries):
    """The timeline; ``about`` is what the next event that is told is about, empty when that was not said."""

    _is_sorted = True
    _new_label = N_("Tell of something that happened")

    def __init__(self, open_plan: OpenPlan, *, closed: Callable[[], None], about: str = "") -> None:
        self._about = about
        self._order: list[str] = []
        super().__init__(open_plan, PAST, closed=closed)
        if about:
            self._new.focus()

    async def close(self) -> None:
        """Close the event that is open, once all that was typed has arrived."""
        await self._done()

    def _words(self) -> dict[str, str]:
        t = self._t
        return row_words(t) | {
            "read": t("Read all of it"),
            "readLabel": t("Read all of it: {words}"),
            "theirs": t("Put away or delete"),
            "theirsLabel": t("Put away or delete: {words}"),
        }

    def _in_order(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """By date, those without one at the end; while one is open they stay where they are, under the hand."""
        if self._opened is None:
            by_date = sorted(entries, key=lambda entry: str(entry.now.content.get("when", "9999-99")))
            self._order = [entry.id for entry in by_date]
        places = {entry_id: place for place, entry_id in enumerate(self._order)}
        return sorted(entries, key=lambda entry: places.get(entry.id, len(places)))

    def _row(self, entry: Entry) -> Row:
        return event_row(self._t, self._open_plan.plan, entry)

    def _to_choose(self, entry: Entry) -> Sequence[Version]:
        """What someone else wrote stays beside mine: it is never one of two texts of mine to choose from."""
        return [text for text in entry.texts if text.by == ME]

    def _editor(self, entry_id: str) -> None:
        entry = self._open_plan.plan.entry(PAST.id, entry_id)
        if entry and not is_mine(entry):
            Words("p", voice(self._t, self._open_plan.plan, entry.now), "pp-note")
            Words("p", str(entry.now.content.get("what", "")), "pp-row-text").props("dir=auto")
            self._ends(entry_id)
        else:
            super()._editor(entry_id)

    def _fields(self, entry_id: str) -> None:
        """What matters first; the rest is folded until it is wanted or holds something."""
        self._editors(entry_id, _FIRST)
        with Fold(self._t("More about it, if I want")) as fold:
            self._editors(entry_id, _STORY)
        if any(held_value(self._open_plan, PAST, _FIELDS[name], entry_id) for name in _STORY):
            fold.props("open")
        self._editors(entry_id, _OTHERS)
        self._seen_by = SeenBy(self._open_plan, PAST, entry_id)

    def _editors(self, entry_id: str, names: Sequence[str]) -> None:
        for name in names:
            field_editor(self._open_plan, PAST, _FIELDS[name], entry_id)

    async def _added(self, entry_id: str) -> None:
        about, self._about = self._about, ""
        if about:
            await save_field(self._open_plan, PAST, _FIELDS["kinds"], entry_id, Typed(value=[about], known=(None,)))
        await super()._added(entry_id)
