"""A line that is read out when it changes."""

from components.words.words import Words


class Status(Words):
    """A sentence about what has just happened; empty until something has."""

    def __init__(self, text: str = "") -> None:
        super().__init__("p", text, "pp-said")
        self._props["role"] = "status"
