"""Named examples of saving a file and of bringing one in."""

from components.take_along.take_along import BringIn, SaveFile

SAVE = {"save": "Save the sealed file", "saving": "One moment …", "saved": "Saved.", "failed": "That did not work."}
FIELD = {"label": "Passphrase", "hint": "At least 12 letters.", "make": "Make one for me"}
BRING = {
    "choose": "Choose the file",
    "reading": "One moment …",
    "passphrase": "Passphrase of this file",  # nosec B105: a label
    "open": "Open it",
    "look": "What is in this file",
    "here": "In my plan",
    "there": "In the file",
    "leave": "Leave my plan as it is",
    "done": "The file is in your plan now.",
    "too_large": "This file is too large.",
    "failed": "That did not work.",
}


def _sealed() -> None:
    SaveFile("/nowhere", "age", words=SAVE | FIELD, suggested="garden-window-lemon-river-basket-morning")


def _bring() -> None:
    BringIn("/nowhere", language="en", most=1_048_576, ways=[], words=BRING)


EXAMPLES = {"a sealed file": _sealed, "bring a file in": _bring}
