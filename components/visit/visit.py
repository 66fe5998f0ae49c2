"""What only the browser knows about a visit: its time zone, and which step of a page its address names."""

from collections.abc import Awaitable, Callable

from nicegui.element import Element
from nicegui.events import GenericEventArguments

Told = Callable[[str], Awaitable[None]]


class Visit(Element, component="visit.js", dependencies=["../keeping/keeping.js"]):
    """Invisible; keeps the step of a page in its address, so that a reload and the browser's Back find it.

    Args:
        step: the step that the page shows.
        on_step: called with the step that Back or Forward led to.
        on_zone: called once with the time zone, such as ``Europe/London``.
    """

    def __init__(self, step: str, on_step: Told, on_zone: Told) -> None:
        super().__init__()
        self._on_step = on_step
        self._on_zone = on_zone
        self._props["step"] = step
        self.on("step", self._step)
        self.on("zone", self._zone)

    def at(self, step: str) -> None:
        """Name the step that is shown now in the address."""
        self._props["step"] = step
        self.update()

    async def _step(self, event: GenericEventArguments) -> None:
        await self._on_step(str(event.args)[:20])

    async def _zone(self, event: GenericEventArguments) -> None:
        await self._on_zone(str(event.args)[:60])
