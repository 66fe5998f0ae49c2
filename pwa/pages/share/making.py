"""Making a copy: for whom, and when nothing else is changed, that is all that is asked."""

import asyncio
from collections.abc import Awaitable, Callable

from nicegui.element import Element

from components.button.button import Button
from components.fold.fold import Fold
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.i18n import Translator
from pwa.pages.open_plan import OpenPlan
from pwa.pages.share.brought_back import BroughtBack
from pwa.pages.share.code import focus, show_code
from pwa.pages.share.draft import Draft, in_digits, name_of_new, new_draft
from pwa.pages.share.more import more, until, until_words
from pwa.pages.share.numbers import numbers
from pwa.pages.share.parts import parts
from pwa.pages.share.sight import as_they_see_it
from pwa.pages.share.who import who
from pwa.plan.section import Section
from pwa.plan.sections import AVOID
from pwa.share.recipients import all_the_same, stand_under_avoid
from pwa.share.terms import Copy, Terms

_LEAST_DIGITS = 4


class Making:
    """The form, then the code of what it made.

    Args:
        made: called after each copy.
        alone: the one part that is chosen at first; None: those that are shared as a rule.
    """

    def __init__(
        self, open_plan: OpenPlan, made: Callable[[], Awaitable[None]], *, alone: Section | None = None
    ) -> None:
        self._open_plan = open_plan
        self._made = made
        self._alone = alone
        self._turn = asyncio.Lock()
        self._asked_about: tuple[Terms, list[str]] | None = None
        self._tab = BroughtBack(open_plan, name_of_new(alone), again=self._begin_empty)
        self._place = Element("section")
        self.begin()

    def forget(self, copy_id: str) -> None:
        """Show an empty form in place of the code of a copy that was stopped."""
        if self._shown == copy_id:
            self.begin()

    def begin(self) -> None:
        """Show an empty form."""
        t = self._open_plan.t
        self._place.clear()
        self._shown = ""
        self._draft = new_draft(self._open_plan, self._alone)
        with self._place:
            self._heading = Words("h2", t("Make a copy for someone")).props("tabindex=-1")
            if self._alone:
                Words("p", t("Chosen for this copy: “{part}”, and nothing else.", part=t(self._alone.mine)))
            self._tab.here()
            who(self._draft)
            choices(self._draft, is_new=True)
            as_they_see_it(self._draft)
            self._asked = Element("div").props("aria-live=polite")
            self._said = Status()
            Button(t("Make the copy"), self._make, kind="primary").classes("pp-wide")
        self._draft.watch(self._ask_anew)

    def _begin_empty(self) -> None:
        self._draft.end()
        self._tab.let_go(self._draft)
        self._begin_again()

    def _begin_again(self) -> None:
        self.begin()
        focus(self._heading)

    async def _make(self) -> None:
        """Make what was chosen, unless something is missing or has to be asked."""
        if self._turn.locked():
            return
        async with self._turn:
            if missing := what_is_missing(self._open_plan.t, self._draft):
                self._said.set_text(missing)
                return
            self._said.set_text("")
            self._ask_no_more()
            try:
                await self._open_plan.look_again()
                await self._make_or_ask()
            except PocketPlanError as error:
                self._said.set_text(self._open_plan.sentence(error))

    async def _make_or_ask(self) -> None:
        """Make it, unless its reader stands under ``avoid`` and that was not asked about as it is now."""
        terms = self._draft.terms()
        asked = (terms, [entry.id for entry in stand_under_avoid(self._open_plan.plan, terms)])
        if asked[1] and asked != self._asked_about:
            self._ask()
            self._asked_about = asked
            return
        await self._make_now()

    def _ask(self) -> None:
        t, name = self._open_plan.t, self._draft.reader
        self._asked.clear()
        with self._asked, Element("div").classes("pp-told"):
            heading = Words("h3", t("“{name}” is in “{list}”.", name=name, list=t(AVOID.mine))).props("tabindex=-1")
            Words("p", t("Shall they get a copy all the same?"))
            with Element("div").classes("pp-buttons"):
                Button(t("No, make none"), self._ask_no_more)
                Button(t("Yes, make it"), self._make_all_the_same)
        focus(heading)

    def _ask_no_more(self) -> None:
        self._asked_about = None
        self._asked.clear()

    def _ask_anew(self) -> None:
        """Something else is chosen now: what was asked was about something else."""
        if self._asked_about and self._asked_about[0] != self._draft.terms():
            self._ask_no_more()

    async def _make_all_the_same(self) -> None:
        if self._turn.locked():
            return
        async with self._turn:
            self._asked.clear()
            try:
                await self._make_or_ask()
            except PocketPlanError as error:
                self._said.set_text(self._open_plan.sentence(error))

    async def _make_now(self) -> None:
        desk, t = self._open_plan.desk, self._open_plan.t
        terms = all_the_same(self._open_plan.plan, self._draft.terms())
        copy = await asyncio.to_thread(desk.copies.make, self._open_plan.cookie, terms)
        self._asked_about = None
        self._draft.end()
        self._place.clear()
        self._shown = copy.id
        self._tab.let_go(self._draft)
        await self._show(copy)
        with self._place:
            Button(t("Done"), self._begin_again, kind="primary").classes("pp-wide")
        await self._made()

    async def _show(self, copy: Copy) -> None:
        try:
            await show_code(self._open_plan, copy, self._place, heading="h2")
        except PocketPlanError as error:
            with self._place:
                Words("p", self._open_plan.sentence(error), "pp-told").props("role=alert")


def choices(draft: Draft, *, is_new: bool) -> None:
    """All that can be settled beside for whom it is, folded: each fold says what stands."""
    t = draft.open_plan.t
    parts(draft)
    numbers(draft)
    with Fold("") as fold:
        until(draft, is_new=is_new)
    draft.watch(lambda: fold.summary.set_text(t("How long: {until}", until=until_words(t, draft.until))))
    with Fold(t("Name, passcode, keeping it")):
        more(draft)


def what_is_missing(t: Translator, draft: Draft) -> str:
    """What has to be chosen or changed first, in a sentence; empty when nothing has."""
    passcode = in_digits(draft.passcode)
    if not draft.reader:
        return t("Please say first who it is for.")
    if not draft.terms().sections:
        return t("Please choose at least one part that they can read.")
    if passcode and not (passcode.isdecimal() and len(passcode) >= _LEAST_DIGITS):
        return t("A passcode has at least four digits and nothing else. It may also be left empty.")
    return ""
