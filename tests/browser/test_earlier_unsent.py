"""Earlier versions of what this phone has not sent yet: told like all else, and brought back, before any signal."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.devices import EVERYTHING
from tests.browser.readable import in_kept, make_readable
from tests.browser.test_days_on_phone import go_back, tap
from tests.browser.test_earlier_on_phone import (
    BREAD,
    COFFEE,
    TEA,
    WALK,
    Story,
    _day,
    fold,
    kept,
    opened,
    told,
    wait_until_here,
)
from tests.conftest import Holder, Server

LATER, SIGN = "Ring the doorbell", "Sleep gets short"
YESTERDAY, TODAY = _day(-1).isoformat(), _day(0).isoformat()


def without_signal(own: tuple[Phone, Holder], server: Server, count: int) -> Page:
    """The plan on a phone that has its history, and from here on no server."""
    page = own[0].page
    make_readable(page, server)
    wait_until_here(page, count)
    server.kill()
    page.reload()
    return page


def unsent(page: Page, kind: str, entry: str, day: str, **more: Any) -> str:
    """Something that was changed on this phone; the name that it got."""
    change = {"kind": kind, "section": "coping", "entry": entry, "by": "me", "day": day, **more}
    made: dict[str, str] = in_kept(page, "append", change)
    return made["revision"]


def now_of(holder: Holder, entry: str) -> str:
    (revision,) = (one["revision"] for one in holder.read()["sections"]["coping"] if one["id"] == entry)
    return str(revision)


def arrives(page: Page, holder: Holder, wanted: list[tuple[str, bool, int]], section: str = "coping") -> None:
    """Until the server holds that: what a page says while it opens may be of a moment before."""
    for _ in range(150):
        if kept(holder, section) == wanted:
            return
        page.wait_for_timeout(100)
    assert kept(holder, section) == wanted


def wait_until_sent(page: Page) -> None:
    """Until nothing waits on this phone any more."""
    for _ in range(150):
        if not in_kept(page, "read")["pending"]:
            return
        page.wait_for_timeout(100)
    assert not in_kept(page, "read")["pending"]


def test_what_was_changed_without_signal_is_told_step_by_step_and_brought_back(
    own: tuple[Phone, Holder], server: Server
) -> None:
    holder = own[1]
    story = Story(holder)
    based = now_of(holder, story.tea)
    page = without_signal(own, server, story.count)
    one = unsent(page, "edit", story.tea, TODAY, content={"text": "Coff"}, based_on=based)
    two = unsent(page, "edit", story.tea, TODAY, content={"text": "Cocoa"}, based_on=one, goes_on=True)
    unsent(page, "tick", story.tea, TODAY, outcome="helped")
    unsent(page, "edit", story.tea, TODAY, content={"text": "Soup"}, based_on=two)
    unsent(page, "add", "c" * 32, TODAY, content={"text": LATER})
    page.goto(server.url)
    opened(page)
    assert told(page)[:4] == [
        f"“{LATER}” was added to “What helps me”.",
        "“Cocoa” in “What helps me” was changed.",
        f"“{COFFEE}” in “What helps me” was changed.",
        f"“{BREAD}” was added to “What keeps me well”.",
    ]
    expect(page.locator("#view li").first).to_contain_text("By you, on this device")
    coffee = fold(page, f"“{COFFEE}” in")
    tap(page, f"Bring this back: {COFFEE}")
    expect(page.locator(".pp-said")).to_contain_text("It is back in your plan.")
    expect(coffee).to_be_focused()
    expect(coffee.locator("details")).to_have_attribute("open", "")

    page.goto(server.url)
    opened(page)
    assert told(page)[0] == "“Soup” in “What helps me” was changed."
    tap(page, "Bring the whole plan back to how it was after")
    for heading, words in (("These come back", [WALK]), ("These are put away", [LATER, BREAD])):
        group = page.locator("#view section", has=page.get_by_role("heading", name=heading))
        expect(group.locator("li")).to_have_text(words)
    tap(page, "Yes, bring it back")
    expect(page.locator(".pp-said")).to_contain_text("It is back in your plan.")
    tap(page, "Undo")
    expect(page.locator(".pp-said")).to_contain_text("Undone.")
    go_back(page)
    server.start()
    page.reload()
    arrives(page, holder, [(WALK, True, 0), (COFFEE, False, 0), (LATER, False, 0)])
    arrives(page, holder, [(BREAD, False, 0)], "wellness")


def test_days_without_signal_stand_one_below_the_other_and_an_exchange_changes_nothing_of_what_is_told_and_asked(
    own: tuple[Phone, Holder], server: Server
) -> None:
    holder = own[1]
    entry, first = "d" * 32, _day(-3).isoformat()
    holder.change({"kind": "add", "section": "coping", "entry": entry, "content": {"text": TEA}, "day": first})
    based = now_of(holder, entry)
    page = without_signal(own, server, 1)
    noted = unsent(page, "edit", entry, YESTERDAY, content={"text": COFFEE}, based_on=based)
    added = unsent(page, "add", "e" * 32, YESTERDAY, content={"text": LATER})
    unsent(page, "edit", entry, TODAY, content={"text": WALK}, based_on=noted)
    unsent(page, "put_away", "e" * 32, TODAY, based_on=added)
    page.goto(server.url)
    opened(page)
    before = told(page)
    assert before == [
        f"“{LATER}” in “What helps me” was put away.",
        f"“{COFFEE}” in “What helps me” was changed.",
        f"“{LATER}” was added to “What helps me”.",
        f"“{TEA}” in “What helps me” was changed.",
        f"“{TEA}” was added to “What helps me”.",
    ]
    days = page.locator("#view h2").all_inner_texts()
    assert len(days) == 3
    tap(page, f"Bring the whole plan back to how it was after {days[1]}")
    question = page.locator("#view .pp-changing")
    expect(question).to_contain_text(f"“{COFFEE}” instead of “{WALK}”")
    server.start()
    page.evaluate("() => dispatchEvent(new Event('online'))")
    arrives(page, holder, [(WALK, False, 0), (LATER, True, 0)])
    holder.add("coping", text=BREAD)  # and another device goes on
    page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(page.locator("#view li", has_text=BREAD)).to_be_visible()
    expect(question).to_contain_text(f"“{COFFEE}” instead of “{WALK}”")
    go_back(page)
    expect(page.locator("#view h1")).to_have_text("Earlier versions")
    assert told(page) == [f"“{BREAD}” was added to “What helps me”.", *before]
    tap(page, f"Bring the whole plan back to how it was after {days[1]}")
    tap(page, "Yes, bring it back")
    expect(page.locator(".pp-said")).to_contain_text("It is back in your plan.")
    page.goto(server.url)
    arrives(page, holder, [(COFFEE, False, 0), (LATER, False, 0), (BREAD, True, 0)])
    opened(page)
    assert page.locator("#view h2").all_inner_texts() == days
    assert told(page)[-5:] == before


def test_a_plan_whose_history_did_not_come_tells_what_was_changed_here(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    phone.forgive("Failed to load resource")
    page = phone.page
    page.route("**/earlier", lambda route: route.abort())
    entry = holder.add("coping", text=TEA)
    page.goto(shared_server.url)
    expect(page.locator("[data-state]")).to_have_text("Saved.")
    page.route("**/api/**", lambda route: route.abort())
    unsent(page, "edit", entry, TODAY, content={"text": COFFEE}, based_on=now_of(holder, entry))
    page.goto(shared_server.url)
    opened(page)
    assert told(page) == [f"“{TEA}” in “What helps me” was changed."]
    expect(page.locator("#view")).to_contain_text("Older changes are not on this phone.")
    fold(page, f"“{TEA}” in")
    tap(page, f"Bring this back: {TEA}")
    expect(page.locator(".pp-said")).to_contain_text("It is back in your plan.")
    assert told(page)[0] == f"“{COFFEE}” in “What helps me” was changed."


@pytest.mark.parametrize("is_sent", [False, True])
def test_a_sign_that_was_deleted_without_signal_is_ticked_on_no_day_any_more(
    own: tuple[Phone, Holder], server: Server, is_sent: bool
) -> None:
    holder = own[1]
    holder.add("coping", text=TEA)
    sign, day = "7" * 32, TODAY.replace("-", "").rjust(32, "0")
    written = {"kind": "add", "section": "warning_signs", "entry": sign, "content": {"text": SIGN, "level": "early"}}
    reworded = {**written, "kind": "edit", "content": {"text": "Reworded", "level": "early"}}
    answer = {"day": TODAY, "stage": "early", "signs": [SIGN, "Restless"]}
    ticked_then = {"kind": "add", "section": "days", "entry": day, "content": answer}
    if is_sent:
        for change in (written, ticked_then):
            holder.change({**change, "day": TODAY})
        (first,) = (one["revision"] for one in holder.read()["sections"]["warning_signs"])
        holder.change({**reworded, "day": TODAY, "based_on": first})
    page = without_signal(own, server, 3 if is_sent else 1)
    if not is_sent:
        first = unsent(page, **written, day=TODAY)
        unsent(page, **ticked_then, day=TODAY)
        unsent(page, **reworded, day=TODAY, based_on=first)
    page.goto(server.url)
    tap(page, "How are things?")
    ticked = page.locator('#view [role="checkbox"][aria-checked="true"]')
    expect(ticked).to_have_text([SIGN, "Restless"])
    go_back(page)
    page.get_by_role("button", name="Change: My early signs").tap()
    tap(page, "Reworded")
    tap(page, "Delete")
    expect(page.locator(".pp-said")).to_be_visible()
    page.goto(server.url)
    tap(page, "How are things?")
    expect(ticked).to_have_text(["Restless"])
    cached = "async () => (await caches.match('/', { ignoreSearch: true, ignoreVary: true })).text()"
    assert SIGN not in page.evaluate(cached)
    server.start()
    page.goto(server.url)
    wait_until_sent(page)
    tap(page, "How are things?")
    expect(ticked).to_have_text(["Restless"])
    assert SIGN not in page.evaluate(EVERYTHING)
    assert SIGN not in holder.client.post("/api/plans/mine/file", json={}).text


def test_words_that_another_device_deleted_meanwhile_are_not_brought_back_by_a_question_that_was_open(
    own: tuple[Phone, Holder], server: Server
) -> None:
    phone, holder = own
    phone.forgive("Failed to load resource", "ERR_FAILED")
    for entry, text in (("d" * 32, TEA), ("e" * 32, WALK)):
        add = {"kind": "add", "section": "coping", "entry": entry, "content": {"text": text}}
        holder.change({**add, "day": YESTERDAY})
    based = now_of(holder, "e" * 32)
    page = without_signal(own, server, 2)
    unsent(page, "edit", "e" * 32, TODAY, content={"text": LATER}, based_on=based)
    unsent(page, "add", "f" * 32, TODAY, content={"text": BREAD})
    page.goto(server.url)
    opened(page)
    tap(page, "Bring the whole plan back to how it was after")
    expect(page.locator("#view .pp-changing")).to_contain_text(f"“{WALK}” instead of “{LATER}”")
    page.route("**/api/**", lambda route: route.abort())
    server.start()
    holder.change({"kind": "delete", "section": "coping", "entry": "e" * 32, "based_on": based})
    assert WALK not in holder.client.get("/api/plans/mine/earlier").text
    page.unroute("**/api/**")
    page.evaluate("() => dispatchEvent(new Event('online'))")
    wait_until_here(page, 4)  # one step, that something was deleted, and two that came from here
    tap(page, "Yes, bring it back")
    expect(page.locator("#view")).to_contain_text("This is no longer in your plan.")
    expect(page.locator("#view .pp-changing")).not_to_contain_text(WALK)
    assert WALK not in holder.client.post("/api/plans/mine/file", json={}).text
    tap(page, "Bring the whole plan back to how it was after")
    tap(page, "Yes, bring it back")
    expect(page.locator(".pp-said")).to_contain_text("It is back in your plan.")
    page.goto(server.url)
    arrives(page, holder, [(TEA, False, 0), (LATER, False, 0), (BREAD, True, 0)])
    assert WALK not in page.evaluate(EVERYTHING)
