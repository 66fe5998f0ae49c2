"""Inviting someone: who, what they may read and write, until when; then a code and a link that work once."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from nicegui.element import Element

from components.button.button import Button
from components.choice.choice import Choice, Select, Tick
from components.fold.fold import Fold
from components.keeping.keeping import SAVED, Answer, OnSave, Typed
from components.kept_text.kept_text import KeptText
from components.qr.qr import Qr
from components.send_link.send_link import SendLink
from components.status.status import Status
from components.words.words import Link, Words
from pwa.errors import PocketPlanError
from pwa.pages.days import months_after, today
from pwa.pages.open_plan import OpenPlan
from pwa.pages.owner_shown import when_owner_is_shown
from pwa.pages.share.code import focus, link_words, warn_of_a_narrow_reach
from pwa.pages.unkept import unkept, with_unkept
from pwa.plan.record_sections import PAST
from pwa.plan.sections import ABOUT, CONTACTS, Section
from pwa.share import qr
from pwa.share.choosing import shown_name
from pwa.share.helping import Invitation
from pwa.share.rights import TO_READ
from pwa.vault.proving import prove_by_words

AT_FIRST = {"team_view": "write", "team_part": "write"}  # they speak of the helper: what else is read is chosen
_MONTHS = {"1": 1, "3": 3, "12": 12}


class Inviting:
    """The form, then the code; ``made`` is called after each invitation.

    Args:
        words: the address of the part where recovery words are made.
    """

    def __init__(self, open_plan: OpenPlan, *, words: str, made: Callable[[], Awaitable[None]]) -> None:
        self._open_plan = open_plan
        self._words = words
        self._made = made
        self._turn = asyncio.Lock()
        self._place = Element("section")
        self.begin()

    def begin(self) -> None:
        """Show an empty form."""
        open_plan, t = self._open_plan, self._open_plan.t
        self._chosen: dict[str, Any] = {"owner": shown_name(open_plan.plan), "until": "3"}
        self._sections = dict(AT_FIRST)
        self._place.clear()
        with self._place:
            self._heading = Words("h2", t("Invite someone")).props("tabindex=-1")
            if not open_plan.opened.has_code:
                Words("p", t("Please make recovery words first. With them you can invite someone."))
                Link(t("My recovery words"), self._words)
                return
            self._who()
            self._parts()
            self._until()
            self._said = Status()
            self._ask()

    def _ask(self) -> None:
        """The owner shows first that it is they who invite: with the PIN where there is one, else with the words."""
        t = self._open_plan.t
        if not self._open_plan.cookie.pin:
            Words("p", t("Your recovery words show that it is you who invites."), "pp-hint")
            field = unkept("textarea", t("My recovery words")).props("rows=3")
            with_unkept(t("Make the invitation"), field, self._make_with_words)
            return
        with Element("div").classes("pp-buttons"):
            Button(t("Make the invitation"), self._make_with_pin, kind="primary")
        self._asked = Element("div")

    def _who(self) -> None:
        t = self._open_plan.t
        self._text("name", t("Their name"), "")
        self._text("role", t("Who they are to you, such as peer worker or brother"), "")
        self._text("owner", t("What they call you"), self._chosen["owner"])

    def _text(self, key: str, label: str, value: str) -> None:
        field = KeptText(label, value, name=self._name(key), on_save=self._keeps(key), words=self._quiet())
        field.as_draft(in_tab=False)

    def _parts(self) -> None:
        t = self._open_plan.t
        with Fold("") as self._fold:
            Words("p", t("They write beside your words, under their own name. To your words they can suggest others."))
            Words("p", t("They never see what is marked “Only me”, or who you don’t want called."), "pp-hint")
            for section in TO_READ:
                if section is not PAST:
                    write = t("read and suggest words") if section is ABOUT else t("read and write")
                    rights = {"": t("not at all"), "read": t("read"), "write": write}
                    Select(
                        t(section.mine), rights, self._sections.get(section.id, ""),
                        name=self._name(section.id), on_save=self._takes(section.id), words=self._quiet(),
                        hint=self._less(section),
                    ).as_draft(in_tab=False)  # fmt: skip
            self._past()
        self._count()

    def _less(self, section: Section) -> str:
        t = self._open_plan.t
        if section is ABOUT:
            return t("Only the name you like, your languages, and how you communicate.")
        return t("A number is there only where you said that it may be in copies.") if section is CONTACTS else ""

    def _past(self) -> None:
        """Asked for twice, and never there by itself."""
        t, asked = self._open_plan.t, {"once": False, "twice": False, "beside": False}

        def keeps(key: str) -> OnSave:
            async def save(typed: Typed) -> Answer:
                asked[key] = typed.value is True
                second.set_visibility(asked["once"])
                right = "write" if asked["beside"] else "read"
                self._choose(PAST.id, right if asked["once"] and asked["twice"] else "")
                return SAVED

            return save

        words = self._quiet()
        Tick(t(PAST.mine), False, name=self._name("past"), on_save=keeps("once"), words=words).as_draft(in_tab=False)
        with Element("div").classes("pp-told") as second:
            Words("p", t("This is the most private part. They read it only if you say yes once more."))
            sure = t("Yes, they may read what happened before")
            Tick(sure, False, name=self._name("past_sure"), on_save=keeps("twice"), words=words).as_draft(in_tab=False)
            beside = t("They may write how they see it, beside my words")
            Tick(beside, False, name=self._name("past_beside"), on_save=keeps("beside"), words=words).as_draft(
                in_tab=False
            )
        second.set_visibility(False)

    def _until(self) -> None:
        t = self._open_plan.t
        options = {"1": t("a month"), "3": t("three months"), "12": t("a year"), "": t("until I end it")}
        Choice(
            t("How long they may help"), options, "3",
            name=self._name("until"), on_save=self._keeps("until"), words=self._quiet(),
        ).as_draft(in_tab=False)  # fmt: skip

    def _takes(self, section: str) -> OnSave:
        async def save(typed: Typed) -> Answer:
            self._choose(section, typed.value)
            return SAVED

        return save

    def _choose(self, section: str, right: Any) -> None:
        self._sections.pop(section, None)
        if right in ("read", "write"):
            self._sections[section] = right
        self._count()

    def _count(self) -> None:
        n = len(self._sections)
        told = self._open_plan.t.tn(
            "What they can read or write: {n} part", "What they can read or write: {n} parts", n
        )
        self._fold.summary.set_text(told)

    def _keeps(self, key: str) -> OnSave:
        async def save(typed: Typed) -> Answer:
            self._chosen[key] = typed.value
            return SAVED

        return save

    def _name(self, key: str) -> str:
        return f"invite:{self._open_plan.slot}:{key}"

    def _quiet(self) -> dict[str, str]:
        kept = self._open_plan.t("Kept on this page until the line is back.")
        return {"saving": "", "saved": "", "kept": kept, "refused": ""}

    def _wanted(self) -> Invitation:
        months = _MONTHS.get(str(self._chosen["until"]))
        return Invitation(
            name=str(self._chosen.get("name") or ""),
            role=str(self._chosen.get("role") or ""),
            owner=str(self._chosen["owner"] or ""),
            sections=dict(self._sections),
            until=months_after(today(), months).isoformat() if months else "",
        )

    def _missing(self, wanted: Invitation) -> str:
        t = self._open_plan.t
        if not wanted.name.strip():
            return t("Please say first who it is for.")
        if not wanted.owner.strip():
            return t("Please say what they call you: they may help several people.")
        return "" if wanted.sections else t("Please choose at least one part that they can read.")

    def _is_ready(self) -> bool:
        missing = self._missing(self._wanted())
        self._said.set_text(missing)
        return not missing

    async def _make_with_pin(self) -> None:
        if self._is_ready():
            await when_owner_is_shown(self._open_plan, self._asked, self._make, close=self._leave)

    def _leave(self) -> None:
        self._asked.clear()

    async def _make_with_words(self, typed: str) -> None:
        open_plan = self._open_plan
        if self._turn.locked() or not self._is_ready():
            return
        async with self._turn:
            try:
                await asyncio.to_thread(prove_by_words, open_plan.desk.access, open_plan.cookie, typed, time.time())
            except PocketPlanError as error:
                self._said.set_text(open_plan.t(error.advice, **getattr(error, "values", {})))
                return
        await self._make()

    async def _make(self) -> None:
        if self._turn.locked() or not self._is_ready():
            return
        async with self._turn:
            open_plan, wanted = self._open_plan, self._wanted()
            try:
                day = today().isoformat()
                secret = await asyncio.to_thread(open_plan.desk.helpers.invite, open_plan.cookie, wanted, day)
            except PocketPlanError as error:
                self._said.set_text(open_plan.t(error.advice, **getattr(error, "values", {})))
                return
            self._show(wanted.name.strip(), secret)
            await self._made()

    def _show(self, name: str, secret: str) -> None:
        t, base_url = self._open_plan.t, self._open_plan.desk.base_url(self._place.client.request)
        link = f"{base_url}/{t.tag}/with/new#{secret}"
        self._place.clear()
        with self._place:
            title = Words("h2", t("The invitation for {name}", name=name)).props("tabindex=-1")
            Words("p", t("They point the camera of their phone at it, or you send them the link."))
            Words("p", t("It works once, and for one week."), "pp-told")
            Words("p", t("It is shown only now. Whoever opens it first is the one who helps."))
            with Element("div").classes("pp-printable"):
                Qr(qr.svg(link), label=t("The code, to be read by a phone’s camera"))
                SendLink(link, words=link_words(t))
            warn_of_a_narrow_reach(t, base_url)
            Button(t("Done"), self._begin_again, kind="primary").classes("pp-wide")
        focus(title)

    def _begin_again(self) -> None:
        self.begin()
        focus(self._heading)
