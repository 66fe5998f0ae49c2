"""Looking through a plan at the desk: one thing at a time, and nothing lost when the server is killed."""

from datetime import date, timedelta
from pathlib import Path

import vobject
from playwright.sync_api import Page, expect

from pwa.pages.days import today
from tests.browser.conftest import Phone
from tests.browser.editor import go, saved
from tests.browser.test_edit_loses_nothing import SIDEWAYS
from tests.conftest import Holder, Server

CANARY = "canary-words"
NUMBER = {"name": "Night team", "phones": [{"number": "0300 123 3393", "for": ["call"]}]}


def on(day: date, holder: Holder, section: str, **content: object) -> str:
    entry = f"{holder.seq + 1:032x}"
    holder.change({"kind": "add", "section": section, "entry": entry, "content": content, "day": day.isoformat()})
    return entry


def old_plan(holder: Holder) -> dict[str, str]:
    """A plan in which four things are to be looked at, and the day for it has come."""
    ago, lately = today() - timedelta(days=500), today() - timedelta(days=9)
    made = {
        "choice": on(lately, holder, "choices", want=f"Swim in the sea {CANARY}", look_again=lately.isoformat()),
        "number": on(ago, holder, "contacts", **NUMBER),
        "step": on(lately, holder, "coping", text="Count to ten"),
        "old": on(ago, holder, "safe", text="The back room"),
        "fresh": on(lately, holder, "wellness", text="Bread"),
    }
    holder.change(
        {"kind": "tick", "section": "coping", "entry": made["step"], "outcome": "not_this_time", "day": str(lately)},
        {"kind": "set_field", "section": "about", "entry": "next_look", "value": str(lately), "based_on": None},
    )
    return made


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def asked(page: Page, words: str) -> None:
    """Wait for what is asked now, and as long as a second tap is not taken for an answer."""
    expect(page.locator(".pp-look h2")).to_have_text(words)
    page.wait_for_timeout(400)


def test_a_look_keeps_each_answer_and_the_record_of_it_over_a_killed_server(
    own: tuple[Phone, Holder], server: Server, tmp_path: Path
) -> None:
    phone, holder = own
    made = old_plan(holder)
    page = go(phone, server, holder)
    expect(page.get_by_text("The day has come to look through your plan.")).to_be_visible()
    go(phone, server, holder, "looks")
    assert page.evaluate(SIDEWAYS) <= 0
    asked(page, f"Swim in the sea {CANARY}")
    press(page, "Still true")
    asked(page, "Night team")
    press(page, "Still true")
    asked(page, "Count to ten")
    server.kill()
    server.start()
    go(phone, server, holder, "looks")
    asked(page, "Count to ten")
    press(page, "Put away")
    asked(page, "The back room")
    expect(page.get_by_text("Put away. It can come back at any time.")).to_be_visible()
    press(page, "Change")
    field = page.get_by_label("In my own words", exact=True)
    field.fill("The back room, with the lamp on")
    saved(field)
    press(page, "Done")

    expect(page.get_by_role("heading", name="That was the look. Everything is kept.")).to_be_focused()
    page.get_by_label("Who was there").fill("Ada\nSam")
    saved(page.get_by_label("Who was there"))
    expect(page.get_by_label("Has this plan kept me safer?")).to_be_visible()
    press(page, "In three months")
    saved(page.get_by_label("Next look at it"))
    with page.expect_download() as download:
        press(page, "Put it into my calendar")
    file = tmp_path / "file.ics"
    download.value.save_as(file)
    day = today() + timedelta(weeks=13)
    assert download.value.suggested_filename == f"notes-{today()}.ics"
    assert vobject.readOne(file.read_text()).vevent.dtstart.value == day
    assert CANARY not in file.read_text()

    page.goto("about:blank")  # a page that lost its line loads itself again, which would end the next step here
    server.stop()
    server.start()
    plan = holder.read()["sections"]
    assert plan["contacts"][0]["tries"][-1]["outcome"] == "still_right"
    assert plan["coping"][0]["away"] is True
    assert plan["safe"][0]["content"]["text"] == "The back room, with the lamp on"
    assert [one["content"]["value"] for one in plan["about"] if one["id"] == "next_look"] == [str(day)]
    assert [one["content"] for one in plan["looks"]] == [{"day": str(today())}]  # nothing else of it comes to a phone
    go(phone, server, holder, "looks")
    expect(page.get_by_text("There is nothing to look at today.")).to_be_visible()
    page.get_by_text("Looks before").click()
    expect(page.get_by_text("Ada", exact=False).first).to_be_visible()
    assert made["old"] == plan["safe"][0]["id"]


def test_enough_ends_a_look_that_was_due(phone: Phone, shared_server: Server, holder: Holder) -> None:
    old_plan(holder)
    page = go(phone, shared_server, holder, "looks")
    asked(page, f"Swim in the sea {CANARY}")
    press(page, "Enough for today")
    expect(page.get_by_role("heading", name="That was the look. Everything is kept.")).to_be_visible()
    go(phone, shared_server, holder)
    expect(page.get_by_role("heading", name="Everything in my plan")).to_be_visible()
    expect(page.get_by_text("The day has come")).to_have_count(0)


def test_nothing_has_to_be_answered_and_the_last_answer_can_be_taken_back(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    old_plan(holder)
    page = go(phone, shared_server, holder, "looks")
    asked(page, f"Swim in the sea {CANARY}")
    page.get_by_role("button", name="Not now", exact=True).dblclick()
    for words in ("Night team", "Count to ten", "The back room"):
        asked(page, words)
        press(page, "Put away" if words == "The back room" else "Not now")
    expect(page.get_by_role("heading", name="That was the look. Everything is kept.")).to_be_visible()
    press(page, "Undo")
    expect(page.get_by_text("It is back in the list.")).to_be_visible()
    assert "away" not in holder.read()["sections"]["safe"][0]
