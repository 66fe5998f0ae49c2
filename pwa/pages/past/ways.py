"""The addresses of what happened before, and the way out that is always in reach."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from nicegui.element import Element

from components.words.words import Link
from pwa.i18n import Translator
from pwa.plan.record_sections import PAST


class Step(IntEnum):
    """What is shown; a number, so that a browser's history tells nothing."""

    QUESTIONS = 0
    EVENTS = 1
    TALK = 2
    ENOUGH = 3


@dataclass(frozen=True, kw_only=True)
class Ways:
    """Where links lead.

    Args:
        address_of: part of the plan -> address of its page.
    """

    t: Translator
    address_of: Callable[[str], str]

    def to(self, step: Step, about: int | None = None) -> str:
        """The address of a step; ``about`` is the place of the answer that an event is told for."""
        more = "" if about is None else f"&about={about}"
        return f"{self.address_of(PAST.id)}?step={step.value}{more}"

    def enough(self) -> None:
        """The way out: early in the page's order for keys, and at the foot of the screen."""
        with Element("div").classes("pp-enough"):
            Link(self.t("Enough for today"), self.to(Step.ENOUGH), "pp-button")
