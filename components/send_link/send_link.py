"""A link to give to someone: to copy, to send with the phone's own apps, and to print with what is around it."""

from collections.abc import Mapping

from nicegui.element import Element


class SendLink(Element, component="send_link.js"):
    """A link and the ways to hand it on; *send* is there only where the browser can do it.

    ``words`` holds ``link`` (a heading), ``send``, ``copy``, ``copied``, ``marked`` (it could not be copied, so it is
    marked) and ``print``.
    """

    def __init__(self, link: str, *, words: Mapping[str, str]) -> None:
        super().__init__()
        self._props["link"] = link
        self._props["words"] = dict(words)
