"""The whole plan, part by part, to be read, changed and put in order: ``/<language>/<slot>/edit``."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from nicegui.element import Element

from components.kept_text.kept_text import KeptText
from components.words.words import Link, Words
from pwa import i18n
from pwa.pages.about_phone import about_phone
from pwa.pages.agreement.page import agreement
from pwa.pages.agreement.together import together
from pwa.pages.arriving import arrive
from pwa.pages.choices import choices
from pwa.pages.deleting import Deleting
from pwa.pages.desk import Desk
from pwa.pages.devices import DeviceList
from pwa.pages.entries import Entries
from pwa.pages.fields import field_editor
from pwa.pages.frame import frame, turned_away
from pwa.pages.helping.still_helping import StillHelping
from pwa.pages.hiding import hiding
from pwa.pages.how_things_are.look_back import LookBack
from pwa.pages.how_things_are.page import how_things_are
from pwa.pages.leaving_here import LeavingHere
from pwa.pages.lock import Lock
from pwa.pages.looks.page import due_line, looks
from pwa.pages.new_names import NewNames
from pwa.pages.offers import Offers
from pwa.pages.open_plan import OpenPlan
from pwa.pages.past import past
from pwa.pages.pictures import pictures
from pwa.pages.preview import preview
from pwa.pages.questions import Questions
from pwa.pages.recovery_words import recovery_words
from pwa.pages.seen_by import SeenBy
from pwa.pages.still_given import StillGiven
from pwa.pages.take_along import take_along
from pwa.pages.talk_next import talk_next
from pwa.pages.unsaved import Unsaved
from pwa.pages.versions import Versions
from pwa.pages.which_one import WhichOne
from pwa.plan.record_sections import AGREEMENT, CHOICES, DAYS, LOOKS, PAST
from pwa.plan.section import N_, Kind, Section
from pwa.plan.sections import AVOID, BY_ID, CONTACTS, SECTIONS, SETTINGS, TALK
from pwa.share.rights import suggested_in

PARTS = tuple(section for section in SECTIONS if section.kind is not Kind.RECORD)
_RECOVERY, _DEVICES = "recovery", "devices"
_OWN_HEADING = {PAST.id}  # what they show has more than one page, each with a heading of its own


async def _recovery(open_plan: OpenPlan) -> None:
    await recovery_words(open_plan)


async def _devices(open_plan: OpenPlan) -> None:
    await DeviceList(open_plan, words=_words_address(open_plan)).show_all()
    LeavingHere(open_plan, words=_words_address(open_plan), hide=_address(open_plan, "hide"))


async def _lock(open_plan: OpenPlan) -> None:
    Lock(open_plan, words=_words_address(open_plan))


async def _hide(open_plan: OpenPlan) -> None:
    hiding(open_plan)


async def _take(open_plan: OpenPlan) -> None:
    await take_along(open_plan)


async def _versions(open_plan: OpenPlan) -> None:
    await Versions(open_plan).show()


async def _delete(open_plan: OpenPlan) -> None:
    Deleting(open_plan)


async def _agreement(open_plan: OpenPlan) -> None:
    await agreement(open_plan, part_address)


async def _together(open_plan: OpenPlan) -> None:
    await together(open_plan, part_address)


async def _choices(open_plan: OpenPlan) -> None:
    await choices(open_plan, address=lambda part: _address(open_plan, part))


async def _past(open_plan: OpenPlan) -> None:
    await past(open_plan, partial(_address, open_plan))


async def _days(open_plan: OpenPlan) -> None:
    how_things_are(open_plan, partial(_address, open_plan))


async def _looks(open_plan: OpenPlan) -> None:
    await looks(open_plan, partial(_address, open_plan))


# Parts that are no section, or a section with a page of its own: heading and what shows them, as the overview has them.
_OWN: Mapping[str, tuple[str, Callable[[OpenPlan], Awaitable[None]]]] = {
    _RECOVERY: (N_("My recovery words"), _recovery),
    LOOKS.id: (LOOKS.mine, _looks),
    TALK.id: (TALK.mine, talk_next),
    AGREEMENT.id: (AGREEMENT.mine, _agreement),
    CHOICES.id: (CHOICES.mine, _choices),
    PAST.id: (PAST.mine, _past),
    "together": (N_("Making it together in 30 minutes"), _together),
    _DEVICES: (N_("Devices with my plan"), _devices),
    "lock": (N_("Lock this device"), _lock),
    "hide": (N_("What Hide does"), _hide),
    "versions": (N_("Earlier versions"), _versions),
    "take": (N_("Take it along"), _take),
    "delete": (N_("Delete my plan"), _delete),
    DAYS.id: (DAYS.mine, _days),
}
# The first three have the same address whatever parts there are: other pages lead to them.
_FIXED = 3
PART_NAMES = (*list(_OWN)[:_FIXED], *(section.id for section in PARTS), SETTINGS.id, *list(_OWN)[_FIXED:])

Page = Callable[..., Awaitable[None]]


def part_address(name: str) -> str:
    """The last piece of a part's address: a number, so that a browser's history tells nothing of what was read."""
    return str(PART_NAMES.index(name))


def part_of_address(address: str) -> str | None:
    """The section id, or the name of one of the other parts, that an address stands for."""
    return next((name for name in PART_NAMES if part_address(name) == address), None)


def _address(open_plan: OpenPlan, part: str) -> str:
    return f"/{open_plan.t.tag}/{open_plan.slot}/edit/{part_address(part)}"


def _words_address(open_plan: OpenPlan) -> str:
    return _address(open_plan, _RECOVERY)


def pages(desk: Desk, tag: str) -> dict[str, Page]:
    """The addresses of editing in one language, without the language, and what builds each."""
    t = i18n.translator(tag)

    async def overview(slot: str) -> None:
        here = f"/{slot}/edit"
        if open_plan := await arrive(desk, t, slot, here):
            with frame(desk, t, here, slot=open_plan.slot) as main:
                main.classes("pp-columns")
                _overview(open_plan)

    async def part(slot: str, part: str) -> None:
        here = f"/{slot}/edit/{part}"
        name = part_of_address(part)
        if name is None:
            turned_away(desk, t, f"/{slot}/edit", t("There is no such part of a plan."))
        elif open_plan := await arrive(desk, t, slot, here):
            with frame(desk, t, here, slot=open_plan.slot) as main:
                main.classes("pp-columns")
                await _part(open_plan, name)

    return {"/{slot}/edit": overview, "/{slot}/edit/{part}": part}


def _overview(open_plan: OpenPlan) -> None:
    t = open_plan.t
    with Element("div"):
        Words("h1", t("Everything in my plan"))
        _told(open_plan)
        Words("p", t("Choose a part to read or change. It saves by itself."), "pp-hint")
        LookBack(open_plan, partial(_address, open_plan))
        due_line(open_plan, _address(open_plan, LOOKS.id))
        StillGiven(open_plan)
        StillHelping(open_plan)
        NewNames(open_plan)
        for words, page in (
            (t("Share my plan"), "share"),
            (t("Write with someone"), "helpers"),
            (t("Who can read what"), "readers"),
        ):
            with Element("p"):
                Link(words, f"/{t.tag}/{open_plan.slot}/{page}")
        Unsaved(open_plan, _stay)
        with Element("ul").classes("pp-parts"):
            for section in PARTS:
                _link(open_plan, section.id, t(section.mine), _count(open_plan, section))
            for section in (TALK, AGREEMENT, CHOICES):
                _link(open_plan, section.id, t(section.mine), _count(open_plan, section))
            _link(open_plan, PAST.id, t(PAST.mine))  # how much happened is nobody's to see over a shoulder
            _link(open_plan, DAYS.id, t(DAYS.mine))
            _link(open_plan, LOOKS.id, t(LOOKS.mine))
            _link(open_plan, SETTINGS.id, t("About this phone and numbers"))
            for name, (heading, _) in _OWN.items():
                if name not in BY_ID:
                    _link(open_plan, name, t(heading), str(open_plan.opened.devices) if name == _DEVICES else "")
        Link(t("On paper"), f"/{t.tag}/{open_plan.slot}/paper")
    preview(open_plan)


async def _part(open_plan: OpenPlan, part: str) -> None:
    t = open_plan.t
    with Element("div"):
        Link(t("All parts of my plan"), f"/{t.tag}/{open_plan.slot}/edit")
        if part in _OWN:
            heading, show = _OWN[part]
            if part not in _OWN_HEADING:
                Words("h1", t(heading))
            await show(open_plan)
            return
        section = BY_ID[part]
        Words("h1", t("About this phone and numbers") if section is SETTINGS else t(section.mine))
        Words("p", t(section.asks), "pp-asks")
        _told(open_plan)
        _section(open_plan, section)
        _next(open_plan, section)
    preview(open_plan)


def _section(open_plan: OpenPlan, section: Section) -> None:
    entries: list[Entries] = []

    async def reopen(section_id: str, entry_id: str) -> None:
        if section_id == section.id and entries:
            await entries[0].open(entry_id)

    unsaved = Unsaved(open_plan, reopen)
    if section in (CONTACTS, AVOID):
        Questions(open_plan)
        StillGiven(open_plan)
        StillHelping(open_plan)
        NewNames(open_plan)
    if section is SETTINGS:
        about_phone(open_plan)
    elif section.kind is Kind.FIELDS:
        for field in section.fields:
            editor = field_editor(open_plan, section, field, field.name)
            if field.shared:
                open_plan.watch(SeenBy(open_plan, section, field.name).show)
            WhichOne(open_plan, section, field, editor)
            if isinstance(editor, KeptText) and field in suggested_in(section):
                Offers(open_plan, section, field, editor)
    else:
        entries.append(Entries(open_plan, section, closed=unsaved.look))
        if section is BY_ID["reasons"]:
            pictures(open_plan)


async def _stay(section: str, entry: str) -> None:
    """Nothing opens on this page."""


def _told(open_plan: OpenPlan) -> None:
    if open_plan.opened.restored_from_previous:
        said = open_plan.t(
            "The newest version of your plan could not be read. This is the one before it. "
            "Please look whether something is missing."
        )
        Words("p", said, "pp-told").props("role=status")


def _count(open_plan: OpenPlan, section: Section) -> str:
    answers = {field.name for field in section.answers}
    shown = open_plan.plan.shown(section.id)
    entries = [entry for entry in shown if entry.now.content and entry.id not in answers]
    return open_plan.t.tn("{n} thing", "{n} things", len(entries)) if entries else open_plan.t("empty")


def _link(open_plan: OpenPlan, part: str, heading: str, count: str = "") -> None:
    with Element("li"), Link("", _address(open_plan, part), "pp-part"):
        Words("span", heading)
        if count:
            Words("span", count, "pp-note")


def _next(open_plan: OpenPlan, section: Section) -> None:
    """The way on, so that a plan can be gone through part by part."""
    at = PARTS.index(section) + 1 if section in PARTS else len(PARTS)
    if at < len(PARTS):
        following = PARTS[at]
        words = open_plan.t("Next: {heading}", heading=open_plan.t(following.mine))
        Link(words, f"/{open_plan.t.tag}/{open_plan.slot}/edit/{part_address(following.id)}", "pp-button pp-next")
