"""Who can open a plan now, what each of them sees, and what that means: ``/<language>/<slot>/readers``."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable

from nicegui.element import Element

from components.words.words import Link, Words
from pwa import i18n
from pwa.pages.arriving import arrive
from pwa.pages.days import today
from pwa.pages.desk import Desk
from pwa.pages.frame import frame
from pwa.pages.helping.owners import rights_of, state_of
from pwa.pages.open_plan import OpenPlan
from pwa.pages.share.more import until_words
from pwa.plan.model import Plan
from pwa.plan.sections import ABOUT, CONTACTS, SECTIONS
from pwa.share.choosing import shown_name
from pwa.share.helping import Helper


def pages(desk: Desk, tag: str) -> dict[str, Callable[..., Awaitable[None]]]:
    """The address in one language, without the language, and what builds the page."""
    t = i18n.translator(tag)

    async def readers(slot: str) -> None:
        here = f"/{slot}/readers"
        open_plan = await arrive(desk, t, slot, here)
        if open_plan is None:
            return
        with frame(desk, t, here, slot=open_plan.slot):
            Link(t("Everything in my plan"), f"/{tag}/{open_plan.slot}/edit")
            Words("h1", t("Who can read what"))
            Words("p", t("This is who can open your plan now, and what each of them sees."))
            await _devices(open_plan)
            await _helpers(open_plan)
            _copies(open_plan)
            _all_else(open_plan)

    return {"/{slot}/readers": readers}


async def _devices(open_plan: OpenPlan) -> None:
    t = open_plan.t
    found = await asyncio.to_thread(open_plan.desk.devices.all, open_plan.cookie)
    names = [
        one.name or (t("This device") if one.is_this else t("Device {n}", n=number))
        for number, one in enumerate(found, 1)
    ]
    Words("h2", t("Devices with my plan"))
    Words("p", t("Each of these can read and change all of your plan. A PIN can hold off who picks one up."))
    _list(names)
    if open_plan.opened.has_code:
        Words("p", t("Whoever has your recovery words can open all of it, too."))


async def _helpers(open_plan: OpenPlan) -> None:
    t = open_plan.t
    found = await asyncio.to_thread(open_plan.desk.helpers.all, open_plan.cookie, today().isoformat())
    Words("h2", t("Who writes with you"))
    there = [one for one in found if one.state != "ended"]
    if not there:
        Words("p", t("Nobody."))
    for one in there:
        Words("h3", one.name).props("dir=auto")
        if one.state == "invited":
            Words("p", t("Invited, and has not begun. Whoever opens the invitation first is the one who helps."))
        Words("p", state_of(t, one), "pp-note")
        for line in rights_of(t, one):
            Words("p", line)
        if others := read_too(open_plan.plan, one, found):
            Words("p", t("Reads there what {names} wrote, too.", names=t.list(others)))
        _less(open_plan, one.sections)
    if there:
        Words("p", t("None of them sees what is marked “Only me”, your devices, your recovery words or your copies."))
    Link(t("Write with someone"), f"/{t.tag}/{open_plan.slot}/helpers")


def read_too(plan: Plan, one: Helper, all_: Iterable[Helper]) -> list[str]:
    """Which other helpers wrote, or may write, where this one reads; what they wrote stays when they left."""

    def writes(other: Helper, part: str) -> bool:
        if other.state == "helps" and other.sections.get(part) == "write":
            return True
        entries = (entry for entry in plan.shown(part) if not entry.is_only_me)
        return any(text.by == other.id for entry in entries for text in entry.texts)

    others = (other for other in all_ if other.id != one.id)
    names = (other.name for other in others if any(writes(other, part) for part in one.sections))
    return list(dict.fromkeys(names))


def _copies(open_plan: OpenPlan) -> None:
    t, copies = open_plan.t, open_plan.desk.copies.active(open_plan.shared)
    Words("h2", t("Copies I have given"))
    if not copies:
        Words("p", t("Nobody has a copy."))
    for copy in copies:
        Words("h3", copy.terms.label).props("dir=auto")
        parts = [t(one.mine) for one in SECTIONS if one.id in copy.terms.sections]
        Words("p", t("Reads: {parts}", parts=t.list(parts)))
        _less(open_plan, copy.terms.sections)
        name = shown_name(open_plan.plan) if copy.terms.name is None else copy.terms.name
        Words("p", t("Your name in it: {name}", name=name) if name else t("Your name is not in it."), "pp-note")
        Words(
            "p",
            t("Your own number is in it.") if copy.terms.with_number else t("Your own number is not in it."),
            "pp-note",
        )
        Words("p", until_words(t, copy.terms.until), "pp-note")
    Link(t("Share my plan"), f"/{t.tag}/{open_plan.slot}/share")


def _less(open_plan: OpenPlan, sections: Collection[str]) -> None:
    """What is not in sight of a part that is."""
    t = open_plan.t
    if ABOUT.id in sections:
        only = t("Only the name you like, your languages, and how you communicate.")
        Words("p", t("{label}: {words}", label=t(ABOUT.mine), words=only), "pp-note")
    if CONTACTS.id in sections:
        only = t("A number is there only where you said that it may be in copies.")
        Words("p", t("{label}: {words}", label=t(CONTACTS.mine), words=only), "pp-note")


def _all_else(open_plan: OpenPlan) -> None:
    t = open_plan.t
    Words("p", t("Paper, files you saved and codes that hold everything are in no list: whoever has one can read it."))
    Words("h2", t("The people who run this server"))
    Words(
        "p",
        t("They see how many plans there are, how large, when each changed and how many open it. They see no words."),
    )
    Words("p", t("While a plan is opened on their server, someone who changes its program could read it."))
    Words("h2", t("What someone may have to pass on"))
    Words("p", t("Who helps as their work may have to tell others when someone is in danger, above all a child."))
    Words("p", t("Ask them what they must pass on before you write it down. You decide what they can read."))


def _list(names: Iterable[str]) -> None:
    with Element("ul"):
        for name in names:
            Words("li", name).props("dir=auto")
