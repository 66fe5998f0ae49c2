"""Nothing typed in the set-up is lost, whatever happens to the page, the line or the server."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Phone
from tests.browser.person import Person
from tests.conftest import Server

WITHOUT_SERVER = ("ERR_CONNECTION_REFUSED", "WebSocket connection", "ERR_INTERNET_DISCONNECTED", "ERR_EMPTY_RESPONSE")


@pytest.fixture
def person(server: Server, phone: Phone) -> Person:
    return Person(phone, server)


def test_words_typed_just_before_a_reload_are_there_after_it(person: Person) -> None:
    person.begins()
    person.skips_to("What helps me")
    person.write("Add one, in my own words", "Walk to the canal")
    person.page.reload()
    person.sees("What helps me")
    expect(person.page.get_by_label(re.compile("in my own words", re.IGNORECASE)).first).to_be_visible()
    person.page.wait_for_function("() => !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))")
    assert person.texts("coping") == ["Walk to the canal"]


def test_a_number_typed_before_the_name_waits_for_it(person: Person) -> None:
    person.begins()
    person.write("Number", "07700 900112")
    person.tap("Put this person on my plan")
    expect(person.page.get_by_text("Who is this number of? A word is enough, such as Mum.")).to_be_visible()
    person.page.reload()
    expect(person.field("Number")).to_have_value("07700 900112")
    person.write("Name", "My sister")
    person.tap(person.field("I can text this number too"))
    person.tap("Put this person on my plan")
    person.sees("What helps me")
    contact = person.plan()["sections"]["contacts"][0]["content"]
    assert contact["phones"] == [{"number": "07700 900112", "for": ["call", "text"]}]
    person.tap("Back")
    expect(person.field("Name")).to_have_value("My sister")
    expect(person.field("Number")).to_have_value("07700 900112")
    expect(person.field("I can text this number too")).to_be_checked()


def test_nothing_is_lost_when_the_server_is_killed_and_comes_back(person: Person) -> None:
    person.phone.forgive(*WITHOUT_SERVER)
    person.begins()
    person.write("Name", "My sister")
    person.field("Number").tap()
    expect(person.page.get_by_text("Saved", exact=True)).to_be_visible()
    person.server.kill()
    person.field("Number").press_sequentially("07700 900112")
    expect(person.page.get_by_text("The line has dropped.")).to_be_visible()
    person.tap("Put this person on my plan")
    person.server.start()
    expect(person.page.get_by_text("The line has dropped.")).to_be_hidden(timeout=60_000)
    person.sees("One person I can call")
    expect(person.field("Name")).to_have_value("My sister")
    expect(person.field("Number")).to_have_value("07700 900112")
    person.tap("Put this person on my plan")
    person.sees("What helps me")
    contact = person.plan()["sections"]["contacts"][0]["content"]
    assert contact == {"name": "My sister", "phones": [{"number": "07700 900112", "for": ["call"]}]}


def test_nothing_is_lost_without_a_connection(person: Person) -> None:
    person.phone.forgive(*WITHOUT_SERVER)
    person.begins()
    person.skips_to("My early signs")
    person.phone.context.set_offline(True)
    person.write("Add one, in my own words", "I stop opening letters")
    dropped = person.page.get_by_text("The line has dropped.")
    expect(dropped).to_be_visible()
    person.tap("Next")
    person.sees("My early signs")
    person.phone.context.set_offline(False)
    expect(dropped).to_be_hidden(timeout=30_000)
    person.sees("My early signs")
    person.tap("Next")
    person.sees("What makes things worse")
    assert person.texts("warning_signs") == ["I stop opening letters"]


def test_back_on_the_phone_leads_to_the_step_before(person: Person) -> None:
    person.begins()
    person.tap("Skip")
    person.sees("What helps me")
    person.page.go_back()
    person.sees("One person I can call")
    person.page.go_forward()
    person.sees("What helps me")
    expect(person.page.get_by_text("Step 2 of 5")).to_be_visible()
    expect(person.page.locator("h1:focus")).to_be_visible()
