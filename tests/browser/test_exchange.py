"""Exchange with the real server: whatever it does, nothing is lost, and nothing is taken for already seen."""

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Phone
from tests.browser.cut_line import CutLine
from tests.browser.devices import add, blank, call, read, run, waiting, words
from tests.browser.exchanging import LATE, LOST, MINE, answers, nothing_lost, ready, write
from tests.conftest import Holder, Server

NO_LOCKS = "Object.defineProperty(navigator, 'locks', { value: undefined })"  # as older browsers have none


# Each change takes its time on the line, and so much of it goes through before the phone gives up.
SLOW = """async ([eachMs, waitMs, runs]) => {
  const sizes = [];
  const ask = async (address, question) => {
    const count = question.body?.changes.length ?? 0;
    sizes.push(count);
    await new Promise((go) => setTimeout(go, eachMs * count));
    question.signal.throwIfAborted();
    return outbox.askServer(address, question);
  };
  const exchange = new outbox.Exchange({ kept: devices.notes, ask, waitMs });
  const outcomes = [];
  while (outcomes.length < runs && outcomes.at(-1) !== "done") outcomes.push((await exchange.run()).outcome);
  return [sizes, outcomes];
}"""
TWICE = """async () => {
  const ask = async (...question) => {
    await outbox.askServer(...question);
    return outbox.askServer(...question);
  };
  return new outbox.Exchange({ kept: devices.notes, ask }).run();
}"""


@pytest.fixture
def page(phone: Phone, holder: Holder, shared_server: Server) -> Page:
    """A phone that has its plan, with one entry, and knows how it is told that it was removed."""
    phone.forgive(LOST)
    return ready(phone, holder, shared_server)


def test_changes_arrive_in_order_and_other_devices_get_them(page: Page, holder: Holder) -> None:
    write(page, "one", "two")
    assert run(page, "notes")["changed"] is True
    assert words(read(page, "notes")["plan"]) == words(holder.read()) == ["before", "one", "two"]
    holder.add("coping", text="from elsewhere")
    assert run(page, "notes")["changed"] is True
    assert words(read(page, "notes")["plan"]) == ["before", "one", "two", "from elsewhere"]


def test_an_unchanged_plan_costs_one_304(page: Page) -> None:
    seen: list[int] = []
    page.on("response", lambda response: seen.append(response.status))
    assert run(page, "notes")["changed"] is False
    assert seen == [304]


def test_what_an_own_change_made_of_the_plan_is_not_sent_a_second_time(page: Page) -> None:
    write(page, "one")
    assert run(page, "notes")["outcome"] == "done"
    seen: list[int] = []
    page.on("response", lambda response: seen.append(response.status))
    assert run(page, "notes")["changed"] is False
    assert seen == [304]


def test_more_than_one_batch_goes_until_nothing_waits(page: Page, holder: Holder) -> None:
    [entry] = holder.read()["sections"]["coping"]
    tick = {"kind": "tick", "section": "coping", "entry": entry["id"], "outcome": "helped", "day": "2026-11-23"}
    page.evaluate("async (tick) => { for (let n = 0; n < 450; n++) await devices.notes.append(tick); }", tick)
    sizes: list[int] = []
    page.on("request", lambda request: sizes.append(len((request.post_data_json or {}).get("changes", []))))
    assert run(page, "notes")["outcome"] == "done"
    assert sizes == [200, 200, 50]
    assert len(holder.read()["sections"]["coping"][0]["tries"]) == 450


def test_on_a_slow_line_fewer_go_at_once_until_they_get_through(page: Page, holder: Holder) -> None:
    texts = [f"step {number}" for number in range(24)]
    write(page, *texts)
    sizes, outcomes = page.evaluate(SLOW, [200, 2000, 9])
    assert sizes == [24, 12, 6, 12, 6, 12, 6, 6]
    assert outcomes[-1] == "done"
    assert waiting(page, "notes") == []
    assert words(holder.read()) == ["before", *texts]


def test_a_line_without_signal_is_no_reason_to_send_less(page: Page, holder: Holder) -> None:
    write(page, *[f"step {number}" for number in range(6)])
    page.context.set_offline(True)
    exchange = "window.exchange = new outbox.Exchange({ kept: devices.notes })"
    assert page.evaluate(f"async () => (await ({exchange}).run()).outcome") == "network"
    page.context.set_offline(False)
    sizes: list[int] = []
    page.on("request", lambda request: sizes.append(len((request.post_data_json or {}).get("changes", []))))
    assert page.evaluate("async () => (await exchange.run()).outcome") == "done"
    assert sizes == [6]


def test_a_killed_server_gets_them_once_it_is_back(
    phone: Phone, server: Server, make_plan: Callable[..., Holder]
) -> None:
    phone.forgive(LOST)
    holder = make_plan(server)
    phone.context.add_cookies(holder.cookies)
    page = ready(phone, holder, server)
    server.kill()
    write(page, "offline")
    assert run(page, "notes")["outcome"] == "network"
    server.start()
    nothing_lost(page, holder, "offline")


def test_a_hanging_server_is_given_up(phone: Phone, server: Server, make_plan: Callable[..., Holder]) -> None:
    phone.forgive(LOST)
    holder = make_plan(server)
    phone.context.add_cookies(holder.cookies)
    page = ready(phone, holder, server)
    write(page, "while it hangs")
    assert server.process
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        assert run(page, "notes", waitMs=500)["outcome"] == "network"
    finally:
        os.kill(server.process.pid, signal.SIGCONT)
    nothing_lost(page, holder, "while it hangs")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"status": 500, "json": {"reason": "unexpected"}}, "server"),
        ({"status": 503, "body": "<h1>Bad gateway</h1>"}, "server"),
        ({"status": 401, "json": {"reason": "not_allowed"}}, "not_allowed"),
        ({"status": 403, "json": {"reason": "cross_site"}}, "server"),
        ({"status": 404, "body": "<h1>Not here</h1>"}, "server"),
        ({"status": 200, "body": "<h1>Log in to this network</h1>", "content_type": "text/html"}, "network"),
        ({"status": 200, "json": {}}, "network"),
        ({"status": 200, "json": None}, "network"),
        ({"status": 200, "body": '{"plan": "x", "revi'}, "network"),
        ({"status": 410, "json": {"reason": "removed"}}, "not_allowed"),
        ({"status": 410, "json": {"reason": "removed", "removal": "0" * 64}}, "not_allowed"),
        ({"status": 410, "body": "gone"}, "not_allowed"),
        ({"status": 409, "json": {"reason": "other_plan"}}, "other_plan"),
        ({"status": 409, "json": {"reason": "conflict"}}, "server"),
    ],
)
def test_no_bad_answer_hides_or_clears_anything(
    page: Page, holder: Holder, answer: dict[str, Any], outcome: str
) -> None:
    write(page, "one", "two")
    answers(page, **answer)
    assert run(page, "notes")["outcome"] == outcome
    assert run(page, "notes")["outcome"] == outcome
    nothing_lost(page, holder, "one", "two")


def test_an_answer_without_results_takes_nothing_out(page: Page, holder: Holder) -> None:
    write(page, "one")
    answers(page, json=holder.read())
    assert run(page, "notes")["outcome"] == "server"
    nothing_lost(page, holder, "one")


def test_a_server_that_asks_for_a_rest_gets_it(page: Page, holder: Holder) -> None:
    write(page, "one")
    answers(page, status=429, headers={"Retry-After": "77"}, json={"reason": "too_many_requests"})
    ended = run(page, "notes")
    assert (ended["outcome"], ended["retryAfter"]) == ("paused", 77)
    nothing_lost(page, holder, "one")


def test_without_its_cookie_a_phone_keeps_what_it_has(phone: Phone, page: Page, holder: Holder) -> None:
    write(page, "one")
    phone.context.clear_cookies()
    assert run(page, "notes")["outcome"] == "not_allowed"
    phone.context.add_cookies(holder.cookies)
    nothing_lost(page, holder, "one")


def test_a_reply_cut_in_the_middle_is_asked_for_again(phone: Phone, holder: Holder, shared_server: Server) -> None:
    phone.forgive(LOST)
    with CutLine(shared_server.port) as line:
        holder.add("coping", text="before")
        there = Server(home=shared_server.home, port=line.port)
        page = blank(phone.page, there, "notes")
        assert run(page, "notes")["outcome"] == "done"
        write(page, "sent, and the answer cut")
        line.is_cutting = True
        assert run(page, "notes")["outcome"] == "network"
        assert words(holder.read()) == ["before", "sent, and the answer cut"]  # it did arrive
        line.is_cutting = False
        nothing_lost(page, holder, "sent, and the answer cut")


def test_a_change_sent_twice_is_there_once(page: Page, holder: Holder) -> None:
    write(page, "one")
    assert page.evaluate(TWICE)["outcome"] == "done"
    assert words(holder.read()) == ["before", "one"]
    assert waiting(page, "notes") == []


@pytest.mark.parametrize("unsent", [[], ["one"]])
def test_a_late_old_answer_does_not_bring_the_old_plan_back(page: Page, holder: Holder, unsent: list[str]) -> None:
    page.evaluate(NO_LOCKS)
    write(page, *unsent)
    holder.add("coping", text="first")
    with page.expect_response(MINE):
        page.evaluate(LATE)
    holder.add("coping", text="second")
    assert run(page, "notes")["outcome"] == "done"
    newest = words(read(page, "notes")["plan"])
    page.evaluate("async () => { letGo(); await run; }")
    assert words(read(page, "notes")["plan"]) == newest == words(holder.read())
    assert waiting(page, "notes") == []


def test_two_runs_of_one_phone_wait_for_each_other(
    phone: Phone, page: Page, holder: Holder, shared_server: Server
) -> None:
    write(page, "one", "two")
    other = blank(phone.context.new_page(), shared_server, "notes")
    bodies: list[Any] = []
    phone.context.on("request", lambda request: request.method == "POST" and bodies.append(request.post_data_json))
    for tab in (page, other):
        tab.evaluate("() => { window.done = new outbox.Exchange({ kept: devices.notes }).run(); }")
    assert [tab.evaluate("async () => (await done).outcome") for tab in (page, other)] == ["done", "done"]
    assert len(bodies) == 1
    assert words(holder.read()) == ["before", "one", "two"]


def test_a_change_made_during_a_run_is_sent_by_the_next(page: Page, holder: Holder) -> None:
    runs = page.evaluate(
        """async (change) => {
          const exchange = new outbox.Exchange({ kept: devices.notes });
          const first = exchange.run();
          await devices.notes.append(change);
          return [(await first).outcome, (await exchange.run()).outcome];
        }""",
        add("during"),
    )
    assert runs == ["done", "done"]
    assert words(holder.read()) == ["before", "during"]


def test_a_refused_text_stays_with_its_reason_while_the_others_go_on(page: Page, holder: Holder) -> None:
    write(page, "one", "x" * 2001, "three")
    assert run(page, "notes")["outcome"] == "done"
    assert words(holder.read()) == ["before", "one", "three"]
    [refused] = read(page, "notes")["refused"]
    assert refused["reason"] == "entry_too_long"
    assert refused["change"]["content"]["text"] == "x" * 2001
    assert waiting(page, "notes") == []


def test_a_batch_that_is_too_large_goes_in_parts(page: Page, holder: Holder) -> None:
    texts = [f"{number} " + "ع" * 1900 for number in range(60)]  # 12 bytes a letter as JSON may write it, 4 kB at least
    page.evaluate(
        "async (all) => { for (const change of all) await devices.notes.append(change); }",
        [{**add(text, "distractions"), "phrase": None, "by": "me"} for text in texts * 3],
    )
    statuses: list[int] = []
    page.on("response", lambda response: statuses.append(response.status))
    assert run(page, "notes")["outcome"] == "done"
    assert 413 in statuses
    assert len(read(page, "notes")["refused"]) + len(holder.read()["sections"]["distractions"]) == 180
    assert {one["reason"] for one in read(page, "notes")["refused"]} <= {"plan_too_large"}


def test_a_change_that_no_request_can_carry_lets_the_others_pass(page: Page, holder: Holder) -> None:
    entry = "1" * 32
    text = {"content": {"text": "y" * 1900}, "revision": f"{entry}:1"}
    whole = {"id": entry, **text, "rivals": [text] * 300}
    call(page, "notes", "append", {"kind": "bring_back", "section": "coping", "entry": entry, "whole": whole})
    write(page, "after it", "and one more")
    assert run(page, "notes")["outcome"] == "done"
    assert words(holder.read()) == ["before", "after it", "and one more"]
    [refused] = read(page, "notes")["refused"]
    assert refused["reason"] == "too_large"
    assert refused["change"]["whole"] == whole
