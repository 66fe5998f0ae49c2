"""What a phone sends when something was lost: an older server, a cleared storage, another plan, a removal."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Phone
from tests.browser.devices import OPEN, Quota, add, blank, call, read, run, waiting, words
from tests.browser.exchanging import LATE, LOST, MINE, answers, nothing_lost, ready, write
from tests.conftest import Holder, Server

DONE = {"seq": 1, "result": "done"}


@pytest.fixture
def page(phone: Phone, holder: Holder, shared_server: Server) -> Page:
    """A phone that has its plan, with one entry, and knows how it is told that it was removed."""
    phone.forgive(LOST)
    return ready(phone, holder, shared_server)


def test_a_server_brought_back_from_an_older_copy_gets_what_waits(
    phone: Phone, server: Server, make_plan: Callable[..., Holder], tmp_path: Path
) -> None:
    phone.forgive(LOST)
    holder = make_plan(server)
    phone.context.add_cookies(holder.cookies)
    page = ready(phone, holder, server)
    server.stop()
    shutil.copytree(server.data, tmp_path / "copy")
    server.start()
    write(page, "lost by the server")
    assert run(page, "notes")["outcome"] == "done"
    server.stop()
    shutil.rmtree(server.data)
    shutil.copytree(tmp_path / "copy", server.data)
    server.start()
    first = call(page, "notes", "append", add("written since"))
    edit = {"kind": "edit", "section": "coping", "entry": first["entry"], "content": {"text": "and edited since"}}
    call(page, "notes", "append", {**edit, "based_on": first["revision"]})
    assert run(page, "notes")["outcome"] == "done"
    assert waiting(page, "notes") == []
    assert words(holder.read()) == ["before", "and edited since"]
    [_, entry] = holder.read()["sections"]["coping"]
    assert "rivals" not in entry


def test_a_server_that_forgot_this_phone_gets_what_waits(page: Page, holder: Holder) -> None:
    write(page, "known")
    assert run(page, "notes")["outcome"] == "done"
    for _ in range(64):
        holder.outbox, holder.seq = os.urandom(16).hex(), 0
        holder.add("coping", text="by many others")
    write(page, "one", "two")
    assert run(page, "notes")["outcome"] == "done"
    assert words(holder.read())[-2:] == ["one", "two"]
    assert waiting(page, "notes") == []


def test_storage_cleared_and_cookie_kept_loses_no_later_edit(page: Page, holder: Holder, shared_server: Server) -> None:
    write(page, "one", "two")
    assert run(page, "notes")["outcome"] == "done"
    call(page, "notes", "clear")
    blank(page, shared_server, "notes")
    write(page, "three")
    assert run(page, "notes")["outcome"] == "done"
    assert words(read(page, "notes")["plan"]) == words(holder.read()) == ["before", "one", "two", "three"]


def test_two_profiles_with_one_copied_cookie_both_arrive(
    page: Page, holder: Holder, new_phone: Callable[..., Phone], shared_server: Server
) -> None:
    copied = new_phone()
    copied.context.add_cookies(holder.cookies)
    other = blank(copied.page, shared_server, "notes")
    for number in range(3):
        write(page, f"here {number}")
        write(other, f"there {number}")
        assert [run(one, "notes")["outcome"] for one in (page, other)] == ["done", "done"]
    assert len(set(words(holder.read()))) == 7


def test_changes_never_go_into_another_plan(
    phone: Phone, page: Page, holder: Holder, make_plan: Callable[..., Holder], shared_server: Server
) -> None:
    other = make_plan(shared_server)
    other.add("coping", text="of the other plan")
    write(page, "of this plan")
    phone.context.clear_cookies()
    phone.context.add_cookies(other.cookies)
    assert run(page, "notes")["outcome"] == "other_plan"
    assert words(other.read()) == ["of the other plan"]
    phone.context.clear_cookies()
    phone.context.add_cookies(holder.cookies)
    nothing_lost(page, holder, "of this plan")
    phone.context.clear_cookies()
    phone.context.add_cookies(other.cookies)
    assert run(page, "notes")["outcome"] == "done"  # nothing waited: the person has moved to the other plan
    write(page, "now here")
    assert run(page, "notes")["outcome"] == "done"
    assert words(read(page, "notes")["plan"]) == words(other.read()) == ["of the other plan", "now here"]


def test_a_held_change_keeps_the_plan_it_was_made_on(
    phone: Phone, page: Page, make_plan: Callable[..., Holder], shared_server: Server
) -> None:
    call(page, "notes", "hold", add("held"))
    phone.context.clear_cookies()
    phone.context.add_cookies(make_plan(shared_server).cookies)
    assert run(page, "notes")["outcome"] == "other_plan"
    assert words(read(page, "notes")["plan"]) == ["before"]


def test_only_the_right_secret_removes_and_nothing_is_cleared_before_it_was_offered(page: Page) -> None:
    write(page, "not sent yet")
    proof = hashlib.sha256(b"only this phone knows it").hexdigest()
    answers(page, status=410, json={"reason": "removed", "removal": proof})
    assert run(page, "notes")["outcome"] == "removed"
    assert waiting(page, "notes") == ["not sent yet"]
    call(page, "notes", "remember", {"removal": None})
    assert run(page, "notes")["outcome"] == "not_allowed"


def test_a_phone_that_kept_nothing_but_its_cookie_learns_how_it_is_told_that_it_was_removed(
    page: Page, holder: Holder
) -> None:
    page.evaluate(OPEN, ["emptied", False])
    assert run(page, "emptied")["outcome"] == "done"
    answers(page, status=410, json={"reason": "removed", "removal": "0" * 64})
    assert run(page, "emptied")["outcome"] == "not_allowed"
    page.unroute_all()
    assert holder.client.request("DELETE", "/api/plans/mine", json={"sure": True}).status_code == 204
    assert run(page, "emptied")["outcome"] == "removed"
    assert run(page, "notes")["outcome"] == "not_allowed"  # this one goes by the secret that it was given


def test_the_other_plan_of_a_phone_has_a_removal_of_its_own(
    phone: Phone, page: Page, make_plan: Callable[..., Holder], shared_server: Server
) -> None:
    other = make_plan(shared_server)
    phone.context.clear_cookies()
    phone.context.add_cookies(other.cookies)
    assert run(page, "notes")["outcome"] == "done"
    assert other.client.request("DELETE", "/api/plans/mine", json={"sure": True}).status_code == 204
    assert run(page, "notes")["outcome"] == "removed"


def test_an_answer_that_comes_after_all_was_cleared_brings_nothing_back(page: Page, holder: Holder) -> None:
    holder.add("coping", text="second")
    with page.expect_response(MINE):
        page.evaluate(LATE)
    call(page, "notes", "clear")
    page.evaluate("async () => { letGo(); await run; }")
    assert read(page, "notes")["plan"] is None


def test_an_answer_that_cannot_be_kept_is_asked_for_again(phone: Phone, holder: Holder, shared_server: Server) -> None:
    full = Quota(phone, shared_server)
    page = ready(phone, holder, shared_server)
    write(page, "one")
    page.route(MINE, lambda route: route.fulfill(json={**holder.read(), "results": [DONE], "more": "x" * 5_000_000}))
    assert run(page, "notes")["outcome"] == "unkept"
    full.end()
    nothing_lost(page, holder, "one")
