"""A plan as it will stand on paper, drawn by the one renderer."""

from collections.abc import Mapping, Sequence
from typing import Any

from nicegui.element import Element


class PlanPaper(Element, component="plan_paper_element.js"):
    """The sheets in an open shadow root, with the button that prints them and what will not fit.

    Args:
        plan: the address of a plan's snapshot.
        sections: the table of sections, with the fields that others may read.
        catalogue: the address of the words.
        more_words: the address of those that a phone's first page has not.
        options: ``form``, ``isLarge``, ``chosen``, ``copy``, ``law`` and ``today``, as ``plan_paper.js`` has them.
    """

    def __init__(
        self,
        plan: str,
        *,
        sections: Sequence[Mapping[str, Any]],
        catalogue: str,
        more_words: str,
        lines: Mapping[str, Any],
        styles: Sequence[str],
        options: Mapping[str, Any],
    ) -> None:
        super().__init__()
        self._props.update(plan=plan, catalogue=catalogue, later=more_words, lines=lines)
        self._props.update(sections=list(sections), styles=list(styles), options=dict(options), count=0)

    def draw_again(self) -> None:
        """Draw it as the plan is now."""
        self._props["count"] += 1
        self.update()

    def choose(self, **options: Any) -> None:
        """Draw it anew with other options."""
        self._props["options"] = {**self._props["options"], **options}
        self.update()

    @property
    def options(self) -> Mapping[str, Any]:
        """What is chosen now."""
        chosen: Mapping[str, Any] = self._props["options"]
        return chosen
