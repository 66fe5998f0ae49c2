"""Something one wants to dare: thought through at the desk, beside what matters and what one is good at."""

from collections.abc import Callable
from functools import cache, partial

from nicegui.element import Element

from components.button.button import Button
from components.entry_list.entry_list import Row
from components.fold.fold import Fold
from components.words.words import Link, Words
from pwa import i18n
from pwa.i18n import Translator
from pwa.pages.agreement.page import printed
from pwa.pages.days import day_words
from pwa.pages.entries import Entries
from pwa.pages.open_plan import OpenPlan
from pwa.pages.rows import full_row, row
from pwa.pages.unsaved import Unsaved
from pwa.plan.changes import apply
from pwa.plan.model import Entry, Plan
from pwa.plan.record_sections import CHOICES
from pwa.plan.section import Section
from pwa.plan.sections import BY_ID
from pwa.plan.typed import plan_from_shorthand

_BESIDE = (BY_ID["reasons"], BY_ID["strengths"])
_EXAMPLE_ID = "e" * 32
_AFTERWARDS = [field.name for field in CHOICES.fields].index("how_it_went") + 1  # which field gets the caret


async def choices(open_plan: OpenPlan, *, address: Callable[[str], str]) -> None:
    """The part of a plan for it; ``address`` knows the page of another part by its section id."""
    t = open_plan.t
    Words("p", t(CHOICES.asks), "pp-asks")
    Words("p", t("A plan is for living, too. Nobody marks it. You can change your mind at any time."), "pp-hint")
    with Fold(t("An example")):
        _example(t)
    entries: list[Entries] = []

    async def reopen(section: str, entry: str) -> None:
        if section == CHOICES.id:
            await entries[0].open(entry)

    unsaved = Unsaved(open_plan, reopen)
    asked = Element("div").props("aria-live=polite")
    entries.append(Entries(open_plan, CHOICES, closed=unsaved.look, is_in_full=True))
    _LookAgain(open_plan, asked, entries[0])
    for section in _BESIDE:
        _beside(open_plan, section, address(section.id))
    _OnPaper(open_plan)


class _LookAgain:
    """Asks how it went once the day to look again has come, until something is written about it."""

    def __init__(self, open_plan: OpenPlan, place: Element, entries: Entries) -> None:
        self._open_plan = open_plan
        self._place = place
        self._entries = entries
        self._asked: list[tuple[str, str, str]] = []
        open_plan.watch(self.show)
        self.show()

    def show(self) -> None:
        """Ask what has to be asked now."""
        day = self._open_plan.today().isoformat()
        asked = [_asked(entry) for entry in self._open_plan.plan.shown(CHOICES.id) if _is_due(entry, day)]
        if asked == self._asked:
            return
        self._asked = asked
        self._place.clear()
        with self._place:
            for one in asked:
                self._ask(*one)

    def _ask(self, entry_id: str, want: str, day: str) -> None:
        t = self._open_plan.t
        with Element("section").classes("pp-told"):
            Words("h2", t("How did it go?"))
            Words("p", want, "pp-row-text").props(f"dir=auto lang={self._open_plan.language}")
            Words("p", t("You wanted to look at this again on {day}.", day=day_words(t, day)), "pp-note")
            open_it = partial(self._entries.open, entry_id, caret=_AFTERWARDS)
            Button(t("Write how it went"), open_it, label=t("Write how it went: {words}", words=want[:60]))


class _OnPaper:
    """What is written here, alone on paper; what is only for its owner is not there."""

    def __init__(self, open_plan: OpenPlan) -> None:
        self._open_plan = open_plan
        t = open_plan.t
        printed(open_plan)
        with Element("section") as self._offer:
            Words("h2", t("On paper"))
            Words("p", t("What is marked “Only me” is never printed."), "pp-hint")
            with Element("div").classes("pp-buttons"):
                Button(t("Print")).on("click", js_handler="() => print()")
        self._sheet = Element("div").classes("pp-on-paper pp-words-on-paper pp-for-paper")
        open_plan.watch(self.show)
        self.show()

    def show(self) -> None:
        """Write on the sheet what the plan holds now."""
        open_plan, t = self._open_plan, self._open_plan.t
        entries = [entry for entry in open_plan.plan.shown(CHOICES.id) if not entry.is_only_me]
        self._offer.set_visibility(bool(entries))
        self._sheet.clear()
        with self._sheet:
            Words("p", t(CHOICES.mine), "pp-only-printed")
            Words("p", day_words(t, open_plan.today().isoformat()))
            for entry in entries:
                for text in entry.texts:
                    _written(open_plan, full_row(t, open_plan.plan, CHOICES, entry, text))


def _written(open_plan: OpenPlan, row: Row) -> None:
    with Element("section"):
        Words("h2", row.text).props(f"dir=auto lang={row.language or open_plan.language}")
        for note in row.notes:
            Words("p", note, "pp-row-text").props("dir=auto")


def _is_due(entry: Entry, today: str) -> bool:
    content = entry.now.content
    return bool(content.get("look_again")) and not content.get("how_it_went") and _day(entry) <= today


def _day(entry: Entry) -> str:
    return str(entry.now.content.get("look_again", ""))


def _asked(entry: Entry) -> tuple[str, str, str]:
    return entry.id, str(entry.now.content.get("want", "")), _day(entry)


def _beside(open_plan: OpenPlan, section: Section, address: str) -> None:
    """What another part says, to look at while this one is written."""
    t, plan = open_plan.t, open_plan.plan
    texts = [str(entry.now.content.get("text", "")) for entry in plan.shown(section.id)]
    with Fold(t(section.mine)):
        if texts:
            with Element("ul").classes("pp-points"):
                for text in texts:
                    with Element("li"):
                        Words("bdi", text).props(f"dir=auto lang={open_plan.language}")
        else:
            Words("p", t("Nothing is written here yet."))
        Link(t("Change: {words}", words=t(section.mine)), address)


def _example(t: Translator) -> None:
    plan = _example_plan(t.tag)
    Words("p", t("This is an example. Nobody's plan."), "pp-note")
    for entry in plan.entries(CHOICES.id):
        shown = row(t, plan, CHOICES, entry, is_in_full=True)
        with Element("div").classes("pp-card pp-row"):
            Words("p", shown.text, "pp-row-text").props(f"dir=auto lang={plan.value('settings', 'language')}")
            for note in shown.notes:
                Words("p", note, "pp-note").props("dir=auto")


@cache
def _example_plan(tag: str) -> Plan:
    """The invented plan of a language, with what a phone does not show of it."""
    plan = Plan(id=_EXAMPLE_ID)
    for change in plan_from_shorthand(i18n.example(tag)):
        plan = apply(plan, change).plan
    return plan
