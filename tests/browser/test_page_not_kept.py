"""Where the finished page can't be kept, or is not to be, nothing says that the plan can be read without signal."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Phone
from tests.browser.readable import READABLE, fill, kept_pages, make_readable, put_to_sleep, remind_later
from tests.browser.test_update import launch, write
from tests.conftest import Holder, Server

FULL = """() => {
  self.put = Cache.prototype.put;
  Cache.prototype.put = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
}"""
ROOM = "() => { Cache.prototype.put = self.put }"


def test_line_goes_when_there_is_no_room_for_the_page_and_comes_back_with_it(
    server: Server, make_plan: Callable[..., Holder], phone: Phone
) -> None:
    holder, page = make_plan(server), phone.page
    fill(holder)
    phone.context.add_cookies(holder.cookies)
    remind_later(phone.context)
    make_readable(page, server)
    [worker] = phone.context.service_workers
    for one in (page, worker):
        one.evaluate(FULL)
    write(page, "Written without room")
    page.go_back()
    expect(page.locator("#plan").get_by_text("Written without room").first).to_be_visible()
    expect(page.locator("#plan").get_by_text(READABLE)).to_have_count(0)
    assert kept_pages(page) == {}
    for one in (page, worker):
        one.evaluate(ROOM)
    write(page, "Written with room")
    page.go_back()
    expect(page.locator("#plan").get_by_text(READABLE)).to_be_visible()


def test_no_page_is_kept_once_the_worker_was_switched_off(
    server: Server, make_plan: Callable[..., Holder], phone: Phone
) -> None:
    holder, page = make_plan(server), phone.page
    fill(holder)
    phone.context.add_cookies(holder.cookies)
    phone.forgive("Failed to load", "ERR_")
    remind_later(phone.context)
    make_readable(page, server)
    server.kill()
    server.environment["POCKET_PLAN_OFFLINE"] = "off"
    server.start()
    launch(page, server)
    for _ in range(100):  # a browser that is led by a test never lets the older worker rest
        if not page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length"):
            break
        put_to_sleep(page)
        page.wait_for_timeout(100)
    for _ in range(2):  # what the older worker was still writing goes at the next launch
        launch(page, server)
    write(page, "Written since then")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1_000)
    assert kept_pages(page) == {}
    launch(page, server)
    expect(page.locator("#plan").get_by_text("Written since then").first).to_be_attached()
