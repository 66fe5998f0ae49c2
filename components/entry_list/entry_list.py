"""The rows of a section: read, put in order with buttons or keys, opened one at a time."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from nicegui.element import Element
from nicegui.events import GenericEventArguments
from nicegui.slot import Slot

ACTS = ("open", "up", "down", "pick", "take", "take_open", "leave", "bring_back", "delete")
OnAct = Callable[[str, str, str], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entry as it is read: its main text, and what else it says, a line each.

    ``revision`` names the text; ``rivals`` are the texts to choose from, this one among them, when there are several;
    ``offers`` are those that others suggest, each with a note that says who; ``language`` is that of the text where it
    is not the one of the list, a BCP 47 tag.
    """

    id: str
    text: str
    notes: Sequence[str] = ()
    revision: str = ""
    is_only_me: bool = False
    rivals: Sequence["Row"] = ()
    offers: Sequence["Row"] = ()
    language: str = ""

    def as_props(self, open_at: int) -> dict[str, object]:
        """The row as the browser needs it; ``open_at`` says which field gets the caret, 0 that it is closed.

        An open row shows its fields alone: so that what is typed there does not send the whole list each time.
        """
        if open_at:
            return {"id": self.id, "open": open_at}
        return {
            "id": self.id,
            "text": self.text,
            "language": self.language,
            "notes": list(self.notes),
            "onlyMe": self.is_only_me,
            "open": open_at,
            "rivals": [
                {"text": v.text, "notes": list(v.notes), "revision": v.revision, "language": v.language}
                for v in self.rivals
            ],
            "offers": [{"text": one.text, "said": one.notes[0], "revision": one.revision} for one in self.offers],
        }


class EntryList(Element, component="entry_list.js"):
    """Rows with their buttons; ``on_act`` gets the entry's id, one of ``ACTS``, and where a text is meant its revision.

    Args:
        language: in which the rows are written, a BCP 47 tag; None: that of the page.
    """

    def __init__(
        self, words: Mapping[str, str], on_act: OnAct, *, is_away: bool = False, language: str | None = None
    ) -> None:
        super().__init__()
        if language:
            self._props["language"] = language
        self._on_act = on_act
        self._props["words"] = dict(words)
        self._props["entries"] = []
        if is_away:
            self._props["isAway"] = True
        self.on("act", self._act)

    def show(self, rows: Sequence[Row], *, opened: str | None = None, caret: int = 1) -> None:
        """Show these rows; the opened one shows what stands in its slot."""
        entries = [row.as_props(caret if row.id == opened else 0) for row in rows]
        if entries != self._props["entries"]:
            self._props["entries"] = entries
            self.update()

    def inside(self, entry_id: str) -> Slot:
        """Where the editor of an opened row goes."""
        return self.add_slot(f"open-{entry_id}")

    def close(self, entry_id: str) -> None:
        """Take the editor of a row away."""
        slot = self.slots.pop(f"open-{entry_id}", None)
        for child in list(slot.children) if slot else ():
            self.client.remove_elements(child.descendants(include_self=True))
        self.update()

    async def _act(self, event: GenericEventArguments) -> None:
        entry_id, act, detail = (event.args.get(key) for key in ("id", "act", "detail"))
        if isinstance(entry_id, str) and act in ACTS:
            await self._on_act(entry_id, act, detail if isinstance(detail, str) else "")
