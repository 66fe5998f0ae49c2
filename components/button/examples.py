"""Named examples of buttons."""

from components.button.button import Button


def _kinds() -> None:
    Button("Add", kind="primary")
    Button("Change")
    Button("Delete", kind="danger")


def _long() -> None:
    Button("Nobody right now. Put a crisis line here")


EXAMPLES = {"three kinds": _kinds, "a long one": _long}
