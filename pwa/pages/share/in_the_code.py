"""A copy inside the code itself: no server is asked for it, so it can't be changed or stopped."""

import asyncio

from nicegui import background_tasks
from nicegui.element import Element

from components.button.button import Button
from components.fold.fold import Fold
from components.qr.qr import Qr
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.days import today
from pwa.pages.open_plan import OpenPlan
from pwa.pages.owner_shown import when_owner_is_shown
from pwa.pages.share.brought_back import BroughtBack
from pwa.pages.share.code import focus, warn_of_a_narrow_reach
from pwa.pages.share.draft import Draft
from pwa.pages.share.more import shown_name
from pwa.pages.share.numbers import numbers
from pwa.pages.share.parts import parts
from pwa.plan.sections import BY_ID
from pwa.share import inside, qr
from pwa.share.inside import Fit
from pwa.share.terms import TICKED, Terms

_NAME = "inside"
_PRINT = """(event) => {
  const block = event.target.closest(".pp-printable");
  block.classList.add("pp-print");
  addEventListener("afterprint", () => block.classList.remove("pp-print"), { once: true });
  print();
}"""


class InTheCode:
    """A fold with what may be in such a code, how much of it is filled, and the code."""

    def __init__(self, open_plan: OpenPlan) -> None:
        self._open_plan = open_plan
        self._draft: Draft | None = None
        self._turn = 0
        self._tab = BroughtBack(open_plan, _NAME, again=self._begin_empty)
        with Fold(open_plan.t("A code that holds everything itself"), on_open=self._open) as self._fold:
            self._place = Element("div")

    def _open(self) -> None:
        if self._draft is None:
            self._begin()

    def _begin(self) -> None:
        t, open_plan = self._open_plan.t, self._open_plan
        draft = self._draft = Draft(open_plan, Terms(label="", sections=TICKED, name=None), name=_NAME)
        self._place.clear()
        with self._place:
            Words("p", t("The words stand in the code, and nowhere else. A phone needs the page of this site once."))
            Words(
                "p", t("Whoever photographs it can read it. It can never be changed, and never be stopped."), "pp-told"
            )
            self._tab.here()
            parts(draft)
            numbers(draft)
            shown_name(draft)
            self._meter = Element("meter").classes("pp-meter").props("min=0")
            self._meter.props["aria-label"] = t("How full the code is")
            self._full = Words("p", "", "pp-hint")
            self._said = Status()
            self._button = Button(t("Show this code"), self._ask).classes("pp-wide")
            self._asked = Element("div")
        draft.watch(self._measure)

    def _begin_empty(self) -> None:
        if self._draft:
            self._draft.end()
            self._tab.let_go(self._draft)
        self._begin()

    def _measure(self) -> None:
        background_tasks.create(self._measure_now(), name="measure a code")

    async def _measure_now(self) -> None:
        """Say how full the code is, unless something else was chosen meanwhile."""
        if self._draft is None or self._meter.is_deleted:
            return
        self._turn += 1
        turn, plan, terms = self._turn, self._open_plan.plan, self._draft.terms()
        fit = await asyncio.to_thread(inside.measure, self._base_url(), plan, terms, today().isoformat())
        if turn == self._turn and not self._meter.is_deleted:
            self._meter.props.update(max=fit.room_bytes, value=min(fit.used_bytes, fit.room_bytes))
            self._meter.update()
            self._full.set_text(self._how_full(fit))

    def _how_full(self, fit: Fit) -> str:
        t = self._open_plan.t
        percent = -(-100 * fit.used_bytes // fit.room_bytes)
        if fit.fits:
            return t("It fits: the code is {n} % full.", n=percent)
        if not fit.leaves_anything:
            return t("Too much: {n} % of a code. A copy with a link has room for it.", n=percent)
        left_out = t.list(t(BY_ID[section].mine) for section in fit.leave_out)
        return t("Too much: {n} % of a code. It fits without: {parts}", n=percent, parts=left_out)

    async def _ask(self) -> None:
        await when_owner_is_shown(self._open_plan, self._asked, self._show, close=self._leave)

    def _leave(self) -> None:
        self._asked.clear()

    async def _show(self) -> None:
        open_plan, t = self._open_plan, self._open_plan.t
        draft = self._draft
        if draft is None or not draft.terms().sections:
            self._said.set_text(t("Please choose at least one part that they can read."))
            return
        base_url, day = self._base_url(), today().isoformat()
        try:
            await open_plan.look_again()
            address = await asyncio.to_thread(inside.address, base_url, open_plan.plan, draft.terms(), day)
        except PocketPlanError as error:
            self._said.set_text(open_plan.sentence(error))
            return
        drawing = await asyncio.to_thread(qr.svg, address, "L")
        draft.end()
        self._tab.let_go(draft)
        self._place.clear()
        with self._place:
            heading = Words("h2", t("The code that holds everything")).props("tabindex=-1")
            with Element("div").classes("pp-printable"):
                Qr(drawing, label=t("The code, to be read by a phone’s camera"))
                Words("p", t("Whoever has this code can read what is in it, for ever."), "pp-told")
                with Element("div").classes("pp-buttons"):
                    Button(t("Done"), self._begin, kind="primary")
                    Button(t("Print")).on("click", js_handler=_PRINT)
            warn_of_a_narrow_reach(t, base_url)
        focus(heading)

    def _base_url(self) -> str:
        return self._open_plan.desk.base_url(self._place.client.request)
