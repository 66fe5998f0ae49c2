"""Named examples of the rows of a section."""

from components.entry_list.entry_list import EntryList, Row, Side

WORDS = {
    "change": "Change",
    "changeLabel": "Change: {words}",
    "up": "Up",
    "upLabel": "Move up: {words}",
    "down": "Down",
    "downLabel": "Move down: {words}",
    "onlyMe": "Only me",
    "which": "Which one do you want?",
    "thisOne": "This one",
    "thisOneLabel": "This one: {words}",
    "take": "Take it",
    "takeLabel": "Take it: {words}",
    "takeOpen": "Take it and change it",
    "takeOpenLabel": "Take it and change it: {words}",
    "leave": "Leave mine",
    "leaveLabel": "Leave mine, not “{words}”",
    "bringBack": "Bring back",
    "bringBackLabel": "Bring back: {words}",
    "delete": "Delete",
    "deleteLabel": "Delete: {words}",
}


async def _nothing(entry_id: str, act: str, detail: str) -> None:
    return None


def _rows() -> None:
    rows = [
        Row(id="1", text="My sister", notes=("07700 900112", "any time, also at night")),
        Row(id="2", text="Grace from the choir", notes=("evenings",), is_only_me=True),
        Row(id="3", text="Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle"),
    ]
    EntryList(WORDS, _nothing).show(rows)


def _rivals() -> None:
    texts = (Row(id="1", text="07700 900112", revision="a"), Row(id="1", text="07700 900113", revision="b"))
    EntryList(WORDS, _nothing).show([Row(id="1", text="07700 900112", rivals=texts)])


def _offers() -> None:
    offers = (Row(id="a", text="Mint tea", notes=("Sam suggests, 1 December 2026:",), revision="a"),)
    EntryList(WORDS, _nothing).show([Row(id="1", text="Tea", offers=offers)])


def _away() -> None:
    EntryList(WORDS, _nothing, is_away=True).show([Row(id="1", text="Cold water on my wrists and face")])


def _sides() -> None:
    mine = Side(label="I say", says="agreed", name="Sam", is_agreed=True)
    theirs = Side(label="My care team says", says="not agreed", note="We will try, beds decide.")
    point = Row(
        id="1", text="If hospital: not the ward on the second floor", standing="Not agreed", sides=(mine, theirs)
    )
    EntryList(WORDS, _nothing).show([point])


EXAMPLES = {
    "rows": _rows,
    "two sides": _sides,
    "two texts of one entry": _rivals,
    "a suggestion": _offers,
    "put away": _away,
}
