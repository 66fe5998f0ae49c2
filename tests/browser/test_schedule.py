"""When a phone asks the server: at once when it may succeed, seldom when it does not, never without a reason."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route

from tests.browser.conftest import Phone
from tests.browser.devices import add, blank, call
from tests.conftest import Holder, Server

MINE = "**/api/plans/mine**"
START = """async (random) => {
  const exchange = new outbox.Exchange({ kept: devices.notes });
  const clock = {
    setTimeout: (act, ms) => setTimeout(act, ms),
    clearTimeout: (timer) => clearTimeout(timer),
    now: () => Date.now(),
    random: () => random,
  };
  const noted = (make) => () => (window.doing = make());
  window.plan = new schedule.Schedule({
    run: noted(() => exchange.run()),
    hasPending: noted(async () => (await devices.notes.read()).pending.length > 0),
    clock,
  });
  await plan.start();
}"""
HALF = 0.5  # no jitter
TICK: dict[str, Any] = {"change": {"kind": "tick", "section": "coping"}}
TEXT: dict[str, Any] = {"change": {"kind": "add", "section": "coping", "content": {"text": "Walk"}}}


class Asked:
    """When the page asked for the plan or sent to it, in seconds of its own clock since this began."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.statuses: list[int] = []
        self.count = 0
        page.on("response", lambda response: self.statuses.append(response.status))
        self.waiting: set[Request] = set()
        page.on("request", self._asked)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)

    def _asked(self, request: Request) -> None:
        if "/api/plans/" in request.url:
            self.count += 1
            self.waiting.add(request)

    def _ended(self, request: Request) -> None:
        self.waiting.discard(request)

    def within(self, seconds: int, step: int = 1) -> list[int]:
        """Let this many seconds pass, ``step`` at a time, and note those at which it asked."""
        found = []
        for second in range(step, seconds + 1, step):
            before = self.count
            self.page.clock.run_for(step * 1000)
            self.settled()
            found += [second] * (self.count - before)
        return found

    def settled(self) -> None:
        """Wait for whatever was begun; real time passes for the network and the database alone."""
        read = "async () => { for (let n = 0; n < 3; n++) { await devices.notes.read(); await window.doing; } }"
        self.page.evaluate(read)
        if self.waiting:
            while self.waiting:
                self.page.wait_for_timeout(5)
            self.page.evaluate(read)


@pytest.fixture
def page(phone: Phone, holder: Holder, shared_server: Server) -> Page:
    phone.forgive("Failed to load resource")
    page = blank(phone.page, shared_server, "notes")
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # its time passes where a test says so, however busy the machine is
    return page


def after_a_failure(page: Page, random: float, answer: Callable[[Route], None]) -> "Asked":
    """Something is unsent, and what was asked for at once has been answered so."""
    page.evaluate(START, random)
    page.route(MINE, answer)
    call(page, "notes", "append", add("unsent"))
    asked = Asked(page)
    page.evaluate("plan.changed()")
    while not asked.count:
        page.wait_for_timeout(5)
    asked.settled()
    return asked


def test_an_idle_page_with_nothing_unsent_asks_nothing(page: Page) -> None:
    page.evaluate(START, HALF)
    asked = Asked(page)
    page.clock.run_for(10 * 60 * 1000)
    asked.settled()
    assert asked.count == 0


def test_an_unchanged_plan_costs_one_304_when_the_person_comes_back(page: Page) -> None:
    page.evaluate(START, HALF)
    asked = Asked(page)
    with page.expect_response(MINE):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.clock.run_for(10 * 60 * 1000)
    asked.settled()
    assert asked.statuses == [304]


def test_without_a_server_it_tries_ever_less_often(page: Page) -> None:
    asked = after_a_failure(page, HALF, lambda route: route.abort())
    assert asked.within(1300, step=5) == [5, 15, 35, 75, 155, 315, 615, 915, 1215]  # each gap is twice the one before


@pytest.mark.parametrize(
    "event",
    [
        "window.dispatchEvent(new Event('online'))",
        "document.dispatchEvent(new Event('visibilitychange'))",
        "window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
    ],
)
def test_a_phone_that_comes_back_sends_at_once(page: Page, holder: Holder, event: str) -> None:
    page.evaluate(START, HALF)
    page.route(MINE, lambda route: route.abort())
    call(page, "notes", "append", add("unsent"))
    page.evaluate("plan.changed()")
    page.unroute_all()
    with page.expect_response(MINE):
        page.evaluate(event)
    asked = Asked(page)
    asked.settled()
    page.clock.run_for(10 * 60 * 1000)
    asked.settled()
    assert asked.count == 0
    assert "unsent" in str(holder.read()["sections"])


def test_a_server_that_asks_for_a_rest_gets_it(page: Page) -> None:
    wait: dict[str, Any] = {"status": 429, "headers": {"Retry-After": "100"}, "json": {}}
    asked = after_a_failure(page, HALF, lambda route: route.fulfill(**wait))
    page.evaluate("window.dispatchEvent(new Event('online'))")
    assert asked.within(120) == [100]


@pytest.mark.parametrize(("random", "first"), [(0, 4), (0.999, 6)])
def test_phones_do_not_all_come_back_at_once(page: Page, random: float, first: int) -> None:
    assert after_a_failure(page, random, lambda route: route.abort()).within(first + 2) == [first]


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ({"pending": [], "refused": [], "outcome": "done", "devices": 1}, "saved"),
        ({"pending": [], "refused": [], "outcome": "network", "devices": 1}, "saved"),
        ({"pending": [], "refused": [], "outcome": "done", "devices": 2}, "saved_everywhere"),
        ({"pending": [1], "refused": [], "outcome": None, "devices": 2}, "waiting_for_signal"),
        ({"pending": [1], "refused": [], "outcome": "network", "devices": 2}, "waiting_for_signal"),
        ({"pending": [1], "refused": [], "outcome": "server", "devices": 2}, "waiting"),
        ({"pending": [1], "refused": [], "outcome": "done", "devices": 2}, "kept"),
        ({"pending": [1], "refused": [], "outcome": "not_allowed", "devices": 2}, "not_connected"),
        ({"pending": [], "refused": [], "outcome": "not_allowed", "devices": 1}, "not_connected"),
        ({"pending": [], "refused": [TICK, TEXT], "outcome": "done", "devices": 2}, "some_not_saved"),
        ({"pending": [], "refused": [TICK], "outcome": "done", "devices": 2}, "some_not_done"),
        ({"pending": [1], "refused": [], "outcome": "network", "devices": 2, "isKept": False}, "not_saved"),
    ],
)
def test_what_is_said_is_true(page: Page, known: dict[str, object], name: str) -> None:
    assert page.evaluate("(known) => state.stateOf(known)", known) == name
