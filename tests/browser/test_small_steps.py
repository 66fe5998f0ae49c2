"""Goals in what matters: small steps, written and ticked at the desk and on the phone, with a connection or without."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from pwa.plan.sections import BY_ID
from tests.browser.conftest import Phone
from tests.browser.drawing import Drawing, plan_of
from tests.browser.editor import LONG_WAIT_MS, go, new_field, row, saved
from tests.conftest import Holder, Server

REASONS = BY_ID["reasons"]
GOAL = "Finishing the allotment shed"
STEPS = ["Carry the wood up", "Paint it"]
CALM_MS = 400


@pytest.fixture
def drawing(phone: Phone) -> Iterator[Drawing]:
    drawing = Drawing(phone.page)
    yield drawing
    drawing.close()


def steps_of(holder: Holder) -> list[Any]:
    """The steps of each goal as the server holds them."""
    return [entry["content"].get("steps") for entry in holder.read()["sections"]["reasons"]]


def box(page: Page, words: str) -> Locator:
    return page.get_by_role("checkbox", name=words, exact=True)


def on_phone(page: Page, server: Server) -> Locator:
    """The part of the phone's page, opened."""
    page.goto(server.url)
    part = page.locator('#plan [data-section="reasons"]').first
    part.locator("summary").first.click()
    return part


def test_steps_are_written_and_ticked_at_the_desk(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, REASONS.id)
    new_field(page).fill(GOAL)
    page.get_by_role("button", name="Add", exact=True).click()
    group = page.get_by_role("group", name="Small steps towards it")
    for at, words in enumerate(STEPS):
        field = group.get_by_role("textbox").nth(at)
        field.fill(words)
        saved(field)
        if at == 0:
            field.press("Enter")
            expect(group.get_by_role("textbox").nth(1)).to_be_focused()
    assert steps_of(holder) == [STEPS]
    first = group.get_by_role("group", name="Step 1").get_by_role("checkbox")
    first.check()
    saved(first)
    assert steps_of(holder) == [[f"✓ {STEPS[0]}", STEPS[1]]]
    page.get_by_role("button", name="Done").click()
    expect(row(page, GOAL)).to_contain_text(f"✓ {STEPS[0]}")
    page.get_by_role("button", name=f"Change: {GOAL}").click()
    expect(group.get_by_role("textbox").first).to_have_value(STEPS[0])
    group.get_by_role("button", name="Remove this step").first.click()
    saved(first)
    assert steps_of(holder) == [[STEPS[1]]]


def test_step_is_ticked_on_the_phone_and_taken_back(phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add("reasons", text=GOAL, steps=STEPS)
    page = phone.page
    part = on_phone(page, shared_server)
    box(page, STEPS[0]).click()
    expect(box(page, STEPS[0])).to_have_attribute("aria-checked", "true")
    expect(box(page, STEPS[0])).to_be_focused()
    expect(part).to_have_attribute("open", "")
    expect(box(page, STEPS[1])).to_have_attribute("aria-checked", "false")
    _until_stored(page, holder, [[f"✓ {STEPS[0]}", STEPS[1]]])
    page.get_by_role("button", name="Undo").click()
    expect(box(page, STEPS[0])).to_have_attribute("aria-checked", "false")
    _until_stored(page, holder, [STEPS])


def test_step_is_written_on_the_phone(phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add("reasons", text=GOAL)
    page = phone.page
    on_phone(page, shared_server).get_by_role("button", name="Change: What matters to me").click()
    for words in (GOAL, "Small steps towards it"):
        page.wait_for_timeout(CALM_MS)
        page.locator("#view").get_by_role("button", name=words).click()
    page.get_by_label("Small steps towards it").fill("\n".join(STEPS))
    page.get_by_role("button", name="Save").click()
    _until_stored(page, holder, [STEPS])


def test_step_that_is_gone_meanwhile_is_not_ticked(phone: Phone, shared_server: Server, holder: Holder) -> None:
    goal = holder.add("reasons", text=GOAL, steps=STEPS)
    page = phone.page
    on_phone(page, shared_server)
    expect(box(page, STEPS[0])).to_be_visible()
    page.evaluate("(words) => { document.querySelector('[data-act=step]').dataset.step = words; }", "Another one")
    page.locator("[data-act=step]").first.click()
    expect(page.get_by_text("This is no longer in your plan.").first).to_be_visible()
    assert [entry["id"] for entry in holder.read()["sections"]["reasons"]] == [goal]
    assert steps_of(holder) == [STEPS]


def test_tick_without_a_server_is_kept_and_sent_later(
    server: Server, make_plan: Callable[..., Holder], new_phone: Callable[..., Phone]
) -> None:
    phone, holder = new_phone(), make_plan(server)
    phone.context.add_cookies(holder.cookies)
    phone.forgive("ERR_CONNECTION_REFUSED", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET")
    holder.add("reasons", text=GOAL, steps=STEPS)
    page = phone.page
    on_phone(page, server)
    expect(box(page, STEPS[0])).to_be_visible()
    page.wait_for_function("() => navigator.serviceWorker.controller !== null", timeout=LONG_WAIT_MS)
    server.kill()
    box(page, STEPS[0]).click()
    expect(page.locator("[data-state]")).to_contain_text("Waiting for signal", timeout=LONG_WAIT_MS)
    on_phone(page, server)
    expect(box(page, STEPS[0])).to_have_attribute("aria-checked", "true")
    expect(page.locator("[data-state]")).to_contain_text("Waiting for signal")
    server.start()
    page.reload()
    _until_stored(page, holder, [[f"✓ {STEPS[0]}", STEPS[1]]])


@pytest.mark.parametrize("view", ["copy", "example", "preview"])
def test_steps_are_read_with_their_ticks_where_nobody_can_tick(view: str, drawing: Drawing) -> None:
    page = drawing.show(plan_of({"reasons": [{"text": GOAL, "steps": [f"✓ {STEPS[0]}", STEPS[1]]}]}), view=view)
    words = page.locator('[data-section="reasons"]').evaluate("(part) => { part.open = true; return part.innerText; }")
    assert f"✓ {STEPS[0]}" in words
    assert STEPS[1] in words
    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_steps_of_two_texts_that_stand_side_by_side_are_not_ticked_before_one_is_picked(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    goal = holder.add("reasons", text=GOAL, steps=STEPS)
    first = holder.read()["sections"]["reasons"][0]["revision"]
    for step in STEPS:
        content = {"text": GOAL, "steps": [step]}
        edit = {"kind": "edit", "section": "reasons", "entry": goal, "content": content, "based_on": first}
        holder.post(edit)
    part = on_phone(phone.page, shared_server)
    expect(part).to_contain_text("These were written in two places.")
    expect(phone.page.get_by_role("checkbox")).to_have_count(0)


def _until_stored(page: Page, holder: Holder, expected: list[Any]) -> None:
    for _ in range(100):
        if steps_of(holder) == expected:
            return
        page.wait_for_timeout(100)
    assert steps_of(holder) == expected
