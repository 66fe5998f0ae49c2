"""*How are things?* on the phone: two taps, without a server, sent later; what helped; and a look back, once."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Browser, Page, expect

from pwa.plan.snapshot import snapshot
from pwa.plan.stored import plan_as_json
from tests.browser import twin
from tests.browser.conftest import Phone
from tests.conftest import ROOT, Holder, Server
from tests.unit.plan.making import answered

LONG_WAIT_MS = 20_000
CALM_MS = 400  # what two taps of a shaking hand are apart at most
SHOTS = os.environ.get("DAYS_SHOTS", "")


def day_before(days: int) -> str:
    return (datetime.now(UTC).date() - timedelta(days=days)).isoformat()


def say(holder: Holder, day: str, **content: Any) -> None:
    entry = day.replace("-", "").rjust(32, "0")
    holder.change({"kind": "add", "section": "days", "entry": entry, "content": {"day": day, **content}})


def told(holder: Holder) -> dict[str, dict[str, Any]]:
    """What the server holds of each day, with how many texts stand beside it."""
    days = holder.read()["sections"].get("days", [])
    return {
        one["content"].get("day", one["id"]): {**one["content"], "rivals": len(one.get("rivals", []))} for one in days
    }


def until(page: Page, holder: Holder, is_so: Callable[[dict[str, dict[str, Any]]], bool]) -> None:
    for _ in range(150):
        if is_so(told(holder)):
            return
        page.wait_for_timeout(100)
    raise AssertionError(told(holder))


def tap(page: Page, name: str) -> None:
    page.wait_for_timeout(CALM_MS)
    page.locator("#view:visible, #plan:visible").get_by_role("button", name=name).first.tap()


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def go_back(page: Page) -> None:
    page.wait_for_timeout(CALM_MS)
    page.locator("#view [data-act=close]").first.tap()


def filled(holder: Holder) -> tuple[str, str]:
    """A plan with signs and two steps; the ids of the steps."""
    holder.add("warning_signs", text="I stop answering messages", level="early")
    holder.add("warning_signs", text="I do not sleep two nights", level="later")
    holder.add("wellness", text="A walk before breakfast")
    holder.add("distractions", text="The library")
    holder.add("contacts", name="Ola", phones=[{"number": "07700 900112", "for": ["call"]}])
    return holder.add("coping", text="Sit in the garden"), holder.add("coping", text="Walk to the canal")


def test_a_day_is_answered_in_two_taps_without_a_server_and_arrives_later(
    own: tuple[Phone, Holder], server: Server
) -> None:
    phone, holder = own
    filled(holder)
    page = phone.page
    page.goto(server.url)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null", timeout=LONG_WAIT_MS)
    expect(page.locator("[data-readable]")).to_be_visible(timeout=LONG_WAIT_MS)
    server.kill()
    page.reload()
    tap(page, "How are things?")
    expect(page.get_by_role("heading", name="How are things?")).to_be_visible()
    expect(page.locator("#view")).to_contain_text("I stop answering messages")
    shot(page, "question")
    tap(page, "Early signs")
    # That stage's steps, not a form.
    expect(page.get_by_role("heading", name="Early signs", exact=True)).to_be_visible()
    expect(page.locator("#view")).to_contain_text("The library")
    expect(page.locator("#view")).to_contain_text("Noted: Early signs")
    page.wait_for_timeout(CALM_MS)
    page.get_by_role("checkbox", name="I stop answering messages").tap()
    expect(page.get_by_role("checkbox", name="I stop answering messages")).to_have_attribute("aria-checked", "true")
    shot(page, "early")
    tap(page, "Write a note")
    page.get_by_label("My note").fill("Bad night.\nTea helped.")
    tap(page, "Save")
    expect(page.locator("#view")).to_contain_text("Tea helped.")
    go_back(page)
    expect(page.locator("[data-state]")).to_contain_text("Waiting for signal", timeout=LONG_WAIT_MS)
    page.reload()
    tap(page, "How are things?")
    expect(page.locator("#view")).to_contain_text("Today: Early signs")
    shot(page, "today")
    other = answered_elsewhere(server, holder)
    page.reload()
    until(page, holder, lambda days: other in days and days[other]["rivals"] == 1)
    texts = {json.dumps(one) for one in days_texts(holder, other)}
    assert len(texts) == 2
    assert any("Tea helped." in one and "I stop answering messages" in one for one in texts)


def answered_elsewhere(server: Server, holder: Holder) -> str:
    """Another device answers on the same day, before this one is heard."""
    server.start()
    today = datetime.now(UTC).date().isoformat()
    say(holder, today, stage="well")
    return today


def days_texts(holder: Holder, day: str) -> list[dict[str, Any]]:
    entry = next(one for one in holder.read()["sections"]["days"] if one["content"].get("day") == day)
    return [entry["content"], *(one["content"] for one in entry.get("rivals", []))]


def test_answers_lead_to_what_helps_then_and_can_be_taken_back(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    filled(holder)
    page, today = phone.page, day_before(0)
    page.goto(shared_server.url)
    tap(page, "How are things?")
    tap(page, "Getting harder")
    expect(page.locator("#view").get_by_role("button", name="One step at a time")).to_be_visible()
    expect(page.locator("#view a[href^='tel:']").first).to_be_visible()
    shot(page, "harder")
    go_back(page)
    tap(page, "How are things?")
    page.locator("#view summary", has_text="Change the answer").tap()
    tap(page, "Crisis")
    expect(page.locator("#plan")).to_be_visible()
    assert page.evaluate("() => window.scrollY") == 0
    expect(page.locator("#plan .pp-reach").first).to_be_in_viewport()
    until(page, holder, lambda days: days.get(today, {}).get("stage") == "crisis")
    tap(page, "Undo")
    until(page, holder, lambda days: days.get(today, {}).get("stage") == "harder")


def test_a_crisis_that_was_calmer_on_the_same_day_is_looked_back_at_once_without_a_server(
    own: tuple[Phone, Holder], server: Server
) -> None:
    phone, holder = own
    filled(holder)
    page = phone.page
    page.goto(server.url)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null", timeout=LONG_WAIT_MS)
    expect(page.locator("[data-readable]")).to_be_visible(timeout=LONG_WAIT_MS)
    server.kill()
    page.reload()
    tap(page, "How are things?")
    tap(page, "Crisis")
    tap(page, "How are things?")
    page.locator("#view summary", has_text="Change the answer").tap()
    tap(page, "Getting better")
    expect(page.locator("#view")).to_contain_text("Today: Getting better")
    offer = page.locator("#plan .pp-notice", has_text="look back")
    go_back(page)
    expect(offer).to_have_count(0)
    page.clock.set_system_time(datetime.now(UTC) + timedelta(days=3))
    page.reload()
    expect(offer).to_be_visible()
    server.start()
    page.reload()
    until(page, holder, lambda days: days.get(day_before(0), {}).get("stage") == "better")
    expect(page.locator("[data-state]")).to_contain_text("Saved", timeout=LONG_WAIT_MS)
    page.reload()
    expect(offer).to_be_visible()
    tap(page, "Not now")
    expect(offer).to_have_count(0)
    until(page, holder, lambda days: days.get("looked_back", {}).get("value") == day_before(0))
    page.reload()
    expect(page.locator("#plan").get_by_role("button", name="How are things?")).to_be_visible()
    expect(offer).to_have_count(0)


def test_what_helped_is_told_in_words_and_changes_no_order_unless_asked(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    garden, canal = filled(holder)
    ticks = [(canal, "helped"), (canal, "helped"), (canal, "a_bit"), (garden, "not_this_time")]
    holder.change(*({"kind": "tick", "section": "coping", "entry": one, "outcome": how} for one, how in ticks))
    page = phone.page
    page.goto(shared_server.url)
    expect(page.locator("#plan [data-section=coping]").first).to_contain_text("Helped: 2 times.")
    tap(page, "How are things?")
    tap(page, "What helped")
    steps = page.locator(".pp-helped > li")
    expect(steps.first).to_contain_text("Walk to the canal")
    expect(steps.first).to_contain_text("A bit: 1 time.")
    expect(steps.nth(1)).to_contain_text("Not this time: 1 time.")
    shot(page, "helped")
    tap(page, "In my order")
    expect(steps.first).to_contain_text("Sit in the garden")
    tap(page, "Most helpful first")
    tap(page, "Put my steps in this order")
    order = lambda: [one["id"] for one in holder.read()["sections"]["coping"]]  # noqa: E731
    until(page, holder, lambda _: order() == [canal, garden])
    tap(page, "Undo")
    until(page, holder, lambda _: order() == [garden, canal])
    tap(page, "Put away: Sit in the garden")
    until(page, holder, lambda _: holder.read()["sections"]["coping"][0].get("away") is True)
    expect(steps).to_have_count(1)
    tap(page, "Undo")
    expect(steps).to_have_count(2)


def test_weeks_are_a_picture_and_the_same_in_words_and_a_look_back_is_offered_once(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    filled(holder)
    for nth, stage in enumerate(["well", "well", "early", "harder", "crisis", "better", "better", "well"]):
        say(holder, day_before(12 - nth), stage=stage, **({"signs": ["Shouting"], "note": "rain"} if nth == 2 else {}))
    step = "c" * 32
    holder.change(
        {"kind": "add", "section": "coping", "entry": step, "content": {"text": "Swim"}},
        *({"kind": "tick", "section": "coping", "entry": step, "outcome": outcome, "day": day_before(before)}
          for outcome, before in (("a_bit", 10), ("still_true", 9), ("not_this_time", 8))),
    )  # fmt: skip
    page = phone.page
    page.goto(shared_server.url)
    offer = page.locator("#plan .pp-notice", has_text="look back")
    expect(offer).to_be_visible()
    assert page.locator("#plan .pp-first").evaluate("(first) => first.getBoundingClientRect().bottom") <= 740 * 2
    shot(page, "offer")
    tap(page, "Show this to someone")
    assert "rain" not in page.locator("#view").inner_text()
    go_back(page)
    tap(page, "How are things?")
    tap(page, "The last weeks")
    expect(page.locator(".pp-day .pp-mark")).to_have_count(8)
    page.locator("#view summary", has_text="The same in words").tap()
    words = page.locator(".pp-days")
    expect(words).to_contain_text("Shouting")
    expect(words).to_contain_text("rain")
    expect(words.get_by_text("Swim")).to_have_count(1)
    shot(page, "weeks")
    go_back(page)
    go_back(page)
    tap(page, "Look back")
    shot(page, "after")
    tap(page, "What came first?")
    page.get_by_label("Add one, in my own words").fill("Three bad nights")
    tap(page, "Add")
    expect(page.locator("#view")).to_contain_text("Three bad nights")
    go_back(page)
    tap(page, "Done")
    expect(offer).to_have_count(0)
    until(page, holder, lambda days: days.get("looked_back", {}).get("value") == day_before(8))
    page.reload()
    expect(page.locator("#plan").get_by_role("button", name="How are things?")).to_be_visible()
    expect(offer).to_have_count(0)


def test_phone_and_desk_know_the_same_day_to_look_back_at(chromium: Browser, shared_server: Server) -> None:
    cases = json.loads((ROOT / "tests/days/looking_back.json").read_text("utf-8"))
    # What a phone gets, and with earlier answers, as long as they were given on this one.
    forms = [form(answered(case)) for case in cases for form in (snapshot, plan_as_json)]
    given = [{"plan": plan, "today": cases[nth // 2]["today"]} for nth, plan in enumerate(forms)]
    with twin.opened(chromium, shared_server) as page:
        ask = """async (_, given) => {
          const [{ folder }, cases] = given;
          const { toLookBackAt } = await import(`${folder}/plan_days.js`);
          return cases.map(({ plan, today }) => toLookBackAt(plan, today));
        }"""
        assert page.ask(ask, [{"folder": page.folder}, given]) == [case["at"] for case in cases for _ in range(2)]
        week = """async (_, [{ folder }, given]) => {
          const { firstDay } = await import(`${folder}/days_picture.js`);
          return given.map(([locale, region]) => firstDay(locale, region));
        }"""
        places = {("en-GB", ""): 1, ("en-GB", "US"): 7, ("ar", "EG"): 6, ("pl", "PL"): 1, ("ar", "EG-C"): 6}
        assert page.ask(week, [{"folder": page.folder}, [*places]]) == [*places.values()]
