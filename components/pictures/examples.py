"""Named examples of pictures."""

from components.pictures.pictures import Pictures

WORDS = {
    "heading": "Pictures",
    "hint": "They are only for you: no copy has them.",
    "picture": "A picture",
    "add": "Add a picture",
    "adding": "Adding picture {n} of {all} …",
    "added": "Added.",
    "full": "There are 20 pictures already.",
    "on_it": "What is on it?",
    "saved": "Saved.",
    "delete": "Delete",
    "deleted": "The picture is deleted.",
    "undo": "Undo",
    "undone": "Undone.",
    "cant_shrink": "This can't be opened as a picture here.",
    "network": "There is no connection right now.",
    "failed": "That did not work.",
}


async def _changed() -> None:
    """Nothing else on this page shows them."""


def _none() -> None:
    Pictures("/nowhere", [], most=20, words=WORDS, on_change=_changed)


EXAMPLES = {"none yet": _none}
