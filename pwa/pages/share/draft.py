"""What is being settled for a copy, until it is made or changed."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from components.keeping.keeping import SAVED, Answer, OnSave, Typed
from pwa.pages.days import months_after, today
from pwa.pages.open_plan import OpenPlan
from pwa.plan.record_sections import PAST
from pwa.plan.section import Section
from pwa.plan.sections import AVOID, SECTIONS
from pwa.share.choosing import shown_name
from pwa.share.terms import TICKED, Terms

NEW, OTHER = "new", "other"
MONTHS = 3  # how long a copy lasts when nothing else is chosen

Take = Callable[[Any], None]


class Draft:
    """Fields hand in what was chosen; nothing of it is in the plan yet, so the tab keeps it as well.

    Args:
        start: what is settled before anything is chosen.
        name: what the tab keeps it under: another one for each copy.
    """

    @staticmethod
    def name_of(open_plan: OpenPlan, name: str) -> str:
        """The start of the names of its fields."""
        return f"share:{open_plan.slot}:{name}"

    def __init__(self, open_plan: OpenPlan, start: Terms, *, name: str) -> None:
        self.open_plan = open_plan
        self.name = self.name_of(open_plan, name)
        self._start = start
        self.is_new = not start.label
        self.who = start.contact or ""
        self.label = start.label
        self.sections = {*start.sections} - {PAST.id}
        self.has_past = self.is_sure_of_past = PAST.id in start.sections
        self.names = start.names
        self.held_back = start.held_back
        self.shown_name = shown_name(open_plan.plan) if start.name is None else start.name
        self.until = start.until
        self.may_keep = start.may_keep
        self.with_number = start.with_number
        self.passcode = start.passcode or ""
        self.kept: dict[str, Any] = {}
        self._watchers: list[Callable[[], object]] = []
        open_plan.watch(self.changed)

    def watch(self, changed: Callable[[], object]) -> None:
        """Call this now, after each choice, and after each change of the plan."""
        self._watchers.append(changed)
        changed()

    def changed(self) -> None:
        """Let everything that shows the choices show them anew."""
        for changed in self._watchers:
            changed()

    def end(self) -> None:
        """Its fields leave the page: nothing is shown any more."""
        self._watchers.clear()

    def field(self, name: str, take: Take) -> tuple[str, OnSave]:
        """The name under which a field keeps what is typed, and what takes it; ``take`` ignores what it can't use."""
        name = f"{self.name}:{name}"

        async def save(typed: Typed) -> Answer:
            self.kept[name] = typed.value
            take(typed.value)
            self.changed()
            return SAVED

        return name, save

    @property
    def words(self) -> dict[str, str]:
        """What a field says about itself: nothing, as long as there is a line."""
        return {
            "saving": "",
            "saved": "",
            "kept": self.open_plan.t("Kept on this page until the line is back."),
            "refused": "",
        }

    @property
    def reader(self) -> str:
        """What the owner calls the reader; empty when that was not said yet."""
        entry = self.open_plan.plan.entry("contacts", self.who) if self.who not in ("", OTHER) else None
        if entry:
            return str(entry.now.content.get("name", ""))
        return self.label.strip()

    def choose_names(self, names: Iterable[str] = ()) -> None:
        """Let these names under ``avoid`` be in it, and no others."""
        self.names, self.held_back = tuple(names), ()
        (self.sections.add if self.names else self.sections.discard)(AVOID.id)

    def terms(self) -> Terms:
        """What is settled now."""
        sections = {*self.sections, *({PAST.id} if self.has_past and self.is_sure_of_past else ())}
        return replace(
            self._start,
            label=self.reader,
            contact=None if self.who in ("", OTHER) else self.who,
            sections=tuple(section.id for section in SECTIONS if section.id in sections),
            name=self._name(),
            until=self.until,
            may_keep=self.may_keep,
            with_number=self.with_number,
            passcode=in_digits(self.passcode) or None,
            names=self.names,
            held_back=self.held_back,
        )

    def _name(self) -> str | None:
        """None, so that it follows the plan, where it is the plan's own."""
        is_the_plans = bool(self.shown_name) and self.shown_name == shown_name(self.open_plan.plan)
        return None if is_the_plans else self.shown_name


def new_draft(open_plan: OpenPlan, alone: Section | None = None) -> Draft:
    """The choices that stand when someone begins: enough to make a copy as soon as it is said for whom."""
    until = months_after(today(), MONTHS).isoformat()
    sections = (alone.id,) if alone else TICKED
    return Draft(open_plan, Terms(label="", sections=sections, name=None, until=until), name=name_of_new(alone))


def name_of_new(alone: Section | None = None) -> str:
    """What a tab keeps a new copy under: one with a part alone is none of the others."""
    return f"{NEW}-{alone.id}" if alone else NEW


def in_digits(passcode: str) -> str:
    """A passcode without blanks, its digits as every keyboard has them."""
    bare = "".join(passcode.split())
    return "".join(str(int(one)) if one.isdecimal() else one for one in bare)
