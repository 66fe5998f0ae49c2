"""*How are things?* at the desk: an answer, the weeks as a picture and in words, what helped, and a look back."""

import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.editor import go, saved
from tests.browser.test_days_on_phone import day_before, filled, say, told, until
from tests.conftest import Holder, Server

SHOTS = os.environ.get("DAYS_SHOTS", "")
DESK = {"viewport": {"width": 1100, "height": 900}, "is_mobile": False, "has_touch": False}


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.wait_for_timeout(800)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def test_a_day_is_answered_with_its_signs_and_a_note(phone: Phone, shared_server: Server, holder: Holder) -> None:
    filled(holder)
    page, today = go(phone, shared_server, holder, "days"), day_before(0)
    page.get_by_role("button", name="Early signs", exact=True).click()
    expect(page.get_by_role("heading", name="Today: Early signs")).to_be_visible()
    expect(page.locator(".pp-points", has_text="The library")).to_be_visible()  # what helps then
    sign = page.get_by_role("checkbox", name="I stop answering messages")
    sign.check()
    saved(sign)
    note = page.get_by_label("My note")
    note.fill("Bad night")
    saved(note)
    day = told(holder)[today]
    assert (day["stage"], day["signs"], day["note"]) == ("early", ["I stop answering messages"], "Bad night")
    page.get_by_text("Change the answer").click()
    page.get_by_role("button", name="Getting better", exact=True).click()
    expect(page.get_by_role("heading", name="Today: Getting better")).to_be_visible()
    day = told(holder)[today]
    assert (day["stage"], day["note"], day["rivals"]) == ("better", "Bad night", 0)


def test_a_deleted_sign_leaves_its_days_and_undo_ticks_it_there_again(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    filled(holder)
    sign = "I stop answering messages"
    for back, signs in ((2, [sign, "I do not sleep two nights"]), (1, [sign])):
        say(holder, day_before(back), stage="early", signs=signs, note="Rain")
    days = holder.read()["sections"]["days"]
    page = go(phone, shared_server, holder, "warning_signs")
    page.get_by_role("button", name=f"Change: {sign}").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    assert sign not in json.dumps(holder.read())
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("It is back in the list.")).to_be_visible()
    assert holder.read()["sections"]["days"] == days


@pytest.mark.parametrize(("zone", "hours"), [("Pacific/Kiritimati", 14), ("Etc/GMT+12", -12)])
def test_today_is_the_day_where_the_person_is(
    new_phone: Callable[..., Phone], shared_server: Server, holder: Holder, zone: str, hours: int
) -> None:
    desk = new_phone(**DESK, timezone_id=zone)  # one of the two is on another day than the server
    desk.context.add_cookies(holder.cookies)
    page = go(desk, shared_server, holder, "days")
    page.get_by_role("button", name="Early signs", exact=True).click()
    expect(page.get_by_role("heading", name="Today: Early signs")).to_be_visible()
    assert [*told(holder)] == [(datetime.now(UTC) + timedelta(hours=hours)).date().isoformat()]


def test_weeks_are_drawn_behind_the_policy_and_told_in_words_and_looking_back_is_put_aside(
    new_phone: Callable[..., Phone], phone: Phone, shared_server: Server, holder: Holder
) -> None:
    garden, canal = filled(holder)
    holder.add("coping", text="Never tried")
    for nth, stage in enumerate(["well", "well", "early", "harder", "crisis", "better", "better", "well"]):
        say(holder, day_before(12 - nth), stage=stage, **({"signs": ["Shouting"], "note": "rain"} if nth == 2 else {}))
    tick = {"kind": "tick", "section": "coping", "entry": canal, "outcome": "helped", "day": day_before(8)}
    holder.change(tick, tick | {"day": day_before(7)}, tick | {"entry": garden, "outcome": "not_this_time"})
    desk = new_phone(**DESK)  # its console stays empty
    desk.context.add_cookies(holder.cookies)
    page = go(desk, shared_server, holder, "days")
    drawn = "() => [...document.querySelectorAll('.pp-chart canvas')].some((one) => new Uint32Array("
    drawn += "one.getContext('2d').getImageData(0, 0, one.width, one.height).data.buffer).some((pixel) => pixel))"
    page.wait_for_function(drawn)
    shot(page, "desk")
    page.get_by_text("The same in words", exact=True).click()
    row = page.locator(".pp-days tr", has_text="Shouting")
    expect(row).to_contain_text("rain")
    expect(page.locator(".pp-days tr", has_text="Walk to the canal")).to_have_count(2)
    steps = page.locator(".pp-helped > li")
    expect(steps.first).to_contain_text("Helped: 2 times.")
    expect(page.get_by_role("button", name=re.compile("^Put away: "))).to_have_count(2)  # the third was never tried
    page.get_by_role("button", name="Put away: Sit in the garden").click()
    expect(steps).to_have_count(2)
    assert next(one for one in holder.read()["sections"]["coping"] if one["id"] == garden)["away"]
    page.get_by_role("button", name="Undo").click()
    expect(steps).to_have_count(3)
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_role("heading", name="After a hard time")).to_have_count(0)
    until(page, holder, lambda days: days.get("looked_back", {}).get("value") == day_before(8))
    if SHOTS:
        for name, options in {
            "dark": {"color_scheme": "dark"},
            "narrow": {"viewport": {"width": 360, "height": 740}},
        }.items():
            other = new_phone(**{**DESK, **options})
            other.context.add_cookies(holder.cookies)
            shot(go(other, shared_server, holder, "days"), f"desk_{name}")
        other = new_phone(**DESK)
        other.context.add_cookies(holder.cookies)
        shot(go(other, shared_server, holder, "days", "ar"), "desk_ar")
