"""The first step: one person to call."""

import asyncio
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from nicegui.element import Element

from components.choice.choice import Tick
from components.keeping.keeping import Answer, Typed
from components.kept_text.kept_text import KeptText
from components.status.status import Status
from components.words.words import Words
from pwa.lines import for_plan
from pwa.pages.fields import held_value, kept_words
from pwa.pages.open_plan import OpenPlan
from pwa.pages.questions import Questions
from pwa.pages.save_field import save_field
from pwa.pages.start.screen import Screen, Way
from pwa.plan.sections import CONTACTS

_FIELDS = {field.name: field for field in CONTACTS.fields}
_TO_CALL = ("call",)
_BOTH = ("call", "text")


async def person(screen: Screen, *, step: int, steps: int) -> Element:
    """Name and number of one person, and as large a button for when there is nobody right now."""
    t = screen.open_plan.t
    heading = screen.heading(t("One person I can call"), step=step, steps=steps)
    screen.may_leave = _Person(screen).may_leave
    screen.questions = Questions(screen.open_plan)
    has_line = _has_crisis_line(screen.open_plan)
    nobody = t("Nobody right now. Put a crisis line here") if has_line else t("Nobody right now")
    screen.ways = (
        Way(words=t("Put this person on my plan"), act=screen.next),
        Way(words=nobody, act=screen.next, is_main=False),
    )
    return heading


def _has_crisis_line(open_plan: OpenPlan) -> bool:
    """Whether the phone draws a line where there is nobody to reach: it stands in no plan, so it can't grow old."""
    today, otherwise = datetime.now(UTC).date(), open_plan.desk.settings.region
    return any(for_plan(open_plan.plan, otherwise, today, open_plan.t.tag)["first"].values())


class _Person:
    """Three fields of one entry, which begins with the name: a number typed before it waits for it."""

    def __init__(self, screen: Screen) -> None:
        self._open_plan = screen.open_plan
        # The same after a reload and for each device, so that what a tab kept finds its entry again.
        device = self._open_plan.cookie.device_id
        self._id = sha256(f"{device} first person".encode()).hexdigest()[:32]
        self._turn = asyncio.Lock()  # each save is made on what the one before has left
        self._waiting: Typed | None = None
        self._has_asked = False
        self._uses = list(self._phone()["for"])
        self._build(screen)

    async def may_leave(self, is_skipping: bool) -> bool:
        """Not with a number that belongs to nobody yet; at the second Skip the number is its own name."""
        async with self._turn:
            phone = self._phone()
            if not self._waiting and phone["number"] and phone["for"] != self._uses:
                self._waiting = Typed(value=phone["number"], known=(phone["number"],))
            if not self._waiting or (await self._save_phone(self._waiting)).state == "saved":
                return True
            if is_skipping and self._has_asked and await self._save_unnamed(self._waiting):
                return True
        self._has_asked = True
        self._said.set_text(self._open_plan.t("Who is this number of? A word is enough, such as Mum."))
        self._name.focus()
        return False

    def _build(self, screen: Screen) -> None:
        t, phone = self._open_plan.t, self._phone()
        words = kept_words(t)
        name = held_value(self._open_plan, CONTACTS, _FIELDS["name"], self._id) or ""
        self._others()
        self._name = KeptText(
            t("Name"), name, name=self._kept("name"), on_save=self._save_name, words=words, on_enter=self._to_number
        )
        self._number = KeptText(
            t("Number"), phone["number"], name=self._kept("number"), on_save=self._save_number, words=words,
            kind="tel", on_enter=screen.next,
        )  # fmt: skip
        is_text = "text" in phone["for"]
        Tick(t("I can text this number too"), is_text, name=self._kept("text"), on_save=self._save_text, words=words)
        self._said = Status()

    def _others(self) -> None:
        others = [entry for entry in self._open_plan.plan.shown(CONTACTS.id) if entry.id != self._id]
        if others:
            names = self._open_plan.t.list(str(entry.now.content.get("name", "")) for entry in others)
            Words("p", self._open_plan.t("Already on your plan: {names}", names=names), "pp-hint").props("dir=auto")

    async def _save_name(self, typed: Typed) -> Answer:
        async with self._turn:
            answer = await save_field(self._open_plan, CONTACTS, _FIELDS["name"], self._id, typed)
            if answer.state == "saved" and self._waiting:
                await self._save_phone(self._waiting)
            return answer

    async def _save_number(self, typed: Typed) -> Answer:
        async with self._turn:
            return await self._save_phone(typed)

    async def _save_text(self, typed: Typed) -> Answer:
        async with self._turn:
            self._uses = list(_BOTH if typed.value else _TO_CALL)
            number = self._phone()["number"]
            if number:
                return await self._save_phone(Typed(value=number, known=(number,)))
            return Answer(state="kept", sentence=self._open_plan.t("It will be saved as soon as there is a number."))

    async def _save_phone(self, typed: Typed) -> Answer:
        if self._open_plan.plan.entry(CONTACTS.id, self._id) is None:
            self._waiting = typed if typed.value.strip() else None
            return Answer(state="kept", sentence=self._open_plan.t("It will be saved as soon as there is a name."))
        self._waiting = None
        held = self._phones()
        known = [[{**self._phone(), "number": number}, *held[1:]] if number else held[1:] for number in typed.known]
        value = [{"number": typed.value, "for": self._uses}, *held[1:]]
        phones = Typed(value=value, known=tuple(known), goes_on=typed.goes_on)
        return await save_field(self._open_plan, CONTACTS, _FIELDS["phones"], self._id, phones)

    async def _save_unnamed(self, typed: Typed) -> bool:
        number = Typed(value=typed.value, known=("",))
        answer = await save_field(self._open_plan, CONTACTS, _FIELDS["name"], self._id, number)
        return answer.state == "saved" and (await self._save_phone(typed)).state == "saved"

    async def _to_number(self) -> None:
        self._number.focus()

    def _phone(self) -> dict[str, Any]:
        return next(iter(self._phones()), {"number": "", "for": list(_TO_CALL)})

    def _phones(self) -> list[dict[str, Any]]:
        return held_value(self._open_plan, CONTACTS, _FIELDS["phones"], self._id) or []

    def _kept(self, field_name: str) -> str:
        name = self._open_plan.name_of(CONTACTS.id, self._id, field_name)
        self._open_plan.shown.add(name)
        return name
