"""Taps in the set-up that come too soon, too often, or with something still missing."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Phone
from tests.browser.person import Person
from tests.conftest import Server

WHO = "Who is this number of? A word is enough, such as Mum."
DOTS = "Put your own words in place of the dots."


@pytest.fixture
def person(server: Server, phone: Phone) -> Person:
    return Person(phone, server)


def tap_twice(target: Locator, pause_ms: int) -> None:
    """Two taps on one place of the glass, whatever stands there at the second one."""
    target.wait_for()
    target.click(trial=True)
    box = target.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    target.page.touchscreen.tap(x, y)
    # How far apart two taps are is what is tested here: there is nothing to wait for.
    target.page.wait_for_timeout(pause_ms)
    target.page.touchscreen.tap(x, y)


@pytest.mark.parametrize("pause_ms", [20, 300])
def test_a_double_tap_leads_one_screen_on_or_back(person: Person, pause_ms: int) -> None:
    person.begins()
    for passed, after in (("One person I can call", "What helps me"), ("What helps me", "My early signs")):
        person.sees(passed)
        tap_twice(person.button("Skip"), pause_ms)
        person.sees(after)
    tap_twice(person.button("Next"), pause_ms)
    person.sees("What makes things worse")
    tap_twice(person.button("Back"), pause_ms)
    person.sees("My early signs")
    person.button("Next").click(trial=True)
    person.sees("My early signs")


def test_a_double_click_does_not_jump_over_a_step(person: Person) -> None:
    person.begins()
    person.write("Name", "My sister")
    person.button("Put this person on my plan").dblclick()
    person.sees("What helps me")
    person.button("Next").click(trial=True)
    person.sees("What helps me")


@pytest.mark.parametrize("way", ["Put this person on my plan", "Nobody right now. Put a crisis line here", "Skip"])
def test_a_number_without_a_name_is_asked_about_on_each_way_on(person: Person, way: str) -> None:
    person.begins()
    person.write("Number", "07700 900112")
    person.tap(way)
    expect(person.page.get_by_text(WHO)).to_be_visible()
    person.sees("One person I can call")
    expect(person.field("Name")).to_be_focused()
    person.page.keyboard.type("Mum")
    person.tap(way)
    person.sees("What helps me")
    contact = person.plan()["sections"]["contacts"][0]["content"]
    assert contact == {"name": "Mum", "phones": [{"number": "07700 900112", "for": ["call"]}]}


def test_a_second_skip_keeps_the_number_as_its_own_name(person: Person) -> None:
    person.begins()
    person.write("Number", "07700 900112")
    person.tap("Skip")
    expect(person.page.get_by_text(WHO)).to_be_visible()
    person.tap("Skip")
    person.sees("What helps me")
    contact = person.plan()["sections"]["contacts"][0]["content"]
    assert contact == {"name": "07700 900112", "phones": [{"number": "07700 900112", "for": ["call"]}]}


def test_both_are_right_is_asked_once_in_a_visit(person: Person) -> None:
    person.begins()
    person.write("Name", "Alex")
    person.tap("Put this person on my plan")
    for heading in ("What helps me", "My early signs", "What makes things worse"):
        person.sees(heading)
        person.tap("Skip")
    person.write("Add a person: the name", "alex")
    person.tap("Next")
    person.tap("Both are right")
    person.tap("Next")
    person.sees("My recovery words")
    person.tap("Back")
    person.sees("People I don't want called")
    person.tap("Next")
    person.sees("My recovery words")


def test_dots_of_an_idea_are_asked_about_once(person: Person) -> None:
    person.begins()
    person.skips_to("What helps me")
    person.page.get_by_text("Ideas", exact=True).tap()
    person.tap("Walk to … and back")
    person.tap("Add")
    expect(person.page.get_by_text(DOTS)).to_be_visible()
    expect(person.field("Add one, in my own words")).to_be_focused()
    person.page.keyboard.type("the canal")
    person.tap("Add")
    expect(person.button("Change: Walk to the canal and back")).to_be_visible()
    person.tap("Walk to … and back")
    person.tap("Add")
    expect(person.page.get_by_text(DOTS)).to_be_visible()
    person.tap("Add")
    expect(person.button("Change: Walk to … and back")).to_be_visible()
