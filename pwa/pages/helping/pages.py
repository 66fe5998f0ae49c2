"""The pages of someone who helps: ``/<language>/with``, ``/with/new``, ``/<slot>/with`` and each part below it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from html import escape
from http import HTTPStatus

from nicegui import ui
from nicegui.element import Element
from starlette.responses import RedirectResponse, Response

from components.button.button import Button
from components.words.words import Link, Words
from pwa import i18n
from pwa.errors import PocketPlanError
from pwa.i18n import Translator
from pwa.pages.days import day_words, today
from pwa.pages.desk import Desk
from pwa.pages.frame import frame, turned_away
from pwa.pages.helping.helpers_plan import HelpersPlan
from pwa.pages.helping.leaving import Leaving
from pwa.pages.helping.part import HelpersPart
from pwa.plan.section import Section
from pwa.plan.sections import SECTIONS
from pwa.share.helpers import HelpEnded, Seen
from pwa.vault.holders import Locked, NotAllowed

_ENDED = "ended"

Page = Callable[..., Awaitable[Response | None]]


def pages(desk: Desk, tag: str) -> dict[str, Page]:
    """The addresses in one language, without the language, and what builds each."""
    t = i18n.translator(tag)

    async def new() -> Response | None:
        ui.add_head_html(f'<script type="module" src="{escape(desk.asset("take_help.js"))}"></script>')
        with frame(desk, t, "/with/new"):
            _invited(t)
        return None

    async def all_() -> Response | None:
        if locked := await _locked(desk):
            turned_away(desk, t, "/with", t(locked))
            return None
        held, ended = await _held(desk)
        if ended and _ENDED not in ui.context.client.request.query_params:
            return _ended(desk, t, ended)
        with frame(desk, t, "/with"):
            _plans(t, held)
        return None

    async def overview(slot: str) -> Response | None:
        here = f"/{slot}/with"
        plan = await _arrive(desk, t, slot, here)
        if isinstance(plan, Response):
            return plan
        if plan:
            with frame(desk, t, here):
                _overview(plan)
        return None

    async def part(slot: str, part: str) -> Response | None:
        here = f"/{slot}/with/{part}"
        plan = await _arrive(desk, t, slot, here)
        if isinstance(plan, Response):
            return plan
        if plan:
            section = next((one for one in _readable(plan) if _address(one) == part), None)
            with frame(desk, t, here):
                if section is None:
                    _head(plan)
                    Words("p", t("You can’t read this part. Whose plan it is decides that."))
                else:
                    await _part(plan, section)
        return None

    return {"/with": all_, "/with/new": new, "/{slot}/with": overview, "/{slot}/with/{part}": part}


async def _arrive(desk: Desk, t: Translator, slot: str, here: str) -> HelpersPlan | Response | None:
    """The plan that an address means; None once a calm page says why it can't be opened, the way on once help ended."""
    if locked := await _locked(desk):
        turned_away(desk, t, here, t(locked))
        return None
    cookie = desk.helping(ui.context.client.request.cookies).get(slot)
    sentence = t("There is no plan here that this browser can open.")
    if cookie:
        try:
            seen = await asyncio.to_thread(desk.helpers.open, cookie, today().isoformat())
        except HelpEnded:
            return _ended(desk, t, [slot])
        except PocketPlanError as error:
            sentence = t(error.advice)
        else:
            desk.pages.add(ui.context.client, cookie)
            names = _names(t, {**await _others(desk, slot), slot: seen})
            return HelpersPlan(desk=desk, t=t, slot=slot, cookie=cookie, seen=seen, name=names[slot])
    with frame(desk, t, here):
        Words("h1", t("This page can't be opened now"))
        Words("p", sentence)
        Link(t("All plans you help with"), f"/{t.tag}/with", "pp-button pp-button-primary")
    return None


async def _locked(desk: Desk) -> str:
    """What to say where the owner of a plan has locked this browser: others' plans lie behind the PIN as well."""
    for _, cookie in desk.find_cookies(ui.context.client.request.cookies, "mine"):
        try:
            await asyncio.to_thread(desk.access.look, cookie)
        except Locked as error:
            return error.advice
        except PocketPlanError:
            continue
    return ""


def _invited(t: Translator) -> None:
    Words("h1", t("You are invited to help with a plan"))
    Words("p", t("Someone wants to write their plan with you. It is theirs: what they want, in their words."))
    Words("p", t("What you write there has your name and the day. They see what you open, and can end it any time."))
    Words("p", t("Nobody watches the plan, and nobody is alerted. When there is danger, call for help."), "pp-hint")
    said = Words("p", "", "pp-told").props("data-help-said role=alert hidden")
    said.props["data-away"] = t("That did not arrive. Please try again when the line is back.")
    Button(t("Begin to help"), kind="primary").props("data-take-help")


def _ended(desk: Desk, t: Translator, slots: Sequence[str]) -> Response:
    """The way to the page that says so, without the cookies that open nothing any more."""
    response = RedirectResponse(f"/{t.tag}/with?{_ENDED}", HTTPStatus.SEE_OTHER)
    for slot in slots:
        desk.stop_helping(response, ui.context.client.request.cookies, slot)
    return response


async def _others(desk: Desk, slot: str) -> dict[str, Seen]:
    """The other plans that this browser helps with: no more is taken from them than whose they are, and since when."""
    found: dict[str, Seen] = {}
    for other, cookie in desk.helping(ui.context.client.request.cookies).items():
        if other != slot:
            with suppress(PocketPlanError):
                found[other] = await asyncio.to_thread(desk.helpers.open, cookie, today().isoformat())
    return found


async def _held(desk: Desk) -> tuple[dict[str, Seen], list[str]]:
    """Each slot of a plan that can be opened, with what is seen of it; and the slots of those where help has ended."""
    found: dict[str, Seen] = {}
    ended: list[str] = []
    for slot, cookie in desk.helping(ui.context.client.request.cookies).items():
        try:
            seen = await asyncio.to_thread(desk.helpers.open, cookie, today().isoformat())
        except HelpEnded:
            ended.append(slot)
        except NotAllowed:
            continue
        else:
            found[slot] = seen
    return found, ended


def _plans(t: Translator, held: Mapping[str, Seen]) -> None:
    Words("h1", t("Plans you help with"))
    if _ENDED in ui.context.client.request.query_params:
        with Element("div").classes("pp-told"):
            Words("p", t(HelpEnded().advice))
            Words("p", t("What you wrote stays with them. This browser can no longer open their plan."))
            Words(
                "p",
                t(
                    "If you both agreed to something for a crisis, that stays too. "
                    "If its words change, it says so there."
                ),
            )
            Words("p", t("Do you think that is a mistake? Ask them: they can invite you again."))
    elif not held:
        Words("p", t("None here. You begin with the link or the code that someone gives you."))
    names = _names(t, held)
    with Element("ul").classes("pp-parts"):
        for slot, seen in held.items():
            with Element("li"), Link("", f"/{t.tag}/{slot}/with", "pp-part"):
                Words("span", names[slot])
                Words("span", _since(t, seen.since), "pp-note")


def _head(plan: HelpersPlan) -> None:
    """Whose plan it is, large and first, so that two are never mixed up."""
    t = plan.t
    Words("h1", plan.name).props("dir=auto")
    if plan.since:
        Words("p", _since(t, plan.since), "pp-note")


def _names(t: Translator, held: Mapping[str, Seen]) -> dict[str, str]:
    """Whose plan each is: of those whose owners have one name, and where help began on one day, each has a number."""
    alike: dict[tuple[str, str], list[str]] = {}
    for slot in sorted(held):  # a slot stays the same as long as someone helps
        alike.setdefault((held[slot].owner, held[slot].since), []).append(slot)

    def name(slot: str) -> str:
        owner, others = held[slot].owner, alike[held[slot].owner, held[slot].since]
        if len(others) == 1:
            return t("The plan of {name}", name=owner)
        return t("The plan of {name} ({n} of {all})", name=owner, n=others.index(slot) + 1, all=len(others))

    return {slot: name(slot) for slot in held}


def _since(t: Translator, day: str) -> str:
    return t("You help here since {day}.", day=day_words(t, day))


def _overview(plan: HelpersPlan) -> None:
    t = plan.t
    _head(plan)
    name = plan.plan.voices.get(plan.cookie.device_id, {}).get("name", "")
    Words("p", t("You help as {name}. What you write has that name and the day.", name=name))
    if plan.until:
        Words("p", t("You can help until {day}.", day=day_words(t, plan.until)), "pp-hint")
    Words("p", t("It is their plan. Your words stand beside theirs. To theirs you can suggest others."))
    with Element("ul").classes("pp-parts"):
        for section in _readable(plan):
            with Element("li"), Link("", f"/{t.tag}/{plan.slot}/with/{_address(section)}", "pp-part"):
                Words("span", t(section.theirs, name=plan.owner))
                Words("span", t("read and write") if section.id in plan.rights.writes else t("read"), "pp-note")
    Link(t("All plans you help with"), f"/{t.tag}/with")
    Leaving(plan)


async def _part(plan: HelpersPlan, section: Section) -> None:
    t = plan.t
    try:
        await asyncio.to_thread(plan.desk.helpers.note, plan.cookie, section.id, today().isoformat())
    except PocketPlanError as error:
        _head(plan)
        Words("p", t(error.advice))
        return  # nothing is shown that its owner could not be told of
    Link(t("All parts you can read"), f"/{t.tag}/{plan.slot}/with")
    _head(plan)
    Words("h2", t(section.theirs, name=plan.owner))
    HelpersPart(plan, section)


def _readable(plan: HelpersPlan) -> list[Section]:
    return [one for one in SECTIONS if one.id in plan.rights.reads]


def _address(section: Section) -> str:
    """A number, so that a browser's history tells nothing of what was read."""
    return str(SECTIONS.index(section))
