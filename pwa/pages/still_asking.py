"""Asking about someone who was given something and is not to be called any more."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from nicegui.element import Element

from components.status.status import Status
from pwa.errors import PocketPlanError
from pwa.pages.open_plan import OpenPlan

Given = TypeVar("Given")


class StillAsking(ABC, Generic[Given]):
    """A calm block for each that is in question, in the page and not over it; gone as soon as it is answered."""

    def __init__(self, open_plan: OpenPlan) -> None:
        self._open_plan = open_plan
        self._asked: list[str] = []
        self._place = Element("div").props("aria-live=polite")
        self._said = Status()
        open_plan.watch(self.show)
        self.show()

    def show(self) -> None:
        """Ask what has to be asked now."""
        found = self._in_question()
        if [*found] == self._asked:
            return
        self._asked = [*found]
        self._place.clear()
        with self._place:
            for one in found.values():
                self._ask(one)

    @abstractmethod
    def _in_question(self) -> Mapping[str, Given]:
        """What is to be asked about, by its id."""

    @abstractmethod
    def _ask(self, one: Given) -> None:
        """The block of one."""

    async def _do(self, act: Callable[[], object]) -> bool:
        """Whether it was done; every question is looked at anew then."""
        try:
            await asyncio.to_thread(act)
            await self._open_plan.look_again()
        except PocketPlanError as error:
            self._said.set_text(self._open_plan.sentence(error))
            return False
        return True
