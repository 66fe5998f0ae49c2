"""Whatever was done without signal, on whatever days: the phone tells it alike before and after it was sent."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from pwa.plan.changes import apply, parse_change
from pwa.plan.model import Plan
from tests.browser.conftest import Phone
from tests.browser.readable import in_kept, make_readable
from tests.browser.test_days_on_phone import tap
from tests.browser.test_earlier_on_phone import _day, opened, wait_until_here
from tests.browser.test_earlier_unsent import wait_until_sent
from tests.conftest import Holder, Server
from tests.unit.plan.making import entry_id

BEFORE, UNSENT = 5, 14
KINDS = ["edit"] * 3 + ["goes_on"] * 2 + ["put_away", "bring_back", "move", "only_me", "tick", "delete", "add"]


class Life:
    """Makes one change after the other on a plan, each on what stands then."""

    def __init__(self, seed: int) -> None:
        self.dice, self.plan, self.seq = random.Random(seed), Plan(id="1" * 32), 0
        self.last: dict[str, Any] = {}

    def next(self, day: int) -> dict[str, Any]:
        self.seq += 1
        entries = self.plan.entries("coping")
        kind = self.dice.choice(KINDS) if entries else "add"
        facts: dict[str, Any] = {"section": "coping", "day": _day(day).isoformat(), "kind": kind}
        if kind == "add":
            content = {"text": f"words {self.seq}"}
            return {**facts, "entry": entry_id(self.dice.randrange(1, 1 << 60)), "content": content}
        entry = self.dice.choice(entries)
        if kind == "goes_on" and self.last.get("kind") in ("add", "edit"):
            entry = self.plan.entry("coping", self.last["entry"]) or entry
        based = {"entry": entry.id, "based_on": entry.now.revision}
        match kind:
            case "edit" | "goes_on":
                more = {"kind": "edit", "content": {"text": f"words {self.seq}"}, **based}
                return {**facts, **more, **({"goes_on": True} if kind == "goes_on" else {})}
            case "move":
                return {**facts, "entry": entry.id, "after": self.dice.choice([None, *(one.id for one in entries)])}
            case "only_me":
                return {**facts, "entry": entry.id, "on": self.dice.random() < 0.6}
            case "tick":
                return {**facts, "entry": entry.id, "outcome": "helped"}
            case "bring_back":
                return {**facts, "entry": entry.id}
        return {**facts, **based}

    def made(self, change: dict[str, Any], revision: str) -> None:
        self.plan, self.last = apply(self.plan, parse_change({**change, "revision": revision})).plan, change


def all_told(page: Page) -> list[str]:
    opened(page)
    while page.locator('#view [data-act="earlier_more"]').count():
        tap(page, "Show earlier")
    found: list[str] = page.locator("#view :is(h2, .pp-earlier > li > p)").all_inner_texts()
    return found


@pytest.mark.parametrize("seed", [11, 12])
def test_an_exchange_tells_what_was_told_before_it(
    seed: int, phone: Phone, shared_server: Server, make_plan: Callable[..., Holder]
) -> None:
    phone.forgive("Failed to load resource", "ERR_FAILED")
    holder, life, page = make_plan(shared_server), Life(seed), phone.page
    phone.context.add_cookies(holder.cookies)
    for _ in range(BEFORE):
        change = life.next(-9)
        holder.change(change)
        life.made(change, f"{holder.outbox}:{holder.seq}")
    make_readable(page, shared_server)
    wait_until_here(page, len(holder.client.get("/api/plans/mine/earlier").json()["items"]))
    page.route("**/api/**", lambda route: route.abort())
    for day in sorted(-life.dice.randint(0, 8) for _ in range(UNSENT)):
        change = life.next(day)
        life.made(change, in_kept(page, "append", {**change, "by": "me"})["revision"])
    page.goto(shared_server.url)
    before = all_told(page)
    page.unroute("**/api/**")
    page.goto(shared_server.url)
    wait_until_sent(page)
    items = holder.client.get("/api/plans/mine/earlier").json()["items"]
    wait_until_here(page, len(items))
    assert all_told(page) == before
