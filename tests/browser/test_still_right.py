"""Numbers of services that a person typed: after six months one quiet question, answered in one tap."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.drawing import Drawing, plan_of
from tests.browser.readable import make_readable
from tests.conftest import Holder, Server

QUESTION = "is this number still right? It was written more than six months ago."
WRITTEN = "2026-05-22"
TODAY = "2026-11-23"


@pytest.fixture
def drawing(phone: Phone) -> Iterator[Drawing]:
    """The renderer on a page of its own."""
    drawing = Drawing(phone.page)
    yield drawing
    drawing.close()


def plan(*numbers: str, day: str = WRITTEN, **entry: Any) -> dict[str, Any]:
    phones = [{"number": number, "for": ["call"]} for number in numbers]
    made = plan_of({"contacts": [{"name": "Crisis team", "phones": phones}]})
    made["sections"]["contacts"][0].update({"day": day, **entry})
    return made


def asked(page: Page) -> int:
    return page.get_by_text(QUESTION).count()


@pytest.mark.parametrize(
    ("number", "is_service"),
    [
        ("0800 068 4141", True),  # in our list, and free of charge
        ("+44 808 123 4567", True),
        ("0300 123 4567", True),
        ("111", True),
        ("85258", True),
        ("020 7946 0100", True),  # a clinic's landline
        ("07400 123456", False),  # the example of a mobile number in libphonenumber
        ("+1 800 555 0100", False),  # free there, anything here
        ("flat 9, ask Sam", False),
    ],
)
def test_only_services_are_asked_about(drawing: Drawing, number: str, is_service: bool) -> None:
    assert asked(drawing.show(plan(number), today=TODAY)) == is_service


def test_a_mobile_number_of_our_list_is_a_service(drawing: Drawing) -> None:
    lines = {"lines": [{"name": "Umang", "voice": ["0311 7786264"]}], "first": {}, "emergency": {"number": "1122"}}
    assert asked(drawing.show(plan("+92 311 7786264"), today=TODAY, lines=lines)) == 1
    assert asked(drawing.show(plan("0311 7786265"), today=TODAY, lines=lines)) == 0


@pytest.mark.parametrize(("day", "is_asked"), [("2026-05-22", True), ("2026-05-23", False), ("", False)])
def test_six_months_are_counted_from_the_newest_text(drawing: Drawing, day: str, is_asked: bool) -> None:
    assert asked(drawing.show(plan("0800 068 4141", day=day), today=TODAY)) == is_asked
    rival = {"content": {"name": "Crisis team"}, "revision": "0:1", "by": "me", "device": "", "day": "2026-11-01"}
    assert asked(drawing.show(plan("0800 068 4141", day=day, rivals=[rival]), today=TODAY)) == 0


def test_a_tap_counts_from_its_day(drawing: Drawing) -> None:
    said = {"outcome": "still_right", "revision": "0:2"}
    assert asked(drawing.show(plan("111", tries=[{**said, "day": "2026-06-01"}]), today=TODAY)) == 0
    assert asked(drawing.show(plan("111", tries=[{**said, "day": "2026-05-01"}], day="2025-01-01"), today=TODAY)) == 1


@pytest.mark.parametrize("view", ["example", "preview"])
def test_nobody_else_is_asked(drawing: Drawing, view: str) -> None:
    assert asked(drawing.show(plan("111"), today=TODAY, view=view)) == 0


def test_one_is_asked_about_at_a_time_and_it_stands_at_the_pages_end(drawing: Drawing) -> None:
    made = plan("111")
    [one] = made["sections"]["contacts"]
    older = {**one, "id": "b" * 32, "content": {**one["content"], "name": "Night line"}, "day": "2025-01-01"}
    made["sections"]["contacts"].append(older)
    page = drawing.show(made, today=TODAY)
    assert page.locator(".pp-end").get_by_text(QUESTION).all_inner_texts()[0].startswith("“Night line”")
    assert asked(page) == 1


@pytest.fixture
def holder(shared_server: Server, make_plan: Callable[..., Holder], phone: Phone) -> Holder:
    holder = make_plan(shared_server)
    content = {"name": "Crisis team", "phones": [{"number": "0800 111 222", "for": ["call"]}]}
    holder.change({"kind": "add", "section": "contacts", "entry": "c" * 32, "content": content, "day": "2025-01-02"})
    holder.add("coping", text="Walk to the canal")
    phone.context.add_cookies(holder.cookies)
    return holder


def test_still_right_is_kept_without_a_connection_and_loses_nothing(
    shared_server: Server, phone: Phone, holder: Holder, axe: Callable[[Page], list[str]]
) -> None:
    phone.forgive("ERR_INTERNET_DISCONNECTED", "Failed to load")
    page = phone.page
    make_readable(page, shared_server)
    expect(page.get_by_text(QUESTION)).to_be_visible()
    assert axe(page) == []
    phone.context.set_offline(True)
    page.get_by_role("button", name="Still right").click()
    expect(page.get_by_text("Noted: the number is still right.").first).to_be_visible()
    expect(page.get_by_text(QUESTION)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(QUESTION)).to_be_visible()
    page.evaluate("(pause) => new Promise((done) => setTimeout(done, pause))", 400)
    page.get_by_role("button", name="Still right").click()
    expect(page.get_by_text(QUESTION)).to_have_count(0)
    page.goto(shared_server.url)
    expect(page.get_by_role("link", name="Crisis team")).to_be_visible()
    expect(page.get_by_text(QUESTION)).to_have_count(0)

    holder.change(edit(holder))  # elsewhere the number is changed meanwhile
    phone.context.set_offline(False)
    expect(page.get_by_role("link", name="Crisis team").first).to_have_attribute(
        "href", "tel:0800333444", timeout=40_000
    )
    for _ in range(40):
        [contact] = holder.read()["sections"]["contacts"]
        if contact.get("tries"):
            break
        page.wait_for_timeout(250)
    assert [one["outcome"] for one in contact["tries"]] == ["still_right"]
    assert contact["content"]["phones"][0]["number"] == "0800 333 444"
    assert "rivals" not in contact


def edit(holder: Holder) -> dict[str, Any]:
    [contact] = holder.read()["sections"]["contacts"]
    content = {**contact["content"], "phones": [{"number": "0800 333 444", "for": ["call"]}]}
    named = {"section": "contacts", "entry": contact["id"], "based_on": contact["revision"]}
    return {"kind": "edit", **named, "content": content, "day": "2025-01-03"}


def test_its_entry_is_one_tap_away(shared_server: Server, phone: Phone, holder: Holder) -> None:
    page = phone.page
    make_readable(page, shared_server)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="Crisis team")).to_be_visible()
    expect(page.get_by_role("button", name="0800 111 222")).to_be_visible()
