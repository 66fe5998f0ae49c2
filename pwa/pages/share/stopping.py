"""Stopping a copy: two taps, and words for its reader if one likes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from nicegui.element import Element

from components.button.button import Button
from components.kept_text.kept_text import KeptText
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.open_plan import OpenPlan
from pwa.pages.share.draft import Draft
from pwa.share.terms import Copy


class Stopping:
    """The question; ``done`` is called with what to say once the copy is stopped."""

    def __init__(
        self, open_plan: OpenPlan, copy: Copy, *, done: Callable[[str], Awaitable[None]], close: Callable[[], None]
    ) -> None:
        t, name = open_plan.t, copy.terms.label
        self._open_plan = open_plan
        self._copy = copy
        self._done = done
        self._turn = asyncio.Lock()
        self._words = ""
        self.heading = Words("h4", t("Stop the copy for {name}?", name=name)).props("tabindex=-1")
        Words("p", t("It never opens again. Nobody is told, until they try to open it."))
        field, save = Draft(open_plan, copy.terms, name=f"stop:{copy.id}").field("words", self._take)
        hint = t("If this stays empty, they read: “This copy is no longer available.”")
        label = t("What they read then, in my words")
        KeptText(label, name=field, on_save=save, words=_no_words(), hint=hint, lines=2).as_draft()
        self._said = Status()
        with Element("div").classes("pp-buttons"):
            Button(t("Stop it now"), self._stop, kind="danger")
            Button(t("Leave it as it was"), close)

    def _take(self, value: Any) -> None:
        self._words = str(value or "")

    async def _stop(self) -> None:
        if self._turn.locked():
            return
        async with self._turn:
            open_plan = self._open_plan
            copies, cookie = open_plan.desk.copies, open_plan.cookie
            try:
                await asyncio.to_thread(copies.stop, cookie, self._copy.id, words=self._words)
            except PocketPlanError as error:
                self._said.set_text(open_plan.sentence(error))
                return
            await self._done(open_plan.t("Stopped. The copy for {name} opens no more.", name=self._copy.terms.label))


def _no_words() -> dict[str, str]:
    return {"saving": "", "saved": "", "kept": "", "refused": ""}
