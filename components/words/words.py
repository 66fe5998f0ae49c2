"""Plain text in any HTML element, as a text and never as markup."""

from nicegui.elements.mixins.text_element import TextElement


class Words(TextElement):
    """Text in an HTML element.

    Args:
        tag: name of the HTML element: ``h1``, ``p``, ``span``, ``li`` …
    """

    def __init__(self, tag: str, text: str, classes: str = "") -> None:
        super().__init__(tag=tag, text=text)
        self.classes(classes)


class Link(Words):
    """A link to another page of our own."""

    def __init__(self, text: str, href: str, classes: str = "pp-link") -> None:
        super().__init__("a", text, classes)
        self._props["href"] = href
