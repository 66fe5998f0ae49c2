"""Named examples of the status line."""

from components.status.status import Status


def _said() -> None:
    Status("Moved up. It is now 2 of 5.")


EXAMPLES = {"something has happened": _said}
