"""Earlier versions: what changed, when and by whom; one entry or the whole plan is brought back."""

import asyncio
import secrets
from collections.abc import Sequence
from functools import partial
from itertools import groupby

from nicegui.element import Element

from components.button.button import Button
from components.fold.fold import Fold
from components.status.status import Status
from components.words.words import Words
from pwa.errors import PocketPlanError
from pwa.pages.days import day_words, month_words
from pwa.pages.open_plan import Make, OpenPlan, Raw
from pwa.pages.version_words import Told
from pwa.plan import history
from pwa.plan.bringing_back import STAYS, BringingBack
from pwa.plan.changes import apply, parse_change
from pwa.plan.history import Item, Seen, What
from pwa.plan.looking import is_of_the_plan, new_from
from pwa.plan.model import Entry, Plan
from pwa.plan.section import Section
from pwa.plan.sections import BY_ID, N_

AT_ONCE = 40

_DAMAGED = N_(
    "A file with older versions was damaged, so what it held can’t be shown. "
    "The file is kept, in case it can be repaired."
)

_GROUPS = {
    What.CHANGED: N_("These get the words back that they had"),
    What.BROUGHT_BACK: N_("These come back"),
    What.PUT_AWAY: N_("These are put away"),
    What.ONLY_ME: N_("These are marked “Only me” again"),
}


class Versions:
    """The list, newest first, some at a time; above it, when asked for, what bringing a day back would do."""

    def __init__(self, open_plan: OpenPlan) -> None:
        self._open_plan = open_plan
        self._turn = asyncio.Lock()
        self._shown = AT_ONCE
        t = open_plan.t
        Words("p", t("Here is what changed in your plan. You can bring back one thing, or the whole plan."), "pp-asks")
        Words("p", t("What you deleted is gone from here too. Very old changes are kept in less detail."), "pp-hint")
        self._said = Status()
        self._asked = Element("div")
        self._list = Element("div")

    async def show(self) -> None:
        """Show what is known now."""
        open_plan = self._open_plan
        try:
            plan, items, told, is_all = await asyncio.to_thread(self._read)
        except PocketPlanError as error:
            self._said.set_text(open_plan.sentence(error))
            return
        self._list.clear()
        with self._list:
            if not is_all:
                with Element("section").classes("pp-told"):
                    Words("p", open_plan.t(_DAMAGED))
                    Words("p", open_plan.t("Your plan itself is whole. What is listed here can still be brought back."))
            if not items:
                Words("p", open_plan.t("Nothing has changed yet."), "pp-hint")
            self._days(plan, items, told)

    def _read(self) -> tuple[Plan, list[Item], Told, bool]:
        open_plan = self._open_plan
        access, t = open_plan.desk.access, open_plan.t
        found = access.look(open_plan.cookie)
        devices = {
            one.id: "" if one.is_this else one.name or t("Device {n}", n=number)
            for number, one in enumerate(open_plan.desk.devices.all(open_plan.cookie), 1)
        }
        known, is_all = access.earlier.known(found)
        items = [item for item in known if item.section in BY_ID]
        return found.plan, items, Told(t=t, plan=found.plan, devices=devices), is_all

    def _days(self, plan: Plan, items: list[Item], told: Told) -> None:
        t, new = self._open_plan.t, new_from(plan, items)
        seen = [*history.walk(plan, items)]
        shown = seen[: self._shown]
        asked_for = {_month(one) for one in shown[self._shown - AT_ONCE :]} if self._shown > AT_ONCE else set()
        for month, group in groupby(shown, _month):
            is_newest = month == _month(shown[0])
            with Element("div") if is_newest else Fold(month_words(t, month)) as place:
                for _, of_day in groupby(group, lambda one: one.item.day):
                    self._day(plan, items, [*of_day], told, new)
            if month in asked_for and not is_newest:
                place.props("open")
        if len(seen) > self._shown:
            Button(t("Show earlier"), self._more)

    def _day(self, plan: Plan, items: list[Item], of_day: list[Seen], told: Told, new: float) -> None:
        t, day = self._open_plan.t, of_day[0].item.day
        Words("h2", day_words(t, day))
        since = items[items.index(of_day[0].item) + 1 :]
        if since:
            label = t("Bring the whole plan back to how it was after {day}", day=day_words(t, day))
            Button(t("Bring the whole plan back to this day"), partial(self._ask, since, day), label=label)
        with Element("ul").classes("pp-copies"):
            for one in of_day:
                self._item(plan, one, told, is_new=one.item.number >= new and is_of_the_plan(one.item))

    async def _more(self) -> None:
        self._shown += AT_ONCE
        await self.show()

    def _item(self, plan: Plan, seen: Seen, told: Told, *, is_new: bool) -> None:
        t, item = self._open_plan.t, seen.item
        with Element("li").classes("pp-copy"):
            Words("p", told.sentence(seen), "pp-row-text")
            Words("p", told.who(item), "pp-note")
            if is_new:
                Words("p", t("New since the last look-through"), "pp-note")
            now = plan.entry(item.section, item.entry)
            if seen.item.before and now:
                self._before_and_now(told, seen.item.before, now, item)

    def _before_and_now(self, told: Told, before: Entry, now: Entry, item: Item) -> None:
        t, section = self._open_plan.t, BY_ID[item.section]
        was, is_now = told.lines(section, before), told.lines(section, now)
        is_same = was == is_now and before.is_away == now.is_away
        with Fold(t("Before and now")):
            with Element("div").classes("pp-pair"):
                for heading, lines in ((t("Before"), was), (t("Now, put away") if now.is_away else t("Now"), is_now)):
                    with Element("div"):
                        Words("h3", heading)
                        self._text(lines)
            if not is_same and was and section.id not in STAYS:
                label = t("Bring this back: {words}", words=told.name(section, before))
                Button(t("Bring this back"), partial(self._bring_entry, section, before), label=label)

    def _text(self, lines: Sequence[str]) -> None:
        for line in lines or [self._open_plan.t("empty")]:
            Words("p", line, "pp-row-text").props(f"dir=auto lang={self._open_plan.language}")

    async def _bring_entry(self, section: Section, before: Entry) -> None:
        shown = Entry(id=before.id, now=before.now, rivals=before.rivals, is_only_me=before.is_only_me)
        await self._bring(lambda plan: BringingBack(secrets.token_hex(16)).entry(plan, section.id, shown))

    async def _ask(self, since: list[Item], day: str) -> None:
        """Show what bringing a day back would do, and ask once."""
        t, plan = self._open_plan.t, self._open_plan.plan
        after = plan
        for raw in self._whole(plan, since):
            after = apply(after, parse_change(raw)).plan
        would = history.happened(plan, after, first=1, revision=0, day="", device="")
        told = Told(t=t, plan=plan, devices={})
        self._asked.clear()
        with self._asked, Element("section").classes("pp-told"):
            heading = Words("h2", t("Your plan as it was after {day}", day=day_words(t, day))).props("tabindex=-1")
            if not would:
                Words("p", t("Your plan says the same now. There is nothing to bring back."))
            seen = [*history.walk(after, would)]
            for what, words in _GROUPS.items():
                self._group(told, words, [one for one in seen if _group_of(one) is what])
            for section in dict.fromkeys(item.section for item in would if item.what is What.MOVED):
                Words("p", t("“{section}” gets the order back that it had.", section=t(BY_ID[section].mine)))
            Words("p", t("Nothing is deleted by this, and you can take it back here. What you deleted stays deleted."))
            with Element("div").classes("pp-buttons"):
                if would:
                    Button(t("Yes, bring it back"), partial(self._bring_whole, since), kind="primary")
                Button(t("Leave it as it was"), self._leave)
        heading.client.run_javascript(f"getHtmlElement({heading.id})?.focus()")

    def _leave(self) -> None:
        self._asked.clear()

    def _group(self, told: Told, words: str, items: Sequence[Seen]) -> None:
        if not items:
            return
        t = self._open_plan.t
        Words("h3", t(words))
        with Element("ul").classes("pp-points"):
            for one in items:
                section = BY_ID[one.item.section]
                now, then = (told.name(section, entry) if entry else "" for entry in (one.before, one.after))
                both = now and then and now != then
                Words("li", t("“{then}” instead of “{now}”", then=then, now=now) if both else then or now)

    @staticmethod
    def _whole(plan: Plan, since: list[Item]) -> list[Raw]:
        return [*BringingBack(secrets.token_hex(16)).whole(plan, history.back(plan, since))]

    async def _bring_whole(self, since: list[Item]) -> None:
        await self._bring(lambda plan: self._whole(plan, since))

    async def _bring(self, make: Make) -> None:
        if self._turn.locked():
            return
        async with self._turn:
            open_plan = self._open_plan
            try:
                outcomes = await open_plan.change(make, is_fresh=True, keeps_voices=True)
            except PocketPlanError as error:
                self._said.set_text(open_plan.sentence(error))
                return
            refused = next((one for one in outcomes if one.result == "refused"), None)
            self._asked.clear()
            await self.show()
            self._said.set_text(open_plan.sentence(refused) if refused else open_plan.t("It is back in your plan."))


def _month(seen: Seen) -> str:
    return seen.item.day[: len("YYYY-MM")]


def _group_of(seen: Seen) -> What:
    """What bringing back does to an entry, for whoever reads what would happen: words that go are put away."""
    is_emptied = seen.item.what is What.CHANGED and not (seen.after and seen.after.now.content)
    return What.PUT_AWAY if is_emptied else seen.item.what
