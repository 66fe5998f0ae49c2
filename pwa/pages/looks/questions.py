"""The things to look at, one after the other: still true, change, or put away."""

from collections.abc import Awaitable, Callable, Sequence
from math import inf
from time import monotonic

from nicegui.element import Element

from components.button.button import Button
from components.status.status import Status
from components.words.words import Link, Words
from pwa.errors import PocketPlanError
from pwa.pages.days import day_words
from pwa.pages.fields import field_editor
from pwa.pages.open_plan import OpenPlan, Raw
from pwa.pages.rows import full_row, main_field
from pwa.plan.looking import Asked, Why
from pwa.plan.model import Plan
from pwa.plan.parsing import STILL_RIGHT, STILL_TRUE
from pwa.plan.section import N_, Field
from pwa.plan.sections import BY_ID, CONTACTS

_SECOND_TAP_SECONDS = 0.35  # a hand that shakes taps twice, and the next thing stands in the same place
_WITH_MAIN = {"phones", "look_again", "how_it_went"}


class Questions:
    """Goes through ``asked`` once; ``over`` is called after the last, and when it is enough.

    Args:
        address: the page of another part, by its section id.
        closed: called when fields have gone from the page.
    """

    def __init__(
        self,
        open_plan: OpenPlan,
        asked: Sequence[Asked],
        *,
        address: Callable[[str], str],
        over: Callable[[], Awaitable[None]],
        closed: Callable[[], None],
    ) -> None:
        self._open_plan = open_plan
        self._t = open_plan.t
        self._asked = list(asked)
        self._address = address
        self._over = over
        self._closed = closed
        self._at = 0
        self._shown_at = 0.0
        self._editing: list[str] = []
        self._undo = Element("div")
        self._said = Status()
        self._place = Element("div")
        if self._asked:
            self._show()

    async def reopen(self, section: str, entry: str) -> None:
        """Go on where someone was typing when the page was loaded anew."""
        if self._open_plan.plan.entry(section, entry) is None or section not in BY_ID:
            return
        found = next((at for at, one in enumerate(self._asked) if one.entry == entry), None)
        if found is not None:
            self._at = found
            self._show()
            self._shown_at = 0.0
            self._edit()

    def _show(self) -> None:
        """The thing that it has come to; one that is gone meanwhile is passed by."""
        while self._at < len(self._asked) and not self._is_there():
            self._at += 1
        self._place.clear()
        self._shown_at = monotonic()
        if self._at >= len(self._asked):
            return
        with self._place, Element("section").classes("pp-card pp-look"):
            self._told()
            self._buttons = Element("div")
            with self._buttons:
                self._answers()

    def _is_there(self) -> bool:
        return any(one.id == self._now.entry for one in self._open_plan.plan.shown(self._now.section.id))

    @property
    def _now(self) -> Asked:
        return self._asked[self._at]

    def _told(self) -> None:
        t, plan, one = self._t, self._open_plan.plan, self._now
        entry = plan.entry(one.section.id, one.entry)
        if entry is None:
            return
        progress = t("{n} of {all}", n=self._at + 1, all=len(self._asked))
        Words("p", t("{heading}: {count}", heading=t(one.section.mine), count=progress), "pp-note")
        shown = full_row(t, plan, one.section, entry, entry.now)
        self._heading = Words("h2", shown.text, "pp-row-text")
        self._heading.props(f"dir=auto tabindex=-1 lang={shown.language or self._open_plan.language}")
        for note in shown.notes:
            Words("p", note, "pp-note").props("dir=auto")
        Words("p", self._why())

    def _why(self) -> str:
        t, one = self._t, self._now
        day = day_words(t, one.day)
        match one.why:
            case Why.DUE:
                return t("You wanted to look at this again on {day}.", day=day)
            case Why.NUMBER:
                return t("Nobody has looked at this number since {day}. Is it still right?", day=day)
            case Why.NO_HELP:
                return t("The last time, on {day}, it did not help.", day=day)
            case Why.CHANGED:
                return t("This was written on {day}, after your last look.", day=day)
        return t("This has been the same since {day}.", day=day)

    def _answers(self) -> None:
        t, one = self._t, self._now
        entry = self._open_plan.plan.entry(one.section.id, one.entry)
        with Element("div").classes("pp-buttons"):
            if entry and entry.rivals:
                Link(t("Which one do you want?"), self._address(one.section.id), "pp-button pp-button-primary")
            else:
                Button(t("Still true"), self._still_true, kind="primary")
                Button(t("Change"), self._edit)
                Button(t("Put away"), self._put_away)
        with Element("div").classes("pp-buttons"):
            Button(t("Not now"), self._pass_by)
            Button(t("Enough for today"), self._enough)

    async def _still_true(self) -> None:
        outcome = STILL_RIGHT if self._now.section is CONTACTS else STILL_TRUE
        if not self._takes() or not await self._change(lambda _: [self._on(kind="tick", outcome=outcome)]):
            return
        self._undo.clear()
        await self._next(self._t(N_("Noted: still true.")))

    async def _put_away(self) -> None:
        if self._takes() and await self._change(self._away):
            self._offer_undo(self._on())
            await self._next("")

    def _away(self, plan: Plan) -> Sequence[Raw]:
        entry = plan.entry(self._now.section.id, self._now.entry)
        if entry is None:
            return []
        settles = [text.revision for text in entry.rivals]
        return [self._on(kind="put_away", based_on=entry.now.revision, settles=settles)]

    def _offer_undo(self, where: Raw) -> None:
        self._undo.clear()

        async def undo() -> None:
            if await self._change(lambda _: [{**where, "kind": "bring_back"}]):
                self._undo.clear()
                self._said.set_text(self._t(N_("It is back in the list.")))

        with self._undo, Element("div").classes("pp-told").props("role=status"):
            Words("p", self._t(N_("Put away. It can come back at any time.")))
            Button(self._t(N_("Undo")), undo)

    def _edit(self) -> None:
        """Its fields in place of the answers; they save by themselves."""
        if not self._takes():
            return
        self._shown_at = monotonic()
        self._buttons.clear()
        one, open_plan = self._now, self._open_plan
        fields: list[Field] = [main_field(one.section), *(f for f in one.section.fields if f.name in _WITH_MAIN)]
        self._editing = [open_plan.name_of(one.section.id, one.entry, field.name) for field in fields]
        with self._buttons:
            for field in fields:
                field_editor(open_plan, one.section, field, one.entry)
            Link(self._t(N_("More of it")), self._address(one.section.id))
            with Element("div").classes("pp-buttons"):
                Button(self._t(N_("Done")), self._edited, kind="primary")

    async def _edited(self) -> None:
        if not self._takes():
            return
        await self._open_plan.settled()
        self._open_plan.shown.difference_update(self._editing)
        self._editing = []
        self._undo.clear()
        await self._next("")
        self._closed()

    async def _pass_by(self) -> None:
        if self._takes():
            self._undo.clear()
            await self._next("")

    async def _enough(self) -> None:
        self._place.clear()
        await self._over()

    async def _next(self, said: str) -> None:
        self._said.set_text(said)
        self._at += 1
        self._show()
        if self._at >= len(self._asked):
            await self._over()
        else:
            self._heading.client.run_javascript(f"getHtmlElement({self._heading.id})?.focus()")

    def _takes(self) -> bool:
        """Whether a tap counts: neither a second one nor one that comes before the first is done."""
        if monotonic() - self._shown_at < _SECOND_TAP_SECONDS:
            return False
        self._shown_at = inf
        return True

    def _on(self, **rest: object) -> Raw:
        return {"section": self._now.section.id, "entry": self._now.entry, **rest}

    async def _change(self, make: Callable[[Plan], Sequence[Raw]]) -> bool:
        """Whether it was done; otherwise the page says why not."""
        try:
            outcomes = await self._open_plan.change(make)
        except PocketPlanError as error:
            self._said.set_text(self._open_plan.sentence(error))
            self._shown_at = 0.0
            return False
        refused = [outcome for outcome in outcomes if outcome.result == "refused"]
        if refused:
            self._shown_at = 0.0
            self._said.set_text(self._open_plan.sentence(refused[0]))
        return not refused
