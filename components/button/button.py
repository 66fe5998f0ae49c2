"""A native button: a name, a focus ring and room for a thumb."""

from collections.abc import Awaitable, Callable

from nicegui.elements.mixins.text_element import TextElement
from nicegui.events import GenericEventArguments

OnClick = Callable[[], Awaitable[None] | None]


class Button(TextElement):
    """A native button.

    Args:
        kind: ``primary`` for the one main thing on a page, ``quiet`` for the rest, ``danger`` for what takes away.
        label: spoken name where the text alone does not say what it is about.
    """

    def __init__(self, text: str, on_click: OnClick | None = None, *, kind: str = "quiet", label: str = "") -> None:
        super().__init__(tag="button", text=text)
        self._props["type"] = "button"
        self.classes(f"pp-button pp-button-{kind}")
        if label:
            self._props["aria-label"] = label
        if on_click is not None:
            self._on_click = on_click
            self.on("click", self._click, args=[])

    def _click(self, _: GenericEventArguments) -> Awaitable[None] | None:
        return self._on_click()

    def focus(self) -> None:
        """Put the focus on the button."""
        self.client.run_javascript(f"getHtmlElement({self.id})?.focus()")
