"""Hide and the lock reach every tab and the server: also when it could not be told at once."""

from collections.abc import Callable
from copy import copy

import pytest
from playwright.sync_api import Page, expect

from pwa.pages.edit import part_address
from tests.browser.conftest import Phone
from tests.browser.lock import LOCKED, SISTER, Locked, locked, set_pin, shows_nothing, shows_the_plan, with_plan
from tests.browser.readable import STEP
from tests.conftest import Holder, Server
from tests.desk_page import DeskPage, coping

__all__ = ["locked"]

ASKS_FOR_PIN = "This is locked. It opens with your PIN."
OUT = {"sec-fetch-site": "same-origin"}


def desk(locked: Locked, page: Page, part: str = "contacts") -> Page:
    """The page of a part, open and connected."""
    page.goto(f"{locked.server.url}/en/{locked.holder.slot}/edit/{part_address(part)}")
    page.wait_for_function("() => window.did_handshake === true")
    return page


def open_plan(locked: Locked, page: Page) -> Page:
    page.goto(locked.server.url)
    shows_the_plan(page)
    page.wait_for_load_state("networkidle")
    return page


def hide(page: Page) -> None:
    page.get_by_text("Hide", exact=True).locator("visible=true").click()
    page.wait_for_url("**/measures.en.html")


def hide_without_a_network(locked: Locked) -> None:
    """The server hears nothing of it."""
    page = open_plan(locked, locked.page)
    locked.phone.forgive("ERR_INTERNET_DISCONNECTED")
    locked.phone.context.set_offline(True)
    hide(page)
    page.close()
    locked.phone.context.set_offline(False)


def api_status(locked: Locked) -> int:
    return locked.phone.context.request.get(f"{locked.server.url}/api/plans/mine").status


def is_closed_in_a_new_tab(locked: Locked) -> None:
    """An address of the plan, opened anew, asks for the PIN, and shows no word meanwhile."""
    page = locked.phone.context.new_page()
    seen: list[str] = []
    page.expose_function("seen", lambda words: seen.append(words))
    page.add_init_script("addEventListener('load', () => seen(document.body?.innerText ?? ''))")
    page.goto(f"{locked.server.url}/en/{locked.holder.slot}/edit/{part_address('contacts')}", wait_until="commit")
    expect(page.get_by_text(ASKS_FOR_PIN)).to_be_visible()
    assert SISTER not in "".join(seen) + page.content()


def test_hidden_without_a_network_the_next_tab_asks_for_the_pin(locked: Locked) -> None:
    hide_without_a_network(locked)
    assert api_status(locked) == 200
    is_closed_in_a_new_tab(locked)
    assert api_status(locked) == 423


def test_hidden_without_a_network_the_first_page_locks_the_server(locked: Locked) -> None:
    hide_without_a_network(locked)
    page = locked.phone.context.new_page()
    with page.expect_response("**/lock"):
        page.goto(locked.server.url)
    shows_nothing(page)
    assert api_status(locked) == 423
    locked.phone.page = page
    with page.expect_response("**/unlock"):
        locked.unlock()
    shows_the_plan(page)
    desk(locked, page)
    expect(page.get_by_text(SISTER).first).to_be_visible()


def test_while_a_lock_is_owed_and_can_not_be_paid_no_page_shows_the_plan(locked: Locked) -> None:
    page = open_plan(locked, locked.page)
    page.route("**/lock", lambda route: route.abort("connectionfailed"))
    locked.phone.forgive("ERR_CONNECTION_FAILED")
    hide(page)
    page.goto(f"{locked.server.url}/en/{locked.holder.slot}/edit", wait_until="commit")
    expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()
    shows_nothing(page)


def test_hide_in_a_tab_that_never_unlocked_anything_locks(locked: Locked) -> None:
    page = desk(locked, locked.phone.context.new_page())
    expect(page.get_by_text(SISTER).first).to_be_visible()
    hide(page)
    is_closed_in_a_new_tab(locked)
    assert api_status(locked) == 423


def test_hide_in_one_tab_covers_and_leaves_all(locked: Locked) -> None:
    first = open_plan(locked, locked.page)
    other, sitting = locked.phone.context.new_page(), desk(locked, locked.phone.context.new_page())
    other.goto(locked.server.url)
    locked.phone.page = other
    locked.unlock()
    shows_the_plan(other)
    for _ in range(3):
        first.keyboard.press("Escape")
    for page in (first, other, sitting):
        page.wait_for_url("**/measures.en.html")
        assert page.evaluate("() => sessionStorage.getItem('open')") is None
    first.go_back()
    expect(first.get_by_role("heading", name="Kitchen measures")).to_be_visible()


def test_without_a_pin_too_hide_in_one_tab_leaves_all(
    phone: Phone, server: Server, make_plan: Callable[..., Holder]
) -> None:
    with_plan(phone, server, make_plan)
    page, other = phone.page, phone.context.new_page()
    asked: list[str] = []
    for one in (page, other):
        one.on("request", lambda request: asked.append(request.url))
        one.goto(server.url)
        shows_the_plan(one)
    hide(page)
    other.wait_for_url("**/measures.en.html")
    assert not [address for address in asked if address.endswith("/lock")]


def test_a_tab_that_slept_while_another_left_leaves_when_it_wakes(locked: Locked) -> None:
    page = open_plan(locked, locked.page)
    page.evaluate("() => localStorage.setItem('left', 'another')")  # no storage event reaches the tab that writes
    shows_the_plan(page)
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_url("**/measures.en.html")


def test_a_lock_sends_an_open_page_for_sitting_down_to_the_lock_page(locked: Locked) -> None:
    page = desk(locked, locked.phone.context.new_page())
    expect(page.get_by_text(SISTER).first).to_be_visible()
    told = locked.phone.context.request.post(f"{locked.server.url}/api/plans/mine/lock", data={}, headers=OUT)
    assert told.status == 204
    shows_nothing(page)


def test_after_a_lock_the_plans_its_owner_helps_with_are_behind_the_pin_too(locked: Locked) -> None:
    told = locked.phone.context.request.post(f"{locked.server.url}/api/plans/mine/lock", data={}, headers=OUT)
    assert told.status == 204
    page = locked.phone.context.new_page()
    for address in ("/en/with", "/en/abcdefgh/with"):
        page.goto(f"{locked.server.url}{address}")
        expect(page.get_by_text(ASKS_FOR_PIN)).to_be_visible()


def test_after_a_lock_a_socket_of_before_moves_and_reads_nothing(locked: Locked) -> None:
    holder = locked.holder
    jar = holder.client.cookies.jar
    [own] = [one for one in jar if one.name.startswith("p_")]
    second = copy(own)
    [(second.name, second.value)] = [
        (one["name"], one["value"]) for one in locked.phone.context.cookies() if one["name"].startswith("u_")
    ]
    jar.set_cookie(second)
    page = DeskPage(holder).connect()
    first = coping(holder)[0]
    page.move_down(first)
    while coping(holder)[0] == first:
        pass
    before = coping(holder)
    while STEP not in page.receive():  # what it was told of its own move
        pass
    assert holder.client.post("/api/plans/mine/lock", json={}).status_code == 204
    jar.set_cookie(second)
    page.move_down(before[0])
    assert holder.client.get("/api/plans/mine").status_code == 423
    heard = page.receive()
    assert [words for words in (STEP, SISTER) if words in heard] == []
    opened = holder.client.get(f"/en/{holder.slot}/edit")
    assert ASKS_FOR_PIN in opened.text
    shows_nothing(locked.page)
    with locked.page.expect_response("**/unlock"):
        locked.unlock()
    told = locked.phone.context.request.get(f"{locked.server.url}/api/plans/mine").json()
    assert [one["id"] for one in told["sections"]["coping"]] == before


def test_a_tab_that_nobody_uses_does_not_lock_one_that_is_used(
    phone: Phone, server: Server, make_plan: Callable[..., Holder]
) -> None:
    made = with_plan(phone, server, make_plan)
    phone.context.clock.install()
    set_pin(phone.page, server, made.holder.slot, minutes="1")
    page, idle = phone.page, desk(made, phone.context.new_page())
    page.goto(server.url)
    shows_the_plan(page)
    for _ in range(4):
        phone.context.clock.run_for(25_000)
        page.mouse.click(2, 2)
    expect(idle.get_by_text(SISTER).first).to_be_visible()
    shows_the_plan(page)
    phone.context.clock.run_for(70_000)
    for one in (page, idle):
        expect(one.get_by_text(LOCKED).first).to_be_visible()
        expect(one.get_by_text(SISTER)).to_have_count(0)


@pytest.mark.parametrize("calls", [False, True])
def test_the_second_cookie_lasts_the_minute_that_was_set_and_five_after_a_call(
    calls: bool, phone: Phone, server: Server, make_plan: Callable[..., Holder]
) -> None:
    made = with_plan(phone, server, make_plan)
    page = phone.page
    set_pin(page, server, made.holder.slot, minutes="1")
    open_plan(made, page)
    page.evaluate("""() => document.addEventListener("click", (event) => event.preventDefault())""")
    if calls:
        with page.expect_response("**/unlock"):
            page.locator("#plan a[href='tel:07700900112']").first.click()
    now = page.evaluate("() => Date.now() / 1000")
    [second] = [cookie for cookie in phone.context.cookies() if cookie["name"].startswith("u_")]
    assert abs(second["expires"] - now - (300 if calls else 60)) < 15
