"""Says calmly when the line to the server has dropped, in place of NiceGUI's own overlay."""

from nicegui.element import Element


class Line(Element, component="line.js", dependencies=["../keeping/keeping.js"]):
    """One sentence and a link to the plan; they show only while the page can't reach the server."""

    def __init__(self, words: str, *, plan: str) -> None:
        super().__init__()
        self._props["words"] = words
        self._props["plan"] = plan
