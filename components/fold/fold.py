"""A part of a page that opens and closes, without the server."""

from collections.abc import Awaitable, Callable

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from components.words.words import Words


class Fold(Element):
    """Native ``details``: content goes inside ``with``.

    Args:
        on_open: called each time it opens; for content that is only made when someone wants it.
    """

    def __init__(self, summary: str, *, on_open: Callable[[], Awaitable[None] | None] | None = None) -> None:
        super().__init__("details")
        self.classes("pp-fold")
        with self:
            self.summary = Words("summary", summary, "pp-fold-head")
        if on_open is not None:
            self._on_open = on_open
            self.on("toggle", self._open, js_handler="(event) => { if (event.target.open) emit(); }")

    def _open(self, _: GenericEventArguments) -> Awaitable[None] | None:
        return self._on_open()
