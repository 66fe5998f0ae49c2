"""The plan on paper, as a card for a wallet or on A4: ``/<language>/<slot>/paper``."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from html import escape
from typing import Any

from nicegui import ui
from nicegui.element import Element

from components.choice.choice import Choice, Select, Tick
from components.keeping.keeping import SAVED, Answer, Typed
from components.plan_view.plan_paper import PlanPaper
from components.words.words import Link, Words
from pwa import i18n, lines
from pwa.pages.arriving import arrive
from pwa.pages.desk import Desk
from pwa.pages.frame import frame
from pwa.pages.open_plan import OpenPlan
from pwa.plan.model import Plan
from pwa.plan.section import Place, Section
from pwa.plan.sections import AVOID, BY_ID, SECTIONS, as_json
from pwa.share.terms import TICKED

CARD, A4 = "card", "page"

_PAPER_STYLE = "plan_paper.css"
_STYLES = ("tokens.css", "plan_view.css", _PAPER_STYLE)


def pages(desk: Desk, tag: str) -> dict[str, Callable[..., Awaitable[None]]]:
    """The address of printing in one language, without the language, and what builds it."""
    t = i18n.translator(tag)

    async def paper(slot: str) -> None:
        here = f"/{slot}/paper"
        if open_plan := await arrive(desk, t, slot, here):
            with frame(desk, t, here, slot=open_plan.slot) as main:
                # Behind the frame's own styles, which print recovery words alone.
                ui.add_head_html(f'<link rel="stylesheet" href="{escape(desk.asset(_PAPER_STYLE))}">')
                main.classes("pp-columns")
                _Paper(open_plan)

    return {"/{slot}/paper": paper}


class _Paper:
    """What can be chosen, and beside it the sheets as they will print."""

    def __init__(self, open_plan: OpenPlan) -> None:
        self._open_plan = open_plan
        self._offered = tuple(_printable(open_plan.plan))
        self._chosen = {section.id for section in self._offered if _is_chosen_at_first(section)}
        with Element("div").classes("pp-paper-controls"):
            self._choices()
        with Element("div").classes("pp-beside"):
            self._paper = self._sheets()

    def _choices(self) -> None:
        t = self._open_plan.t
        Link(t("All parts of my plan"), f"/{t.tag}/{self._open_plan.slot}/edit")
        Words("h1", t("On paper"))
        Words("p", t("Paper needs no battery and no signal. Whoever finds it can read it."), "pp-asks")
        forms = {CARD: t("A card for my wallet"), A4: t("A page to hang up or give to someone (A4)")}
        hint = t("On the page stand only those people’s numbers that may be in copies. The card is for me and has all.")
        Choice(t("What to print"), forms, CARD, hint=hint, **self._keeping("form"))
        Tick(t("Large letters"), **self._keeping("isLarge"))
        self._code()
        Words("h2", t("What stands on it"))
        Words("p", t("What is marked “Only me” is never printed."), "pp-hint")
        for section in self._offered:
            hint = t("Whoever reads the paper reads these names.") if section is AVOID else ""
            Tick(t(section.mine), section.id in self._chosen, hint=hint, **self._ticking(section.id))

    def _code(self) -> None:
        open_plan, t = self._open_plan, self._open_plan.t
        copies = open_plan.desk.copies.active(open_plan.opened.shared)
        if copies and not open_plan.cookie.pin:  # under a PIN a code is shown after that alone, where copies are
            options = {"": t("no code")} | {copy.id: copy.terms.label for copy in copies}
            hint = t("Whoever scans it reads that copy for as long as it opens.")
            Select(t("The code of a copy"), options, "", hint=hint, **self._keeping("copy"))

    def _keeping(self, option: str) -> dict[str, Any]:
        """Where a choice is kept until the page has it, and what it is for; nothing says *saved*, as nothing is."""

        async def choose(typed: Typed) -> Answer:
            self._paper.choose(**{option: typed.value})
            return SAVED

        return {"name": f"paper:{self._open_plan.slot}:{option}", "on_save": choose, "words": {}}

    def _ticking(self, section: str) -> dict[str, Any]:
        return self._keeping(section) | {"on_save": partial(self._tick, section)}

    async def _tick(self, section: str, typed: Typed) -> Answer:
        (self._chosen.add if typed.value else self._chosen.discard)(section)
        self._paper.choose(chosen=sorted(self._chosen))
        return SAVED

    def _sheets(self) -> PlanPaper:
        open_plan, tag = self._open_plan, self._open_plan.t.tag
        desk, today = open_plan.desk, datetime.now(UTC).date()
        return PlanPaper(
            f"/api/plans/{open_plan.slot}",
            sections=list(table()),
            catalogue=f"/i18n/{tag}.json",
            more_words=desk.asset(f"later.{tag}.json"),
            lines=lines.for_plan(open_plan.plan, desk.settings.region, today, tag),
            styles=paper_styles(desk),
            options={"form": CARD, "chosen": sorted(self._chosen), "today": today.isoformat()},
        )


def paper_styles(desk: Desk) -> list[str]:
    """The addresses of what a sheet's look is made of."""
    return [desk.asset(style) for style in _STYLES]


def table() -> Iterator[dict[str, Any]]:
    """The phone's table of sections, with the fields that others may read."""
    for raw in as_json():
        section = BY_ID[raw["id"]]
        if section in SECTIONS:
            names = {field.name for field in (*section.fields, *section.answers) if field.shared}
            yield {**raw, **{key: [one for one in raw[key] if one["name"] in names] for key in ("fields", "answers")}}


def _printable(plan: Plan) -> Iterator[Section]:
    """The sections that have something to print."""
    for section in SECTIONS:
        hidden = {field.name for field in section.named if not field.shared}
        entries = (entry for entry in plan.shown(section.id) if not entry.is_only_me and entry.id not in hidden)
        if section.place is not Place.DESK and any(entry.now.content for entry in entries):
            yield section


def _is_chosen_at_first(section: Section) -> bool:
    """Whether the first screen shows it or a copy starts with it."""
    return section.place is Place.TOP or section.id in TICKED
