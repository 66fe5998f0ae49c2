"""The rows of a section: read, put in order with buttons or keys, opened one at a time."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from nicegui.element import Element
from nicegui.events import GenericEventArguments
from nicegui.slot import Slot

ACTS = ("open", "up", "down", "pick", "take", "take_open", "leave", "bring_back", "delete", "tick")
OnAct = Callable[[str, str, str], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Side:
    """What one of two sides says to an entry; ``name`` is whose words they are, ``told`` who wrote them down for it."""

    label: str
    says: str
    name: str = ""
    note: str = ""
    told: str = ""
    is_agreed: bool = False

    def as_props(self) -> dict[str, object]:
        """The side as the browser needs it."""
        return {
            "label": self.label,
            "says": self.says,
            "name": self.name,
            "note": self.note,
            "told": self.told,
            "isAgreed": self.is_agreed,
        }


@dataclass(frozen=True, kw_only=True)
class Part:
    """A longer piece of an entry under a label of its own; ``is_voice`` when someone else says it."""

    label: str
    text: str
    notes: Sequence[str] = ()
    is_voice: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entry as it is read: its main text, and what else it says, a line each.

    ``revision`` names the text; ``rivals`` are the texts to choose from, this one among them, when there are several;
    ``language`` is that of the text where it is not the one of the list, a BCP 47 tag; ``standing`` says in a few words
    where something stands that two ``sides`` talk about, ``before`` what both said yes to when it was something else.
    ``over`` stands above it, such as its date; ``parts`` are read when the row is unfolded;
    ``is_theirs`` when someone else wrote it: then it is not changed here;
    ``can_tick`` when it can be ticked off (words ``tick`` and ``tickLabel``);
    ``offers`` are the texts that others suggest, each with a note that says who.
    """

    id: str
    text: str
    notes: Sequence[str] = ()
    revision: str = ""
    is_only_me: bool = False
    rivals: Sequence["Row"] = ()
    offers: Sequence["Row"] = ()
    language: str = ""
    standing: str = ""
    before: Sequence[str] = ()
    sides: Sequence[Side] = ()
    over: str = ""
    parts: Sequence[Part] = ()
    is_theirs: bool = False
    can_tick: bool = False

    def as_props(self, open_at: int) -> dict[str, object]:
        """The row as the browser needs it; ``open_at`` says which field gets the caret, 0 that it is closed.

        An open row shows its fields alone: so that what is typed there does not send the whole list each time.
        """
        if open_at:
            return {"id": self.id, "open": open_at}
        more = {"over": self.over, "parts": list(map(_part, self.parts)), "isTheirs": self.is_theirs}
        more["canTick"] = self.can_tick
        return {
            **{key: value for key, value in more.items() if value},
            "id": self.id,
            **self._told(),
            "onlyMe": self.is_only_me,
            "open": open_at,
            "rivals": [{**version._told(), "revision": version.revision} for version in self.rivals],
            "offers": [{"text": one.text, "said": one.notes[0], "revision": one.revision} for one in self.offers],
        }

    def _told(self) -> dict[str, object]:
        sides: dict[str, object] = {
            "standing": self.standing,
            "before": list(self.before),
            "sides": [side.as_props() for side in self.sides],
        }
        told: dict[str, object] = {"text": self.text, "language": self.language, "notes": list(self.notes)}
        return {**told, **sides} if self.sides else told


class EntryList(Element, component="entry_list.js"):
    """Rows with their buttons; ``on_act`` gets the entry's id, one of ``ACTS``, and where a text is meant its revision.

    Args:
        language: in which the rows are written, a BCP 47 tag; None: that of the page.
        is_sorted: the order is not the person's to choose, as it is that of dates.
    """

    def __init__(
        self,
        words: Mapping[str, str],
        on_act: OnAct,
        *,
        is_away: bool = False,
        language: str | None = None,
        is_sorted: bool = False,
    ) -> None:
        super().__init__()
        if is_sorted:
            self._props["isSorted"] = True
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


def _part(part: Part) -> dict[str, object]:
    return {"label": part.label, "text": part.text, "notes": list(part.notes), "isVoice": part.is_voice}
