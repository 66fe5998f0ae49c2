"""Finds what a tab still keeps for fields that are not on the page, so that it can be saved or shown."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from components.keeping.keeping import Typed

MOST = 500  # fields that one report may hold


@dataclass(frozen=True, kw_only=True)
class Found:
    """What waits under the name of one field."""

    name: str
    typed: Typed


OnFound = Callable[[Sequence[Found], str | None], Awaitable[None]]
OnBrought = Callable[[Sequence[Found]], Awaitable[None]]


class Waiting(Element, component="waiting.js", dependencies=["keeping.js"]):
    """Invisible: reports what waits under names that begin with ``start``, and where the caret was before a reload.

    Args:
        on_brought: called once with what waited when the page was opened, if anything did.
    """

    def __init__(self, start: str, on_found: OnFound, *, on_brought: OnBrought | None = None) -> None:
        super().__init__()
        self._on_brought = on_brought
        self._on_found = on_found
        self._arrivals = 0
        self._props["start"] = start
        self._props["looks"] = 0
        self.on("found", self._found)
        if on_brought:
            self.on("brought", self._brought)

    def look(self) -> None:
        """Look again: a field that was on the page has gone."""
        self._props["looks"] += 1
        self.update()

    def arrived(self, found: Sequence[Found]) -> None:
        """These are saved: the tab need not keep them any longer."""
        self._arrivals += 1
        names = [{"name": one.name, "value": one.typed.value} for one in found]
        self._props["arrived"] = {"all": names, "count": self._arrivals}
        self.update()

    async def _found(self, event: GenericEventArguments) -> None:
        found = [_read(one) for one in event.args["all"][:MOST]]
        caret = event.args.get("caret")
        await self._on_found(found, caret if isinstance(caret, str) else None)

    async def _brought(self, event: GenericEventArguments) -> None:
        if self._on_brought:
            await self._on_brought([_read(one) for one in event.args["all"][:MOST]])


def _read(raw: Any) -> Found:
    return Found(name=str(raw["name"]), typed=Typed(value=raw.get("value"), known=tuple(raw.get("known") or ())))
