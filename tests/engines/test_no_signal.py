"""The plan is read and changed with the server dead, over closed browsers; then everything arrives, once."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest

from pwa.pages.edit import part_address
from pwa.plan.phones import dialable
from pwa.plan.typed import raw_changes
from tests.browser.drawing import texts_of, typed
from tests.browser.readable import READABLE, stopped
from tests.conftest import Holder, Server
from tests.engines.first_use import SIGN, STEPS, WORDS, WORSE, go_through_set_up
from tests.engines.phone import ENGINES, Phone, wait_until

WAITING = "Saved on this phone. Waiting for signal."
SAVED = "Saved."
NEW, BETTER = "Open the window", "Walk to the canal and home by the park"
COPING = [NEW, BETTER, STEPS[1]]
CHANGED = {*COPING, *STEPS, SIGN, WORSE}
NO_SERVER = ("ERR_CONNECTION_REFUSED", "Failed to load resource", "Could not connect")


@pytest.mark.parametrize("engine", ENGINES)
def test_every_word_and_number_of_a_full_plan_is_there_without_signal(
    phone: Phone, server: Server, make_plan: Callable[..., Holder]
) -> None:
    holder = make_plan(server)
    holder.change(*full_plan())
    phone.take(holder)
    phone.sees(READABLE, SAVED)
    numbers = phone.tap_numbers()
    plan = holder.read()
    assert {*links_of(plan), "tel:999", "tel:116123", "sms:85258"} <= {*numbers}
    dies(server, phone)
    phone.reopen()
    phone.sees(READABLE)
    assert phone.tap_numbers() == numbers
    written = phone.written()
    assert [text for text in texts_of(plan) if text not in written] == []


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_written_without_signal_stays_and_arrives_once(phone: Phone, server: Server) -> None:
    go_through_set_up(phone)
    phone.sees(*WORDS, READABLE)
    dies(server, phone)
    phone.reopen()
    phone.sees(*WORDS)
    assert "tel:07700900112" in phone.tap_numbers()
    changes_everything(phone)
    phone.reopen()
    holds_every_change(phone)
    phone.sees(WAITING)
    server.start()
    phone.wake()
    everything_has_arrived(phone)
    the_desk_shows_it(phone)
    phone.reopen()
    everything_has_arrived(phone)


@pytest.mark.parametrize("engine", ENGINES)
def test_page_that_gets_no_answer_leads_to_the_plan_and_comes_when_it_can(held: Phone, server: Server) -> None:
    held.sees(READABLE)
    slot = held.plan()["slot"]
    with stopped(server):
        held.open(f"/en/{slot}/edit")
        held.sees("That page needs a connection. Your plan works without it.", *STEPS)
        held.tap("Wait for it")
        held.sees("Waiting for a connection. Then that page opens by itself.")
    held.sees_heading("Everything in my plan")


def full_plan() -> list[dict[str, Any]]:
    """The changes that make a plan with something in every part; its language and country it has already."""
    shorthand = {name: value for name, value in typed("full.en").items() if name not in ("language", "region")}
    named = ("revision", "day")
    return [{name: value for name, value in raw.items() if name not in named} for _, raw in raw_changes(shorthand)]


def links_of(plan: dict[str, Any]) -> Iterator[str]:
    """Where the links to the people of a plan must lead."""
    for person in (entry["content"] for entry in plan["sections"]["contacts"]):
        for phone in person["phones"]:
            if "call" in phone["for"]:
                yield f"tel:{dialable(phone['number'])}"
            if "text" in phone["for"]:
                yield f"sms:{dialable(phone['number'])}?&body={quote(person['say'], safe='')}"


def dies(server: Server, phone: Phone) -> None:
    """Kill the server; what browsers say of that is expected."""
    server.kill()
    phone.forgive(*NO_SERVER)


def changes_everything(phone: Phone) -> None:
    """Add, edit and move a step, put away what makes things worse, and delete a sign."""
    phone.tap("Change: What helps me")
    phone.write("Add one, in my own words", NEW)
    phone.tap("Add")
    phone.sees("Added.")
    phone.tap(STEPS[0])
    phone.tap("Change the words")
    phone.write("In my own words", BETTER)
    phone.tap("Save")
    phone.sees_heading(BETTER)
    phone.open()
    phone.tap("Change: What helps me")
    phone.tap(NEW)
    for place in (2, 1):
        phone.tap("Move up")
        phone.sees(f"Moved. It is now {place} of 3.")
    phone.open()
    phone.tap("Change: What makes things worse")
    phone.tap(WORSE)
    phone.tap("Put away")
    phone.sees("Put away. You find it at the end of this page.")
    phone.open()
    phone.tap("Change: My early signs")
    phone.tap(SIGN)
    phone.tap("Delete")
    phone.sees(f"Deleted: {SIGN}")


def holds_every_change(phone: Phone, *lines: str) -> None:
    """Wait until the page shows the steps as they are now, in order and none twice, and nothing that is gone.

    Args:
        lines: what it shows of them; by default as the phone's own page does, with the first one also to try first.
    """
    wanted = [*lines] or [COPING[0], *COPING]

    def shown() -> list[str]:
        return [line for line in phone.words().splitlines() if line in CHANGED]

    wait_until(lambda: shown() == wanted, lambda: f"{wanted}, not {shown()}")


def everything_has_arrived(phone: Phone) -> None:
    phone.sees(SAVED)
    holds_every_change(phone)
    assert phone.texts("coping") == COPING
    sections = phone.plan()["sections"]
    assert sections.get("warning_signs", []) == []
    assert [(entry["content"]["text"], entry["away"]) for entry in sections["unsafe"]] == [(WORSE, True)]


def the_desk_shows_it(phone: Phone) -> None:
    here = f"/en/{phone.plan()['slot']}/edit"
    phone.open(f"{here}/{part_address('coping')}")
    holds_every_change(phone, *COPING)
    phone.open(f"{here}/{part_address('warning_signs')}")
    phone.sees_heading("My early signs")
    assert SIGN not in phone.words()
    phone.open()
