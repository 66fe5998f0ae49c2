"""A QR code as a picture: large, black on white, whatever the colours of the page around it."""

from base64 import b64encode

from nicegui.element import Element


class Qr(Element):
    """A code that a phone can read from this screen.

    Args:
        svg: the drawing, its quiet zone in it.
        label: what is said in its place to someone who does not see it.
    """

    def __init__(self, svg: str, *, label: str) -> None:
        super().__init__("img")
        self.classes("pp-qr")
        # A picture and not a part of the page: neither forced colours nor a dark page reach into it.
        self._props["src"] = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode('ascii')}"
        self._props["alt"] = label
