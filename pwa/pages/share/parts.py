"""Which parts of a plan are in a copy: ticked, with a yes of its own for names, and two for what happened before."""

from typing import Any

from nicegui.element import Element

from components.choice.choice import Tick
from components.fold.fold import Fold
from components.words.words import Words
from pwa.pages.share.draft import Draft
from pwa.plan.record_sections import PAST
from pwa.plan.sections import ABOUT, AVOID, SECTIONS, Section
from pwa.share.choosing import chosen
from pwa.share.terms import TICKED


def parts(draft: Draft) -> None:
    """The parts behind a fold that says how many are chosen, and what is never in a copy."""
    t, plan = draft.open_plan.t, draft.open_plan.plan
    with Fold("") as fold:
        Words("p", t("What you write into a part later is in the copy too."), "pp-hint")
        for section in SECTIONS:
            count = len(chosen(plan, [section.id]).get(section.id, ()))
            if section in (AVOID, PAST) or not (count or section.id in {*TICKED, *draft.sections}):
                continue
            _tick(draft, section, count)
        _avoid(draft)
        _past(draft)
        _only_me(draft)

    def show() -> None:
        n = len(draft.terms().sections)
        fold.summary.set_text(t.tn("What they can read: {n} part", "What they can read: {n} parts", n))

    draft.watch(show)


def _tick(draft: Draft, section: Section, count: int) -> None:
    t = draft.open_plan.t
    held = t.tn("{n} thing", "{n} things", count) if count else t("empty")
    name, save = draft.field(section.id, lambda value: _choose(draft, section, value))
    hint = t("Only the name you like, your languages, and how you communicate.") if section is ABOUT else ""
    label = t("{heading}: {count}", heading=t(section.mine), count=held)
    Tick(label, section.id in draft.sections, name=name, on_save=save, words=draft.words, hint=hint).as_draft()


def _choose(draft: Draft, section: Section, is_in: Any) -> None:
    if is_in is True:
        draft.sections.add(section.id)
    else:
        draft.sections.discard(section.id)


def _avoid(draft: Draft) -> None:
    """Its own yes: it says who will read whose name."""
    t, plan = draft.open_plan.t, draft.open_plan.plan
    if not chosen(plan, [AVOID.id]) and AVOID.id not in draft.sections:
        return

    def listed() -> dict[str, str]:
        entries = chosen(draft.open_plan.plan, [AVOID.id]).get(AVOID.id, ())
        return {entry["id"]: str(entry["content"].get("name", "")) for entry in entries}

    def take(value: Any) -> None:
        if (value is True) != (AVOID.id in draft.sections):
            draft.choose_names(listed() if value is True else ())

    name, save = draft.field(AVOID.id, take)
    tick = Tick(t(AVOID.mine), AVOID.id in draft.sections, name=name, on_save=save, words=draft.words)
    tick.as_draft(in_tab=False)

    def show() -> None:
        reader, is_in = draft.reader, AVOID.id in draft.sections
        names = t.list(name for one, name in listed().items() if one in draft.names or not is_in)
        known = t("{reader} will read these names: {names}", reader=reader, names=names)
        tick.set_hint(known if reader else t("They will read these names: {names}", names=names))

    draft.watch(show)


def _past(draft: Draft) -> None:
    """Asked for twice, and never there by itself."""
    t, plan = draft.open_plan.t, draft.open_plan.plan
    if not chosen(plan, [PAST.id]) and not draft.has_past:
        return

    def ask(value: Any) -> None:
        draft.has_past = value is True

    def be_sure(value: Any) -> None:
        draft.is_sure_of_past = value is True

    name, save = draft.field("past", ask)
    Tick(t(PAST.mine), draft.has_past, name=name, on_save=save, words=draft.words).as_draft(in_tab=False)
    with Element("div").classes("pp-told") as second:
        Words("p", t("This is the most private part. It is in the copy only if you say yes once more."))
        name, save = draft.field("past_sure", be_sure)
        sure = t("Yes, they may read what happened before")
        Tick(sure, draft.is_sure_of_past, name=name, on_save=save, words=draft.words).as_draft(in_tab=False)
    draft.watch(lambda: second.set_visibility(draft.has_past))


def _only_me(draft: Draft) -> None:
    t, plan = draft.open_plan.t, draft.open_plan.plan
    count = sum(entry.is_only_me for section in SECTIONS for entry in plan.shown(section.id))
    if count:
        said = t.tn(
            "{n} thing is marked “Only me”. It is never in a copy.",
            "{n} things are marked “Only me”. They are never in a copy.",
            count,
        )
        Words("p", said, "pp-hint")
