"""The plan as a phone shows it, drawn by the one renderer."""

from collections.abc import Mapping, Sequence
from typing import Any

from nicegui.element import Element

Json = Mapping[str, Any] | Sequence[Any]


class PlanView(Element, component="plan_view_element.js"):
    """A plan in an open shadow root.

    Each of ``plan``, ``sections``, ``catalogue`` and ``lines`` is an address to ask, or the JSON itself.

    Args:
        is_copy: ``plan`` is the content of a copy, drawn as its reader sees it.
        pictures: the address that its pictures are below; "" shows none.
        phrases: the address of the phrase bank in this language, asked for where a copy is in another one.
    """

    def __init__(
        self,
        plan: str | Json,
        *,
        sections: str | Json,
        catalogue: str | Json,
        lines: str | Json,
        styles: Sequence[str],
        language: str,
        is_copy: bool = False,
        phrases: str = "",
        pictures: str = "",
    ) -> None:
        super().__init__()
        facts = {"plan": plan, "sections": sections, "catalogue": catalogue, "lines": lines}
        self._props.update(facts, styles=list(styles), language=language, count=0, isCopy=is_copy, phrases=phrases)
        self._props["pictures"] = pictures

    def show(self, plan: Json) -> None:
        """Draw something else."""
        self._props["plan"] = plan
        self.draw_again()

    def draw_again(self, lines: Json | None = None) -> None:
        """Ask for the plan again and draw it: something in it has changed; ``lines`` when those may be others, too."""
        if lines is not None:
            self._props["lines"] = lines
        self._props["count"] += 1
        self.update()
