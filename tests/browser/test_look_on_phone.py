"""Looking through the plan on the phone: without a server, one thing at a time, kept as a look and sent later."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from playwright.sync_api import Browser, Locator, Page, expect

from pwa import i18n
from pwa.pages.days import today
from pwa.plan.reminder import reminder
from pwa.plan.snapshot import snapshot
from tests.browser import readable, twin
from tests.browser.conftest import Phone
from tests.browser.devices import EVERYTHING
from tests.browser.editor import go
from tests.browser.readable import in_kept, make_readable
from tests.browser.test_days_on_phone import CALM_MS, LONG_WAIT_MS, go_back, tap
from tests.browser.test_gallery import SIDEWAYS
from tests.browser.test_look_through import old_plan
from tests.conftest import ROOT, Holder, Server
from tests.unit.plan.making import stored_plan

TODAY = "2026-11-29"
THUMB_PX = 44  # WCAG 2.2, 2.5.5


def way(page: Page) -> Locator:
    """The way to a look at the end of the plan."""
    return page.locator('#plan [data-act="look"]')


def asked(page: Page, words: str) -> None:
    expect(page.locator("#view h1")).to_have_text(words)
    expect(page.locator("#view h1")).to_be_focused()


def until(page: Page, holder: Holder, is_so: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    for _ in range(150):
        if is_so(plan := holder.read()["sections"]):
            return plan
        page.wait_for_timeout(100)
    raise AssertionError(holder.read())


def named(plan: dict[str, Any], name: str) -> object:
    return next((one["content"].get("value") for one in plan.get("about", []) if one["id"] == name), None)


def test_a_look_is_done_without_a_server_and_arrives_later(
    own: tuple[Phone, Holder], server: Server, tmp_path: Path
) -> None:
    phone, holder = own
    made = old_plan(holder)
    page = phone.page
    make_readable(page, server)
    server.kill()
    page.reload()
    expect(page.locator("#plan").get_by_text("The day has come to look through your plan.")).to_be_visible()
    way(page).tap()
    # What stands at the desk alone, and what was written lately, is not asked about.
    asked(page, "Night team")
    expect(page.locator("#view")).to_contain_text("1 of 3")
    expect(page.locator("#view")).to_contain_text("Nobody has looked at this number since")
    assert page.evaluate(SIDEWAYS) <= 0
    tap(page, "Still true")
    expect(page.locator("#view")).to_contain_text("Noted: still true.")
    asked(page, "Count to ten")
    tap(page, "Put away")
    asked(page, "The back room")
    tap(page, "Undo")
    expect(page.locator("#view")).to_contain_text("Undone.")
    tap(page, "Change")
    page.locator("#pp-typed").fill("The back room, with the lamp on")
    tap(page, "Save")
    expect(page.locator("#view h1")).to_have_text("The back room, with the lamp on")
    tap(page, "Done")
    asked(page, "That was the look. Everything is kept.")

    tap(page, "Who was there")
    page.get_by_label("Who was there").fill("Ada\nSam")
    tap(page, "Save")
    tap(page, "Has this plan kept me safer?")
    page.get_by_label("Has this plan kept me safer?").fill("Yes, twice")
    tap(page, "Save")
    tap(page, "In three months")
    next_day = today() + timedelta(weeks=13)
    with page.expect_download() as download:
        tap(page, "Put it into my calendar")
    file = tmp_path / "file.ics"
    download.value.save_as(file)
    assert download.value.suggested_filename == f"notes-{today()}.ics"
    event = vobject.readOne(file.read_text()).vevent
    assert (event.dtstart.value, event.dtend.value) == (next_day, next_day + timedelta(days=1))
    plan_id = in_kept(page, "read")["plan"]["id"]
    assert event.uid.value == vobject.readOne(reminder(next_day, "Notes", plan_id).decode()).vevent.uid.value
    assert {event.summary.value, event.valarm.description.value} == {"Notes"}
    tap(page, "To my plan")
    expect(page.locator("[data-state]")).to_contain_text("Waiting for signal", timeout=LONG_WAIT_MS)
    expect(page.locator("#plan").get_by_text("The day has come")).to_have_count(0)
    page.reload()
    way(page).tap()
    asked(page, "Count to ten")
    go_back(page)

    server.start()
    page.reload()
    plan = until(page, holder, lambda plan: named(plan, "next_look") == str(next_day))
    assert plan["contacts"][0]["tries"][-1]["outcome"] == "still_right"
    assert "away" not in plan["coping"][0]
    assert plan["safe"][0]["id"] == made["old"]
    assert plan["safe"][0]["content"]["text"] == "The back room, with the lamp on"
    assert [one["content"] for one in plan["looks"]] == [{"day": str(today())}]
    assert plan["looks"][0]["yearly"] is True
    page.goto(server.url)
    expect(page.locator("[data-state]")).to_contain_text("Saved", timeout=LONG_WAIT_MS)
    page = go(phone, server, holder, "looks")
    page.get_by_text("Looks before").click()
    for words in ("Ada", "Yes, twice"):
        expect(page.get_by_text(words).first).to_be_visible()


def test_what_is_written_of_a_look_is_seen_until_the_page_is_left_and_then_only_at_the_desk(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    page = phone.page
    page.goto(shared_server.url)
    way(page).tap()
    asked(page, "Look through my plan")
    expect(page.locator("#view")).to_contain_text("There is nothing to look at today.")
    tap(page, "Note who was there, and the next day")
    asked(page, "That was the look. Everything is kept.")
    for who in (["Ada"], ["Ada", "Sam"]):
        page.wait_for_timeout(CALM_MS)
        page.locator('#view [data-field="with"]').tap()
        page.get_by_label("Who was there").fill("\n".join(who))
        tap(page, "Save")
        until(page, holder, lambda _, who=who: of_desk(holder) == [who])  # type: ignore[misc]
        expect(page.locator('#view [data-field="with"]')).to_contain_text(who[-1])
    tap(page, "Undo")
    until(page, holder, lambda _: of_desk(holder) == [["Ada"]])
    page.wait_for_timeout(CALM_MS)
    page.locator('#view [data-field="note"]').tap()
    page.locator("#pp-typed").fill("canary-note")
    tap(page, "Save")
    expect(page.locator('#view [data-field="note"]')).to_contain_text("canary-note")
    until(page, holder, lambda _: of_desk(holder, "note") == ["canary-note"])
    assert of_desk(holder) == [["Ada"]]
    # The page that opens without a signal is written anew a moment after the note was sent.
    readable.until(page, f"async () => !(await ({EVERYTHING})()).includes('canary-note')")
    page.goto(shared_server.url)
    expect(page.locator("[data-state]")).to_contain_text("Saved", timeout=LONG_WAIT_MS)
    assert "canary-note" not in page.content()
    assert "canary-note" not in page.evaluate(EVERYTHING)


def of_desk(holder: Holder, name: str = "with") -> list[Any]:
    """What the plan holds of its looks, as its own file says it."""
    file = json.loads(holder.client.post("/api/plans/mine/file", json={}).content)
    return [one["content"].get(name) for one in file["sections"].get("looks", [])]


def test_nothing_has_to_be_answered_and_a_second_tap_is_no_answer(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    old_plan(holder)
    page = phone.page
    page.goto(shared_server.url)
    way(page).tap()
    asked(page, "Night team")
    page.wait_for_timeout(CALM_MS)
    page.get_by_role("button", name="Not now", exact=True).dblclick()
    expect(page.locator("#view h1")).to_have_text("Count to ten")
    tap(page, "Enough for today")
    asked(page, "That was the look. Everything is kept.")
    plan = until(page, holder, lambda plan: "looks" in plan and not named(plan, "next_look"))
    assert not any("away" in one for entries in plan.values() for one in entries)
    assert "tries" not in plan["contacts"][0]


@pytest.mark.parametrize("language", ["en", "ar", "cy", "pl"])
def test_a_look_fits_a_phone_and_is_read_in_each_language(
    language: str, new_phone: Callable[..., Phone], shared_server: Server, make_plan: Callable[..., Holder],
    axe: Callable[[Page], list[str]],
) -> None:  # fmt: skip
    holder = make_plan(shared_server, language=language)
    old_plan(holder)
    t = i18n.translator(language)
    for scheme in ("light", "dark"):
        phone = new_phone(color_scheme=scheme, reduced_motion="reduce")
        phone.context.add_cookies(holder.cookies)
        page = phone.page
        page.goto(shared_server.url)
        expect(page.locator("html")).to_have_attribute("lang", language)
        way(page).tap()
        expect(page.get_by_role("button", name=t("Still true"), exact=True)).to_be_visible()
        expect(page.locator('#view [data-act="look_end"]')).to_be_visible()
        checked(page, axe)
        page.get_by_role("button", name=t("Enough for today"), exact=True).tap()
        expect(page.locator("#view h1")).to_have_text(t("That was the look. Everything is kept."))
        expect(page.get_by_role("button", name=t("Who was there"), exact=True)).to_be_visible()
        checked(page, axe)


def checked(page: Page, axe: Callable[[Page], list[str]]) -> None:
    assert page.evaluate(SIDEWAYS) <= 0
    assert axe(page) == []
    heights = "(all) => all.map((one) => one.getBoundingClientRect().height)"
    assert min(page.locator("#view .pp-changing button").evaluate_all(heights)) >= THUMB_PX
    # All answers stand on the first screen, where a thumb reaches them.
    if (end := page.locator('#view [data-act="look_end"]')).count():
        assert end.evaluate("(one) => one.getBoundingClientRect().bottom") <= 740


def test_phone_and_desk_ask_about_the_same(chromium: Browser, shared_server: Server) -> None:
    cases = json.loads((ROOT / "tests/looks/asked.json").read_text("utf-8"))
    plans = [snapshot(stored_plan(case["sections"])) for case in cases]
    with twin.opened(chromium, shared_server) as page:
        ask = """async ({ sections }, [folder, plans, today]) => {
          const { dayThatCame, isYearOver, toLookAt } = await import(`${folder}/looking.js`);
          const asked = (plan) => toLookAt(plan, sections, today).map(({ why, entry, day }) => [why, entry, day]);
          const has = (plan) => [isYearOver(plan, sections, today), Boolean(dayThatCame(plan, sections, today))];
          return plans.map((plan) => [asked(plan), ...has(plan)]);
        }"""
        told = page.ask(ask, [page.folder, plans, TODAY])
    assert told == [[case["asked"], case.get("year", False), case.get("come", False)] for case in cases]


def test_the_way_to_a_look_leads_to_the_desk_where_no_script_runs(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    phone.page.goto(shared_server.url)
    assert re.search(rf"/en/{holder.slot}/edit/\w+$", str(way(phone.page).get_attribute("href")))
